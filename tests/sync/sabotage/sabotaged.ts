import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** A fault of one line that somebody might make, and that must not go unnoticed. */
export interface Sabotage {
  /** What goes wrong, in a few words without blanks. */
  name: string;
  /** From the project’s folder. */
  file: string;
  /** Stands there once, letter for letter. */
  find: string;
  replace: string;
  /** `worlds`: the simulation has to find it within 500 seeds. Otherwise files of tests, one of which has to fail. */
  by: 'worlds' | readonly string[];
  /** Why nobody can tell it from the real thing: it need not be found. */
  equivalent?: string;
}

/** The text of the file with the fault in it. Errors: RangeError if what it replaces is not there exactly once. */
export function sabotaged(text: string, { name, find, replace }: Sabotage): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new RangeError(`${name}: stands there ${parts.length - 1} times`);
  return parts.join(replace);
}
