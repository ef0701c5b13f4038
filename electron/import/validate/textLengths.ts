import type { StudentField } from '../../../shared/domain/studentFields.ts';

/**
 * How many bytes (GBK: two for a Chinese character) 学信网's upload template has for a column: domain notes §1.3,
 * that of the upload template where tables differ. Only warned about, since our own store has no such limits. Fields that the
 * template does not carry (remark, phone, …), or that are stored in another form (dates, provinces), have none.
 */
export const COLUMN_BYTES: Partial<Record<StudentField, number>> = {
  examNo: 18,
  studentNo: 15,
  name: 40,
  idNumber: 18,
  politicalStatus: 16,
  ethnicity: 24,
  schoolCode: 5,
  schoolName: 40,
  collegeName: 24,
  departmentName: 24,
  className: 24,
  majorCode: 6,
  majorName: 50,
  level: 12,
  mode: 10,
  duration: 3,
};

/** Bytes in GB 18030: one for ASCII, two for the characters of GBK, four beyond the first plane. */
export function gbkBytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) bytes += text.charCodeAt(index) < 0x80 ? 1 : 2;
  return bytes;
}
