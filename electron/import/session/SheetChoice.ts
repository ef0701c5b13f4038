import type { ImportSession as SessionView } from '../../../shared/contract/imports.ts';
import { areColumnLetters } from '../../../shared/domain/columnLetters.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { IMPORT_KIND, type ImportKind } from '../../../shared/domain/importKinds.ts';
import { SHEET_NAME } from '../../../shared/domain/mapFile.ts';
import type { WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import { fieldsByValues } from '../fieldsByValues.ts';
import { findHeaderRow, type HeaderChoice, headerAt } from '../findHeaderRow.ts';
import type { OpenedSpreadsheet, SheetRow } from '../readers/reader.ts';
import {
  type FieldsByValues,
  type HeadingMap,
  headerFingerprint,
  MAPPING_NAME,
  type Mapping,
  mappingFromMap,
  suggestMapping,
  withColumn,
} from '../suggestMapping.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import {
  alignMapping,
  type LookedSheet,
  leftOutSheets,
  type SheetPart,
  sheetsAlike,
  sheetsThatFit,
} from './sheetParts.ts';
import { sheetView } from './sheetView.ts';

/** Rows from the top of a sheet that are kept, to find the header in and to show. */
const TOP_ROWS = 80;

/** Which sheets of a file an import takes, where their headings are and what their columns mean. */
export class SheetChoice {
  readonly #file: OpenedSpreadsheet;
  readonly #kind: ImportKind;
  /** What a person chose for these headings before. */
  readonly #remembered: (headings: readonly string[]) => HeadingMap | undefined;
  /** The sheet that is shown, and whose columns are mapped. */
  #sheet: string | null = null;
  /** The sheets to take with it: those named, or all in which students are found; null for the shown one alone. */
  #together: '*' | readonly string[] | null = null;
  /** Whether a person said which sheets: then the others need not be told. */
  #chosenByPerson = false;
  #looked: LookedSheet[] = [];
  readonly #tops = new Map<string, SheetRow[]>();
  #classFromSheet = false;
  #top: SheetRow[] = [];
  #header: HeaderChoice | null = null;
  /** Of a list without headings. */
  #byValues: FieldsByValues = new Map();
  #mapping: Mapping | null = null;

  constructor(
    file: OpenedSpreadsheet,
    kind: ImportKind,
    remembered: (headings: readonly string[]) => HeadingMap | undefined,
  ) {
    this.#file = file;
    this.#kind = kind;
    this.#remembered = remembered;
  }

  /** The sheet that is shown; null for files without sheets. */
  get sheet(): string | null {
    return this.#sheet;
  }

  get header(): HeaderChoice | null {
    return this.#header;
  }

  get mapping(): Mapping | null {
    return this.#mapping;
  }

  /** One sheet and no other. Throws SHEET_NOT_FOUND. */
  async chooseOneSheet(sheet: string, signal: AbortSignal): Promise<void> {
    if (sheet !== this.#sheet) await this.#chooseSheet(sheet, signal);
    this.#together = null;
    this.#chosenByPerson = true;
  }

  /** Throws FILE_NO_HEADER when the row can't be one. 0: there is none, unless the file has names for its columns. */
  chooseHeaderRow(headerRow: number): void {
    if (headerRow === this.#header?.headerRow) return;
    this.#chooseHeader(headerAt(this.#top, headerRow, this.#kind));
    if (!this.#header) throw new AppError('FILE_NO_HEADER', { row: headerRow });
    this.#chooseHeaderOfOthers(headerRow);
  }

  /** The whole mapping by heading; SHEET_NAME among the headings stands for the name of the sheet. Throws USAGE. */
  chooseMap({ [SHEET_NAME]: ofSheet, ...map }: HeadingMap): void {
    if (!this.#header) return;
    this.#mapping = mappingFromMap(this.#header.headings, this.#kind, map, this.#byValues);
    if (ofSheet !== undefined) this.takeClassFromSheet(ofSheet);
  }

  chooseColumn(column: number, field: string | null): void {
    if (this.#mapping) this.#mapping = withColumn(this.#mapping, column, field as never);
  }

  /**
   * The first visible sheet in which a header is recognised, else the first sheet; with it all visible sheets that
   * have the same headings, as a list with a sheet for each class has.
   */
  async chooseFirstSheet(signal: AbortSignal): Promise<void> {
    await this.#lookAtSheets(signal);
    this.#together = null;
    this.#chosenByPerson = false;
    const inOrder = [...this.#looked].sort((a, b) => Number(a.hidden) - Number(b.hidden));
    const first = inOrder.find((sheet) => sheet.header) ?? inOrder[0];
    await this.#chooseSheet(first?.name ?? null, signal);
    if (!this.#header || !first || first.hidden) return;
    const alike = sheetsAlike(this.#looked, this.#header);
    if (alike.length > 1) this.#together = alike;
  }

  async #lookAtSheets(signal: AbortSignal): Promise<void> {
    this.#looked = [];
    this.#tops.clear();
    for (const { name, hidden } of this.#file.sheets) {
      const top: SheetRow[] = [];
      for await (const batch of this.#file.rows({ sheet: name, limit: TOP_ROWS, signal })) top.push(...batch);
      this.#tops.set(name, top);
      const header = findHeaderRow(top, this.#kind);
      this.#looked.push({ name, hidden, empty: top.length === 0, header });
    }
  }

  async #chooseSheet(sheet: string | null, signal: AbortSignal): Promise<void> {
    const known = sheet === null ? undefined : this.#tops.get(sheet);
    if (sheet !== null && !known) throw new AppError('SHEET_NOT_FOUND', { sheet });
    this.#sheet = sheet;
    this.#top = known ?? [];
    if (!known) {
      for await (const batch of this.#file.rows({ sheet, limit: TOP_ROWS, signal })) this.#top.push(...batch);
    }
    const looked = this.#looked.find(({ name }) => name === sheet);
    this.#chooseHeader(looked ? looked.header : findHeaderRow(this.#top, this.#kind));
  }

  /** Several sheets, of which the first is the one that is shown, unless the one that is shown is among them. */
  async chooseSheets(sheets: '*' | readonly string[], signal: AbortSignal): Promise<void> {
    if (sheets === '*') {
      if (this.#looked.find(({ name }) => name === this.#sheet)?.hidden) await this.chooseFirstSheet(signal);
      this.#together = '*';
      this.#chosenByPerson = false;
      return;
    }
    for (const name of sheets)
      if (!this.#tops.has(name)) throw new AppError('SHEET_NOT_FOUND', { sheet: name });
    if (this.#sheet === null || !sheets.includes(this.#sheet)) await this.#chooseSheet(sheets[0]!, signal);
    this.#together = this.#looked.map(({ name }) => name).filter((name) => sheets.includes(name));
    this.#chosenByPerson = true;
  }

  /** A header row that a person sets for one sheet is that of the others where they have the same headings there. */
  #chooseHeaderOfOthers(headerRow: number): void {
    const fingerprint = headerFingerprint(this.#header!.headings);
    const isLettered = areColumnLetters(this.#header!.headings);
    for (const sheet of this.#looked) {
      const header = headerAt(this.#tops.get(sheet.name) ?? [], headerRow, this.#kind);
      if (!header) continue;
      // Letters say nothing of what is below them: a sheet that has headings keeps them.
      const isSame = isLettered ? !sheet.header : headerFingerprint(header.headings) === fingerprint;
      if (isSame) sheet.header = header;
    }
  }

  /** The sheets that the import takes, in the order of the workbook. Throws FILE_NO_HEADER for one without a header. */
  parts(): SheetPart[] {
    const mapping = this.#requireMapping();
    const main = { name: this.#sheet, header: this.#header!, mapping };
    if (this.#together === null) return [main];
    const names = this.#together === '*' ? sheetsThatFit(this.#looked, main) : this.#together;
    const parts = this.#looked
      .filter(({ name }) => name === this.#sheet || names.includes(name))
      .map(({ name, header }) => {
        if (name === this.#sheet) return main;
        if (!header) throw new AppError('FILE_NO_HEADER', { row: 0, sheet: name });
        return { name, header, mapping: alignMapping(mapping, main.header.headings, header.headings) };
      });
    return parts;
  }

  #leftOut(parts: readonly SheetPart[]) {
    if (this.#chosenByPerson) return [];
    return leftOutSheets(this.#looked, new Set(parts.map(({ name }) => name)));
  }

  /** What is said of the columns, of those of further sheets where it is not the same, and of sheets not taken. */
  findings(parts: readonly SheetPart[]): Finding[] {
    const findings = [...this.#mapping!.findings];
    const said = new Set(findings.map(({ code, column }) => `${code} ${column}`));
    for (const { name, mapping } of parts) {
      for (const finding of mapping.findings) {
        if (!said.has(`${finding.code} ${finding.column}`)) findings.push({ ...finding, sheet: name });
      }
    }
    for (const { name, why } of this.#leftOut(parts)) {
      const finding = makeFinding('SHEET_LEFT_OUT', { case: why === 'headings' ? null : why, value: name });
      findings.push({ ...finding, sheet: name });
    }
    return findings;
  }

  takeClassFromSheet(field: string | null): void {
    if (field !== null && (field !== 'className' || !IMPORT_KIND[this.#kind].classFromSheet)) {
      throw new AppError('USAGE', {
        case: 'map-field',
        heading: SHEET_NAME,
        field,
        kind: this.#kind,
      });
    }
    this.#classFromSheet = field !== null;
  }

  /** The class that the name of a sheet gives; null where nobody asked for it or a column gives the class. */
  classOf({ name, mapping }: SheetPart): string | null {
    return this.#classFromSheet && !mapping.columns.some(({ field }) => field === 'className') ? name : null;
  }

  #chooseHeader(header: HeaderChoice | null): void {
    this.#header = header;
    this.#byValues = header && areColumnLetters(header.headings) ? fieldsByValues(this.#top) : new Map();
    this.#mapping = header
      ? suggestMapping(header.headings, this.#kind, this.#remembered(header.headings), this.#byValues)
      : null;
  }

  /** `meanings`: what words are taken for. */
  view(meanings: WordMeanings) {
    const parts = this.#mapping && this.#header ? this.parts() : [];
    const main = parts.find(({ name }) => name === this.#sheet);
    const offersClass =
      IMPORT_KIND[this.#kind].classFromSheet &&
      main !== undefined &&
      main.name !== null &&
      !main.mapping.columns.some(({ field }) => field === 'className');
    return {
      sheets: this.#file.sheets.map(({ name, hidden }) => ({ name, hidden })),
      sheet: this.#sheet,
      takenSheets: parts.flatMap(({ name }) => (name === null ? [] : [name])),
      leftOutSheets: parts.length === 0 ? [] : this.#leftOut(parts),
      sheetName: offersClass ? { field: 'className', chosen: this.#classFromSheet } : null,
      mappingName: this.#header ? (this.#remembered(this.#header.headings)?.[MAPPING_NAME] ?? null) : null,
      ...sheetView(this.#top, this.#header, this.#mapping, this.#kind, meanings),
    } satisfies Partial<SessionView>;
  }

  #requireMapping(): Mapping {
    if (!this.#mapping || !this.#header) throw new AppError('FILE_NO_HEADER', { row: 0 });
    return this.#mapping;
  }
}
