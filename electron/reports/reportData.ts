import type { WholeCase } from '../../shared/contract/cases.ts';
import type { ListedSheet } from '../../shared/contract/sheets.ts';
import type { Said } from '../../shared/domain/cases/caseType.ts';
import type { ChaseReason } from '../../shared/domain/chaseReason.ts';
import type {
  CounterFieldAnswer,
  CounterMark,
  CounterPhotoAnswer,
} from '../../shared/domain/counterVisit.ts';
import type { PhotoFindingKind, RetakeWhy } from '../../shared/domain/photoFindings.ts';
import type { PhotoReason } from '../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { FieldValue, StudentValues } from '../../shared/domain/studentFields.ts';
import type { EventSource, Status, StatusReason } from '../../shared/domain/verificationStatus.ts';
import type { Picture } from '../../shared/pictures/picture.ts';

/** The languages that sheets are printed in; `zh` is what an office files. */
export type SheetLanguage = 'zh' | 'en';

/** What every printed sheet carries, so that a returned one can be told and registered. */
export interface SheetMark {
  /** As makeSheetNumber builds it. */
  sheetNumber: string;
  /** What the QR code says: see shared/domain/sheetCode.ts. */
  code: string;
  /** When the data was read, epoch ms; printed in Beijing time. */
  dataTime: number;
  schoolName: string;
  campaignName: string;
}

export interface RecordCheckStudent {
  /** Our internal id: only to say whose character could not be printed, never printed itself. */
  id: string;
  values: StudentValues;
  photos: { admission: boolean; graduation: boolean };
  status: Status;
}

/** One 学籍信息核对表: one class. */
export interface RecordCheckSheetData {
  mark: SheetMark;
  collegeName: FieldValue;
  majorName: FieldValue;
  className: FieldValue;
  counsellor: FieldValue;
  /** In the order of the sheet. */
  students: readonly RecordCheckStudent[];
}

export interface PhotoCheckStudent extends RecordCheckStudent {
  /** Of the photo that is to be checked; null: there is none. */
  photoHash: string | null;
}

/** One 学生数码照片核对表: one class. */
export interface PhotoCheckSheetData extends Omit<RecordCheckSheetData, 'students'> {
  role: PhotoRole;
  students: readonly PhotoCheckStudent[];
}

/** A student as the reports of a college list one; what a report does not ask for is null. */
export interface ListedStudent extends RecordCheckStudent {
  statusReason: StatusReason;
  /** Of a campaign: why they are not done and by when their class has to be; null where nobody chases them. */
  chase: { reason: ChaseReason; deadline: string } | null;
  /** What was written beside the verdict that stands, by whose way and when (epoch ms). */
  said: { note: string; source: EventSource; at: number } | null;
  /** Why the 学历照片 is to be taken again, what a reviewer and the checks said of it. */
  photoTrouble: {
    why: RetakeWhy;
    reasons: readonly PhotoReason[];
    note: string;
    findings: readonly PhotoFindingKind[];
  } | null;
}

/** A notice to one class: who of it is not done, and why. */
export interface ChaseNoticeData {
  mark: SheetMark;
  collegeName: FieldValue;
  majorName: FieldValue;
  className: FieldValue;
  counsellor: FieldValue;
  /** `YYYY-MM-DD`, the day that holds for the class. */
  deadline: string;
  students: readonly {
    id: string;
    name: FieldValue;
    studentNo: FieldValue;
    status: Status;
    reason: ChaseReason;
  }[];
}

/** One sheet of a report by college: its students in the order of lists, class by class. */
export interface CollegeSheetData {
  mark: SheetMark;
  collegeName: FieldValue;
  /** `YYYY-MM-DD`; null: no campaign. */
  deadline: string | null;
  students: readonly ListedStudent[];
}

/** A case as a list says it. Numbers in texts are masked where they were collected. */
export interface ListedCase {
  /** Our internal ids. */
  case: string;
  student: string;
  values: StudentValues;
  caseNumber: string;
  caseState: string;
  /** The names of the fields that are to be corrected, and how. */
  correctionKind: string;
  correction: string;
  /** Of an identity review: the result, why, what was found, who decided. */
  flag: string;
  cause: string;
  finding: string;
  deciders: string;
  /** The materials that were handed in. */
  proofs: readonly string[];
}

/** One sheet of a report of cases: one college. */
export interface CaseSheetData {
  mark: SheetMark;
  collegeName: FieldValue;
  cases: readonly ListedCase[];
}

/** One letter about one case. */
export interface LetterData {
  mark: SheetMark;
  case: string;
  student: string;
  name: FieldValue;
  caseNumber: string;
  title: string;
  /** Paragraphs, filled. */
  lines: readonly string[];
  /** Who signs it: the office, or the school; empty: the student, within it. */
  sender: string;
  /** As written in Chinese; empty as well. */
  day: string;
}

/** One 校内核对情况证明: one student. */
export interface StatementData {
  mark: SheetMark;
  student: Pick<ListedStudent, 'id' | 'values' | 'status' | 'statusReason' | 'said'>;
  /** Content hashes; null where there is no photo. */
  photos: Record<PhotoRole, string | null>;
}

/** One 人像比对确认单: one student whose portraits 学信网 did not match. */
export interface IdentityConfirmationData {
  mark: SheetMark;
  student: Pick<ListedStudent, 'id' | 'values'>;
  /** Content hashes; null where there is no photo. */
  photos: Record<PhotoRole, string | null>;
  /** What is asked for; `standing` null: no case was opened, so nobody has noted what came in. */
  proofs: readonly { name: Said; standing: WholeCase['materials'][number]['standing'] | null }[];
}

/** The form of one case. */
export interface CaseFormData {
  mark: SheetMark;
  student: Pick<ListedStudent, 'id' | 'values'>;
  /** Numbers in it masked, or not, as the form is to have them. */
  whole: WholeCase;
}

/** The sheets of a college that are still waited for. */
export interface SheetsOutData {
  mark: SheetMark;
  collegeName: FieldValue;
  /** In the order of classes. */
  sheets: readonly ListedSheet[];
}

/** One visit at the counter, to be printed: what was shown, said and signed. */
export interface SlipData {
  mark: SheetMark;
  student: Pick<ListedStudent, 'id' | 'values'>;
  visit: {
    event: string;
    /** Epoch ms: when it was signed. */
    at: number;
    verdict: CounterMark;
    /** Numbers masked. */
    fields: readonly CounterFieldAnswer[];
    photo: CounterPhotoAnswer | null;
    photoRole: PhotoRole;
    comment: string;
    /** The hash of a drawn signature; null: the name was typed, and seen by the witness. */
    signature: string | null;
    signedName: string | null;
    witness: string | null;
  };
}

export const STATISTICS_GROUPINGS = ['college', 'major', 'class', 'counsellor'] as const;
export type StatisticsGrouping = (typeof STATISTICS_GROUPINGS)[number];

export interface StatisticsRow {
  collegeName: FieldValue;
  /** Filled as far as `by` asks. */
  majorName?: FieldValue;
  className?: FieldValue;
  counsellor?: FieldValue;
  /** Students per headline status, absent: none. Their sum is everybody in the group. */
  counts: Readonly<Partial<Record<Status, number>>>;
}

/** One 核对统计表. Rows come sorted by college, then by the rest: neighbours of one college get a subtotal. */
export interface StatisticsData {
  mark: SheetMark;
  by: StatisticsGrouping;
  rows: readonly StatisticsRow[];
  /** Pictures of the same, a page each behind the table. */
  pictures?: readonly { title: string; picture: Picture<unknown> }[];
}

/** A character that no font at hand holds; a box with its code point is printed in its place. */
export interface UnprintableCharacter {
  char: string;
  /** `U+E000` */
  codePoint: string;
  /** null where it stands in a title or a group's name. */
  studentId: string | null;
}

export interface RenderProgress {
  sheets: number;
  ofSheets: number;
  pages: number;
}

export interface RenderResult {
  pages: number;
  cannotPrint: UnprintableCharacter[];
}
