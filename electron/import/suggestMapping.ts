import { areColumnLetters } from '../../shared/domain/columnLetters.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import { IMPORT_KIND, type ImportField, type ImportKind } from '../../shared/domain/importKinds.ts';
import { headingKey, recogniseHeading } from './fieldSynonyms.ts';
import { makeFinding } from './validate/makeFinding.ts';

/** Why a column is mapped as it is. */
export type MappingReason =
  | 'synonym' // the heading is a known name of the field
  | 'similar' // part of the heading is, or it usually means this
  | 'values' // there are no headings, and its values can be nothing else
  | 'remembered' // the person mapped a sheet with this header before
  | 'chosen' // the person, or --map, says so
  | 'left-out' // the person, or --map, leaves it out
  | 'twice' // another column already gives this field
  | 'unknown'; // nothing known of this heading

export interface ColumnMapping {
  /** Column of the sheet, 0-based. */
  index: number;
  heading: string;
  /** Null: the column is not imported. */
  field: ImportField | null;
  reason: MappingReason;
  confidence: 'certain' | 'likely' | 'none';
  /** For `twice`: the field it would be, and the heading that gives it. */
  twin?: { field: ImportField; heading: string };
}

/** One entry per column that has a heading. A field is given by at most one column, always. */
export interface Mapping {
  kind: ImportKind;
  columns: ColumnMapping[];
  /** COLUMN_TWICE and COLUMN_UNMAPPED, about the file and not about a row. */
  findings: Finding[];
}

/** By the letter of a column without a heading, the field that its values can only be. */
export type FieldsByValues = ReadonlyMap<string, ImportField>;

const NO_VALUES: FieldsByValues = new Map();

/** In what is remembered of a mapping, beside its headings: the name that a person gave it. */
export const MAPPING_NAME = '@name';

/** Heading → field, or null to leave the column out: the shape of `--map MAP.json` and of what is remembered. */
export type HeadingMap = Record<string, string | null>;

/**
 * What each column probably is. `remembered` is what the person chose for this header the last time; it goes
 * before the synonyms. Where two columns name one field the surer one, or else the first, is suggested; the other
 * stays unmapped and a finding says so, for the person to choose. `byValues`: of a list without headings, what
 * its values show (see fieldsByValues).
 */
export function suggestMapping(
  headings: readonly string[],
  kind: ImportKind,
  remembered?: HeadingMap,
  byValues: FieldsByValues = NO_VALUES,
): Mapping {
  return assign(headings, kind, remembered ?? {}, 'remembered', byValues);
}

/**
 * The mapping that a person gives as heading → field; headings that it does not name are suggested as usual.
 * Throws USAGE when it names a field that this kind of import does not have, a heading that the sheet does not
 * have, or one field for two headings.
 */
export function mappingFromMap(
  headings: readonly string[],
  kind: ImportKind,
  map: HeadingMap,
  byValues: FieldsByValues = NO_VALUES,
): Mapping {
  const known = new Set(headings.map(headingKey));
  for (const heading of Object.keys(map)) {
    if (!known.has(headingKey(heading))) throw new AppError('USAGE', { case: 'map-heading', heading });
  }
  checkHeadingMap(kind, map);
  return assign(headings, kind, map, 'chosen', byValues);
}

/** Throws USAGE when a map names a field that this kind of import does not have, or one field for two headings. */
export function checkHeadingMap(kind: ImportKind, map: HeadingMap): void {
  const given = new Map<string, string>();
  for (const [heading, field] of Object.entries(map)) {
    if (field === null || field === '') continue;
    if (!isFieldOf(kind, field)) {
      throw new AppError('USAGE', { case: 'map-field', heading, field, kind });
    }
    const other = given.get(field);
    if (other !== undefined) {
      throw new AppError('USAGE', { case: 'map-twice', heading, other, field });
    }
    given.set(field, heading);
  }
}

/** The mapping after a person sets one column; another column that had the field loses it. `null` leaves it out. */
export function withColumn(mapping: Mapping, index: number, field: ImportField | null): Mapping {
  const columns = mapping.columns.map((column): ColumnMapping => {
    if (column.index === index) {
      return {
        index,
        heading: column.heading,
        field,
        reason: field === null ? 'left-out' : 'chosen',
        confidence: field === null ? 'none' : 'certain',
      };
    }
    if (field !== null && column.field === field) {
      const twin = { field, heading: mapping.columns.find((each) => each.index === index)?.heading ?? '' };
      return {
        index: column.index,
        heading: column.heading,
        field: null,
        reason: 'twice',
        confidence: 'none',
        twin,
      };
    }
    return column;
  });
  return { kind: mapping.kind, columns, findings: mappingFindings(columns) };
}

/** What `import --json` shows, and what is remembered: heading → field, of the mapped columns. */
export function mappingToMap(mapping: Mapping): Record<string, ImportField> {
  const map: Record<string, ImportField> = {};
  for (const column of mapping.columns) {
    if (column.field !== null) map[column.heading] = column.field;
  }
  return map;
}

/** What to remember of a mapping: also which columns the person left out. */
export function mappingToRemember(mapping: Mapping): HeadingMap {
  const map: HeadingMap = {};
  for (const column of mapping.columns) {
    if (column.field !== null) map[column.heading] = column.field;
    else if (column.reason === 'left-out') map[column.heading] = null;
  }
  return map;
}

export function unmappedHeadings(mapping: Mapping): string[] {
  return mapping.columns.filter((column) => column.field === null).map((column) => column.heading);
}

/**
 * A short name for a set of headings: equal for sheets with the same columns whatever their order, width, case
 * or ornaments. 106 bits: a chance collision would only bring up a wrong suggestion for headings that don't exist.
 */
export function headerFingerprint(headings: readonly string[]): string {
  const text = headings
    .map(headingKey)
    .filter((key) => key !== '')
    .sort()
    .join('\u001f');
  return hash53(text, 0) + hash53(text, 1);
}

/** cyrb53 (public domain): a 53-bit hash of a text, as 14 hexadecimal digits. Not for secrets. */
function hash53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}

function isFieldOf(kind: ImportKind, field: string): field is ImportField {
  return (IMPORT_KIND[kind].fields as readonly string[]).includes(field);
}

interface Candidate {
  index: number;
  heading: string;
  field: ImportField | null;
  reason: MappingReason;
  confidence: ColumnMapping['confidence'];
  rank: number;
}

function assign(
  headings: readonly string[],
  kind: ImportKind,
  map: HeadingMap,
  by: 'remembered' | 'chosen',
  byValues: FieldsByValues,
): Mapping {
  const byKey = new Map(Object.entries(map).map(([heading, field]) => [headingKey(heading), field]));
  const taken = new Set(byKey.values());
  // BH, XB and others are letters of far columns as well as names of fields.
  const isLettered = areColumnLetters(headings);
  const guess = (heading: string): Guess => {
    if (!isLettered) return byName(heading, kind);
    const field = byValues.get(heading);
    if (field === undefined || taken.has(field) || !isFieldOf(kind, field)) return NO_GUESS;
    return { field, reason: 'values', confidence: 'likely', rank: 1 };
  };
  const candidates: Candidate[] = [];
  for (const [index, heading] of headings.entries()) {
    if (headingKey(heading) !== '')
      candidates.push({ index, heading, ...candidateFor(heading, kind, byKey, by, guess) });
  }
  const takenBy = new Map<ImportField, Candidate>();
  for (const candidate of candidates) {
    if (candidate.field === null) continue;
    const holder = takenBy.get(candidate.field);
    if (holder === undefined || candidate.rank > holder.rank) takenBy.set(candidate.field, candidate);
  }
  const columns = candidates.map((candidate): ColumnMapping => {
    const { index, heading, field, reason, confidence } = candidate;
    if (field === null) return { index, heading, field, reason, confidence };
    const holder = takenBy.get(field) as Candidate;
    if (holder === candidate) return { index, heading, field, reason, confidence };
    return {
      index,
      heading,
      field: null,
      reason: 'twice',
      confidence: 'none',
      twin: { field, heading: holder.heading },
    };
  });
  return { kind, columns, findings: mappingFindings(columns) };
}

type Guess = Omit<Candidate, 'index' | 'heading'>;

const NO_GUESS: Guess = { field: null, reason: 'unknown', confidence: 'none', rank: 0 };

function candidateFor(
  heading: string,
  kind: ImportKind,
  byKey: ReadonlyMap<string, string | null>,
  by: 'remembered' | 'chosen',
  guess: (heading: string) => Guess,
): Guess {
  const given = byKey.get(headingKey(heading));
  if (given === null || given === '') {
    return { field: null, reason: 'left-out', confidence: 'none', rank: 0 };
  }
  if (given !== undefined && isFieldOf(kind, given)) {
    return { field: given, reason: by, confidence: 'certain', rank: 3 };
  }
  return guess(heading);
}

function byName(heading: string, kind: ImportKind): Guess {
  const recognised = recogniseHeading(heading, kind);
  if (recognised === null) return NO_GUESS;
  return recognised.strength === 'certain'
    ? { field: recognised.field, reason: 'synonym', confidence: 'certain', rank: 2 }
    : { field: recognised.field, reason: 'similar', confidence: 'likely', rank: 1 };
}

function mappingFindings(columns: readonly ColumnMapping[]): Finding[] {
  const findings: Finding[] = [];
  for (const column of columns) {
    if (column.field !== null) continue;
    if (column.twin !== undefined) {
      findings.push(
        makeFinding('COLUMN_TWICE', {
          column: column.heading,
          field: column.twin.field,
          params: { other: column.twin.heading },
        }),
      );
    } else if (column.reason !== 'left-out') {
      findings.push(makeFinding('COLUMN_UNMAPPED', { column: column.heading }));
    }
  }
  return findings;
}
