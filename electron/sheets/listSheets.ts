import type { ListedSheet } from '../../shared/contract/sheets.ts';
import { deadlineFinder } from '../../shared/domain/campaignDeadlines.ts';
import { beijingDay, beijingDayNumber } from '../../shared/domain/daysLeft.ts';
import {
  type SheetHandling,
  type SheetReturn,
  sheetStanding,
  WAITED_FOR,
} from '../../shared/domain/sheetStanding.ts';
import type { ReadDb } from '../db/database.ts';
import { campaignDeadlines } from '../db/tables/campaignDeadlineTable.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';

interface Row {
  number: string;
  campaign: string | null;
  dataTime: number;
  collegeName: string | null;
  className: string | null;
  students: number;
}

export interface SheetScope {
  campaign: StoredCampaign | null;
  /** Whether sheets that were printed without a campaign are its, as those of the current one are. */
  withLoose: boolean;
  /** Epoch ms. */
  now: number;
}

const SHEETS = `SELECT number, campaign_id AS campaign, data_time AS dataTime, college_name AS collegeName,
  class_name AS className, students FROM sheet`;
const HANDLINGS = 'SELECT number, kind, at, holder, role, note, replacement FROM sheet_handling';
/** The batch may be of desks that are not this one’s: what was taken back there is gone here. */
const RETURNS = `SELECT r.number, r.rows, r.answers,
    coalesce(r.at, b.at, (SELECT data_time FROM sheet WHERE sheet.number = r.number)) AS at
  FROM sheet_return r LEFT JOIN batch b ON b.id = r.batch WHERE b.undone_at IS NULL`;
const IN_ORDER = 'ORDER BY 4, b.n, r.batch';

/** All printed sheets of a campaign in the order printed, each as it stands. */
export function listSheets(db: ReadDb, scope: SheetScope): ListedSheet[] {
  const { campaign, withLoose } = scope;
  const rows = db
    .read<Row>(`${SHEETS} WHERE campaign_id = ? OR (? AND campaign_id IS NULL) ORDER BY data_time, number`)
    .all(campaign?.id ?? null, withLoose ? 1 : 0);
  const handlings = grouped(db.read<Handled>(`${HANDLINGS} ORDER BY at`).all());
  const returns = grouped(db.read<Returned>(`${RETURNS} ${IN_ORDER}`).all());
  return standing(db, scope, rows, handlings, returns);
}

/** One sheet, whatever campaign it is of; null: never printed here. */
export function sheetByNumber(db: ReadDb, number: string, scope: SheetScope): ListedSheet | null {
  const row = db.read<Row>(`${SHEETS} WHERE number = ?`).get(number);
  if (!row) return null;
  const handlings = grouped(db.read<Handled>(`${HANDLINGS} WHERE number = ? ORDER BY at`).all(number));
  const returns = grouped(db.read<Returned>(`${RETURNS} AND r.number = ? ${IN_ORDER}`).all(number));
  return standing(db, scope, [row], handlings, returns)[0]!;
}

/** What earlier returns of a sheet said together, row by row. */
export function answersBefore(db: ReadDb, number: string): string {
  const returns = db.read<Returned>(`${RETURNS} AND r.number = ? ${IN_ORDER}`).all(number);
  return sheetStanding(0, [], returns).answers;
}

type Handled = SheetHandling & { number: string };
type Returned = SheetReturn & { number: string };

function grouped<Each extends { number: string }>(rows: readonly Each[]): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const row of rows) {
    const group = groups.get(row.number);
    if (group) group.push(row);
    else groups.set(row.number, [row]);
  }
  return groups;
}

function standing(
  db: ReadDb,
  { campaign, now }: SheetScope,
  rows: readonly Row[],
  handlings: ReadonlyMap<string, Handled[]>,
  returns: ReadonlyMap<string, Returned[]>,
): ListedSheet[] {
  const deadlineOf = campaign ? deadlineFinder(campaign.deadline, campaignDeadlines(db, campaign.id)) : null;
  const today = beijingDay(now);
  /** The newest sheet of each class. */
  const newest = new Map(rows.map((row) => [classKey(row), row.number]));
  return rows.map((row) => {
    const stands = sheetStanding(
      row.students,
      handlings.get(row.number) ?? [],
      returns.get(row.number) ?? [],
    );
    const { state, answered, handed, returnedAt, replacement } = stands;
    const isWaitedFor = WAITED_FOR.includes(state);
    const deadline = deadlineOf?.(row.collegeName ?? '', row.className ?? '').deadline ?? null;
    const newer = newest.get(classKey(row))!;
    return {
      number: row.number,
      collegeName: row.collegeName,
      className: row.className,
      printedAt: row.dataTime,
      students: row.students,
      state,
      answered,
      holder: handed?.holder ?? null,
      role: handed?.role ?? null,
      handedAt: handed?.at ?? null,
      times: handed?.times ?? 0,
      note: handed?.note ?? '',
      daysOut: handed && isWaitedFor ? beijingDayNumber(now) - beijingDayNumber(handed.at) : null,
      returnedAt,
      deadline,
      overdue: isWaitedFor && deadline !== null && deadline < today,
      replacement,
      newer: isWaitedFor && newer !== row.number ? newer : null,
    };
  });
}

function classKey({ collegeName, className }: Row): string {
  return `${collegeName ?? ''}\u001f${className ?? ''}`;
}
