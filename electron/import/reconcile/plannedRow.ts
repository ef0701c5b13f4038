import type { Finding, Outcome } from '../../../shared/domain/findings.ts';
import type { IdentityFlag } from '../../../shared/domain/identityFlag.ts';
import type { KeyField, PartialStudentValues, Source } from '../../../shared/domain/studentFields.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';
import type { EventSource, Verdict } from '../../../shared/domain/verificationStatus.ts';
import type { ZeroField } from '../../../shared/domain/zeroFields.ts';
import type { ChangeContext } from '../../changes/writeChange.ts';
import type { FindByIdPrefix } from './findWholeNumber.ts';
import type { FindByKey } from './matchStudent.ts';
import type { PlannedContact } from './plannedContact.ts';

/** What a commit will do with one row of a file. The plan is the object that is shown and that is committed. */
export interface PlannedRow {
  /** The row number that a person sees, 1-based. */
  row: number;
  /** The sheet in which it stands, where an import takes several. */
  sheet?: string | null;
  outcome: Outcome;
  /** The student the row is about, or will be; null where nobody can be told. */
  student: string | null;
  isNew: boolean;
  /** What the row says; null where it says nothing: an empty cell, or a value that is held back. */
  values: PartialStudentValues;
  /** Of a status list. */
  verdict: PlannedVerdict | null;
  /** Of a 人像比对 list: the result that is held, and the one that the row states; null is none. */
  flag?: { from: IdentityFlag | null; to: IdentityFlag | null } | undefined;
  /** Of a contact list. */
  contact?: PlannedContact | undefined;
  findings: Finding[];
  /** What could be put right, taken or not. */
  offers?: Offer[] | undefined;
  /** The fields whose cells hold numbers, where the file tells numbers from texts: a number has no zeros in front. */
  numericFields?: readonly ZeroField[];
  /** Values that the row takes from elsewhere because a person asked for it; the log keeps why. */
  repairs?: Repair[] | undefined;
  /** The name as the office is to write it, where a person took the suggestion; what the source says stays. */
  officeName?: string | undefined;
}

export interface Repair {
  field: KeyField | 'className';
  /** As the file has it. */
  received: string;
  /** What, with the digits that are left, shows whose number it is; null: how the rest of the column is written. */
  by: KeyField | 'name' | 'className' | null;
  /** Who has the number whole; null: nobody, the column or the classes of the school tell it. */
  source: Source | null;
}

export interface Offer extends Omit<Repair, 'field' | 'received'> {
  kind: SuggestionKind;
  field: KeyField | 'name' | 'className';
  from: string;
  to: string;
  taken: boolean;
}

/** What offering reads of the store. */
export interface OfferStore {
  find: FindByKey;
  findByIdPrefix: FindByIdPrefix;
  /** Who says that this is the student's number, the most trusted first; null: nobody. */
  sourceOf(studentN: number, field: KeyField, value: string): Source | null;
  /** How long the stored numbers are that begin with a zero; none: there are no such numbers. */
  zeroLengths(field: 'studentNo' | 'examNo'): readonly number[];
}

/** The repairs of some rows, each with its student, as the log keeps them. */
export function repairsOf(rows: readonly PlannedRow[]): (Repair & { student: string })[] {
  return rows.flatMap(({ student, repairs }) =>
    (repairs ?? []).map((repair) => ({ student: student!, ...repair })),
  );
}

/** Whether somebody has to look at the row: it is not taken, or a value of it is not. */
export function needsPerson(row: Pick<PlannedRow, 'outcome' | 'findings'>): boolean {
  return (
    row.outcome === 'ambiguous' ||
    row.outcome === 'rejected' ||
    row.findings.some(({ severity, code }) => severity === 'block' || code === 'CORRECTION_PROPOSED')
  );
}

export interface PlannedVerdict {
  verdict: Verdict;
  /** Epoch ms, or null where the list does not say. */
  saidAt: number | null;
  note: string;
  source: EventSource;
  /** Where the rows of a file may be of several campaigns. */
  campaign?: string;
}

/** How a finding of one row names another: its number, with the sheet before it where that is another one. */
export function rowSeenFrom(
  one: Pick<PlannedRow, 'sheet'>,
  other: Pick<PlannedRow, 'row' | 'sheet'>,
): number | string {
  const sheet = other.sheet ?? null;
  return sheet === null || sheet === (one.sheet ?? null) ? other.row : `${sheet}!${other.row}`;
}

/** Rows in the order of the file: an array, or something that makes them as it is gone through. */
export interface RowList<Row> extends Iterable<Row> {
  readonly length: number;
  at(index: number): Row | undefined;
}

export interface ImportPlan {
  rows: RowList<PlannedRow>;
  /** Findings about the file as a whole. */
  findings: Finding[];
  /** Students whom this source named before and the file does not name. */
  missingFromFile: number;
  /** How often each field changes, of students that are already known. */
  changedFields: Map<string, number>;
  /** Students held already whom the file names; null where nobody will ask. */
  named: Iterable<number> | null;
  /** The campaign that the file is of, where it says so itself. */
  campaign: string | null;
  /** What is written last. */
  finish: ((context: ChangeContext & { batch: string }) => void) | null;
  /** The newest change of the log that the plan has seen: a commit is refused when there is a later one. */
  baseline: number;
}
