import { hostname } from 'node:os';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import { netDoor } from '../../core/sync/netDoor.ts';
import { sameFingerprint } from '../../sync/net/fingerprint.ts';
import { parseHubAddress } from '../../sync/net/hubAddress.ts';
import { hubUnreachable } from '../../sync/net/hubTrouble.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { readPassword } from '../readPassword.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

/** Rounds that bring nothing further before what waits is told instead. */
const MOST_ROUNDS = 5;
const LOOK_EVERY_MS = 1_000;

/**
 * Asks a hub to let this store in, whose fingerprint a person has read at the hub. Exit code 1: somebody has to approve it.
 * Errors: HUB_UNREACHABLE (other-hub: another fingerprint, and nothing was sent), SYNC_REFUSED, SYNC_JOINED.
 */
export function joinHub(
  context: CommandContext,
  { address, fingerprint, code, name }: { address: string; fingerprint: string; code: string; name?: string },
): Promise<CommandAnswer> {
  return withStore(
    context,
    async ({ client }) => {
      const seen = await client.sync.look({ address });
      if (!sameFingerprint(fingerprint, seen.fingerprint))
        throw hubUnreachable('other-hub', parseHubAddress(address));
      const asked = { address, pin: seen.pin, code, name: name ?? hostname() };
      const { hub } = await client.sync.join(asked);
      return askedAnswer(context, hub!);
    },
    { hubDoor: netDoor },
  );
}

/**
 * Takes the key that answers there for the hub’s, whose fingerprint a person has read at the hub.
 * Errors: HUB_UNREACHABLE (other-digits: another fingerprint), SYNC_NOT_READY.
 */
export function trustHub(
  context: CommandContext,
  read: { fingerprint: string; address?: string },
): Promise<CommandAnswer> {
  return withStore(
    context,
    async ({ client }) => {
      const { hub } = await client.sync.trust(read);
      const said = hub!.fingerprint;
      return { exitCode: 0, json: { fingerprint: said }, lines: [context.words.sync.trusted(said)] };
    },
    { hubDoor: netDoor },
  );
}

/**
 * Asks the hub that takes this computer no more to let it in anew; what it did meanwhile is kept and sent then. The hub is
 * asked first, since it is its answer that says so. Exit code 1: somebody has to approve it.
 * Errors: SYNC_JOINED (it takes it), SYNC_NOT_READY, HUB_UNREACHABLE, SYNC_REFUSED.
 */
export function rejoinHub(
  context: CommandContext,
  { code, name = hostname() }: { code: string; name?: string },
): Promise<CommandAnswer> {
  return withStore(
    context,
    async (core) => {
      const { phase, ...status } = await round(context, core);
      if (phase === 'none') throw new AppError('SYNC_NOT_READY', { case: 'none' });
      if (phase === 'offline') throw troubleOf({ phase, ...status });
      const { hub } = await core.client.sync.rejoin({ code, name });
      return askedAnswer(context, hub!);
    },
    { hubDoor: netDoor, syncs: true },
  );
}

function askedAnswer({ words }: CommandContext, hub: NonNullable<SyncStatus['hub']>): CommandAnswer {
  const said = words.sync;
  return {
    exitCode: 1,
    json: { phase: 'asking', hub },
    lines: [said.asked(hub.name), said.own(hub.own ?? ''), said.thenApprove],
  };
}

/** A zip for whoever helps, with nothing of anybody in it (exportDiagnosis). Errors: FILE_NOT_WRITABLE. */
export async function diagnose(context: CommandContext, file: string): Promise<CommandAnswer> {
  const { words, signal } = context;
  const { path } = outFile(context, file, ['zip']);
  const { logs } = await withStore(context, async (core) => {
    const made = await resultOf(context, core.client.sync.diagnose(undefined, { signal }));
    await saveDownload(core, made.download, path);
    return made;
  });
  return { exitCode: 0, json: { out: path, logs }, lines: [words.sync.diagnosed(path)] };
}

/** Rounds with the hub until nothing is left. Exit code 1: not let in yet, or something needs a person. */
export function syncNow(context: CommandContext): Promise<CommandAnswer> {
  const said = context.words.sync;
  return withStore(
    context,
    async (core) => {
      let status = await round(context, core);
      for (let again = 1; status.waiting > 0 && status.phase === 'synced' && again < MOST_ROUNDS; again++)
        status = await round(context, core);
      const { moved, ...rest } = status;
      if (status.phase === 'none') throw new AppError('SYNC_NOT_READY', { case: 'none' });
      if (status.phase === 'offline' || status.phase === 'stopped') throw troubleOf(status);
      const json = { ...jsonOf(rest), moved };
      if (status.phase === 'asking') return { exitCode: 1, json, lines: [said.phases.asking] };
      return {
        exitCode: needsSomebody(status) || status.waiting > 0 ? 1 : 0,
        json,
        lines: [said.moved(moved), ...attention(context, status)],
      };
    },
    { hubDoor: netDoor, syncs: true },
  );
}

/** How the desk stands, without asking the hub. */
export function syncStanding(context: CommandContext): Promise<CommandAnswer> {
  const said = context.words.sync;
  return withStore(context, async ({ client }) => {
    const status = await client.sync.status();
    const { hub, phase, lastOkAt, lease } = status;
    // Nobody has asked the hub: that it does not answer is not known.
    const shown = phase === 'offline' ? 'joined' : phase;
    return {
      exitCode: needsSomebody(status) ? 1 : 0,
      json: { ...jsonOf(status), phase: shown },
      lines: [
        shown === 'joined' && hub
          ? said.joined(hub.address, hub.name)
          : said.phases[shown === 'asking' ? 'asking' : 'none'],
        ...(shown === 'joined' ? [lastOkAt === null ? said.never : said.lastOk(formatTime(lastOkAt))] : []),
        ...(hub === null ? [] : [said.fingerprints(hub.fingerprint, hub.own ?? '')]),
        ...(lease === null ? [] : [said.lease(lease.isEnded, lease.days, formatTime(lease.endsAt))]),
        ...attention(context, status),
      ],
    };
  });
}

/** The printed recovery key in the place of a hub that can’t be reached any more. Errors: KEY_WRONG, KEY_RING. */
export async function unlockDesk(context: CommandContext, keyFile?: string): Promise<CommandAnswer> {
  const { words } = context;
  const recoveryKey =
    keyFile === undefined ? process.env.XUEJI_RECOVERY_KEY : await readPassword(words, keyFile);
  if (!recoveryKey) throw new AppError('USAGE', { detail: words.key.noRecoveryKey });
  const status = await withStore(context, ({ client }) => client.sync.unlock({ recoveryKey }));
  return { exitCode: 0, json: jsonOf(status), lines: [words.sync.unlocked] };
}

async function round({ signal, progress }: CommandContext, { client }: Core) {
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(new AppError('CANCELLED'));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  // What takes long says how far it is to whoever looks.
  const looking = setInterval(() => {
    void client.sync.status().then(({ progress: now }) => {
      if (now) progress({ ...now, stage: now.stage === 'fetch' ? 'read' : now.stage });
    });
  }, LOOK_EVERY_MS);
  try {
    return await Promise.race([client.sync.now(), ended.promise]);
  } finally {
    clearInterval(looking);
    signal.removeEventListener('abort', end);
  }
}

function troubleOf({ phase, why, trouble, hub }: SyncStatus): Error {
  if (phase === 'stopped') {
    if (why === 'unknown-device') return new AppError('SYNC_REFUSED', { case: 'device-unknown' });
    if (why === 'revoked') return new AppError('SYNC_REFUSED', { case: 'device-revoked' });
    if (why === 'token') return hubUnreachable('other-hub', parseHubAddress(hub!.address));
    return new AppError('BUNDLE_REFUSED', { case: 'cloned' });
  }
  // Without one it is a fault of the program, which the log has.
  return trouble
    ? new AppError(trouble.code as ErrorCode, trouble.params)
    : new Error('the hub could not be asked');
}

function needsSomebody({ phase, refused, conflicts, lease }: SyncStatus): boolean {
  return lease?.isEnded === true || phase === 'asking' || phase === 'stopped' || refused > 0 || conflicts > 0;
}

function attention(
  { words: { sync: said } }: CommandContext,
  { waiting, oldestAt, refused, conflicts }: SyncStatus,
): string[] {
  return [
    ...(waiting === 0 ? [] : [said.waiting(waiting, oldestAt === null ? null : formatTime(oldestAt))]),
    ...(refused + conflicts === 0 ? [] : [said.attention(refused, conflicts)]),
  ];
}

function jsonOf({ oldestAt, lastOkAt, standing, lease, progress: _, ...status }: SyncStatus): object {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...{ ...status, oldestAt: iso(oldestAt), lastOkAt: iso(lastOkAt) },
    lease: lease && { ...lease, endsAt: iso(lease.endsAt) },
    standing: standing && { ...standing, backupAt: iso(standing.backupAt) },
  };
}
