import {
  type ListedSheet,
  type ScanKind,
  type ScannedSheet,
  type SheetQuery,
  sheetQuery,
} from '../../../shared/contract/sheets.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { sheetNumbersIn } from '../../../shared/domain/sheetNumber.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { ReadDb } from '../../db/database.ts';
import { campaignById, type StoredCampaign } from '../../db/tables/campaignTable.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { filterSheets } from '../../sheets/filterSheets.ts';
import { handToCounsellors } from '../../sheets/handToCounsellors.ts';
import { listSheets, sheetByNumber } from '../../sheets/listSheets.ts';
import { recordHandling } from '../../sheets/recordHandling.ts';
import { recordReturn } from '../../sheets/recordReturn.ts';
import { sheetQuestion, sheetQuestions } from '../../sheets/sheetQuestions.ts';
import { sheetRows } from '../../sheets/sheetRows.ts';
import { scopeKey, seenCampaign, seesCollege } from '../scoped.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

/** What a sheet may be registered as. */
const REGISTERED: readonly ScanKind[] = ['known', 'partly', 'returned'];

export function sheetsRouter(procedures: Procedures, services: Services) {
  const { db, index, clock, writes } = services;
  /** The newest list: it is asked for page by page. */
  let kept: { stamp: string; sheets: ListedSheet[]; colleges: string[]; holders: string[] } | null = null;

  const scopeOf = (campaign: StoredCampaign | null) => ({
    campaign,
    withLoose: campaign === null || index.campaignOf(null)?.id === campaign.id,
    now: clock.now(),
  });

  const listOf = (campaign: StoredCampaign | null) => {
    const stamp = `${campaign?.id} ${logHead(db)} ${beijingDay(clock.now())} ${scopeKey()}`;
    if (kept?.stamp !== stamp) {
      const sheets = listSheets(db, scopeOf(campaign)).filter((sheet) => seesCollege(sheet.collegeName));
      const once = (names: (string | null)[]) => [...new Set(names)].filter((name) => name !== null);
      kept = {
        stamp,
        sheets,
        colleges: once(sheets.map(({ collegeName }) => collegeName || null)),
        holders: once(sheets.map(({ holder }) => holder)),
      };
    }
    return kept;
  };

  const found = (query: SheetQuery): ListedSheet[] =>
    filterSheets(listOf(index.campaignOf(query.campaign)).sheets, query).found;

  const questionsOf = (campaign: StoredCampaign | null, open: boolean) =>
    sheetQuestions(db, campaign?.id ?? null, open).filter(({ number }) =>
      seesCollege(collegeOfSheet(db, number)),
    );

  /** What a text is; a sheet printed without a campaign is of the one that is asked for. */
  const scan = (text: string, asked: string | null): ScannedSheet & { campaign: StoredCampaign | null } => {
    const { whole, glued, wrong } = sheetNumbersIn(text);
    const nothing = { number: null, campaignName: null, sheet: null, rows: [], campaign: null };
    const printed = printedAmong(db, [...whole, ...glued]);
    if (!printed) {
      if (whole.length > 0) return { kind: 'unknown', ...nothing, number: whole[0]! };
      return { kind: wrong || glued.length > 0 ? 'wrong' : 'damaged', ...nothing };
    }
    const { number } = printed;
    // Of others' sheets it is not even told that they were printed.
    if (!seesCollege(collegeOfSheet(db, number))) return { kind: 'unknown', ...nothing, number };
    const wanted = index.campaignOf(asked);
    const campaign = printed.campaign === null ? wanted : campaignById(db, printed.campaign);
    const sheet = sheetByNumber(db, number, scopeOf(campaign))!;
    const rows = campaign === null ? null : sheetRows(db, sheet, campaign);
    const told = { number, campaignName: campaign?.name ?? null, sheet, campaign };
    const kind = kindOf(sheet, campaign, wanted, rows !== null);
    const isShown = kind !== 'closed' && kind !== 'otherCampaign';
    return { kind, ...told, rows: isShown ? (rows ?? []) : [] };
  };

  return {
    list: procedures.sheets.list.handler(({ input }) => {
      const query = sheetQuery.parse(input.query);
      const campaign = index.campaignOf(query.campaign);
      const { sheets, colleges, holders } = listOf(campaign);
      const { found: all, counts } = filterSheets(sheets, query);
      return {
        campaign: seenCampaign(campaign),
        total: all.length,
        counts,
        colleges,
        holders,
        questions: questionsOf(campaign, true).length,
        items: all.slice(input.offset, input.offset + input.limit),
      };
    }),
    scan: procedures.sheets.scan.handler(({ input }) => {
      const { campaign: _, ...scanned } = scan(input.text, input.campaign);
      return scanned;
    }),
    handle: procedures.sheets.handle.handler(({ input: { numbers, ...handling } }) =>
      writes.take(() => recordHandling(services, numbers, handling)),
    ),
    handToCounsellors: procedures.sheets.handToCounsellors.handler(({ input: { query: asked, at, note } }) =>
      writes.take(() => {
        const query = sheetQuery.parse(asked);
        const campaign = index.campaignOf(query.campaign)?.id ?? null;
        return handToCounsellors(services, found(query), { campaign, at, note });
      }),
    ),
    return: procedures.sheets.return.handler(({ input }) =>
      writes.take(() => {
        const { campaign, ...scanned } = scan(input.number, input.campaign);
        if (scanned.kind === 'void' && !input.evenVoid) throw new AppError('USAGE', { case: 'sheet-void' });
        if (scanned.kind !== 'void' && !REGISTERED.includes(scanned.kind)) {
          throw new AppError('USAGE', { case: 'sheet-scan', said: createText('zh').sheet.scan(scanned) });
        }
        return recordReturn(services, campaign!, scanned.sheet!, input);
      }),
    ),
    questions: procedures.sheets.questions.handler(({ input }) =>
      questionsOf(index.campaignOf(input.campaign), input.open),
    ),
    decide: procedures.sheets.decide.handler(({ input: { id, decision, note } }) =>
      writes.take(() => {
        const before = db
          .read<Record<'decision' | 'decisionNote' | 'decidedAt' | 'decidedBy', string | number | null>>(
            `SELECT decision, decision_note AS decisionNote, decided_at AS decidedAt, decided_by AS decidedBy
             FROM sheet_question WHERE id = ?`,
          )
          .get(id);
        if (!before) throw new AppError('NOT_FOUND', { what: 'sheet' });
        const isOpen = decision === null;
        services.commit('sheets.decide', {
          id,
          before,
          after: {
            decision,
            decisionNote: isOpen ? null : note.toWellFormed().trim() || null,
            decidedAt: isOpen ? null : clock.now(),
            decidedBy: isOpen ? null : services.actor,
          },
        });
        return sheetQuestion(db, id)!;
      }),
    ),
    export: procedures.sheets.export.handler(async ({ input, signal }) => {
      const { writeSheetList } = await import('../writeSheetList.ts');
      return stream(writeSheetList(services, found(sheetQuery.parse(input.query)), signal), services);
    }),
  };
}

function collegeOfSheet(db: ReadDb, number: string): string | null {
  const sheet = db.read<{ college: string | null }>(
    'SELECT college_name AS college FROM sheet WHERE number = ?',
  );
  return sheet.get(number)?.college ?? null;
}

/** The first of the numbers that was printed here. */
function printedAmong(
  db: ReadDb,
  numbers: readonly string[],
): { number: string; campaign: string | null } | null {
  const sheet = db.read<{ number: string; campaign: string | null }>(
    'SELECT number, campaign_id AS campaign FROM sheet WHERE number = ?',
  );
  for (const number of numbers) {
    const found = sheet.get(number);
    if (found) return found;
  }
  return null;
}

function kindOf(
  sheet: ListedSheet,
  campaign: StoredCampaign | null,
  wanted: StoredCampaign | null,
  hasRows: boolean,
): ScanKind {
  if (campaign !== null && campaign.closedAt !== null) return 'closed';
  if (campaign !== null && wanted !== null && campaign.id !== wanted.id) return 'otherCampaign';
  if (!hasRows) return 'noRows';
  if (sheet.state === 'void' || sheet.state === 'replaced') return 'void';
  if (sheet.state === 'returned' || sheet.state === 'partly') return sheet.state;
  return 'known';
}
