import { z } from 'zod';
import { STUDENT_FIELDS, type StudentField, type StudentValues } from '../studentFields.ts';

const said = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });

/** The columns of an upload to the platform, in its order (domain notes §1.3): data in resources/rules/upload-*.json. */
export const uploadLayoutShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  name: said,
  source: said,
  columns: z
    .array(
      z.strictObject({
        header: z.string().min(1),
        field: z.enum(STUDENT_FIELDS),
        /** Bytes, of which a Chinese character has two; null: not known. */
        mostBytes: z.number().int().positive().nullable(),
        isNeeded: z.boolean(),
      }),
    )
    .min(1),
});
export type UploadLayout = z.output<typeof uploadLayoutShape>;

/** What the platform would not take of a row. */
export interface UploadDoubt {
  field: StudentField;
  kind: 'missing' | 'long';
}

const DATES: readonly StudentField[] = ['birthDate', 'enrolDate', 'expectedGraduationDate'];

/**
 * A value as the platform takes it: days as eight digits; a major’s code filled up to six with zeros; the length of
 * study without decimals; 研究生 written out behind 硕士 and 博士 (domain notes §1.3). `typeName` names a kind of document.
 */
function written(field: StudentField, value: string, typeName: (type: string) => string): string {
  if (DATES.includes(field)) return value.replaceAll('-', '');
  if (field === 'majorCode') return value.padEnd(6, '0');
  if (field === 'duration') return value.replace(/\.0+$/, '');
  if (field === 'level') return /^(硕士|博士)$/.test(value) ? `${value}研究生` : value;
  return field === 'idType' ? typeName(value) : value;
}

/** A student's row of the upload, and what the platform would not take of it. */
export function uploadRow(
  { columns }: UploadLayout,
  values: StudentValues,
  typeName: (type: string) => string,
): { cells: string[]; doubts: UploadDoubt[] } {
  const doubts: UploadDoubt[] = [];
  const cells = columns.map(({ field, mostBytes, isNeeded }) => {
    const value = values[field];
    const text = value === null ? '' : written(field, value, typeName);
    if (text === '' && isNeeded) doubts.push({ field, kind: 'missing' });
    if (mostBytes !== null && bytesOf(text) > mostBytes) doubts.push({ field, kind: 'long' });
    return text;
  });
  return { cells, doubts };
}

/** In the platform's own encoding: one for what a keyboard has, two for a Chinese character. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) bytes += char.codePointAt(0)! < 0x80 ? 1 : 2;
  return bytes;
}
