import { STUDENT_FIELDS, type StudentField } from './studentFields.ts';

/**
 * Fields in which sources differ by nature: each keeps its own remark, contact data and names for classes and
 * departments (domain notes §3: 班级, 所属学院 are school-internal), so that a difference there says nothing.
 */
export const NOT_COMPARED: ReadonlySet<StudentField> = new Set<StudentField>([
  'remark',
  'phone',
  'email',
  'counsellor',
  'namePinyin',
  'schoolName',
  'className',
  'departmentName',
  'politicalStatus',
]);

/** What is compared between sources, in the order of STUDENT_FIELDS. */
export const COMPARED_FIELDS: readonly StudentField[] = STUDENT_FIELDS.filter(
  (field) => !NOT_COMPARED.has(field),
);

/** Lists whose words a school has more than one of; a name or a number has no alias. */
export const ALIAS_FIELDS: ReadonlySet<StudentField> = new Set<StudentField>([
  'collegeName',
  'majorName',
  'ethnicity',
  'level',
  'mode',
  'registrationStatus',
  'cultivation',
  'duration',
]);
