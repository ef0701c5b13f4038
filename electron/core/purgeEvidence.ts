import { keptUntil } from '../../shared/domain/cases/allowCaseAction.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { CASES_AT_ONCE, type CaseChange } from '../cases/recordCases.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { blobHashes } from '../db/tables/blobHashes.ts';
import { allCases, caseById, caseRules, entriesOfCase, type StoredCase } from '../db/tables/caseTable.ts';
import { hashesForUndo } from '../db/tables/hashesForUndo.ts';
import type { Services } from './services.ts';
import { type Running, writeBatch } from './writeBatch.ts';

export interface DueEvidence {
  id: string;
  number: string;
  files: number;
  bytes: number;
  /** YYYY-MM-DD: the last day on which it had to be kept. */
  until: string;
}

/** Closed cases whose files need not be kept any more, the longest first. */
export function dueEvidence({ db, clock }: Pick<Services, 'db' | 'clock'>): DueEvidence[] {
  const today = beijingDay(clock.now());
  const due: DueEvidence[] = [];
  for (const stored of allCases(db, 'all')) {
    if (stored.acts !== null) continue;
    const until = keptUntil(caseRules(db, stored.rules)!, stored);
    const files = filesOf(db, stored);
    if (until === null || until >= today || files.size === 0) continue;
    const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
    due.push({ id: stored.id, number: stored.number, files: files.size, bytes, until });
  }
  return due.sort((one, other) => (one.until < other.until ? -1 : one.until > other.until ? 1 : 0));
}

/** Every file that was put into a case since it was last purged, those removed as well: hash → bytes. */
function filesOf(db: ReadDb, { id }: StoredCase): Map<string, number> {
  const files = new Map<string, number>();
  for (const { action } of entriesOfCase(db, id)) {
    if (action.do === 'attach' || action.do === 'redact')
      files.set(action.evidence.hash, action.evidence.bytes);
    if (action.do === 'purge') files.clear();
  }
  return files;
}

/**
 * Takes the files of these cases away for good: first out of the cases, as an entry of each history that no undo takes
 * back, then from the disk, unless a photo or another case has the same bytes or an undo would need them. What is interrupted between the two is
 * taken away by the next. To be called in a turn of `writes`. Errors: NOT_FOUND, CASE_REFUSED, CANCELLED.
 */
export async function purgeEvidence(
  services: Services,
  cases: readonly string[],
  running: Running,
): Promise<{ cases: number; files: number; bytes: number }> {
  const { db, clock, ids, actor, blobs, log } = services;
  const at = clock.now();
  const changes: CaseChange[] = [];
  let bytes = 0;
  const gone = new Set(purgedBefore(db));
  for (let start = 0; start < cases.length; start += CASES_AT_ONCE) {
    const acts = [...new Set(cases.slice(start, start + CASES_AT_ONCE))].map((id) => {
      const stored = caseById(db, id);
      if (!stored) throw new AppError('NOT_FOUND', { what: 'case' });
      const files = filesOf(db, stored);
      for (const [hash, size] of files) {
        bytes += size;
        gone.add(hash);
      }
      const action = { do: 'purge' as const, hashes: [...files.keys()] };
      return { entry: ids.next(), case: id, seen: stored.version, action };
    });
    changes.push({ name: 'case.act', args: { batch: null, at, actor, acts }, rows: acts.length });
    await giveWay(running.signal);
  }
  await writeBatch(services, { batch: ids.next(), at, changes }, running);
  for (const hash of blobHashes(db)) gone.delete(hash);
  for (const hash of hashesForUndo(db, gone)) gone.delete(hash);
  let files = 0;
  for (const hash of gone) if (await blobs.remove(hash)) files += 1;
  log.info('evidence-purged', { cases: cases.length, files });
  return { cases: cases.length, files, bytes };
}

/** Hashes of files that were purged: of some the bytes may still lie there. */
function purgedBefore(db: ReadDb): string[] {
  return db
    .read<{ hash: string }>(
      `SELECT one.value AS hash FROM case_entry, json_each(case_entry.action, '$.hashes') AS one
       WHERE json_extract(case_entry.action, '$.do') = 'purge'`,
    )
    .all()
    .map(({ hash }) => hash);
}
