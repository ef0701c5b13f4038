/**
 * The attributes of a student, in the order in which screens, exports and sheets show them.
 *
 * Names on the left are ours (docs/spec/glossary.md); the comments give the column of the 学信网 在校生名单
 * export that carries each (domain notes §1.2). Every value is text: a number would lose leading zeros and
 * the sixteenth digit. A missing value is `null`, never an empty string.
 */
export const STUDENT_FIELDS = [
  'examNo', // KSH 考生号
  'studentNo', // XH 学号
  'name', // XM 姓名
  'namePinyin', // XMPY
  'gender', // XB, '男' | '女'
  'birthDate', // CSRQ, YYYY-MM-DD
  'idType', // ZJLX, IdType
  'idNumber', // SFZH / ZJHM
  'ethnicity', // MZ, with 族
  'politicalStatus', // ZZMM
  'schoolCode', // YXDM
  'schoolName', // YXMC
  'collegeName', // FY 分院
  'departmentName', // XSH 系所/函授站
  'className', // BH 班号
  'majorCode', // ZYDM
  'majorName', // ZYMC
  'level', // CC 层次
  'mode', // XXXS 学习形式
  'duration', // XZ 学制, in years
  'grade', // DQSZJ 当前所在级
  'enrolDate', // RXRQ, YYYY-MM-DD
  'expectedGraduationDate', // YJBYRQ, YYYY-MM-DD
  'registrationStatus', // ZCZT 注册状态
  'cultivation', // SX 属性
  'remark', // BZ 备注, carries the 人像比对 result
  'originProvince', // SYSSDM 生源省市代码
  'phone',
  'email',
  'counsellor', // 辅导员
] as const;

export type StudentField = (typeof STUDENT_FIELDS)[number];

export type FieldValue = string | null;

/** What is known of a student, every field present. */
export type StudentValues = Record<StudentField, FieldValue>;

/** What one source or one row says: a field that is absent was not said, `null` was said to be empty. */
export type PartialStudentValues = Partial<StudentValues>;

/** What 学信网 writes into XB: the words are the codes. */
export const GENDERS = ['男', '女'] as const;

/** Kinds of identity document, as the command line's contract names them. */
export const ID_TYPES = [
  'resident',
  'hkmo-residence',
  'tw-residence',
  'hkmo-permit',
  'tw-permit',
  'foreign-pr',
  'passport',
  'military',
  'other',
] as const;
export type IdType = (typeof ID_TYPES)[number];

/** Fields of which two students may not share a value: the exact keys that identity rests on. */
export const KEY_FIELDS = ['examNo', 'studentNo', 'idNumber'] as const;
export type KeyField = (typeof KEY_FIELDS)[number];

/** Fields with few distinct values: what lists are filtered and counted by. */
export const FACET_FIELDS = [
  'collegeName',
  'departmentName',
  'majorName',
  'className',
  'grade',
  'level',
  'mode',
  'duration',
  'registrationStatus',
  'cultivation',
  'gender',
  'ethnicity',
  'politicalStatus',
  'idType',
  'originProvince',
  'counsellor',
  'expectedGraduationDate',
  'enrolDate',
] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

/** Masked wherever a person has not asked, with permission, to see them whole. */
export const MASKED_FIELDS = ['idNumber', 'phone', 'email'] as const;

/** Who said it. `staff` is what a person in this office entered by hand, `contacts` what lists of contacts say. */
export const SOURCES = ['chsi', 'sis', 'admission', 'staff', 'contacts'] as const;
export type Source = (typeof SOURCES)[number];
/** The sources that files come from: 学信网, 教务, 录取. */
export const FILE_SOURCES = ['chsi', 'sis', 'admission'] as const;
export type FileSource = (typeof FILE_SOURCES)[number];

/**
 * Whose word the school's view of a field takes, first that says anything wins. What staff entered stands
 * until it is withdrawn; 学信网 is what a diploma is printed from, so it comes before 教务 and 录取.
 * A disagreement is shown as a finding, and no source's own record is ever changed by another's.
 */
export const SOURCE_PRECEDENCE: readonly Source[] = ['staff', 'contacts', 'chsi', 'sis', 'admission'];

/** Whether a source names students; what staff and contact lists say is only of those whom others named. */
export function namesStudents(source: Source): source is FileSource {
  return source !== 'staff' && source !== 'contacts';
}

/** Every field null. Written out, and copied by spreading: objects of one shape take a fifth of the memory. */
const EMPTY_VALUES: StudentValues = {
  examNo: null,
  studentNo: null,
  name: null,
  namePinyin: null,
  gender: null,
  birthDate: null,
  idType: null,
  idNumber: null,
  ethnicity: null,
  politicalStatus: null,
  schoolCode: null,
  schoolName: null,
  collegeName: null,
  departmentName: null,
  className: null,
  majorCode: null,
  majorName: null,
  level: null,
  mode: null,
  duration: null,
  grade: null,
  enrolDate: null,
  expectedGraduationDate: null,
  registrationStatus: null,
  cultivation: null,
  remark: null,
  originProvince: null,
  phone: null,
  email: null,
  counsellor: null,
};

export function emptyStudentValues(): StudentValues {
  return { ...EMPTY_VALUES };
}
