import { STUDENT_FIELDS, type StudentField } from './studentFields.ts';

/**
 * What can be imported. `roster`: students of 学信网, 教务 or 录取. `status`: who has verified, from whatever list
 * says so. `sheets`: class sheets that came back. `flags`: the 人像比对 results of 学信网. `contacts`: who looks
 * after each class, phones of students. `photos`: image files, which have no columns. What each kind needs and takes is in IMPORT_KIND; how a
 * spreadsheet of a kind is planned and written is in electron/import/kinds.
 */
export const IMPORT_KINDS = ['roster', 'status', 'sheets', 'flags', 'contacts', 'photos'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export function isImportKind(kind: string): kind is ImportKind {
  return (IMPORT_KINDS as readonly string[]).includes(kind);
}

/** What is read from the rows of a sheet. */
export type SpreadsheetKind = Exclude<ImportKind, 'photos'>;
export const SPREADSHEET_KINDS = IMPORT_KINDS.filter((kind): kind is SpreadsheetKind => kind !== 'photos');

/** What is written in one go and can be taken back in one go: a file of any kind, or what staff did by hand. */
export const HAND_KINDS = [
  'edit',
  'verdict',
  'reconcile',
  'words',
  'review',
  'classContact',
  'campaign',
  'deadlines',
  'timetable',
  'chase',
  'mailReturns',
  'counter',
  'sheetHandling',
  'sheetReturn',
  'cases',
  'conflicts',
  'close',
  'reopen',
] as const;
export type HandKind = (typeof HAND_KINDS)[number];
export const BATCH_KINDS = [...IMPORT_KINDS, ...HAND_KINDS] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** What a verification status list says of a student, beside the keys by which the student is found. */
export const STATUS_FIELDS = [
  'verdict', // 核对状态, in the words of the list
  'verifiedAt', // 核对时间, YYYY-MM-DD, with " HH:MM:SS" behind it when the list tells the time
  'accountStage', // 注册情况 of the student's 学信网 account, in the words of the list
  'note', // 备注, 有误说明
] as const;
export type StatusField = (typeof STATUS_FIELDS)[number];

/** What a 人像比对 list, or the BZ column of a 在校生名单, says of a student. */
export const FLAG_FIELDS = ['identityFlag'] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];

/** What a class sheet says of a student beside what is printed in the columns of fields. */
export const SHEET_FIELDS = [
  'printedIdNumber', // 证件号码 as printed, masked as a rule: by it nobody is found
  'admissionPhoto', // 照片 录取: 有 or 无, as printed
  'graduationPhoto', // 照片 学历
  'printedStatus', // 核对状态 as printed: what was known then, and nobody's answer
  'correction', // 有误信息登记
  'signature', // 学生签字
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** What a contact list says of whoever looks after a class, beside the name. */
export const CONTACT_FIELDS = ['counsellorPhone', 'counsellorEmail', 'counsellorQq'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

export type ImportField = ContactField | StudentField | StatusField | FlagField | SheetField;

const STUDENT_KEYS = ['examNo', 'studentNo', 'name', 'idType', 'idNumber'] as const satisfies StudentField[];

/** What a kind may require to be mapped. */
export type RequiredField = 'key' | 'keyOrClass' | 'name' | 'verdict' | 'identityFlag' | 'signature';

export interface ImportKindRules {
  /** The fields that a column can be mapped to, in the order in which they are offered. */
  fields: readonly ImportField[];
  /** What a person says of the file beside its kind. */
  asks: 'source' | 'campaign' | 'role' | null;
  /** What has to be mapped before rows can be understood; `key`: one of the numbers by which a student is found. */
  required: readonly RequiredField[];
  /** Whether every row has to have a number of the student; else the class will do. */
  needsKey: boolean;
  /** Whether every row has to name the student. */
  needsName: boolean;
  /** Whether the name of a sheet may give the class. */
  classFromSheet: boolean;
}

export const IMPORT_KIND: Record<ImportKind, ImportKindRules> = {
  roster: {
    fields: STUDENT_FIELDS,
    asks: 'source',
    required: ['key', 'name'],
    needsKey: true,
    needsName: true,
    classFromSheet: true,
  },
  status: {
    fields: [...STUDENT_KEYS, ...STATUS_FIELDS],
    asks: 'campaign',
    required: ['key', 'verdict'],
    needsKey: true,
    needsName: false,
    classFromSheet: false,
  },
  sheets: {
    fields: [
      ...(['studentNo', 'examNo', 'name', 'gender', 'birthDate', 'ethnicity'] as const),
      ...(['majorName', 'level', 'duration', 'enrolDate', 'verdict'] as const),
      ...SHEET_FIELDS,
    ],
    asks: 'campaign',
    required: ['key', 'signature'],
    needsKey: true,
    needsName: false,
    classFromSheet: false,
  },
  flags: {
    fields: [...STUDENT_KEYS, ...FLAG_FIELDS],
    asks: null,
    required: ['key', 'identityFlag'],
    needsKey: true,
    needsName: false,
    classFromSheet: false,
  },
  contacts: {
    fields: [
      ...(['className', 'collegeName', 'counsellor'] as const),
      ...CONTACT_FIELDS,
      ...STUDENT_KEYS,
      ...(['phone', 'email'] as const),
    ],
    asks: null,
    required: ['keyOrClass'],
    needsKey: false,
    needsName: false,
    classFromSheet: false,
  },
  photos: {
    fields: [],
    asks: 'role',
    required: [],
    needsKey: false,
    needsName: false,
    classFromSheet: false,
  },
};

const STUDENT_FIELD_SET: ReadonlySet<string> = new Set(STUDENT_FIELDS);

export function isStudentField(field: string): field is StudentField {
  return STUDENT_FIELD_SET.has(field);
}
