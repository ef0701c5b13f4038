import { resolve } from 'node:path';
import type { BackupPlan, BackupState } from '../../../shared/contract/backups.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import { resultOf } from '../resultOf.ts';
import { usageOf } from '../usageError.ts';

export interface ScheduleOptions {
  folder?: string;
  besideData: boolean;
  every?: number;
  daily?: number;
  weekly?: number;
  before?: number;
  on: boolean;
  off: boolean;
}

export async function backUpNow(context: CommandContext): Promise<CommandAnswer> {
  const { signal, words } = context;
  const made = await withStore(context, (core) =>
    resultOf(context, core.client.backups.make(undefined, { signal })),
  );
  const { students, photos, path, lostPhotos } = made;
  return {
    exitCode: lostPhotos > 0 ? 1 : 0,
    json: { ...made, at: new Date(made.at).toISOString() },
    lines: [
      words.backup.made(students, photos, path),
      ...(lostPhotos > 0 ? [words.backup.lost(lostPhotos)] : []),
    ],
  };
}

export async function listBackups(context: CommandContext): Promise<CommandAnswer> {
  const { words } = context;
  const { state, list } = await withStore(context, async ({ client }) => ({
    state: await client.backups.state(),
    list: await client.backups.list(),
  }));
  const rows = list.map(({ at, reason, students, photos, bytes, path }) => [
    formatTime(at),
    words.backup.reason[reason],
    ...[students, photos, Math.ceil(bytes / 1e6)].map(String),
    path,
  ]);
  return {
    // A backup that failed needs somebody.
    exitCode: state.failed === null ? 0 : 1,
    json: {
      ...stateJson(state),
      backups: list.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    },
    lines: [
      ...sayState(context, state),
      ...(rows.length > 0 ? alignTable(words.backup.heads, rows) : [words.backup.none]),
    ],
  };
}

export async function scheduleBackups(
  context: CommandContext,
  { folder, besideData, on, off, every, ...kept }: ScheduleOptions,
): Promise<CommandAnswer> {
  if ((on && off) || (besideData && folder !== undefined)) throw usageOf(context.words.wrong.backupDone);
  const state = await withStore(context, async ({ client }) => {
    const before = await client.backups.state();
    const plan: BackupPlan = {
      ...before.plan,
      ...kept,
      ...(folder === undefined ? {} : { folder: resolve(folder) }),
      ...(besideData ? { folder: null } : {}),
      ...(every === undefined ? {} : { everyHours: every }),
      ...(on || off ? { on } : {}),
    };
    const isSame = JSON.stringify(plan) === JSON.stringify(before.plan);
    return isSame ? before : client.backups.savePlan(plan);
  });
  return { exitCode: 0, json: stateJson(state), lines: sayState(context, state) };
}

function stateJson({ lastGood, failed, nextAt, plan, folder, copies }: BackupState): object {
  const time = (at: number) => new Date(at).toISOString();
  return {
    plan,
    folder,
    copies,
    lastGood: lastGood && { ...lastGood, at: time(lastGood.at) },
    failed: failed && { at: time(failed.at), code: failed.code },
    nextAt: nextAt === null ? null : time(nextAt),
  };
}

/** The plan, and how the last backups went. */
function sayState(context: CommandContext, state: BackupState): string[] {
  const { backup } = context.words;
  const { on, everyHours, daily, weekly, before } = state.plan;
  return [
    backup.plan(on, everyHours, daily, weekly, before),
    backup.place(state.folder),
    ...(state.besideData ? [backup.beside] : []),
    state.lastGood === null ? backup.neverGood : backup.lastGood(formatTime(state.lastGood.at)),
    ...(state.copies.count > 0
      ? [backup.copies(state.copies.count, Math.ceil(state.copies.bytes / 1e6), state.plan.before)]
      : []),
    ...sayFailed(context, state.failed),
  ];
}

/** What became of the last backup, if it failed. */
export function sayFailed({ words, text }: CommandContext, failed: BackupState['failed']): string[] {
  if (failed === null) return [];
  const { message, hint } = text.sayError(failed);
  return [words.backup.failed(formatTime(failed.at), message, hint)];
}
