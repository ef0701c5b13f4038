import { basename } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { EXTENSION } from '../sync/bundle/bundleFormat.ts';
import type { CommandContext } from './commandContext.ts';

/** The name of a bundle without its ending, which is part of what tells it. Errors: USAGE. */
export function bundleName({ words }: Pick<CommandContext, 'words'>, out: string): string {
  const file = basename(out);
  if (!file.toLowerCase().endsWith(EXTENSION) || file.length === EXTENSION.length)
    throw new AppError('USAGE', { detail: words.wrong.outFormat(EXTENSION) });
  return file.slice(0, -EXTENSION.length);
}
