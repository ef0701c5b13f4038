import { readCalendarDate } from '../../../shared/domain/calendarDate.ts';
import {
  type CodeField,
  isCodeField,
  isIdTypeOfNumber,
  isProvinceCode,
  OPEN_LISTS,
  readCode,
  readIdType,
} from '../../../shared/domain/codeTables.ts';
import type { FindingCode } from '../../../shared/domain/findings.ts';
import { isExponentText } from '../../../shared/domain/idNumber.ts';
import type { ImportField } from '../../../shared/domain/importKinds.ts';
import { suggestCode } from '../../../shared/domain/suggestCode.ts';
import { NO_MEANINGS, type WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import { type ZeroField, zeroFieldBits, zeroFieldsOf } from '../../../shared/domain/zeroFields.ts';
import type { TypedCell } from '../readers/reader.ts';
import { type FindingDetails, makeFinding } from '../validate/makeFinding.ts';
import type { RowDraft } from './rowDraft.ts';
import { trimName, trimText } from './trimText.ts';

/** What a cell says of its field: a text, null where it says "empty", undefined where it says nothing usable. */
export type ReadValue = string | null | undefined;

export interface SourceColumn {
  index: number;
  heading: string;
  field: ImportField;
}

/** Reads a cell that holds something for one column, adding what is odd about it to the draft. Never throws. */
export type ValueReader = (cell: string | TypedCell, draft: RowDraft) => ReadValue;

/** What a whole value becomes, remembered per distinct text: a column of a faculty's names has few of them. */
interface Remembered {
  value: ReadValue;
  problem: { code: FindingCode; details: FindingDetails } | null;
}

/** Beyond this many distinct texts a column is not worth remembering (names, numbers). */
const REMEMBERED_TEXTS = 20_000;

/** The reader for a column, chosen once per file by its field. */
export function valueReaderFor(column: SourceColumn, meanings: WordMeanings = NO_MEANINGS): ValueReader {
  const { field } = column;
  switch (field) {
    case 'name':
      return readable(column, (text) => plain(trimName(text)));
    case 'idNumber':
    case 'studentNo':
    case 'examNo':
      return keyReader(column);
    case 'birthDate':
    case 'enrolDate':
    case 'expectedGraduationDate':
      return remembering(column, (text) => dateOf(text, false));
    case 'verifiedAt':
      return remembering(column, (text) => dateOf(text, true));
    case 'idType':
      return remembering(column, idTypeOf);
    case 'className':
      return classReader(column);
    default:
      return isCodeField(field)
        ? remembering(column, (text, numeric) => codeOf(field, text, numeric, meanings))
        : remembering(column, (text) => plain(text));
  }
}

/** 班号 may be a number of digits that begins with zeros: a cell that holds it as a number has none of them. */
function classReader(column: SourceColumn): ValueReader {
  const read = remembering(column, (text) => plain(text));
  return (cell, draft) => {
    const value = read(cell, draft);
    if (typeof cell !== 'string' && cell.kind === 'number' && value) noteNumber(draft, 'className');
    return value;
  };
}

function plain(text: string): Remembered {
  return { value: text === '' ? null : text, problem: null };
}

/** Adds a finding about this column's value in this row. */
function report(
  column: SourceColumn,
  draft: RowDraft,
  code: FindingCode,
  value: string,
  details: FindingDetails,
): void {
  draft.findings.push(
    makeFinding(code, { ...details, row: draft.row, column: column.heading, field: column.field, value }),
  );
}

/** Reads every text anew: for columns in which nearly every value is different. */
function readable(column: SourceColumn, read: (text: string) => Remembered): ValueReader {
  return (cell, draft) => {
    const text = usableText(cell, column, draft);
    if (text === undefined) return undefined;
    return settle(read(text), text, column, draft);
  };
}

function remembering(
  column: SourceColumn,
  read: (text: string, numeric: boolean) => Remembered,
): ValueReader {
  const fromText = new Map<string, Remembered>();
  const fromNumber = new Map<string, Remembered>();
  return (cell, draft) => {
    const text = usableText(cell, column, draft);
    if (text === undefined) return undefined;
    const numeric = typeof cell !== 'string' && cell.kind === 'number';
    const memory = numeric ? fromNumber : fromText;
    let result = memory.get(text);
    if (result === undefined) {
      result = read(trimText(text), numeric);
      if (memory.size < REMEMBERED_TEXTS) memory.set(text, result);
    }
    return result.problem === null ? result.value : settle(result, trimText(text), column, draft);
  };
}

function settle(result: Remembered, text: string, column: SourceColumn, draft: RowDraft): ReadValue {
  if (result.problem !== null) report(column, draft, result.problem.code, text, result.problem.details);
  return result.value;
}

/** Errors that Excel shows; in a CSV, or pasted as values, they are text. */
const ERROR_TEXTS = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#NAME?',
  '#DIV/0!',
  '#NULL!',
  '#NUM!',
  '#SPILL!',
  '#CALC!',
  '#GETTING_DATA',
]);

/** The text of a cell that holds one; undefined (and a finding) for an error or a formula without its result. */
function usableText(cell: string | TypedCell, column: SourceColumn, draft: RowDraft): string | undefined {
  if (typeof cell === 'string') {
    if (cell.charCodeAt(0) === 0x23 && ERROR_TEXTS.has(cell.trim())) {
      report(column, draft, 'CELL_ERROR', cell.trim(), {});
      return undefined;
    }
    return cell;
  }
  if (cell.kind === 'error') {
    report(column, draft, 'CELL_ERROR', cell.text, {});
    return undefined;
  }
  if (cell.kind === 'formula-without-result') {
    report(column, draft, 'FORMULA_NO_RESULT', '', {});
    return undefined;
  }
  return cell.text;
}

function noteNumber(draft: RowDraft, field: ZeroField): void {
  draft.numericFields = zeroFieldsOf(zeroFieldBits(draft.numericFields) | zeroFieldBits([field]));
}

/** Excel and WPS keep fifteen digits of a number (domain notes §9): what is this large has lost some. */
const FIRST_LOST = 1e15;

/**
 * 考生号, 学号, 证件号: text stays text, a number that was too long for a spreadsheet is held back, and words for
 * "none" are no key.
 */
function keyReader(column: SourceColumn): ValueReader {
  const isExamNo = column.field === 'examNo';
  return (cell, draft) => {
    const raw = usableText(cell, column, draft);
    if (raw === undefined) return undefined;
    const text = trimText(raw);
    if (typeof cell !== 'string') {
      if (cell.kind === 'number') {
        if (cell.number >= FIRST_LOST || isExponentText(text)) {
          report(column, draft, 'ID_DIGITS_LOST', text, {});
          return undefined;
        }
        if (isExamNo && isExamNoWithoutZero(text)) {
          const restored = `0${text}`;
          report(column, draft, 'LEADING_ZERO_RESTORED', text, { suggestion: restored });
          return restored;
        }
        if (column.field === 'studentNo' || column.field === 'examNo') noteNumber(draft, column.field);
      }
    } else if (text.length < 25 && isExponentText(text)) {
      report(column, draft, 'ID_DIGITS_LOST', text, {});
      return undefined;
    }
    return isNoKey(text) ? null : text;
  };
}

/** A 考生号 of the years 2000 to 2009 begins with a zero, which a number loses (domain notes §9). */
export function isExamNoWithoutZero(text: string): boolean {
  return text.length === 13 && isDigits(text) && isProvinceCode(text.slice(1, 3));
}

export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}

/** 无, ——, /, 0, NULL: what people write where there is no number. A key has a digit other than zero, or a wide one. */
function isNoKey(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 49 && code <= 57) || (code >= 0xff11 && code <= 0xff19)) return false;
  }
  return !text.includes('*') && !text.includes('第');
}

function dateOf(text: string, withTime: boolean): Remembered {
  if (text === '') return { value: null, problem: null };
  const reading = readCalendarDate(text);
  switch (reading.kind) {
    case 'day':
      return {
        value: withTime && reading.time !== null ? `${reading.date} ${reading.time}` : reading.date,
        problem: null,
      };
    case 'month':
      return {
        value: undefined,
        problem: { code: 'DATE_UNREADABLE', details: { case: 'month', suggestion: reading.first } },
      };
    case 'unreadable':
      return { value: undefined, problem: { code: 'DATE_UNREADABLE', details: {} } };
  }
}

function idTypeOf(text: string): Remembered {
  if (text === '' || isIdTypeOfNumber(text)) return { value: null, problem: null };
  const type = readIdType(text);
  // An unknown word leaves the type to what the number looks like.
  return type === null
    ? { value: null, problem: { code: 'UNKNOWN_CODE', details: { case: 'id-type' } } }
    : { value: type, problem: null };
}

function codeOf(field: CodeField, text: string, numeric: boolean, meanings: WordMeanings): Remembered {
  if (text === '') return { value: null, problem: null };
  const reading = readCode(field, text);
  if (!reading.known) {
    if (field === 'gender')
      return { value: undefined, problem: { code: 'UNKNOWN_CODE', details: { case: 'gender' } } };
    // The dictionary knows it: kept as received all the same, and shown as what it means.
    if (meanings.find(field, text) !== null) return { value: text, problem: null };
    const suggestion = suggestCode(field, text);
    return {
      value: text,
      problem: {
        code: 'UNKNOWN_CODE',
        details: { case: OPEN_LISTS.has(field) ? 'open-list' : null, suggestion },
      },
    };
  }
  // 民族 and 政治面貌 have codes of two digits: a number 1 was 01 before the spreadsheet took the zero.
  const lostZero = numeric && text.length === 1 && (field === 'ethnicity' || field === 'politicalStatus');
  return {
    value: reading.value,
    problem: lostZero
      ? {
          code: 'LEADING_ZERO_RESTORED',
          details: { case: 'code', suggestion: `0${text}`, params: { meaning: reading.value ?? '' } },
        }
      : null,
  };
}
