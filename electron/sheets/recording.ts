import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';

/** What is needed to write down what was done by hand. */
export interface Recording {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch: string): void;
}
