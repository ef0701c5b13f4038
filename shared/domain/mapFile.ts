import { AppError } from './errors.ts';
import { SPREADSHEET_KINDS, type SpreadsheetKind } from './importKinds.ts';

/** What a map file holds (docs/spec/map-file.md). */
export interface MapFile {
  /** Heading → field; null: left out. */
  columns: Record<string, string | null>;
  /** What kind of list it is for; null: it does not say. */
  kind: SpreadsheetKind | null;
  name: string | null;
  /** All headings of such a list, in its order; null: it does not say. */
  headings: string[] | null;
}

/** What a map file says of itself, among its headings. */
const KIND = '@kind';
const NAME = '@name';
const HEADINGS = '@headings';
/** Among the headings: the name of the sheet. */
export const SHEET_NAME = '@sheet';
const MOST_NAME = 40;

/** Errors: USAGE (`map-syntax`, `map-value`, `map-kind`). `file`: its name, for the sentence. */
export function parseMapFile(text: string, file: string): MapFile {
  const wrong = (cause?: unknown) =>
    new AppError('USAGE', { case: 'map-syntax', file }, cause === undefined ? {} : { cause });
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(error);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw wrong();
  const { [KIND]: kind = null, [NAME]: name = null, [HEADINGS]: headings = null, ...rest } = read as Said;
  const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (headings !== null && !isTexts(headings)) {
    throw new AppError('USAGE', { case: 'map-value', heading: HEADINGS });
  }
  if (name !== null && typeof name !== 'string') {
    throw new AppError('USAGE', { case: 'map-value', heading: NAME });
  }
  if (kind !== null && !isSpreadsheetKind(kind)) {
    throw new AppError('USAGE', { case: 'map-kind', kind: String(kind) });
  }
  const columns: MapFile['columns'] = {};
  for (const [heading, field] of Object.entries(rest)) {
    if (field !== null && typeof field !== 'string') {
      throw new AppError('USAGE', { case: 'map-value', heading });
    }
    columns[heading] = field === '' ? null : field;
  }
  return { columns, kind, name: name?.trim().slice(0, MOST_NAME) || null, headings };
}

/** As parseMapFile reads it. */
export function mapFileText({ columns, kind, name, headings }: MapFile): string {
  const about: Said = { [KIND]: kind, [NAME]: name, [HEADINGS]: headings };
  const said = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null));
  return `${JSON.stringify({ ...said, ...columns }, null, 2)}\n`;
}

type Said = Record<string, unknown>;

function isSpreadsheetKind(kind: unknown): kind is SpreadsheetKind {
  return (SPREADSHEET_KINDS as readonly unknown[]).includes(kind);
}
