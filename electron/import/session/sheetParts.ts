import { areColumnLetters } from '../../../shared/domain/columnLetters.ts';
import { IMPORT_KIND } from '../../../shared/domain/importKinds.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import { headingKey } from '../fieldSynonyms.ts';
import type { HeaderChoice } from '../findHeaderRow.ts';
import { headerFingerprint, type Mapping, mappingToRemember, suggestMapping } from '../suggestMapping.ts';

/** A sheet of a workbook as it was looked at: its header, if one was recognised, and whether it has any rows. */
export interface LookedSheet {
  name: string;
  hidden: boolean;
  empty: boolean;
  header: HeaderChoice | null;
}

/** One sheet that an import takes, with what its own columns mean. */
export interface SheetPart {
  /** Null for files without sheets. */
  name: string | null;
  header: HeaderChoice;
  mapping: Mapping;
}

export type WhyLeftOut = 'hidden' | 'headings' | 'no-header';

/** The visible sheets whose headings are those of `header`, whatever their order. */
export function sheetsAlike(sheets: readonly LookedSheet[], header: HeaderChoice): string[] {
  const wanted = headerFingerprint(header.headings);
  return sheets
    .filter((sheet) => !sheet.hidden && sheet.header && headerFingerprint(sheet.header.headings) === wanted)
    .map(({ name }) => name);
}

/** The visible sheets that can be taken with the mapping of one of them: those in which it finds students. */
export function sheetsThatFit(
  sheets: readonly LookedSheet[],
  main: { header: HeaderChoice; mapping: Mapping },
): string[] {
  return sheets
    .filter((sheet) => {
      if (sheet.hidden || !sheet.header) return false;
      return findsStudents(alignMapping(main.mapping, main.header.headings, sheet.header.headings));
    })
    .map(({ name }) => name);
}

/** What a mapping means for another sheet, whose columns may stand in another order or be others. */
export function alignMapping(
  mapping: Mapping,
  headings: readonly string[],
  others: readonly string[],
): Mapping {
  const isSame = headings.length === others.length && headings.every((each, index) => each === others[index]);
  return isSame ? mapping : suggestMapping(others, mapping.kind, mappingToRemember(mapping));
}

/** The columns of another sheet in the order of these headings, those that they do not have behind them. */
export function columnOrder(headings: readonly string[], others: readonly string[]): number[] {
  const left = others.map((heading, index) => ({ key: headingKey(heading), index }));
  const order = headings.map((heading) => {
    const at = left.findIndex(({ key }) => key === headingKey(heading));
    return at < 0 ? -1 : left.splice(at, 1)[0]!.index;
  });
  return [...order, ...left.map(({ index }) => index)];
}

/** The sheets with rows that are not taken, and why, for the person to be told. */
export function leftOutSheets(
  sheets: readonly LookedSheet[],
  taken: ReadonlySet<string | null>,
): { name: string; why: WhyLeftOut }[] {
  return sheets
    .filter((sheet) => !sheet.empty && !taken.has(sheet.name))
    .map(({ name, hidden, header }) => ({
      name,
      why: hidden ? 'hidden' : header && !areColumnLetters(header.headings) ? 'headings' : 'no-header',
    }));
}

function findsStudents({ kind, columns }: Mapping): boolean {
  const fields = new Set(columns.map(({ field }) => field as string | null));
  if (!IMPORT_KIND[kind].needsKey && fields.has('className')) return true;
  return KEY_FIELDS.some((key) => fields.has(key)) && (!IMPORT_KIND[kind].needsName || fields.has('name'));
}
