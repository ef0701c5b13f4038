import type { ErasePlan, Erasing } from '../../../shared/contract/privacy.ts';
import type { ReadDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import type { Services } from '../services.ts';
import type { Running } from '../writeBatch.ts';
import { whoGoes } from './whoGoes.ts';
import { requireWholeSchool } from './wholeSchool.ts';

/** Of those who stay, and of numbers that mean nobody, so many are named. */
const NAMED = 300;
/** Counted in one go, so that nobody waits for it. */
const CHUNK = 500;

/** Who would be erased with what of theirs, who stays, and where they are held besides. Errors: NOT_FOUND (an id), CANCELLED. */
export async function previewErase(
  services: Pick<Services, 'db' | 'index' | 'backups'>,
  selection: Erasing,
  { signal, onProgress }: Running,
): Promise<ErasePlan> {
  requireWholeSchool(services.db);
  const { numbers, kept, unknown, ...leaving } = await whoGoes(services, selection, { signal, onProgress });
  const holds: ErasePlan['holds'] = {
    ...{ photos: 0, proofs: 0, cases: 0, verdicts: 0, contacts: 0, entries: 0 },
  };
  for (let start = 0; start < numbers.length; start += CHUNK) {
    onProgress({ stage: 'check', done: start, total: numbers.length });
    await giveWay(signal);
    const counted = holdsOf(services.db, numbers.slice(start, start + CHUNK));
    for (const what of Object.keys(holds) as (keyof typeof holds)[]) holds[what] += counted[what];
  }
  const backups = await services.backups.list();
  return {
    ...leaving,
    students: numbers.length,
    holds,
    kept: kept.slice(0, NAMED),
    keptCount: kept.length,
    unknown: unknown.slice(0, NAMED),
    unknownCount: unknown.length,
    backups: backups.map(({ name, at, reason }) => ({ name, at, reason })),
  };
}

/** The hashes in what a case has for evidence: a file each. */
const HASH = /[0-9a-f]{64}/g;

function holdsOf(db: ReadDb, numbers: readonly number[]): ErasePlan['holds'] {
  const list = JSON.stringify(numbers);
  const count = (table: string) =>
    db
      .read<{ count: number }>(
        `SELECT count(*) AS count FROM json_each(?) chosen JOIN ${table} ON student_n = chosen.value`,
      )
      .get(list)!.count;
  const cases = db
    .read<{ evidence: string }>(
      'SELECT evidence FROM json_each(?) chosen JOIN case_file ON student_n = chosen.value',
    )
    .all(list);
  const files = cases.flatMap(({ evidence }) => evidence.match(HASH) ?? []);
  return {
    photos: count('photo'),
    proofs: new Set(files).size,
    cases: cases.length,
    verdicts: count('event'),
    contacts: count('chase_contact'),
    entries: count('change'),
  };
}
