import type { StudentRow } from '../../shared/contract/students.ts';
import type { StudentValues } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';

/** A student as programs outside read one (docs/spec/command-line.md): on stdout and in a .jsonl file alike. */
export type StudentItem = { id: string } & StudentValues & {
    /** The word of the field, 未核对, whatever language people are spoken to in. */
    status: string;
    statusCode: StudentRow['status'];
    statusReason: string;
    photos: StudentRow['photos'];
    sources: StudentRow['sources'];
  };

const words = createText('zh');

export function studentItem(row: StudentRow): StudentItem {
  return {
    id: row.id,
    ...row.values,
    status: words.status(row.status),
    statusCode: row.status,
    statusReason: words.statusReason(row.statusReason),
    photos: row.photos,
    sources: row.sources,
  };
}
