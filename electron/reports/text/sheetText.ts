import type { CounterMark } from '../../../shared/domain/counterVisit.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import type { Status } from '../../../shared/domain/verificationStatus.ts';
import type { StatisticsGrouping } from '../reportData.ts';
import type { StatisticsFigures } from '../statisticsFigures.ts';
import type { FormText } from './formText.ts';

export type RecordCheckColumn =
  | 'number'
  | 'studentNo'
  | 'name'
  | 'gender'
  | 'birthDate'
  | 'ethnicity'
  | 'idNumber'
  | 'majorName'
  | 'level'
  | 'duration'
  | 'enrolDate'
  | 'admissionPhoto'
  | 'graduationPhoto'
  | 'status'
  | 'correction'
  | 'signature';

/** Columns of the reports that list students of a college (list/collegeReports.ts). */
export type CollegeColumn =
  | 'class'
  | 'number'
  | 'studentNo'
  | 'name'
  | 'idNumber'
  | 'counsellor'
  | 'status'
  | 'reason'
  | 'step'
  | 'deadline'
  | 'remark'
  | 'correctionKind'
  | 'correction'
  | 'saidBy'
  | 'saidOn'
  | 'handling'
  | 'photoTrouble'
  | 'photoDetail'
  | 'signature'
  | 'flag'
  | 'admissionPhoto'
  | 'graduationPhoto'
  | 'enquiry'
  | 'enquirer';

/** Columns of the reports of cases (list/caseReports.ts). */
export type CaseColumn =
  | Extract<CollegeColumn, 'class' | 'number' | 'studentNo' | 'name' | 'idNumber' | 'correctionKind'>
  | Extract<CollegeColumn, 'correction' | 'flag' | 'handling' | 'remark'>
  | 'cause'
  | 'finding'
  | 'deciders'
  | 'proofs'
  | 'caseNumber'
  | 'caseState';

export const CASE_LIST_REPORTS = ['case-corrections', 'case-filing'] as const;
export type CaseReportKind = (typeof CASE_LIST_REPORTS)[number];

export type ChaseNoticeColumn = 'number' | 'name' | 'numberEnd' | 'status' | 'step' | 'signature';

export const COLLEGE_REPORTS = ['unverified', 'corrections', 'photo-findings', 'identity-review'] as const;
export type CollegeReportKind = (typeof COLLEGE_REPORTS)[number];

export type StatisticsFigure = keyof StatisticsFigures;
export type StatisticsLabel = StatisticsGrouping;

/** Columns of the list of sheets that are still out. */
export type SheetsOutColumn =
  | 'class'
  | 'sheet'
  | 'students'
  | 'answered'
  | 'state'
  | 'holder'
  | 'handedOn'
  | 'daysOut'
  | 'deadline'
  | 'remark';

/** Every word that a printed sheet carries. */
export interface SheetText {
  /** On every page, every worksheet. Never left out. */
  internalUseOnly: string;
  recordCheckTitle: string;
  chaseNoticeTitle: string;
  chaseNoticeColumns: Record<ChaseNoticeColumn, string>;
  chaseNoticeNotes: readonly string[];
  statisticsPictures: string;
  statisticsTitle: string;
  /** Between the school's name and the title. */
  titleJoin: string;
  /** Behind the title on the second and later pages. */
  continued: string;
  sheetNumber: (number: string) => string;
  dataTime: (time: string) => string;
  /** The last line of a worksheet: the data's time and what the QR code would say. */
  codeLine: (time: string, code: string) => string;
  page: (page: number, of: number) => string;
  studentCount: (count: number) => string;
  sheetCount: (count: number) => string;
  info: {
    college: string;
    major: string;
    class: string;
    counsellor: string;
    students: string;
    by: string;
    deadline: string;
    sheets: string;
  };
  recordCheckColumns: Record<RecordCheckColumn, string>;
  photoGroup: string;
  photoThere: string;
  photoMissing: string;
  status: Record<Status, string>;
  /** Rows at the end for students that the list lacks. */
  addedRow: (index: number) => string;
  noStudents: string;
  fillingTitle: string;
  filling: readonly string[];
  signatures: readonly [classHead: string, counsellor: string, college: string];
  date: string;
  dateBlank: string;
  photoCheckTitle: string;
  /** What stands where the photo would, by its role. */
  noPhoto: Record<PhotoRole, string>;
  /** There is a photo, and no program here can show it. */
  photoUnreadable: string;
  photoRole: Record<PhotoRole, string>;
  photoCheckNotes: readonly string[];
  /** Boxes to tick below a photo. */
  photoTicks: string;
  sign: string;
  statement: {
    title: string;
    campaign: string;
    status: string;
    saidAt: string;
    saidBy: string;
    reason: string;
    notes: readonly string[];
    signatures: readonly [handledBy: string, office: string];
    /** Headings of the workbook. */
    item: string;
    content: string;
  };
  forms: FormText;
  sheetsOut: { title: string; notes: readonly string[] };
  sheetsOutColumns: Record<SheetsOutColumn, string>;
  /** 学生现场核对确认单. */
  slip: {
    title: string;
    columns: Record<'item' | 'shown' | 'answer' | 'claimed', string>;
    mark: Record<CounterMark, string>;
    checkedAt: string;
    result: string;
    comment: string;
    signature: string;
    drawn: string;
    typed: (name: string, witness: string) => string;
    photoShown: string;
    notKept: string;
    notes: readonly string[];
    signatures: readonly [handledBy: string, office: string];
  };
  collegeReports: Record<CollegeReportKind, { title: string; notes: readonly string[] }>;
  collegeColumns: Record<CollegeColumn, string>;
  caseReports: Record<CaseReportKind, { title: string; notes: readonly string[] }>;
  caseColumns: Record<CaseColumn, string>;
  /** Of letters: what the file is called, their columns as a workbook, the case's number beside the sheet's. */
  letter: { title: string; item: string; content: string; caseNumber: (number: string) => string };
  collegeSignatures: readonly [filledBy: string, reviewedBy: string, office: string];
  /** What a correction is about when it is the photo. */
  photoCorrection: string;
  /** Between several things of one cell. */
  listJoin: string;
  clauseJoin: string;
  statisticsLabels: Record<StatisticsLabel, string>;
  statisticsBy: Record<StatisticsGrouping, string>;
  /** May carry line breaks where a narrow heading reads best. */
  statisticsFigures: Record<StatisticsFigure, string>;
  statisticsGroups: { verified: string; conclusion: string; open: string };
  subtotal: string;
  total: string;
  none: string;
  statisticsNotes: readonly string[];
  /** A worksheet of a class without a name. */
  unnamedClass: string;
  between: string;
}
