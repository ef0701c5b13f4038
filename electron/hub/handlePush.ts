import { bodyHash } from '../sync/protocol/logChain.ts';
import type { Outcome, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../sync/rules/RowSchemas.ts';
import { erasedAmong } from './erasures/knownErasures.ts';
import { findDevice } from './findDevice.ts';
import { missingBlobs } from './handleBlob.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import { grantOf } from './hubPorts.ts';
import { isBetweenHubs } from './instances.ts';
import type { LogNewsItem } from './LogNews.ts';
import { LogWriter } from './LogWriter.ts';
import { lockPartition } from './lockPartition.ts';
import { PushWork } from './PushWork.ts';
import { changeEpoch, noteOtherHub, positionProblem } from './positionProblem.ts';
import { slices } from './slices.ts';
import { together } from './together.ts';
import { writeInTurn } from './writeInTurn.ts';

export interface PushRequest {
  device: string;
  /** How far the device has this hub’s log. */
  token: string;
  /** In the order of their numbers. */
  mutations: SyncedMutation[];
  /** Files that they name and the device has no more: what names one is refused, so that it holds up nothing else. */
  lost?: string[] | undefined;
  /** Of which erasures the device knows (erasuresDigest). */
  erased?: string | undefined;
}

export type PushAnswer =
  /** `missing`: files that the next mutation names, and that the device has to send first. */
  | {
      kind: 'processed';
      outcomes: { mid: number; outcome: Outcome | null }[];
      lastMid: number;
      missing: string[];
    }
  /** Numbers are missing before the first: nothing was taken. */
  | { kind: 'gap'; lastMid: number }
  /** Another mutation had this number: two devices, or one of before, live under one name. */
  | { kind: 'device-cloned' }
  /** What the device has seen is not a beginning of this log: it has to begin anew first. */
  | { kind: 'reset'; why: 'epoch' | 'rewound' }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' | 'two-hubs' };

/** Who heeds a push: what will be in the log, before it is; how long it waited for the log, ms. */
export interface PushHeed {
  news(news: LogNewsItem): void;
  locked(ms: number): void;
}
const NOBODY: PushHeed = { news: () => undefined, locked: () => undefined };

/**
 * Takes what a device did, in its order, in one transaction. The answer is a hint: what became of it stands in the log
 * (sync.md §0). Outcome null: it waits for the rest of its commit.
 */
export async function handlePush(
  db: HubDb,
  ports: HubPorts,
  request: PushRequest,
  heed: PushHeed = NOBODY,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<PushAnswer> {
  const asked = ports.now();
  const parts = { heed, schemas, asked };
  const answer = await writeInTurn(db, (tx) => push(tx, ports, request, parts), sizeOf(request));
  if (answer.kind === 'reset') await changeEpoch(db, ports, request.token);
  if (answer.kind === 'refused' && answer.why === 'two-hubs') await noteOtherHub(db, request);
  return answer;
}

async function push(
  tx: HubTx,
  ports: HubPorts,
  request: PushRequest,
  { heed, schemas, asked }: { heed: PushHeed; schemas: RowSchemas; asked: number },
): Promise<PushAnswer> {
  const partition = await lockPartition(tx);
  heed.locked(Math.max(0, ports.now() - asked));
  const [{ device, refused }, problem, isBetween] = await together(
    findDevice(tx, request.device),
    positionProblem(tx, partition, request.token),
    isBetweenHubs(tx, request.device),
  );
  if (refused) return refused;
  if (problem === 'token') return { kind: 'refused', why: 'token' };
  if (problem === 'two-hubs' || isBetween) return { kind: 'refused', why: 'two-hubs' };
  if (problem) return { kind: 'reset', why: problem };
  const last = Number(device.last_mid);
  const old = request.mutations.filter(({ mid }) => mid <= last);
  const fresh = request.mutations.filter(({ mid }) => mid > last);
  if (fresh.some(({ mid }, at) => mid !== last + 1 + at)) return { kind: 'gap', lastMid: last };
  const known = await storedOutcomes(tx, request.device, old);
  if (known === null) return { kind: 'device-cloned' };
  const grant = grantOf(device.scope);
  const { ready, missing } = untilFileMissing(
    fresh,
    await missingBlobs(tx, request.device, grant, fresh),
    new Set(request.lost),
  );
  const log = new LogWriter(partition, ports.now());
  const work = new PushWork(tx, ports, {
    ...{ device: request.device, grant, erased: await erasedAmong(tx, request), log, schemas },
  });
  const outcomes = [...known, ...(await work.take(ready))];
  const news = log.news(request.device);
  if (news) heed.news(news);
  return { kind: 'processed', outcomes, lastMid: last + ready.length, missing };
}

/** How much there is to judge: only what is soon done shares a transaction with others. */
function sizeOf({ mutations }: PushRequest): number {
  return mutations.reduce((size, { changes }) => size + 1 + changes.length, 0);
}

/** What can be taken before a file has to be sent. */
function untilFileMissing(
  mutations: readonly SyncedMutation[],
  absent: ReadonlyMap<number, readonly string[]>,
  lost: ReadonlySet<string>,
): { ready: readonly SyncedMutation[]; missing: string[] } {
  for (const [at, { mid }] of mutations.entries()) {
    const missing = absent.get(mid)?.filter((sha256) => !lost.has(sha256)) ?? [];
    if (missing.length > 0) return { ready: mutations.slice(0, at), missing };
  }
  return { ready: mutations, missing: [] };
}

/** What became of mutations that came before; null: one of them was another then. */
async function storedOutcomes(
  tx: HubTx,
  device: string,
  mutations: readonly SyncedMutation[],
): Promise<{ mid: number; outcome: Outcome | null }[] | null> {
  const outcomes: { mid: number; outcome: Outcome | null }[] = [];
  for (const some of slices(mutations)) {
    const mids = some.map(({ mid }) => mid);
    const stored = await tx
      .selectFrom('mutation')
      .select(['mid', 'sha256', 'outcome'])
      .where('device', '=', device)
      .where('mid', 'in', mids)
      .execute();
    const byMid = new Map(stored.map((one) => [Number(one.mid), one]));
    for (const mutation of some) {
      const one = byMid.get(mutation.mid);
      if (!one || (one.sha256 !== bodyHash(mutation) && !mutation.was?.includes(one.sha256))) return null;
      outcomes.push({
        mid: mutation.mid,
        outcome: one.outcome === null ? null : (JSON.parse(one.outcome) as Outcome),
      });
    }
  }
  return outcomes;
}
