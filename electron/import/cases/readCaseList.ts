import type { CaseType, FieldCorrection } from '../../../shared/domain/cases/caseType.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { KEY_FIELDS, type KeyField, type StudentField } from '../../../shared/domain/studentFields.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import { recogniseHeading } from '../fieldSynonyms.ts';
import { trimText } from '../normalise/trimText.ts';
import { openSpreadsheet } from '../readers/openSpreadsheet.ts';
import { cellText, type SheetRow } from '../readers/reader.ts';

/** A row of a list of students for whom cases are to be opened, as it stands in the file. */
export interface CaseListRow {
  /** As a person sees it in Excel. */
  row: number;
  keys: Partial<Record<KeyField, string>>;
  name: string;
  /** Answers of the form by its items' ids; choices as they are written. */
  form: Record<string, string>;
  note: string;
}

export interface CaseListFile {
  rows: CaseListRow[];
  /** Headings of which nothing was taken, as they are written. */
  ignored: string[];
  /** The other sheets of the workbook, which were not read. */
  otherSheets: string[];
}

/** Rows in which the header may stand, and the most that a list may have. */
const TOP_ROWS = 20;
const MOST_ROWS = 100_000;
/** Before a field's name in a heading: what it is to become. */
const TO_BECOME = /^(?:更正后的?|更正为|更正|改为|新的?)[:：]?/;
const NOTES = ['说明', '备注', '情况说明', 'note'].map(wordKey);

/** What a column is. */
type Column =
  | { is: 'key'; field: KeyField }
  | { is: 'name' }
  | { is: 'note' }
  | { is: 'item'; id: string }
  | { is: 'correction'; field: StudentField };

/**
 * Reads a list of students with what their cases begin with, in any format that is read: one number of each at least
 * (考生号, 学号, 证件号码), the name to compare, columns called like items of the type's form, 说明, and 更正 with a
 * field's name. Only the first sheet. Errors: FILE_NO_HEADER, FILE_TOO_LARGE (more rows than a list may have), those of
 * files.
 */
export async function readCaseList(
  path: FilePlace,
  type: CaseType,
  signal: AbortSignal,
): Promise<CaseListFile> {
  const file = await openSpreadsheet(path, { signal });
  const [sheet, ...others] = file.sheets.map(({ name }) => name);
  const found: CaseListFile = { rows: [], ignored: [], otherSheets: others };
  try {
    let columns: (Column | null)[] | null = null;
    for await (const batch of file.rows({ sheet: sheet ?? null, signal })) {
      for (const row of batch) {
        if (columns) {
          const read = readRow(row, columns, type);
          if (read) found.rows.push(read);
          if (found.rows.length > MOST_ROWS) throw new AppError('FILE_TOO_LARGE');
        } else {
          columns = columnsOf(row, type);
          if (columns) found.ignored = headingsWithout(row, columns);
        }
        if (!columns && row.number > TOP_ROWS)
          throw new AppError('FILE_NO_HEADER', { row: 0, case: 'cases' });
      }
    }
    if (!columns) throw new AppError('FILE_NO_HEADER', { row: 0, case: 'cases' });
    return found;
  } finally {
    await file.close();
  }
}

/** Null: no header, since nothing in it tells the students apart. */
function columnsOf(row: SheetRow, type: CaseType): (Column | null)[] | null {
  const columns = row.cells.map((cell) => columnOf(trimText(cellText(cell)), type));
  return columns.some((column) => column?.is === 'key') ? columns : null;
}

function headingsWithout(row: SheetRow, columns: readonly (Column | null)[]): string[] {
  return row.cells
    .map((cell) => trimText(cellText(cell)))
    .filter((heading, at) => heading !== '' && columns[at] === null);
}

function columnOf(heading: string, type: CaseType): Column | null {
  if (heading === '') return null;
  const key = wordKey(heading);
  const item = type.form.find(({ id, name, kind }) => {
    return kind !== 'corrections' && [id, name.zh, name.en].map(wordKey).includes(key);
  });
  if (item) return { is: 'item', id: item.id };
  const fieldOf = (text: string) => recogniseHeading(text, 'roster')?.field as StudentField | undefined;
  const corrections = type.form.find(({ kind }) => kind === 'corrections');
  const corrected = TO_BECOME.test(heading) ? fieldOf(heading.replace(TO_BECOME, '')) : undefined;
  if (corrected && corrections?.fields.includes(corrected)) return { is: 'correction', field: corrected };
  if (NOTES.includes(key)) return { is: 'note' };
  const field = fieldOf(heading);
  const own = KEY_FIELDS.find((one) => one === field);
  if (own) return { is: 'key', field: own };
  return field === 'name' ? { is: 'name' } : null;
}

function readRow(row: SheetRow, columns: readonly (Column | null)[], type: CaseType): CaseListRow | null {
  const read: CaseListRow = { row: row.number, keys: {}, name: '', form: {}, note: '' };
  const corrections: Omit<FieldCorrection, 'from'>[] = [];
  for (const [at, column] of columns.entries()) {
    const text = trimText(cellText(row.cells[at]));
    if (column === null || text === '') continue;
    if (column.is === 'key') read.keys[column.field] = text;
    else if (column.is === 'name') read.name = text;
    else if (column.is === 'note') read.note = text;
    else if (column.is === 'correction') corrections.push({ field: column.field, to: text });
    else read.form[column.id] = answerOf(type, column.id, text);
  }
  if (corrections.length > 0) {
    const item = type.form.find(({ kind }) => kind === 'corrections')!;
    read.form[item.id] = JSON.stringify(corrections);
  }
  return Object.keys(read.keys).length > 0 ? read : null;
}

/** A choice by its id or its name; what is none of them is refused later, with its row. */
function answerOf(type: CaseType, id: string, text: string): string {
  const { choices } = type.form.find((item) => item.id === id)!;
  const key = wordKey(text);
  return choices.find(({ id: of, name }) => [of, name.zh, name.en].map(wordKey).includes(key))?.id ?? text;
}
