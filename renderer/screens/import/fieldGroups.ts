import type { ImportField } from '../../../shared/domain/importKinds.ts';

export const FIELD_GROUPS = ['keys', 'person', 'study', 'dates', 'contact', 'status'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

const GROUP_OF: Record<ImportField, FieldGroup> = {
  examNo: 'keys',
  studentNo: 'keys',
  idType: 'keys',
  idNumber: 'keys',
  name: 'person',
  namePinyin: 'person',
  gender: 'person',
  birthDate: 'person',
  ethnicity: 'person',
  politicalStatus: 'person',
  originProvince: 'person',
  schoolCode: 'study',
  schoolName: 'study',
  collegeName: 'study',
  departmentName: 'study',
  className: 'study',
  majorCode: 'study',
  majorName: 'study',
  level: 'study',
  mode: 'study',
  duration: 'study',
  grade: 'study',
  enrolDate: 'dates',
  expectedGraduationDate: 'dates',
  registrationStatus: 'dates',
  cultivation: 'dates',
  remark: 'contact',
  phone: 'contact',
  email: 'contact',
  counsellor: 'contact',
  verdict: 'status',
  verifiedAt: 'status',
  accountStage: 'status',
  note: 'status',
  identityFlag: 'status',
  counsellorPhone: 'contact',
  counsellorEmail: 'contact',
  counsellorQq: 'contact',
  printedIdNumber: 'keys',
  admissionPhoto: 'status',
  graduationPhoto: 'status',
  printedStatus: 'status',
  correction: 'status',
  signature: 'status',
};

function isKnown(field: string): field is ImportField {
  return Object.hasOwn(GROUP_OF, field);
}

/** The fields by topic, in their given order; groups without a field are left out. A field of no topic comes last. */
export function groupFields(fields: readonly string[]): { group: FieldGroup; fields: string[] }[] {
  const groups = FIELD_GROUPS.map((group) => ({
    group,
    fields: fields.filter((field) => (isKnown(field) ? GROUP_OF[field] : 'contact') === group),
  }));
  return groups.filter((entry) => entry.fields.length > 0);
}
