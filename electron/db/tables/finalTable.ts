import type { Status, StatusReason } from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../database.ts';

/** Students in one part of a final list, by n: part 0 has those from 0 on. */
export const FINAL_PART = 2_000;
/** The mark of a number that is nobody's, or not of the campaign's population. */
export const NOBODY = '.';
const FIRST_MARK = 'A'.charCodeAt(0);

export interface FinalOutcome {
  status: Status;
  reason: StatusReason;
}

/** College, major, class, counsellor ('': not given), and the day until which the student had time (since 1970-01-01). */
export type FinalGroup = [college: string, major: string, className: string, counsellor: string, due: number];

/** One row of `campaign_final`. */
export interface FinalPart {
  part: number;
  /** What the marks mean, by their place from A on. */
  legend: FinalOutcome[];
  /** One for each n of the part. */
  marks: string;
  groups: FinalGroup[];
  /** Which group the marked students are of, in runs: place in `groups`, how many. */
  groupRuns: [group: number, students: number][];
  /** The day in China of the marked students' newest verdict (since 1970-01-01; 0: none), in runs. */
  dayRuns: [day: number, students: number][];
}

interface Row {
  part: number;
  legend: string;
  marks: string;
  groups: string;
  days: string;
}

export function markOf(place: number): string {
  return String.fromCharCode(FIRST_MARK + place);
}

export function placeOfMark(marks: string, at: number): number {
  return marks.charCodeAt(at) - FIRST_MARK;
}

/** As it stands in the log and in the table. */
export function finalRow({ legend, marks, groups, groupRuns, dayRuns }: FinalPart) {
  return {
    legend: JSON.stringify(legend),
    marks,
    groups: JSON.stringify({ groups, runs: groupRuns }),
    days: JSON.stringify(dayRuns),
  };
}

export function* finalParts(db: ReadDb, campaign: string): Generator<FinalPart> {
  const rows = db.read<Row>(
    'SELECT part, legend, marks, groups, days FROM campaign_final WHERE campaign_id = ? ORDER BY part',
  );
  for (const row of rows.iterate(campaign)) {
    const { groups, runs } = JSON.parse(row.groups) as {
      groups: FinalGroup[];
      runs: FinalPart['groupRuns'];
    };
    yield {
      part: row.part,
      legend: JSON.parse(row.legend) as FinalOutcome[],
      marks: row.marks,
      groups,
      groupRuns: runs,
      dayRuns: JSON.parse(row.days) as FinalPart['dayRuns'],
    };
  }
}

/** Whether a final list is kept of a campaign: one that an earlier version closed has none. */
export function hasFinal(db: ReadDb, campaign: string): boolean {
  return db.read('SELECT 1 FROM campaign_final WHERE campaign_id = ? LIMIT 1').get(campaign) !== undefined;
}

/** What became of one student; null: was not of the campaign's population. */
export function finalOutcome(db: ReadDb, campaign: string, n: number): FinalOutcome | null {
  const row = db
    .read<{ mark: string; legend: string }>(
      'SELECT substr(marks, ?, 1) AS mark, legend FROM campaign_final WHERE campaign_id = ? AND part = ?',
    )
    .get((n % FINAL_PART) + 1, campaign, Math.floor(n / FINAL_PART));
  if (!row || row.mark === '' || row.mark === NOBODY) return null;
  return (JSON.parse(row.legend) as FinalOutcome[])[placeOfMark(row.mark, 0)] ?? null;
}
