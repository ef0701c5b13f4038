import { basename, resolve } from 'node:path';
import type { RowOutcome } from '../../../shared/contract/imports.ts';
import { AppError, ERROR_CODES, exitCodeOf } from '../../../shared/domain/errors.ts';
import { type ImportKind, isImportKind } from '../../../shared/domain/importKinds.ts';
import { SHEET_NAME } from '../../../shared/domain/mapFile.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import type { FileSource, StudentField } from '../../../shared/domain/studentFields.ts';
import type { Core } from '../../core/core.ts';
import { readMapFile } from '../../core/readMapFile.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { FindingList } from '../FindingList.ts';
import { campaignId } from '../findCampaign.ts';
import type { ImportEntry } from '../importEntry.ts';
import { JsonList } from '../JsonList.ts';
import { withStore } from '../openStore.ts';
import { printImport, printLeftOut } from '../print/printImport.ts';
import { readEncoding } from '../readEncoding.ts';
import { readPassword } from '../readPassword.ts';
import { resultOf } from '../resultOf.ts';
import { toAppError } from '../toAppError.ts';
import { expandFiles, type LeftOutFile, type OfferedFile } from './expandFiles.ts';

export interface ImportOptions {
  /** A kind of the contract; not every version takes all of them. */
  as: string;
  source: FileSource;
  role: 'admission' | 'graduation';
  faces: boolean;
  campaign?: string;
  /** Names, or '*' for all that hold students; empty: as the program finds them. */
  sheet: string[];
  headerRow?: number;
  encoding?: string;
  map?: string;
  passwordFile?: string;
  repairLostDigits: boolean;
  restoreLeadingZeros: boolean;
  correctNames: boolean;
  takeWords: boolean;
  clearBlankFlags: boolean;
  rows: boolean;
  dryRun: boolean;
}

interface ReadyOptions extends ImportOptions {
  as: ImportKind;
  campaignId: string | null;
  headingMap: Record<string, string | null> | null;
  /** Of files that want one. */
  password: string | null;
}

interface Result {
  entry: ImportEntry;
  exitCode: number;
}

/** Findings and outcomes asked of the core at once. */
const BULK = 10_000;

export async function importFiles(
  context: CommandContext,
  paths: string[],
  options: ImportOptions,
): Promise<CommandAnswer> {
  const { as } = options;
  if (!isImportKind(as)) {
    throw new AppError('NOT_YET', { feature: `import --as ${as}` });
  }
  const { words } = context;
  if (options.encoding !== undefined)
    options = { ...options, encoding: readEncoding(words, options.encoding) };
  const headingMap =
    options.map === undefined ? null : (await readMapFile(options.map, basename(options.map))).columns;
  const password =
    options.passwordFile === undefined ? null : await readPassword(words, options.passwordFile);
  const leftOut: LeftOutFile[] = [];
  const results = await withStore(
    context,
    async (core) => {
      const campaign = await campaignId(core, options.campaign);
      const ready = { ...options, as, headingMap, password, campaignId: campaign };
      const done: Result[] = [];
      for (const path of paths) await importPath(context, core, path, ready, done, leftOut);
      return done;
    },
    { backsUp: 'before-changes' },
  );
  const exitCode = Math.max(0, ...results.map((result) => result.exitCode));
  const entries = results.map(({ entry }) => entry);
  const gravest = results.find((result) => result.exitCode === exitCode)?.entry.error;
  return {
    exitCode,
    json: { ...(exitCode > 1 && gravest ? { error: gravest } : {}), batches: entries, leftOut },
    lines: [
      ...printImport(
        context,
        entries.filter((entry) => !isCancelled(entry)),
      ),
      ...printLeftOut(context, leftOut),
    ],
    notes: entries.filter(isCancelled).flatMap((entry) => printImport(context, [entry])),
  };
}

function isCancelled({ error }: ImportEntry): boolean {
  return error?.code === 'CANCELLED';
}

/** One path of the command line, which may stand for many files. After a cancel the rest is not begun. */
async function importPath(
  context: CommandContext,
  core: Core,
  path: string,
  options: ReadyOptions,
  done: Result[],
  leftOut: LeftOutFile[],
): Promise<void> {
  if (context.signal.aborted && done.length > 0) return;
  const name = basename(resolve(path));
  try {
    const { file } = await core.offerPath(resolve(path));
    if (options.as === 'photos') {
      done.push(await importFile(context, core, { file, name, from: null }, options));
      return;
    }
    const found = await expandFiles(core, { file, name, from: null }, options.password, context.signal);
    const { files, failed } = found;
    leftOut.push(...found.leftOut);
    if (files.length === 0 && failed.length === 0) throw new AppError('FILE_NO_ROWS', { what: 'folder' });
    for (const one of failed) done.push(failure(context, one, one.error));
    for (const one of files) {
      if (context.signal.aborted && done.length > 0) return;
      done.push(await importFile(context, core, one, options));
    }
  } catch (error) {
    const known = toAppError(error);
    if (!known) throw error;
    done.push(failure(context, { name, from: null }, known));
  }
}

async function importFile(
  context: CommandContext,
  core: Core,
  offered: OfferedFile,
  options: ReadyOptions,
): Promise<Result> {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const entry = emptyEntry(offered);
  let session: string | null = null;
  try {
    const opened = await openSession(context, core, offered, options);
    session = opened.session;
    entry.format = opened.format;
    entry.encoding = opened.encoding;
    entry.sheets = opened.takenSheets ?? [];
    entry.sheet = entry.sheets.length > 1 ? '*' : opened.sheet;
    entry.headerRow = opened.headerRow;
    for (const { heading, field } of opened.mapping) {
      if (field !== null) entry.mapping[heading] ??= field;
      else if (heading !== '') entry.unmapped.push(heading);
    }
    if (opened.sheetName?.chosen) entry.mapping[SHEET_NAME] = opened.sheetName.field;
    if (opened.problem) throw new AppError(opened.problem.code as never, opened.problem.params);
    const { signal } = context;
    const plan = await resultOf(context, core.client.imports.plan({ session }, { signal }));
    entry.findings = await readFindings(context, core, session);
    entry.words = await core.client.imports.words({ session, takeAll: options.takeWords });
    if (options.rows) entry.outcomes = await readOutcomes(core, session);
    if (options.dryRun) entry.dryRun = true;
    else {
      const batch = await resultOf(context, core.client.imports.commit({ session }, { signal }));
      session = null;
      entry.batch = batch.batch;
    }
    entry.counts = { ...plan.counts };
    if (plan.unmatched !== null) entry.counts.unmatched = entry.unmatched = plan.unmatched;
    if (plan.missing !== null) entry.counts.missing = entry.missing = plan.missing;
    if (plan.faces) entry.faces = plan.faces;
    entry.seconds = seconds();
    const needsPerson =
      plan.counts.ambiguous > 0 ||
      plan.counts.rejected > 0 ||
      plan.findings.some(({ severity }) => severity === 'block');
    return { entry, exitCode: needsPerson ? 1 : 0 };
  } catch (error) {
    const failed = failure(context, offered, error);
    // What was understood of the file before stays told. (Counts are only set once nothing can fail any more.)
    return { ...failed, entry: { ...entry, batch: null, error: failed.entry.error!, seconds: seconds() } };
  } finally {
    if (session !== null) await core.client.imports.discard({ session });
  }
}

async function openSession(
  { signal }: CommandContext,
  core: Core,
  { file }: OfferedFile,
  options: ReadyOptions,
) {
  const { as, source, role, faces, campaignId: campaign, password } = options;
  const { sheet, headerRow, encoding, headingMap } = options;
  const request = {
    files: [file],
    kind: as,
    source,
    role,
    faces,
    campaign,
    ...(password === null ? {} : { password }),
  };
  const opened = await core.client.imports.open(request, { signal });
  if (as === 'photos') return opened;
  const choices = {
    ...(encoding === undefined || opened.encoding === null ? {} : { encoding }),
    ...choiceOfSheets(sheet),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(headingMap === null ? {} : { map: headingMap }),
    ...takenOf(options),
  };
  if (Object.keys(choices).length === 0) return opened;
  try {
    return await core.client.imports.choose({ session: opened.session, ...choices }, { signal });
  } catch (error) {
    await core.client.imports.discard({ session: opened.session });
    throw error;
  }
}

function takenOf(options: ReadyOptions) {
  const { repairLostDigits, restoreLeadingZeros, correctNames, clearBlankFlags } = options;
  if (!repairLostDigits && !restoreLeadingZeros && !correctNames && !clearBlankFlags) return {};
  return {
    take: {
      lostDigits: repairLostDigits,
      leadingZeros: restoreLeadingZeros,
      names: correctNames,
      ...(clearBlankFlags ? { blankFlags: true } : {}),
    },
  };
}

/** One name is that sheet alone; several, or '*', are taken in one go. */
function choiceOfSheets(sheet: readonly string[]): { sheet?: string; sheets?: '*' | string[] } {
  const [only] = sheet;
  if (only === undefined) return {};
  if (sheet.includes('*')) return { sheets: '*' };
  return sheet.length === 1 ? { sheet: only } : { sheets: [...sheet] };
}

/** Values as they stand in the person's own file; sentences, which also go to the screen, mask what is personal. */
async function readFindings({ text }: CommandContext, core: Core, session: string) {
  const findings = new FindingList();
  // What is wrong is told with the value to whoever may see it.
  const unmasked = (await core.client.people.me()).permissions.includes('unmask');
  for (let offset = 0; ; offset += BULK) {
    const page = await core.client.imports.findings({ session, offset, limit: BULK, unmasked });
    for (const finding of page.items) {
      const { params, ...told } = finding;
      const field = finding.field as StudentField | null;
      const masked =
        field === null
          ? finding
          : {
              ...finding,
              value: maskField(field, finding.value),
              suggestion: maskField(field, finding.suggestion),
            };
      const message = text.sayFinding({ ...masked, ...(params === undefined ? {} : { params }) });
      findings.push({ ...told, message });
    }
    if (offset + page.items.length >= page.total) return findings;
  }
}

async function readOutcomes(core: Core, session: string): Promise<JsonList<RowOutcome>> {
  const outcomes = new JsonList<RowOutcome>();
  for (;;) {
    const page = await core.client.imports.outcomes({ session, offset: outcomes.length, limit: BULK });
    for (const item of page.items) outcomes.push(item);
    if (outcomes.length >= page.total) return outcomes;
  }
}

function emptyEntry({ name, from }: Pick<OfferedFile, 'name' | 'from'>): ImportEntry {
  return {
    batch: null,
    file: name,
    from,
    format: null,
    encoding: null,
    sheet: null,
    sheets: [],
    headerRow: null,
    mapping: {},
    unmapped: [],
    findings: new FindingList(),
    seconds: 0,
  };
}

/** An entry for a file that can't be taken. A fault of the program is noted in the log and told by its number. */
function failure(
  context: CommandContext,
  { name, from }: Pick<OfferedFile, 'name' | 'from'>,
  error: unknown,
): Result {
  const known = toAppError(error) ?? faultOf(context, error);
  const params = known.params.file === undefined ? { file: name, ...known.params } : known.params;
  const said = context.text.sayError({ code: known.code, params });
  return {
    entry: { ...emptyEntry({ name, from }), error: { code: known.code, ...said } },
    exitCode: exitCodeOf(known),
  };
}

function faultOf({ ids, log }: CommandContext, error: unknown): AppError {
  const incident = ids.next().slice(-8);
  log.error('fault', error, { incident, exitCode: ERROR_CODES.INTERNAL });
  return new AppError('INTERNAL', { incident }, { cause: error });
}
