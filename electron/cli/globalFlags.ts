import type { Language } from '../../shared/text/createText.ts';

export interface GlobalFlags {
  json: boolean;
  language: Language;
}

/**
 * How to speak, read off the arguments before they are understood: also what is wrong with them is said in the
 * language, and in the form, that was asked for.
 */
export function globalFlags(args: readonly string[]): GlobalFlags {
  const end = args.indexOf('--');
  const flags = end < 0 ? args : args.slice(0, end);
  const language = flags.some(
    (flag, at) => flag === '--lang=en' || (flag === '--lang' && flags[at + 1] === 'en'),
  );
  return { json: flags.includes('--json'), language: language ? 'en' : 'zh' };
}
