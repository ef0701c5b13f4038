import { createHash } from 'node:crypto';
import type { CaseOutput } from '../../../shared/domain/cases/caseType.ts';
import type { ReadDb } from '../../db/database.ts';
import { caseById, entriesOfCase } from '../../db/tables/caseTable.ts';
import type { Services } from '../services.ts';
import type { Running } from '../writeBatch.ts';
import { actOnManyCases } from '../writeCases.ts';

/** What was said of a case on its way out. */
export interface PutOutCase {
  case: string;
  output: CaseOutput;
  /** What it is called. */
  name: string;
  /** The sheet's number; empty: none. */
  sheet: string;
  /** What it said, to know the same again. */
  said: unknown;
}

export function putOutDigest(said: unknown): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

/** When a case was put out so before, saying the same, epoch ms and by whom; null: never. */
export function putOutBefore(
  db: ReadDb,
  { case: id, output, name, said }: Omit<PutOutCase, 'sheet'>,
): { at: number; actor: string } | null {
  const digest = putOutDigest(said);
  const same = entriesOfCase(db, id).findLast(
    ({ action, isTakenBack }) =>
      !isTakenBack &&
      action.do === 'put-out' &&
      action.output === output &&
      action.name === name &&
      action.digest === digest,
  );
  return same ? { at: same.at, actor: same.actor } : null;
}

/**
 * Notes in the history of each case that it was put out, as one batch; tells how many had been put out so before,
 * saying the same. A case that is gone meanwhile is left.
 */
export async function notePutOut(
  services: Services,
  cases: readonly PutOutCase[],
  running: Running,
): Promise<{ batch: string; cases: number; again: number } | null> {
  const { db } = services;
  return services.writes.take(async () => {
    const there = cases.filter((one) => caseById(db, one.case) !== null);
    if (there.length === 0) return null;
    const again = there.filter((one) => putOutBefore(db, one) !== null).length;
    const acts = there.map(({ case: id, output, name, sheet, said }) => ({
      case: id,
      seen: caseById(db, id)!.version,
      action: { do: 'put-out' as const, output, name, sheet, digest: putOutDigest(said) },
    }));
    const { batch } = await actOnManyCases(services, acts, running);
    return { batch, cases: there.length, again };
  });
}
