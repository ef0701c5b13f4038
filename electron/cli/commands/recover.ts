import { AppError } from '../../../shared/domain/errors.ts';
import type { SalvageReport } from '../../core/recovery/salvageReport.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findStoreKey, requireStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { signInToReplace } from '../signInToReplace.ts';

export interface RecoverOptions {
  rebuild: boolean;
  fromBackup: boolean;
  explain: boolean;
}

/** Salvages a damaged store, or says what is wrong with it. One that is whole is left alone unless asked for. */
export async function recover(
  context: CommandContext,
  { rebuild, fromBackup, explain }: RecoverOptions,
): Promise<CommandAnswer> {
  await requireStore(context);
  const { dataDir, clock, ids, signal, words } = context;
  const { newestBackup, recoverStore } = await import('../../core/recovery/recoverStore.ts');
  if (fromBackup && !explain) {
    const backup = await newestBackup(dataDir, ids);
    if (backup === null) throw new AppError('NOT_FOUND', { what: 'backup' });
    return (await import('./backup.ts')).restore(context, backup.path);
  }
  if (!rebuild || explain) {
    const problems = await problemsOf(context);
    if (problems.length === 0) return { exitCode: 0, json: { ok: true }, lines: [words.recover.sound] };
    if (explain) return explained(context, problems, await newestBackup(dataDir, ids));
  }
  const by = await signInToReplace(context);
  const report = await recoverStore(dataDir, await findStoreKey(context), {
    clock,
    ids,
    signal,
    actor: by.name,
    onProgress: context.progress,
  });
  const isWhole =
    report.lostChanges === 0 &&
    report.lostRows.length === 0 &&
    report.lostPhotos === 0 &&
    (report.audit?.gapAt ?? null) === null;
  const lastGoodAt = report.lastGoodAt === null ? null : new Date(report.lastGoodAt).toISOString();
  return {
    exitCode: isWhole ? 0 : 1,
    json: {
      ok: isWhole,
      ...report,
      lastGoodAt,
      lostWork: report.lostWork.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    },
    lines: [
      ...sayReport(context, report),
      ...(report.keptAside === null ? [] : [words.keptAside(report.keptAside)]),
    ],
  };
}

/** What `check` finds, the photos left out: of a store that can't be opened, one line. */
async function problemsOf(context: CommandContext): Promise<string[]> {
  const { checkStore } = await import('../../core/checkStore.ts');
  const { dataDir, signal, words } = context;
  try {
    const checks = await checkStore(dataDir, await findStoreKey(context), {
      signal,
      onProgress: context.progress,
      photos: false,
    });
    return checks.flatMap(({ name, problems }) =>
      problems.map((problem) => `${words.checks[name]}${words.colon}${problem}`),
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_DAMAGED') return [words.recover.unreadable];
    throw error;
  }
}

function explained(
  { words }: CommandContext,
  problems: string[],
  backup: { path: string; at: number; students: number } | null,
): CommandAnswer {
  return {
    exitCode: 1,
    json: { ok: false, problems, backup: backup && { ...backup, at: new Date(backup.at).toISOString() } },
    lines: [
      words.recover.damaged,
      ...problems.map((problem) => `  ${problem}`),
      words.recover.offerSalvage,
      backup === null
        ? words.recover.noBackup
        : words.recover.offerBackup(formatTime(backup.at), backup.students),
    ],
  };
}

function sayReport({ words }: CommandContext, report: SalvageReport): string[] {
  const said = words.recover;
  return [
    said.salvaged(report.changes, report.students),
    ...(report.lastGoodAt === null ? [] : [said.lastGood(formatTime(report.lastGoodAt))]),
    ...(report.fromBackup > 0 ? [said.fromBackups(report.fromBackup)] : []),
    ...(report.lostChanges > 0 ? [said.lost(report.lostChanges)] : [said.nothingLost]),
    ...report.lostWork.map(({ at, what, actor, changes }) =>
      said.lostWork(formatTime(at), what, actor, changes),
    ),
    ...report.lostRows.map(({ table, rows }) => said.lostRows(table, rows)),
    ...(report.audit && report.audit.gapAt !== null
      ? [said.auditGap(report.audit.gapAt, report.audit.lost, report.audit.enteredAnew)]
      : []),
    ...(report.lostPhotos > 0 ? [said.lostPhotos(report.lostPhotos)] : []),
  ];
}
