import type { StudentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import { batchRow, updatedCounts } from '../changes/batchRow.ts';
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
  idsOf(selection: VerdictEntry['selection']): Promise<string[]>;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

/** Staff register what they know of some students, as one batch that can be taken back. */
export async function recordVerdict(
  needs: Needs,
  entry: VerdictEntry,
): Promise<{ batch: string; count: number }> {
  const { db, clock, ids, actor, commit } = needs;
  const campaign = campaignById(db, entry.campaign);
  if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  const students = await needs.idsOf(entry.selection);
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
      batchRow({
        id: batch,
        kind: 'verdict',
        source: 'staff',
        file: '',
        format: '',
        encoding: null,
        sheet: null,
        headerRow: null,
        campaign: campaign.id,
        counts: updatedCounts(students.length),
        at,
        actor,
      }),
      batch,
    );
  });
  return { batch, count: students.length };
}
