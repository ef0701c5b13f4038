import type {
  CounterFieldAnswer,
  CounterMark,
  CounterPhotoAnswer,
} from '../../../shared/domain/counterVisit.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { ofColleges } from '../ofColleges.ts';

export interface StoredVisit {
  event: string;
  student: string;
  name: string | null;
  studentNo: string | null;
  className: string | null;
  campaign: string;
  campaignName: string;
  startedAt: number;
  at: number;
  verdict: CounterMark;
  fields: CounterFieldAnswer[];
  photo: CounterPhotoAnswer | null;
  comment: string;
  /** Hash of the picture; null: the name was typed. */
  signature: string | null;
  signedName: string | null;
  witness: string | null;
  revealed: boolean;
  batch: string;
  undone: boolean;
  /** What was verified has changed since, as far as this is what is known of the student. */
  stale: boolean;
}

type Row = Omit<StoredVisit, 'fields' | 'photo' | 'revealed' | 'undone' | 'stale'> & {
  fields: string;
  photo: string | null;
  revealed: number;
  undone: number;
  stale: number;
};

const FROM = `FROM counter_visit v JOIN event e ON e.id = v.event JOIN student s ON s.n = e.student_n
  JOIN campaign c ON c.id = e.campaign_id
  LEFT JOIN verification k ON k.event_n = e.n`;

const COLUMNS = `v.event, s.id AS student, s.name, s.student_no AS studentNo, s.class_name AS className,
  e.campaign_id AS campaign, c.name AS campaignName, v.started_at AS startedAt, e.recorded_at AS at, e.verdict,
  v.fields, v.photo, v.comment, v.signature, v.signed_name AS signedName, v.witness, v.revealed, e.batch,
  e.voided_by IS NOT NULL AS undone,
  coalesce(k.fields_unchanged = 0 OR k.photo_unchanged = 0, 0) AS stale`;

/** What lists are narrowed to; null: all. */
export interface VisitFilter {
  /** Epoch ms. */
  since: number | null;
  student: string | null;
  campaign: string | null;
  /** Of whose students whoever asks may know. */
  colleges: readonly string[] | null;
}

function whereOf({ since, student, campaign, colleges }: VisitFilter): { where: string; values: SqlValue[] } {
  const seen = ofColleges('s.college_name', colleges);
  return {
    where: `WHERE (? IS NULL OR e.recorded_at >= ?) AND (? IS NULL OR s.id = ?)
      AND (? IS NULL OR e.campaign_id = ?) AND ${seen.sql}`,
    values: [since, since, student, student, campaign, campaign, ...seen.values],
  };
}

/** Newest first, those taken back included. */
export function counterVisits(db: ReadDb, filter: VisitFilter, limit: number): StoredVisit[] {
  const { where, values } = whereOf(filter);
  return db
    .read<Row>(`SELECT ${COLUMNS} ${FROM} ${where} ORDER BY e.recorded_at DESC, e.n DESC LIMIT ?`)
    .all(...values, limit)
    .map(toVisit);
}

export function countCounterVisits(db: ReadDb, filter: VisitFilter): number {
  const { where, values } = whereOf(filter);
  return db.read<{ count: number }>(`SELECT count(*) AS count ${FROM} ${where}`).get(...values)!.count;
}

export function counterVisit(db: ReadDb, event: string): StoredVisit | null {
  const row = db.read<Row>(`SELECT ${COLUMNS} ${FROM} WHERE v.event = ?`).get(event);
  return row ? toVisit(row) : null;
}

function toVisit(row: Row): StoredVisit {
  return {
    ...row,
    fields: JSON.parse(row.fields),
    photo: row.photo === null ? null : JSON.parse(row.photo),
    revealed: row.revealed === 1,
    undone: row.undone === 1,
    stale: row.stale === 1,
  };
}
