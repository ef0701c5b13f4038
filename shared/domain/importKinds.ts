import { STUDENT_FIELDS, type StudentField } from './studentFields.ts';

/**
 * What can be imported, and which fields each kind takes. `roster`: students of 学信网, 教务 or 录取.
 * `status`: who has verified, from whatever list says so. `photos`: image files, which have no columns.
 */
export const IMPORT_KINDS = ['roster', 'status', 'photos'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a verification status list says of a student, beside the keys by which the student is found. */
export const STATUS_FIELDS = [
  'verdict', // 核对状态, in the words of the list
  'verifiedAt', // 核对时间, YYYY-MM-DD, with " HH:MM:SS" behind it when the list tells the time
  'accountStage', // 注册情况 of the student's 学信网 account, in the words of the list
  'note', // 备注, 有误说明
] as const;
export type StatusField = (typeof STATUS_FIELDS)[number];

export type ImportField = StudentField | StatusField;

const STATUS_KEYS = ['examNo', 'studentNo', 'name', 'idType', 'idNumber'] as const satisfies StudentField[];

/** The fields that a column of each kind of file can be mapped to, in the order in which they are offered. */
export const KIND_FIELDS: Record<ImportKind, readonly ImportField[]> = {
  roster: STUDENT_FIELDS,
  status: [...STATUS_KEYS, ...STATUS_FIELDS],
  photos: [],
};

const STATUS_FIELD_SET: ReadonlySet<string> = new Set(STATUS_FIELDS);
const STUDENT_FIELD_SET: ReadonlySet<string> = new Set(STUDENT_FIELDS);

export function isStatusField(field: string): field is StatusField {
  return STATUS_FIELD_SET.has(field);
}

export function isStudentField(field: string): field is StudentField {
  return STUDENT_FIELD_SET.has(field);
}
