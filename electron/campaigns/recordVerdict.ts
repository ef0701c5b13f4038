import type { StudentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import { campaignById } from '../db/tables/campaignTable.ts';

/** Events in one mutation. */
const CHUNK = 1_000;

export interface VerdictEntry {
  campaign: string;
  selection: { ids: string[] } | { query: StudentQuery };
  verdict: Verdict;
  note: string;
}

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  /** The students of the selection who are of the campaign's population, and how many are not. */
  membersOf(
    selection: VerdictEntry['selection'],
    campaign: string,
  ): Promise<{ students: string[]; outside: number }>;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

/**
 * Staff register what they know of some students, as one batch that can be taken back. Students outside the
 * campaign's population are left out, and counted.
 */
export async function recordVerdict(
  needs: Needs,
  entry: VerdictEntry,
): Promise<{ batch: string; count: number; outside: number }> {
  const { db, clock, ids, actor, commit } = needs;
  const campaign = campaignById(db, entry.campaign);
  if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  const { students, outside } = await needs.membersOf(entry.selection, campaign.id);
  if (students.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
  const batch = ids.next();
  const at = clock.now();
  db.transaction(() => {
    for (let start = 0; start < students.length; start += CHUNK) {
      const events = students.slice(start, start + CHUNK).map((student) => ({
        id: ids.next(),
        student,
        verdict: entry.verdict,
        saidAt: at,
        note: entry.note,
      }));
      commit(
        'verification.record',
        { campaign: campaign.id, source: 'staff', batch, recordedAt: at, events },
        batch,
      );
    }
    commit(
      'row.save',
      handBatchRow({
        id: batch,
        kind: 'verdict',
        campaign: campaign.id,
        students: students.length,
        at,
        actor,
      }),
      batch,
    );
  });
  return { batch, count: students.length, outside };
}
