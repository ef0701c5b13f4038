import { writeChange } from '../../changes/writeChange.ts';
import { repairsOf } from '../reconcile/plannedRow.ts';
import { StatusPlanner } from '../reconcile/planStatus.ts';
import { openCampaignOf, statusStore } from '../session/storeReaders.ts';
import type { SpreadsheetKindOf } from './spreadsheetKind.ts';

/** A list that says who has verified. */
export const statusKind: SpreadsheetKindOf = {
  planner({ db, campaign, taken, verdictOf }) {
    const planner = new StatusPlanner(statusStore(db, openCampaignOf(db, campaign).id), taken, verdictOf);
    return {
      rows: planner.rows,
      add: (parsed) => planner.add(parsed),
      end(distrusted) {
        planner.end(distrusted);
        return { missingFromFile: 0, changedFields: new Map() };
      },
    };
  },
  changes: (_db, { verdict }) => (verdict ? [{ field: 'verdict', from: null, to: verdict.verdict }] : []),
  write(db, rows, _chunk, { campaign, nextId }, context) {
    const repairs = repairsOf(rows);
    writeChange(
      db,
      'verification.record',
      {
        campaign: campaign!,
        source: 'status-list',
        batch: context.batch,
        recordedAt: context.at,
        events: rows.map(({ student, verdict }) => ({
          id: nextId(),
          student: student!,
          verdict: verdict!.verdict,
          saidAt: verdict!.saidAt,
          note: verdict!.note,
        })),
        ...(repairs.length > 0 ? { repairs } : {}),
      },
      context,
    );
  },
};
