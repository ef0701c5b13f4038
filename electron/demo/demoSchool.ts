import {
  type FieldValue,
  type FileSource,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentField,
  type StudentValues,
} from '../../shared/domain/studentFields.ts';

/** A university made up from a seed: plain data, no real person. */
export interface DemoSchool {
  seed: number;
  /** Beijing time that everything in it is told from, YYYY-MM-DD HH:MM:SS. */
  now: string;
  today: string;
  code: string;
  name: string;
  /** Calendar year in which the current school year began. */
  schoolYear: number;
  /** Those with this year of graduation are in the photo verification that the demo tells of: 2027 for 2027届. */
  graduationYear: number;
  colleges: DemoCollege[];
  classes: DemoClass[];
  counsellors: DemoCounsellor[];
  students: DemoStudent[];
  /** People whom only the 教务 list knows. */
  onlyInSis: StudentValues[];
}

export interface DemoCollege {
  name: string;
  departments: string[];
}

export interface DemoClass {
  name: string;
  collegeName: string;
  departmentName: string;
  majorCode: string;
  majorName: string;
  level: string;
  duration: number;
  /** Year of entry. */
  grade: number;
  graduating: boolean;
  counsellor: string;
  size: number;
}

export interface DemoCounsellor {
  name: string;
  phone: string;
  email: string;
  collegeName: string;
  classNames: string[];
}

export interface DemoStudent {
  /** What is so. The lists of the three sources say it with the differences below. */
  values: StudentValues;
  /** How the source's list departs from `values`; null where the list lacks the student. */
  sources: Record<FileSource, PartialStudentValues | null>;
  /** Seed of the drawn face. */
  portrait: number;
  /** In the population of the photo verification. */
  graduating: boolean;
  admissionPhoto: boolean;
  graduationPhoto: boolean;
  verification: DemoVerification;
}

/** In the words of a status list. `at` is Beijing time, YYYY-MM-DD HH:MM:SS. */
export type DemoVerification =
  | { status: '未核对'; at: null; complaint: null }
  | { status: '正确'; at: string; complaint: null }
  | { status: '有误'; at: string; complaint: DemoComplaint };

/** What a student who pressed 有误 says is wrong. */
export interface DemoComplaint {
  about: StudentField | 'photo';
  words: string;
}

const NOT_IN_CHSI = ['namePinyin', 'idType', 'phone', 'email', 'counsellor'];
const NOT_IN_SIS = [
  'schoolCode',
  'schoolName',
  'registrationStatus',
  'cultivation',
  'remark',
  'originProvince',
];
/** What each source's list has columns for. */
export const FIELDS_OF_SOURCE: Readonly<Record<FileSource, readonly StudentField[]>> = {
  chsi: STUDENT_FIELDS.filter((field) => !NOT_IN_CHSI.includes(field)),
  sis: STUDENT_FIELDS.filter((field) => !NOT_IN_SIS.includes(field)),
  admission: [
    'examNo',
    'name',
    'gender',
    'birthDate',
    'idNumber',
    'ethnicity',
    'politicalStatus',
    'schoolCode',
    'schoolName',
    'majorCode',
    'majorName',
    'level',
    'mode',
    'duration',
    'originProvince',
  ],
};

/** The record as that source's list has it, with the fields it has columns for; null where it lacks the student. */
export function recordInSource(student: DemoStudent, source: FileSource): PartialStudentValues | null {
  const differences = student.sources[source];
  if (differences === null) return null;
  const record: PartialStudentValues = {};
  for (const field of FIELDS_OF_SOURCE[source]) {
    record[field] = field in differences ? differences[field]! : student.values[field];
  }
  return record;
}

/** For columns: an empty cell for what is not known. */
export function textOf(value: FieldValue | undefined): string {
  return value ?? '';
}
