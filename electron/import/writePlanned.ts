import { CaseRefusal, refusedError } from '../../shared/domain/cases/caseRefusal.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import { changeInSteps } from '../changes/writeChange.ts';
import type { WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { inOneTransaction } from './session/commitSpreadsheet.ts';
import type { CommitContext, Running } from './session/importSession.ts';
import { takeSteps } from './session/takeSteps.ts';

/** One mutation with what it is given. Of many rows it is given some at a time: between two there is a breath. */
export type PlannedChange = {
  [Name in MutationName]: { name: Name; args: MutationArgs<Name>; rows: number };
}[MutationName];

/** Writes planned mutations in one transaction, with progress. Errors: CANCELLED, CASE_REFUSED, and then nothing was written. */
export async function writePlanned(
  db: WriteDb,
  changes: readonly PlannedChange[],
  context: CommitContext,
  running: Running,
): Promise<void> {
  const total = changes.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  const write = async () => {
    for (const { name, args, rows } of changes) {
      const told = { signal: running.signal, progress: () => running.progress('save', done, total) };
      await takeSteps(changeInSteps(db, name, args, context), 'save', told);
      done += rows;
      running.progress('save', done, total);
      await giveWay(running.signal);
    }
  };
  try {
    await inOneTransaction(db, write);
  } catch (error) {
    throw error instanceof CaseRefusal ? refusedError(error) : error;
  }
}
