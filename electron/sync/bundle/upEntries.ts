import type { Entity } from '../../changes/change.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { knownErasures, noteDone } from '../client/erasures.ts';
import { nextPush, type PushLimits } from '../client/nextPush.ts';
import type { LocalFiles } from '../client/SyncFiles.ts';
import { secretsToAsk } from '../client/syncSecrets.ts';
import { stateOf } from '../client/syncState.ts';
import { erasuresToBring } from '../client/toldErasures.ts';
import type { ErasuresAsked } from '../protocol/erasures.ts';
import type { PurgeReceipt } from '../protocol/purgeReceipt.ts';
import type { SyncedMutation } from '../protocol/syncedMutation.ts';
import { blobsOf } from '../rules/blobsOf.ts';
import { type BundleEntry, MOST_MESSAGE_BYTES } from './bundleEntry.ts';
import { MOST_WANTED, messageEntry } from './bundleMessages.ts';

export interface UpParts {
  db: WriteDb;
  files: Pick<LocalFiles, 'read'>;
  limits: PushLimits;
  /** What it owes of a grant that was changed (purgeLeft). */
  receipt: PurgeReceipt | null;
  /** Whoever writes beside others waits for a turn. */
  inTurn<Result>(work: () => Result): Promise<Result>;
  signal?: AbortSignal | undefined;
  /** These of what waits are written. */
  onMutations?: ((mutations: readonly SyncedMutation[]) => void) | undefined;
}

/** The numbers of what waits, from the first to the last; null: nothing does. */
export function waitingMids(db: ReadDb): [number, number] | null {
  const { first, last } = db
    .read<{ first: number | null; last: number | null }>(
      "SELECT min(mid) AS first, max(mid) AS last FROM outbox WHERE state = 'pending'",
    )
    .get()!;
  return first === null || last === null ? null : [first, last];
}

/**
 * What a device would ask its hub, one question behind the other: everything that waits up to `last`, whether or not it
 * was taken along before, so that a bundle that was lost leaves no gap.
 */
export async function* upEntries(parts: UpParts, last: number | null): AsyncGenerator<BundleEntry> {
  const { db, inTurn, limits, receipt } = parts;
  const token = stateOf(db, 'token');
  const grantVersion = Number(stateOf(db, 'grantVersion'));
  // Before where it is: a hub that was put back takes nothing else from there, and has lost these.
  for (const asked of await inTurn(() => erasuresDone(db)))
    yield messageEntry({ name: 'erasures', body: asked });
  yield messageEntry({ name: 'pull', body: { token, grantVersion, limit: 1 } });
  const written = new Set<string>();
  // Without a position there is nothing yet that the hub would take: it is given all of it first.
  for (let after = 0; token !== null && last !== null && after < last; ) {
    const next = (await inTurn(() => nextPush(db, after, limits))).filter(({ mid }) => mid <= last);
    if (next.length === 0) break;
    const lost: string[] = [];
    for (const sha256 of namedBy(next)) {
      if (written.has(sha256)) continue;
      parts.signal?.throwIfAborted();
      const bytes = await parts.files.read(sha256);
      if (bytes === null) lost.push(sha256);
      else {
        written.add(sha256);
        yield { kind: 'blob', sha256, bytes };
      }
    }
    for (const mutations of inMessages(next))
      yield messageEntry({ name: 'push', body: { token, mutations, lost, erased: knownErasures(db) } });
    after = next.at(-1)!.mid;
    parts.onMutations?.(next);
  }
  yield messageEntry({ name: 'secrets', body: secretsToAsk(db) });
  if (receipt !== null) yield messageEntry({ name: 'purged', body: receipt });
  const wanted = db
    .read<{ sha256: string }>("SELECT sha256 FROM sync_blob WHERE state <> 'here' ORDER BY sha256 LIMIT ?")
    .all(MOST_WANTED);
  yield messageEntry({ name: 'wants', body: { files: wanted.map(({ sha256 }) => sha256) } });
}

/** Who was erased; what is taken off this disk by now is told as well. */
function erasuresDone(db: WriteDb): ErasuresAsked[] {
  noteDone(db);
  return erasuresToBring(db);
}

function namedBy(mutations: readonly SyncedMutation[]): Set<string> {
  return new Set(
    mutations.flatMap(({ changes }) => changes.flatMap(({ entity, set }) => blobsOf(entity as Entity, set))),
  );
}

/** As few as their size allows; one that is too large by itself is told by whoever writes it. */
function inMessages(mutations: SyncedMutation[]): SyncedMutation[][] {
  if (mutations.length === 1 || Buffer.byteLength(JSON.stringify(mutations)) < MOST_MESSAGE_BYTES / 2)
    return [mutations];
  const half = Math.ceil(mutations.length / 2);
  return [...inMessages(mutations.slice(0, half)), ...inMessages(mutations.slice(half))];
}
