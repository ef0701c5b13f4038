import type { StudentField } from '../../shared/domain/studentFields.ts';
import type { CampaignType } from '../../shared/domain/verificationStatus.ts';

/**
 * What a verification covers unless the school says otherwise: the fields that students are asked to check
 * (domain notes §3, list of 2023) without those that schools leave out again: 学号 (继教), 班级 and 院系
 * (school-internal), 政治面貌 (changes during study).
 */
const CHECKED_FIELDS: StudentField[] = [
  'name',
  'gender',
  'birthDate',
  'ethnicity',
  'idType',
  'idNumber',
  'schoolName',
  'level',
  'majorName',
  'duration',
  'mode',
  'enrolDate',
];

export function defaultCoverage(type: CampaignType): { fields: StudentField[]; photo: boolean } {
  return { fields: [...CHECKED_FIELDS], photo: type !== 'enrolled-record' };
}
