import type { SpreadsheetKind } from '../../../shared/domain/importKinds.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { batchRow, type NewBatch } from '../../changes/batchRow.ts';
import { isSchoolDesk } from '../../changes/isSchoolDesk.ts';
import type { SaveWordsArgs } from '../../changes/mutations/saveWords.ts';
import { type ChangeContext, changeInSteps, writeChange } from '../../changes/writeChange.ts';
import type { WriteDb } from '../../db/database.ts';
import { giveWay } from '../../db/giveWay.ts';
import { studentRunsText } from '../../db/tables/studentRuns.ts';
import { SPREADSHEET_KIND } from '../kinds/spreadsheetKinds.ts';
import type { ImportPlan, PlannedRow } from '../reconcile/plannedRow.ts';
import { areTelling, mappingId, storedMapping } from '../rememberedMappings.ts';
import {
  type HeadingMap,
  headerFingerprint,
  MAPPING_NAME,
  type Mapping,
  mappingToRemember,
} from '../suggestMapping.ts';
import type { CommitContext, Running } from './importSession.ts';
import { countOutcomes } from './planView.ts';
import { assertBaseline } from './storeReaders.ts';
import { takeSteps } from './takeSteps.ts';

/** Rows in one mutation. */
const CHUNK = 1_000;

export interface CommitSettings {
  kind: SpreadsheetKind;
  source: FileSource;
  campaign: string | null;
  mapping: Mapping;
  /** Of the sheet that is shown, as they stand in it. */
  headings: readonly string[];
  batch: Pick<NewBatch, 'file' | 'format' | 'encoding' | 'sheet' | 'headerRow'>;
  /** What a person said that words of the file mean. */
  words: SaveWordsArgs['words'];
  nextId: () => string;
}

/**
 * Writes a plan as one batch in one transaction: a kill at any moment leaves the store as it was before or as
 * it is after. Refused with STALE_PLAN when what the plan was made from has moved.
 */
export async function commitSpreadsheet(
  db: WriteDb,
  plan: ImportPlan,
  settings: CommitSettings,
  { batch: id, ...by }: CommitContext,
  running: Running,
): Promise<NewBatch> {
  const context = { ...by, batch: id } satisfies ChangeContext;
  const batch: NewBatch = {
    ...settings.batch,
    id,
    kind: settings.kind,
    source: settings.source,
    campaign: settings.campaign,
    counts: countOutcomes(plan.rows),
    at: by.at,
    actor: by.actor,
  };
  const toWrite = batch.counts.created + batch.counts.updated;
  await inOneTransaction(db, async () => {
    assertBaseline(db, plan.baseline);
    writeChange(db, 'row.save', batchRow(batch), context);
    const lastBefore = lastStudent(db);
    rememberMapping(db, settings, context);
    // Before the rows, which then show at once what their words mean.
    if (settings.words.length > 0) {
      const { at, actor } = context;
      const said = { words: settings.words, how: 'import' as const, at, actor };
      await takeSteps(changeInSteps(db, 'words.save', said, context), 'save', running);
    }
    let written = 0;
    for (const rows of chunksToWrite(plan.rows)) {
      SPREADSHEET_KIND[settings.kind].write(db, rows, written / CHUNK, settings, context);
      written += rows.length;
      running.progress('save', written, toWrite);
      // A breath for messages: a cancel must be heard, after the last rows too. Nobody else writes on this connection.
      await giveWay(running.signal);
    }
    plan.finish?.(context);
    if (plan.named) noteNamed(db, plan.named, lastBefore, context);
  });
  return batch;
}

/** The rows that change something, in the order of the file, as many as one mutation takes at a time. */
function* chunksToWrite(rows: ImportPlan['rows']): Generator<PlannedRow[], void, undefined> {
  let chunk: PlannedRow[] = [];
  for (const row of rows) {
    if (row.outcome !== 'created' && row.outcome !== 'updated') continue;
    if (chunk.push(row) < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Notes whom the file named, so that the next one of its source can be compared with it. */
function noteNamed(
  db: WriteDb,
  known: Iterable<number>,
  lastBefore: number,
  context: ChangeContext & { batch: string },
): void {
  // Numbers of students are never given again: whoever has a later one came with this file.
  const made = db.read('SELECT n FROM student WHERE n > ? ORDER BY n').rawIterate(lastBefore);
  const numbers = new Set(known);
  for (const [n] of made) numbers.add(n as number);
  const after = { students: numbers.size, runs: studentRunsText(numbers) };
  writeChange(db, 'row.save', { entity: 'named', id: context.batch, before: null, after }, context);
}

function lastStudent(db: WriteDb): number {
  return db.read<{ n: number | null }>('SELECT max(n) AS n FROM student').get()?.n ?? 0;
}

/** Like `db.transaction`, for work that gives way now and then. */
export async function inOneTransaction(db: WriteDb, work: () => Promise<void>): Promise<void> {
  db.raw.exec('BEGIN IMMEDIATE');
  try {
    await work();
    db.raw.exec('COMMIT');
  } catch (error) {
    if (db.raw.inTransaction) db.raw.exec('ROLLBACK');
    throw error;
  }
}

function rememberMapping(db: WriteDb, settings: CommitSettings, context: ChangeContext): void {
  const { kind, headings } = settings;
  // Mappings are the office’s: a hub would refuse what a desk of a college remembers, each time anew.
  if (!areTelling(headings) || !isSchoolDesk(db)) return;
  const which = { kind, fingerprint: headerFingerprint(headings) };
  const before = storedMapping(db, which);
  // The name that a person gave it stays.
  const name = before === null ? undefined : (JSON.parse(before.columns) as HeadingMap)[MAPPING_NAME];
  const remembered = mappingToRemember(settings.mapping);
  const after = {
    columns: JSON.stringify(name === undefined ? remembered : { ...remembered, [MAPPING_NAME]: name }),
    headings: JSON.stringify(headings),
    uses: (before?.uses ?? 0) + 1,
    usedAt: context.at,
  };
  writeChange(db, 'row.save', { entity: 'mapping', id: mappingId(which), before, after }, context);
}
