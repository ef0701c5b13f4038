import type { SheetVerdict, VerifiedSheet } from '../contract/verifySheets.ts';

/** What verifying a printed sheet found, in words. */
export interface VerifyText {
  /** What it is, and what to do. */
  verdict(verdict: SheetVerdict): { title: string; next: string };
  difference(difference: VerifiedSheet['differences'][number]): string;
  since(since: NonNullable<VerifiedSheet['since']>[number]): string;
  sinceTitle(count: number): string;
  replaced(number: string): string;
  none: { title: string; next: string };
  more(count: number): string;
}

type Say = (key: string, params?: Record<string, string | number>) => string;

export function verifyText(words: { none: string; noneNext: string; emptied: string }, say: Say): VerifyText {
  return {
    verdict: (verdict) => ({ title: say(`verify.verdict.${verdict}`), next: say(`verify.next.${verdict}`) }),
    difference: ({ what, row, column, said }) =>
      say(`verify.difference.${what}`, {
        row: row ?? '',
        column: column ?? '',
        said: said || words.emptied,
      }),
    since: ({ what, name, column, now }) =>
      say(what === 'changed' && now === null ? 'verify.changedOnly' : `verify.since.${what}`, {
        name: name ?? '',
        column: column ?? '',
        now: now || words.emptied,
      }),
    sinceTitle: (count) => say('verify.sinceTitle', { count }),
    replaced: (number) => say('verify.replaced', { number }),
    none: { title: words.none, next: words.noneNext },
    more: (count) => say('verify.more', { count }),
  };
}
