import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { HubBackupOptions } from '../../hub/backupHub.ts';
import type { DeviceStatus, HubStatus } from '../../hub/hubStatus.ts';
import type { OpenHub } from '../../hub/openHub.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import type { CliWords } from '../text/zh.ts';
import { actLines } from './hubActs.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A hub that was not backed up for so long needs a person: devices keep what is not backed up for 30 days (sync.md §5.8). */
const STALE_DAYS = 7;

export async function hubStanding(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { hubStatus } = await import('../../hub/hubStatus.ts');
  const status = await withHub(context, options, ({ db }) => hubStatus(db));
  const now = context.clock.now();
  const { backup } = status;
  const isStale = status.seq > status.durableSeq && (backup === null || now - backup.at > STALE_DAYS * DAY);
  const needsSomebody =
    isStale ||
    status.devices.some(({ report }) => report !== null && report.stuckSince !== null) ||
    status.openConflicts > 0 ||
    status.quarantined > 0 ||
    status.unconfirmedPurges > 0;
  return {
    exitCode: needsSomebody ? 1 : 0,
    json: {
      ...status,
      rewound: status.rewound && { ...status.rewound, at: isoOf(status.rewound.at) },
      backup: backup && { ...backup, at: isoOf(backup.at), ageSeconds: Math.round((now - backup.at) / 1000) },
      processes: status.processes.map(({ since, at, ...counts }) => ({
        ...{ since: isoOf(since), at: isoOf(at) },
        ...counts,
      })),
      devices: status.devices.map(({ scope, seenAt, outbox, report, ...device }) => ({
        ...device,
        scope: JSON.parse(scope) as unknown,
        seenAt: isoOf(seenAt),
        outbox: outbox && { depth: outbox.depth, oldestAt: isoOf(outbox.oldestAt) },
        report: report && {
          ...report,
          ...{ at: isoOf(report.at), stuckSince: isoOf(report.stuckSince) },
          audit: report.audit && { ...report.audit, at: isoOf(report.audit.at) },
        },
      })),
      acts: status.acts.map((act) => ({ ...act, at: isoOf(act.at) })),
      oldestOutbox: isoOf(oldestOutbox(status)?.outbox?.oldestAt ?? null),
    },
    lines: linesOf(status, context.words, now),
  };
}

function linesOf(status: HubStatus, words: CliWords, now: number): string[] {
  const { hub } = words;
  const { backup, seq, devices } = status;
  const oldest = oldestOutbox(status);
  return [
    hub.head(seq, status.hub.slice(0, 8)),
    backup === null
      ? hub.noBackup
      : hub.backedUpTo(formatTime(backup.at), ageOf(now - backup.at, words), seq - backup.seq),
    hub.counts(status.openConflicts, status.quarantined, status.unconfirmedPurges),
    ...(status.fence === 'passed' ? [hub.fencePassed] : []),
    ...(status.rewound ? [hub.rewound(formatTime(status.rewound.at), status.rewound)] : []),
    ...(status.horizon > 0 ? [hub.horizon(status.horizon)] : []),
    ...processLines(status, words),
    ...(oldest ? [hub.oldest(oldest.name, formatTime(oldest.outbox!.oldestAt!))] : []),
    ...(devices.length === 0
      ? [hub.noDevices]
      : alignTable(
          hub.columns,
          devices.map((device) => cellsOf(device, words)),
        )),
    ...actLines(status.acts, words),
  ];
}

/** Of each process that was heard of within a day and took something. */
function processLines({ processes }: HubStatus, { hub }: CliWords): string[] {
  return processes
    .filter(({ pushes }) => pushes.count > 0)
    .map(({ since, pushes, lockWaits }) =>
      hub.process(formatTime(since), pushes, { p99: lockWaits.p99, most: lockWaits.most }),
    );
}

function cellsOf({ name, state, scope, lag, seenAt, outbox }: DeviceStatus, { hub }: CliWords): string[] {
  const granted = JSON.parse(scope) as '*' | string[];
  return [
    ...[name, hub.states[state], granted === '*' ? hub.everyone : granted.join('、')],
    ...[String(lag), seenAt === null ? hub.never : formatTime(seenAt)],
    outbox === null ? '' : String(outbox.depth),
  ];
}

function oldestOutbox({ devices }: HubStatus): DeviceStatus | null {
  const waiting = devices.filter(({ outbox }) => outbox !== null && outbox.oldestAt !== null);
  return waiting.sort((a, b) => a.outbox!.oldestAt! - b.outbox!.oldestAt!)[0] ?? null;
}

function ageOf(ms: number, { hub }: CliWords): string {
  return ms >= 2 * DAY ? hub.days(Math.floor(ms / DAY)) : hub.hours(Math.floor(ms / HOUR));
}

export async function hubBackup(
  context: CommandContext,
  options: HubOptions,
  to: string,
): Promise<CommandAnswer> {
  const { backupHub } = await import('../../hub/backupHub.ts');
  const file = resolve(to);
  const { manifest, bytes, files } = await withHub(context, options, (hub) =>
    backupHub(hub, file, running(context)),
  );
  const { seq, at } = manifest;
  return {
    exitCode: 0,
    json: { file, bytes, hub: manifest.hub, seq, at: isoOf(at), files },
    lines: [context.words.hub.madeBackup(seq, to), ...filesLine(files, context.words)],
  };
}

export async function noteArchived(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { noteArchive } = await import('../../hub/noteArchive.ts');
  const { archived, waiting } = await withHub(context, options, ({ engine, db }) => {
    if (engine !== 'postgres') throw new AppError('HUB_REFUSED', { case: 'archive' });
    return noteArchive(db, context.clock.now());
  });
  const { hub } = context.words;
  return {
    exitCode: 0,
    json: { archived, waiting },
    lines: [
      ...(archived === null ? [] : [hub.archivedTo(archived)]),
      ...(archived === waiting ? [] : [hub.archiveWaits(waiting)]),
    ],
  };
}

export async function hubRestore(
  context: CommandContext,
  options: HubOptions & { keyFile?: string; newPassphraseFile?: string },
  from: string,
): Promise<CommandAnswer> {
  const { restoreHub } = await import('../../hub/restoreHub.ts');
  const recovery = await recoveryOf(context, options);
  const place = hubPlaceOf(context, options);
  if (recovery) place.means = { ...place.means, passphrase: recovery.passphrase };
  const scratch = place.engine === 'postgres' ? mkdtempSync(join(tmpdir(), 'xueji-hub-')) : null;
  try {
    const { manifest, keptAside, files } = await restoreHub(
      place,
      resolve(from),
      place.engine === 'sqlite' ? place.dataDir : scratch!,
      { ...running(context), recoveryKey: recovery?.typed ?? null },
    );
    const { words } = context;
    return {
      exitCode: 0,
      json: { hub: manifest.hub, seq: manifest.seq, at: isoOf(manifest.at), keptAside, files },
      lines: [
        words.hub.restored(formatTime(manifest.at), manifest.seq),
        ...filesLine(files, words),
        ...(keptAside === null ? [] : [words.keptAside(keptAside)]),
      ],
    };
  } finally {
    if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
  }
}

/** What was printed of a hub whose computer is no more; null: what opens it here is to open the backup. */
async function recoveryOf(
  context: CommandContext,
  options: { keyFile?: string; newPassphraseFile?: string },
) {
  if (options.keyFile === undefined && !process.env.XUEJI_RECOVERY_KEY) return null;
  const { recoverySecrets } = await import('./keyRing.ts');
  return recoverySecrets(context, options);
}

function filesLine(files: { kept: number; lost: number }, { hub }: CliWords): string[] {
  return files.kept + files.lost === 0 ? [] : [hub.withFiles(files.kept, files.lost)];
}

export async function withHub<Result>(
  context: CommandContext,
  options: HubOptions,
  work: (hub: OpenHub) => Promise<Result>,
): Promise<Result> {
  const { openBesideHub, hubErrorOf } = await import('../../hub/openHub.ts');
  const hub = await openBesideHub(hubPlaceOf(context, options), (event, error) =>
    context.log.error(event, error),
  );
  try {
    return await work(hub);
  } catch (error) {
    throw hubErrorOf(error);
  } finally {
    await hub.close();
  }
}

function running({ clock, signal, progress }: CommandContext): HubBackupOptions {
  return { at: clock.now(), signal, onProgress: progress };
}

function isoOf(at: number): string;
function isoOf(at: number | null): string | null;
function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
