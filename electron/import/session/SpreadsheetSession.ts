import type { Writable } from 'node:stream';
import type {
  ImportWords,
  PlannedRow as PlannedRowView,
  PlanSummary,
  ImportSession as SessionView,
} from '../../../shared/contract/imports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { IMPORT_KIND, type SpreadsheetKind } from '../../../shared/domain/importKinds.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { readTaughtVerdict } from '../../../shared/domain/verdictWords.ts';
import { sizeOf } from '../../archive/piecesOf.ts';
import type { NewBatch } from '../../changes/batchRow.ts';
import type { WriteDb } from '../../db/database.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { createRowReader } from '../createRowReader.ts';
import { SPREADSHEET_KIND } from '../kinds/spreadsheetKinds.ts';
import { openSpreadsheet } from '../readers/openSpreadsheet.ts';
import { cellText, type Encoding, type OpenedSpreadsheet, type SheetRow } from '../readers/reader.ts';
import { type ImportPlan, needsPerson, type PlannedRow } from '../reconcile/plannedRow.ts';
import { chosenSuggestions, takeAllOf } from '../reconcile/takenSuggestions.ts';
import { areTelling, storedMapping } from '../rememberedMappings.ts';
import { type HeadingMap, headerFingerprint } from '../suggestMapping.ts';
import { createColumnWatch } from '../validate/columnWatch.ts';
import { createSheetWatch } from '../validate/sheetWatch.ts';
import { createZeroWatch } from '../validate/zeroWatch.ts';
import type { RowToLookAt } from '../writeFindingsWorkbook.ts';
import { commitSpreadsheet } from './commitSpreadsheet.ts';
import type {
  BulkRequest,
  Choices,
  CommitContext,
  GivenFile,
  ImportSession,
  OpenRequest,
  RowsRequest,
  Running,
  SuggestionsRequest,
  WordsRequest,
} from './importSession.ts';
import { KeptCells } from './KeptCells.ts';
import { sayTaken, suggestionView, zeroFindings } from './offersView.ts';
import { PlanLists } from './PlanLists.ts';
import { keysOf, maskedFinding, pageOfOutcomes } from './planView.ts';
import { SessionWords } from './SessionWords.ts';
import { SheetChoice } from './SheetChoice.ts';
import { columnOrder, type SheetPart } from './sheetParts.ts';
import { openCampaignOf } from './storeReaders.ts';

interface MadePlan {
  made: ImportPlan;
  lists: PlanLists<PlannedRow>;
}

export type SpreadsheetRequest = OpenRequest & { kind: SpreadsheetKind };

/** An import of one spreadsheet: of one of its sheets, or of several of one kind in one go. */
export class SpreadsheetSession implements ImportSession {
  readonly #db: WriteDb;
  readonly #nextId: () => string;
  readonly #request: Omit<OpenRequest, 'password'>;
  readonly #kind: SpreadsheetKind;
  /** Until the file is open. */
  #password: string | null;
  #file: OpenedSpreadsheet | null = null;
  #bytes = 0;
  #encoding: Encoding | null = null;
  #choice: SheetChoice | null = null;
  #plan: MadePlan | null = null;
  #taken = takeAllOf();
  readonly #words: SessionWords;
  /** The cells of rows that need a person, as they stand in the file, by row of the plan. */
  #cells = new KeptCells();

  constructor(db: WriteDb, request: SpreadsheetRequest, nextId: () => string) {
    this.#db = db;
    const { password = null, ...rest } = request;
    this.#kind = request.kind;
    this.#request = rest;
    this.#password = password;
    this.#nextId = nextId;
    this.#words = new SessionWords(db);
  }

  async open(running: Running): Promise<SessionView> {
    try {
      await this.#openFile(running.signal);
    } finally {
      this.#password = null;
    }
    return this.#view();
  }

  async choose(choices: Choices, running: Running): Promise<SessionView> {
    this.#plan = null;
    this.#cells = new KeptCells();
    if (choices.source !== undefined) this.#request.source = choices.source;
    if (choices.role !== undefined) this.#request.role = choices.role;
    this.#taken = chosenSuggestions(this.#taken, choices.take, choices.exceptions);
    if (choices.campaign !== undefined) this.#request.campaign = choices.campaign;
    if (choices.encoding !== undefined && choices.encoding !== this.#encoding) {
      this.#encoding = choices.encoding as Encoding;
      await this.#openFile(running.signal);
    }
    const choice = this.#choice!;
    if (choices.sheet !== undefined) await choice.chooseOneSheet(choices.sheet, running.signal);
    if (choices.sheets !== undefined) await choice.chooseSheets(choices.sheets, running.signal);
    if (choices.headerRow !== undefined) choice.chooseHeaderRow(choices.headerRow);
    if (choices.map !== undefined) choice.chooseMap(choices.map);
    if (choices.sheetNameAs !== undefined) choice.takeClassFromSheet(choices.sheetNameAs);
    for (const { column, field } of choices.mapping ?? []) choice.chooseColumn(column, field);
    return this.#view();
  }

  async plan(running: Running): Promise<PlanSummary> {
    const choice = this.#choice!;
    const parts = choice.parts();
    const { source, campaign } = this.#request;
    const baseline = logHead(this.#db);
    const words = this.#words;
    words.begin(choice.mapping!);
    const meanings = words.meaningsNow();
    const planner = SPREADSHEET_KIND[this.#kind].planner({
      db: this.#db,
      source,
      campaign,
      taken: this.#taken,
      mapping: choice.mapping!,
      verdictOf: (text) => readTaughtVerdict(text, meanings),
      nextId: this.#nextId,
    });
    const watch = createColumnWatch(choice.mapping!);
    const zeroWatch = createZeroWatch(choice.mapping!);
    this.#plan = null;
    this.#cells = new KeptCells();
    const ofSheets: Finding[] = [];
    for (const [at, part] of parts.entries()) {
      // A print-out repeats on every page what stands above its first student.
      const above: SheetRow[] = [];
      const read = createRowReader(part.mapping, above, words.meanings);
      const sheetWatch = createSheetWatch(part.mapping);
      const lastHeaderRow = Math.max(...part.header.headerRows);
      const sheet = parts.length > 1 ? part.name : null;
      const className = choice.classOf(part);
      let isBegun = false;
      const begin = () => {
        if (isBegun) return;
        isBegun = true;
        planner.beginSheet?.(
          above.flatMap((row) => row.cells.map(cellText)),
          part.name,
        );
      };
      const rows = this.#file!.rows({
        sheet: part.name,
        signal: running.signal,
        onHiddenColumns: sheetWatch.hideColumns,
        onPassedOver: sheetWatch.passOver,
        onCutShort: sheetWatch.cutShort,
        onProgress: (done) => running.progress('read', Math.round(((at + done) / parts.length) * 1000), 1000),
      });
      const take = (row: SheetRow): void => {
        if (row.number <= lastHeaderRow) {
          above.push(row);
          return;
        }
        begin();
        const parsed = read(row);
        parsed.sheet = sheet;
        if (className !== null && parsed.kind === 'data') parsed.values.className = className;
        watch.see(parsed);
        words.see(parsed);
        zeroWatch.see(parsed);
        sheetWatch.see(row, parsed);
        const planned = planner.add(parsed);
        if (needsPerson(planned)) this.#keepCells(planner.rows.length - 1, row, part);
      };
      for await (const batch of rows) this.#db.readTogether(() => batch.forEach(take));
      begin();
      for (const finding of sheetWatch.end()) ofSheets.push(sheet === null ? finding : { ...finding, sheet });
    }
    running.progress('plan', 0, null);
    const {
      missingFromFile,
      changedFields,
      named = null,
      campaign: ofFile = null,
      finish = null,
      findings = [],
    } = this.#db.readTogether(() => planner.end(watch.distrusted(), zeroWatch.columns()));
    const lists = await PlanLists.of(planner.rows, running.signal);
    await this.#keepLateCells(planner.rows, lists, parts, running.signal);
    words.end();
    const plan: ImportPlan = {
      rows: planner.rows,
      findings: [
        ...choice.findings(parts).filter(({ code }) => code !== 'COLUMN_TWICE'),
        ...ofSheets,
        ...findings,
        ...words.findings(),
        ...watch.end(),
        ...zeroFindings(lists.shortNumbers, choice.mapping!),
      ],
      missingFromFile,
      changedFields,
      named,
      campaign: ofFile,
      finish,
      baseline,
    };
    if (plan.rows.length === 0) throw new AppError('FILE_NO_ROWS');
    this.#plan = { made: plan, lists };
    return {
      counts: lists.counts(),
      unmatched: null,
      missing: null,
      missingFromFile: plan.missingFromFile,
      findings: lists.findingCounts(plan.findings),
      fileFindings: plan.findings,
      offered: lists.offered(),
      changedFields: [...plan.changedFields].map(([field, count]) => ({ field, count })),
    };
  }

  rows(request: RowsRequest): { total: number; items: PlannedRowView[] } {
    return this.#requirePlan().lists.rows(request, (row) => this.#showRow(row));
  }

  findings(request: BulkRequest & { unmasked: boolean }) {
    const { made, lists } = this.#requirePlan();
    return lists.findings(made.findings, request);
  }

  suggestions(request: SuggestionsRequest) {
    const { lists } = this.#requirePlan();
    return lists.suggestions(request, (row, offer) => suggestionView(row, offer, request.unmasked));
  }

  words(request: WordsRequest): ImportWords {
    this.#requirePlan();
    return this.#words.choose(request);
  }

  outcomes(request: BulkRequest) {
    return pageOfOutcomes(this.#requirePlan().made.rows, request, (row) => row.sheet ?? this.#choice!.sheet);
  }

  async exportFindings(sink: Writable, lang: 'zh' | 'en', running: Running): Promise<void> {
    const plan = this.#requirePlan();
    const { writeFindingsWorkbook } = await import('../writeFindingsWorkbook.ts');
    await writeFindingsWorkbook(sink, {
      lang,
      headings: this.#choice!.header!.headings,
      rows: this.#rowsToLookAt(plan),
      several: this.#choice!.parts().length > 1,
      signal: running.signal,
    });
  }

  *#rowsToLookAt({ made, lists }: MadePlan): Generator<RowToLookAt, void, undefined> {
    for (const at of lists.needingPerson()) {
      const { row, sheet = null, outcome, findings } = made.rows.at(at)!;
      yield { row, sheet, outcome, findings, cells: this.#cells.get(at) };
    }
  }

  commit(context: CommitContext, running: Running): Promise<NewBatch> {
    const choice = this.#choice!;
    const parts = choice.parts();
    const { source, files } = this.#request;
    const kind = this.#kind;
    const asksCampaign = IMPORT_KIND[kind].asks === 'campaign';
    const { made: plan } = this.#requirePlan();
    return commitSpreadsheet(
      this.#db,
      plan,
      {
        kind,
        source,
        campaign:
          plan.campaign ?? (asksCampaign ? openCampaignOf(this.#db, this.#request.campaign).id : null),
        mapping: choice.mapping!,
        headings: choice.header!.headings,
        batch: {
          file: files[0]!.name,
          format: this.#file!.format,
          encoding: this.#file!.encoding,
          sheet: parts.length > 1 ? '*' : choice.sheet,
          headerRow: choice.header!.headerRow,
        },
        words: this.#words.learned(),
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
    const [{ path, memos = [] }, ...beside] = this.#request.files as [GivenFile, ...GivenFile[]];
    this.#file = await openSpreadsheet(path, {
      encoding: this.#encoding,
      password: this.#password,
      signal,
      memos: [...memos, ...beside],
    });
    this.#bytes = await sizeOf(path);
    this.#encoding = this.#file.encoding;
    this.#choice = new SheetChoice(this.#file, this.#request.kind, (headings) => this.#remembered(headings));
    await this.#choice.chooseFirstSheet(signal);
  }

  #remembered(headings: readonly string[]): HeadingMap | undefined {
    if (!areTelling(headings)) return undefined;
    const which = { kind: this.#kind, fingerprint: headerFingerprint(headings) };
    const remembered = storedMapping(this.#db, which);
    return remembered ? (JSON.parse(remembered.columns) as HeadingMap) : undefined;
  }

  #keepCells(at: number, row: SheetRow, { header }: SheetPart): void {
    const main = this.#choice!.header!;
    this.#cells.keep(
      at,
      header === main
        ? Array.from(row.cells, cellText)
        : columnOrder(main.headings, header.headings).map((index) => cellText(row.cells[index])),
    );
  }

  /** Rows that a later row put in doubt: their cells are gone by, so their sheets are gone through once more. */
  async #keepLateCells(
    rows: ImportPlan['rows'],
    lists: PlanLists<PlannedRow>,
    parts: readonly SheetPart[],
    signal: AbortSignal,
  ): Promise<void> {
    const late = lateRows(lists, this.#cells);
    let next = late.next();
    for (const part of parts) {
      const sheet = parts.length > 1 ? part.name : null;
      const isHere = () => !next.done && (rows.at(next.value)!.sheet ?? null) === sheet;
      if (!isHere()) continue;
      read: for await (const batch of this.#file!.rows({ sheet: part.name, signal })) {
        for (const row of batch) {
          if (next.done || rows.at(next.value)!.row !== row.number) continue;
          this.#keepCells(next.value, row, part);
          next = late.next();
          if (!isHere()) break read;
        }
      }
    }
  }

  #requirePlan(): MadePlan {
    if (!this.#plan) throw new AppError('STALE_PLAN');
    return this.#plan;
  }

  #showRow(row: PlannedRow): PlannedRowView {
    const changes: PlannedRowView['changes'] = [];
    if (row.outcome === 'created' || row.outcome === 'updated') {
      for (const change of SPREADSHEET_KIND[this.#kind].changes(this.#db, row, this.#request.source)) {
        const { field, from, to } = change;
        changes.push({ field, from: maskField(field, from), to: maskField(field, to) });
      }
    }
    return {
      row: row.row,
      sheet: row.sheet ?? this.#choice!.sheet,
      outcome: row.outcome,
      student: row.student,
      name: row.values.name ?? null,
      keys: keysOf(row.values),
      changes,
      findings: row.findings.map(maskedFinding),
    };
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
      ...sayTaken(this.#taken),
      bytes: this.#bytes,
      format: file.format,
      encoding: file.encoding,
      fields: [...IMPORT_KIND[kind].fields],
      ...this.#choice!.view(this.#words.meaningsNow()),
    };
  }
}

/** The rows that need a person and whose cells are not kept, in the order of the file. */
function* lateRows(lists: PlanLists<PlannedRow>, cells: KeptCells): Generator<number, undefined, undefined> {
  for (const at of lists.needingPerson()) if (!cells.has(at)) yield at;
}
