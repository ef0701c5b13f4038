import { columnLetters } from '../../shared/domain/columnLetters.ts';
import { isCheckRight, normalIdNumber } from '../../shared/domain/idNumber.ts';
import { cellText, type SheetRow } from './readers/reader.ts';
import type { FieldsByValues } from './suggestMapping.ts';

/** Of ten identity numbers so many are sound, however carelessly they were typed; of other numbers one in eleven is by chance. */
const SOUND_OF_TEN = 9;

const SURE = {
  idNumber: (text: string) => isCheckRight(normalIdNumber(text)),
  gender: (text: string) => text === '男' || text === '女',
} as const;

/**
 * What the columns of a list without headings are, where their values can be nothing else: whole identity numbers,
 * whose check characters are right, and genders. Of a field that two columns could be (the parents' numbers stand beside
 * the student's) neither is named. Everything else a person has to say: 学号 and 考生号 are digits like others.
 */
export function fieldsByValues(rows: readonly SheetRow[]): FieldsByValues {
  const found = new Map<string, keyof typeof SURE>();
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  for (const field of ['idNumber', 'gender'] as const) {
    const columns: number[] = [];
    for (let column = 0; column < width; column += 1) {
      const texts = rows.map(({ cells }) => cellText(cells[column]).trim()).filter((text) => text !== '');
      const fitting = texts.filter(SURE[field]).length;
      if (texts.length > 0 && fitting * 10 >= texts.length * SOUND_OF_TEN) columns.push(column);
    }
    if (columns.length === 1) found.set(columnLetters(columns[0]!), field);
  }
  return found;
}
