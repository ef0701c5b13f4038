import { stat } from 'node:fs/promises';
import type {
  PlannedRow as PlannedRowView,
  PlanSummary,
  ImportSession as SessionView,
} from '../../../shared/contract/imports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { type ImportKind, isStudentField, KIND_FIELDS } from '../../../shared/domain/importKinds.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import type { NewBatch } from '../../changes/batchRow.ts';
import type { WriteDb } from '../../db/database.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { createRowReader } from '../createRowReader.ts';
import { findHeaderRow, type HeaderChoice, headerAt } from '../findHeaderRow.ts';
import { isCardSheet } from '../isCardSheet.ts';
import { openSpreadsheet } from '../readers/openSpreadsheet.ts';
import { cellText, type Encoding, type OpenedSpreadsheet, type SheetRow } from '../readers/reader.ts';
import {
  type ImportPlan,
  needsPerson,
  type PlannedRow,
  type TakenSuggestions,
} from '../reconcile/plannedRow.ts';
import { changedFieldsOf, RosterPlanner } from '../reconcile/planRoster.ts';
import { StatusPlanner } from '../reconcile/planStatus.ts';
import {
  type HeadingMap,
  headerFingerprint,
  type Mapping,
  mappingFromMap,
  suggestMapping,
  withColumn,
} from '../suggestMapping.ts';
import { createColumnWatch } from '../validate/columnWatch.ts';
import { createSheetWatch } from '../validate/sheetWatch.ts';
import { commitSpreadsheet } from './commitSpreadsheet.ts';
import type {
  BulkRequest,
  Choices,
  CommitContext,
  ImportSession,
  OpenRequest,
  RowsRequest,
  Running,
} from './importSession.ts';
import {
  countFindings,
  countOutcomes,
  keysOf,
  maskedFinding,
  pageOfFindings,
  pageOfOutcomes,
  pageOfRows,
} from './planView.ts';
import { countOfSource, logHead, openCampaignOf, rosterStore, statusStore } from './storeReaders.ts';

/** Rows from the top of a sheet that are kept, to find the header in and to show. */
const TOP_ROWS = 80;
const SHOWN_TOP_ROWS = 25;
const PREVIEW_ROWS = 20;
/** Between cells that are kept as one text; no cell of a spreadsheet can hold it. */
const CELL_SEPARATOR = '\u0000';

/** An import of one sheet of one spreadsheet. */
export class SpreadsheetSession implements ImportSession {
  readonly #db: WriteDb;
  readonly #nextId: () => string;
  readonly #request: OpenRequest;
  #file: OpenedSpreadsheet | null = null;
  #bytes = 0;
  #encoding: Encoding | null = null;
  #sheet: string | null = null;
  #top: SheetRow[] = [];
  #header: HeaderChoice | null = null;
  #mapping: Mapping | null = null;
  #plan: ImportPlan | null = null;
  readonly #taken: TakenSuggestions = { lostDigits: false, names: false };
  /** The cells of rows that need a person, as they stand in the file, joined: there may be very many. */
  #cells = new Map<number, string>();

  constructor(db: WriteDb, request: OpenRequest, nextId: () => string) {
    this.#db = db;
    this.#request = { ...request };
    this.#nextId = nextId;
  }

  async open(running: Running): Promise<SessionView> {
    await this.#openFile(running.signal);
    await this.#chooseFirstSheet(running.signal);
    return this.#view();
  }

  async choose(choices: Choices, running: Running): Promise<SessionView> {
    this.#plan = null;
    this.#cells.clear();
    if (choices.source !== undefined) this.#request.source = choices.source;
    if (choices.role !== undefined) this.#request.role = choices.role;
    Object.assign(this.#taken, choices.take);
    if (choices.campaign !== undefined) this.#request.campaign = choices.campaign;
    if (choices.encoding !== undefined && choices.encoding !== this.#encoding) {
      this.#encoding = choices.encoding as Encoding;
      await this.#openFile(running.signal);
      await this.#chooseFirstSheet(running.signal);
    }
    if (choices.sheet !== undefined && choices.sheet !== this.#sheet) {
      await this.#chooseSheet(choices.sheet, running.signal);
    }
    if (choices.headerRow !== undefined && choices.headerRow !== this.#header?.headerRow) {
      this.#chooseHeader(headerAt(this.#top, choices.headerRow, this.#request.kind));
      if (!this.#header) throw new AppError('FILE_NO_HEADER', { row: choices.headerRow });
    }
    if (choices.map !== undefined && this.#header) {
      this.#mapping = mappingFromMap(this.#header.headings, this.#request.kind, choices.map);
    }
    for (const { column, field } of choices.mapping ?? []) {
      if (this.#mapping) this.#mapping = withColumn(this.#mapping, column, field as never);
    }
    return this.#view();
  }

  async plan(running: Running): Promise<PlanSummary> {
    const mapping = this.#requireMapping();
    const { kind, source } = this.#request;
    const baseline = logHead(this.#db);
    const planner =
      kind === 'status'
        ? new StatusPlanner(statusStore(this.#db, openCampaignOf(this.#db, this.#request.campaign).id))
        : new RosterPlanner(rosterStore(this.#db, source, this.#nextId), this.#taken);
    // A print-out repeats on every page what stands above its first student.
    const above: SheetRow[] = [];
    const read = createRowReader(mapping, above);
    const sheetWatch = createSheetWatch(mapping);
    const watch = createColumnWatch(mapping);
    this.#plan = null;
    this.#cells.clear();
    const lastHeaderRow = Math.max(...this.#header!.headerRows);
    const rows = this.#file!.rows({
      sheet: this.#sheet,
      signal: running.signal,
      onHiddenColumns: sheetWatch.hideColumns,
      onProgress: (done) => running.progress('read', Math.round(done * 1000), 1000),
    });
    for await (const batch of rows) {
      for (const row of batch) {
        if (row.number <= lastHeaderRow) {
          above.push(row);
          continue;
        }
        const parsed = read(row);
        watch.see(parsed);
        sheetWatch.see(row, parsed);
        const planned = planner.add(parsed);
        if (needsPerson(planned)) this.#keepCells(row);
      }
    }
    running.progress('plan', 0, null);
    const namedBefore = planner instanceof RosterPlanner ? planner.end(watch.distrusted()).namedBefore : 0;
    await this.#keepLateCells(planner.rows, running.signal);
    const plan: ImportPlan = {
      rows: planner.rows,
      findings: [
        ...mapping.findings.filter(({ code }) => code !== 'COLUMN_TWICE'),
        ...sheetWatch.end(),
        ...watch.end(),
      ],
      missingFromFile: kind === 'roster' ? countOfSource(this.#db, source) - namedBefore : 0,
      changedFields: planner instanceof RosterPlanner ? planner.changedFields : new Map(),
      baseline,
    };
    if (plan.rows.length === 0) throw new AppError('FILE_NO_ROWS');
    this.#plan = plan;
    return {
      counts: countOutcomes(plan.rows),
      unmatched: null,
      missing: null,
      missingFromFile: plan.missingFromFile,
      findings: countFindings(plan.rows, plan.findings),
      fileFindings: plan.findings,
      changedFields: [...plan.changedFields].map(([field, count]) => ({ field, count })),
    };
  }

  rows(request: RowsRequest): { total: number; items: PlannedRowView[] } {
    const plan = this.#requirePlan();
    return pageOfRows(plan.rows, request, (row) => this.#showRow(row));
  }

  findings(request: BulkRequest & { unmasked: boolean }) {
    const plan = this.#requirePlan();
    return pageOfFindings(plan.rows, plan.findings, request);
  }

  outcomes(request: BulkRequest) {
    return pageOfOutcomes(this.#requirePlan().rows, request, () => this.#sheet);
  }

  async exportFindings(path: string, lang: 'zh' | 'en', running: Running): Promise<void> {
    const plan = this.#requirePlan();
    const { writeFindingsWorkbook } = await import('../writeFindingsWorkbook.ts');
    await writeFindingsWorkbook(path, {
      lang,
      headings: this.#header!.headings,
      rows: plan.rows
        .filter((row) => needsPerson(row))
        .map((row) => ({ ...row, cells: this.#cells.get(row.row)?.split(CELL_SEPARATOR) ?? [] })),
      signal: running.signal,
    });
  }

  commit(context: CommitContext, running: Running): Promise<NewBatch> {
    const mapping = this.#requireMapping();
    const { kind, source, files } = this.#request;
    const plan = this.#requirePlan();
    return commitSpreadsheet(
      this.#db,
      plan,
      {
        kind: kind === 'status' ? 'status' : 'roster',
        source,
        campaign: kind === 'status' ? openCampaignOf(this.#db, this.#request.campaign).id : null,
        mapping,
        fingerprint: headerFingerprint(this.#header!.headings),
        batch: {
          file: files[0]!.name,
          format: this.#file!.format,
          encoding: this.#file!.encoding,
          sheet: this.#sheet,
          headerRow: this.#header!.headerRow,
        },
        nextId: this.#nextId,
      },
      context,
      running,
    );
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #openFile(signal: AbortSignal): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    const { path } = this.#request.files[0]!;
    this.#file = await openSpreadsheet(path, { encoding: this.#encoding, signal });
    this.#bytes = (await stat(path)).size;
    this.#encoding = this.#file.encoding;
  }

  /** The first visible sheet in which a header is recognised, else the first sheet. */
  async #chooseFirstSheet(signal: AbortSignal): Promise<void> {
    const { sheets } = this.#file!;
    const inOrder = [...sheets.filter((sheet) => !sheet.hidden), ...sheets.filter((sheet) => sheet.hidden)];
    for (const sheet of inOrder) {
      await this.#chooseSheet(sheet.name, signal);
      if (this.#header) return;
    }
    if (inOrder.length > 1) await this.#chooseSheet(inOrder[0]!.name, signal);
    if (inOrder.length === 0) await this.#chooseSheet(null, signal);
  }

  async #chooseSheet(sheet: string | null, signal: AbortSignal): Promise<void> {
    this.#sheet = sheet;
    this.#top = [];
    for await (const batch of this.#file!.rows({ sheet, limit: TOP_ROWS, signal })) this.#top.push(...batch);
    this.#chooseHeader(findHeaderRow(this.#top, this.#request.kind));
  }

  #chooseHeader(header: HeaderChoice | null): void {
    this.#header = header;
    this.#mapping = header
      ? suggestMapping(header.headings, this.#request.kind, this.#remembered(header.headings))
      : null;
  }

  #remembered(headings: readonly string[]): HeadingMap | undefined {
    const row = this.#db
      .read<{ columns: string }>('SELECT columns FROM mapping WHERE kind = ? AND fingerprint = ?')
      .get(this.#request.kind, headerFingerprint(headings));
    return row ? (JSON.parse(row.columns) as HeadingMap) : undefined;
  }

  #keepCells(row: SheetRow): void {
    this.#cells.set(row.number, row.cells.map(cellText).join(CELL_SEPARATOR));
  }

  /** Rows that a later row put in doubt: their cells are gone by, so the sheet is gone through once more. */
  async #keepLateCells(planned: readonly PlannedRow[], signal: AbortSignal): Promise<void> {
    const late = new Set<number>();
    for (const row of planned) if (needsPerson(row) && !this.#cells.has(row.row)) late.add(row.row);
    if (late.size === 0) return;
    for await (const batch of this.#file!.rows({ sheet: this.#sheet, signal })) {
      for (const row of batch) {
        if (!late.delete(row.number)) continue;
        this.#keepCells(row);
        if (late.size === 0) return;
      }
    }
  }

  #requireMapping(): Mapping {
    if (!this.#mapping || !this.#header) throw new AppError('FILE_NO_HEADER', { row: 0 });
    return this.#mapping;
  }

  #requirePlan(): ImportPlan {
    if (!this.#plan) throw new AppError('STALE_PLAN');
    return this.#plan;
  }

  #showRow(row: PlannedRow): PlannedRowView {
    const show = (field: string, value: string | null) =>
      isStudentField(field) ? maskField(field, value) : value;
    const changes: PlannedRowView['changes'] = [];
    if (row.outcome === 'created' || row.outcome === 'updated') {
      if (row.verdict) {
        changes.push({ field: 'verdict', from: null, to: row.verdict.verdict });
      } else {
        const before = row.isNew || !row.student ? null : this.#recordOf(row.student);
        for (const field of changedFieldsOf(before, row.values)) {
          changes.push({
            field,
            from: show(field, before?.[field] ?? null),
            to: show(field, row.values[field] ?? null),
          });
        }
        if (row.officeName !== undefined) {
          changes.push({ field: 'name', from: row.values.name ?? null, to: row.officeName });
        }
      }
    }
    return {
      row: row.row,
      sheet: this.#sheet,
      outcome: row.outcome,
      student: row.student,
      name: row.values.name ?? null,
      keys: keysOf(row.values),
      changes,
      findings: row.findings.map(maskedFinding),
    };
  }

  #recordOf(student: string) {
    const n = studentNumberOf(this.#db, student);
    return n === null ? null : sourceRecord(this.#db, n, this.#request.source);
  }

  #view(): SessionView {
    const { session, kind, source, role, campaign, files } = this.#request;
    const file = this.#file!;
    return {
      session,
      kind,
      source,
      role,
      campaign,
      file: files[0]!.name,
      suggestionsTaken: { ...this.#taken },
      bytes: this.#bytes,
      format: file.format,
      encoding: file.encoding,
      sheets: file.sheets.map(({ name, hidden }) => ({ name, hidden })),
      sheet: this.#sheet,
      headerRow: this.#header?.headerRow ?? null,
      headerRows: this.#header?.headerRows.length ?? 0,
      mapping: (this.#mapping?.columns ?? []).map((column) => ({
        column: column.index,
        heading: column.heading,
        field: column.field,
        reason: REASONS[column.reason],
      })),
      fields: [...KIND_FIELDS[kind as ImportKind]],
      topRows: this.#top.slice(0, SHOWN_TOP_ROWS).map((row) => ({
        row: row.number,
        cells: row.cells.map(cellText),
      })),
      preview: this.#preview(),
      problem: this.#header
        ? null
        : {
            code: 'FILE_NO_HEADER',
            params: isCardSheet(this.#top, kind) ? { row: 0, case: 'cards' } : { row: 0 },
          },
    };
  }

  #preview(): SessionView['preview'] {
    if (!this.#mapping || !this.#header) return [];
    const read = createRowReader(this.#mapping);
    const lastHeaderRow = Math.max(...this.#header.headerRows);
    return this.#top
      .filter((row) => row.number > lastHeaderRow)
      .slice(0, PREVIEW_ROWS)
      .map((row) => {
        const parsed = read(row);
        const values: Record<string, string | null> = { ...parsed.extra };
        for (const [field, value] of Object.entries(parsed.values)) {
          values[field] = isStudentField(field) ? maskField(field, value) : value;
        }
        return {
          row: row.number,
          cells: row.cells.map(cellText),
          values,
          findings: parsed.findings.map(maskedFinding),
        };
      });
  }
}

const REASONS = {
  synonym: 'known',
  similar: 'known',
  remembered: 'remembered',
  chosen: 'chosen',
  'left-out': 'chosen',
  twice: 'twice',
  unknown: 'none',
} as const;
