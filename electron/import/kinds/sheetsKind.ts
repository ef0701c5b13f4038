import { currentCampaign } from '../../../shared/domain/currentCampaign.ts';
import { writeChange } from '../../changes/writeChange.ts';
import type { ReadDb } from '../../db/database.ts';
import { campaignById, campaigns, type StoredCampaign } from '../../db/tables/campaignTable.ts';
import { studentsOfSheet } from '../../db/tables/sheetTable.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf, studentsByN } from '../../db/tables/studentTable.ts';
import type { PlannedRow } from '../reconcile/plannedRow.ts';
import {
  ClassSheetPlanner,
  type HeldForSheet,
  type SheetCampaign,
  type SheetStore,
} from '../reconcile/planSheets.ts';
import { findByKey, openCampaignOf } from '../session/storeReaders.ts';
import type { SpreadsheetKindOf } from './spreadsheetKind.ts';

/** Class sheets (学籍信息核对表) that a department filled in and sent back. */
export const sheetsKind: SpreadsheetKindOf = {
  planner({ db, campaign, verdictOf }) {
    // A sheet says itself which campaign it is of; the newest is for those that do not.
    const fallback = campaign === null ? currentCampaign(campaigns(db)) : openCampaignOf(db, campaign);
    const planner = new ClassSheetPlanner(
      sheetStore(db),
      sheetCampaign(fallback ?? openCampaignOf(db, null)),
      campaign,
      verdictOf,
    );
    return {
      rows: planner.rows,
      beginSheet: (above, name) => planner.beginSheet(above, name),
      add: (parsed) => planner.add(parsed),
      end() {
        const { findings, campaign: ofFile } = planner.end();
        return {
          missingFromFile: 0,
          changedFields: new Map(),
          findings,
          campaign: ofFile,
          finish: (context) => {
            const { sheets } = planner;
            if (sheets.length === 0) return;
            const { batch, at } = context;
            const questions = planner.questions.map((asked, at) => ({ id: `${batch}-${at + 1}`, ...asked }));
            writeChange(db, 'sheets.return', { batch, at, sheets, questions }, context);
          },
        };
      },
    };
  },
  changes: (_db, { verdict }) => (verdict ? [{ field: 'verdict', from: null, to: verdict.verdict }] : []),
  write(db, rows, _chunk, { nextId }, context) {
    const byCampaign = new Map<string, PlannedRow[]>();
    for (const row of rows) {
      const campaign = row.verdict!.campaign!;
      const ofCampaign = byCampaign.get(campaign);
      if (ofCampaign) ofCampaign.push(row);
      else byCampaign.set(campaign, [row]);
    }
    for (const [campaign, ofCampaign] of byCampaign) {
      writeChange(
        db,
        'verification.record',
        {
          campaign,
          source: 'class-sheet',
          batch: context.batch,
          recordedAt: context.at,
          events: ofCampaign.map(({ student, verdict }) => ({
            id: nextId(),
            student: student!,
            verdict: verdict!.verdict,
            saidAt: null,
            note: verdict!.note,
          })),
        },
        context,
      );
    }
  },
};

function sheetCampaign({
  id,
  name,
  closedAt,
  coveredFields,
  coversPhoto,
  type,
}: StoredCampaign): SheetCampaign {
  const role = type === 'graduation-photo' ? 'graduation' : 'admission';
  return { id, name, isClosed: closedAt !== null, coveredFields, photo: coversPhoto ? role : null };
}

function sheetStore(db: ReadDb): SheetStore {
  const campaigns = new Map<string, SheetCampaign | null>();
  const held = db.read<NonNullable<HeldForSheet['verdict']> & { unchanged: number }>(
    `SELECT v.verdict, e.source, e.said_at AS saidAt, v.fields_unchanged AND v.photo_unchanged AS unchanged
     FROM verification v JOIN event e ON e.n = v.event_n WHERE v.campaign_id = ? AND v.student_n = ?`,
  );
  const photos = db.read<{ role: 'admission' | 'graduation' }>('SELECT role FROM photo WHERE student_n = ?');
  return {
    find: findByKey(db),
    issued(number) {
      const sheet = db
        .read<{ campaign: string | null; className: string | null; students: number }>(
          'SELECT campaign_id AS campaign, class_name AS className, students FROM sheet WHERE number = ?',
        )
        .get(number);
      if (!sheet) return null;
      const ids = studentsOfSheet(db, number);
      return { ...sheet, printed: ids?.map((id) => studentNumberOf(db, presentId(db, id))) ?? null };
    },
    returned: (number) =>
      db
        .read<{ file: string }>(
          // Of a return at another desk there may be no batch here.
          `SELECT coalesce(b.file, '') AS file FROM sheet_return r LEFT JOIN batch b ON b.id = r.batch
           WHERE r.number = ? AND b.undone_at IS NULL ORDER BY b.n DESC LIMIT 1`,
        )
        .get(number) ?? null,
    campaign(id) {
      const known = campaigns.get(id);
      if (known !== undefined) return known;
      const stored = campaignById(db, id);
      const campaign = stored ? sheetCampaign(stored) : null;
      campaigns.set(id, campaign);
      return campaign;
    },
    held(n, campaign) {
      const roles = photos.all(n).map(({ role }) => role);
      const verdict = held.get(campaign, n);
      return {
        values: studentsByN(db, [n])[0]!.values,
        photos: { admission: roles.includes('admission'), graduation: roles.includes('graduation') },
        verdict: verdict ? { ...verdict, isStale: verdict.unchanged !== 1 } : null,
      };
    },
  };
}
