import type { FieldValue } from '../../../shared/domain/studentFields.ts';
import type { SheetText } from '../text/sheetText.ts';
import type { ListSheet } from './listReport.ts';

/** What a sheet of one class says above its table. */
export function classInfo(
  of: { collegeName: FieldValue; majorName: FieldValue; className: FieldValue; counsellor: FieldValue },
  students: number,
  text: SheetText,
): ListSheet['info'] {
  return [
    { label: text.info.college, value: of.collegeName ?? '', share: 5 },
    { label: text.info.major, value: of.majorName ?? '', share: 5 },
    { label: text.info.class, value: of.className ?? '', share: 4 },
    { label: text.info.counsellor, value: of.counsellor ?? '', share: 3 },
    { label: text.info.students, value: text.studentCount(students), share: 2 },
  ];
}
