import type { Entity } from '../changes/change.ts';
import type { Ack, Deed, PullAnswer, PulledChange } from '../sync/protocol/pulled.ts';
import type { Fields, Outcome } from '../sync/protocol/syncedMutation.ts';
import { type Position, readToken, tokenText } from '../sync/protocol/syncToken.ts';
import type { DeltaCache, DeltaKey } from './DeltaCache.ts';
import { knownErasures, NOBODY_ERASED } from './erasures/knownErasures.ts';
import { findDevice } from './findDevice.ts';
import { readNote } from './hubNotes.ts';
import { type Grant, grantOf, type HubDb, type HubPorts, type HubTx, isGranted } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { noteSeen } from './noteSeen.ts';
import { changeEpoch, noteOtherHub, positionProblem } from './positionProblem.ts';
import { readAtOnce } from './readAtOnce.ts';
import { slices } from './slices.ts';

export interface PullRequest {
  device: string;
  /** Null: the device has nothing of this hub yet. */
  token: string | null;
  grantVersion: number;
  /** Entries that are looked at, about; a commit is never cut in two. */
  limit: number;
}

/** What the process that serves a hub does between two pulls; without it each stands for itself. */
export interface PullHelp {
  /** Is told what a device has taken by now. */
  note(device: string, token: string): Promise<void>;
  deltas: DeltaCache;
}

/** What a device may know of the log behind its position. */
export async function handlePull(
  db: HubDb,
  ports: HubPorts,
  request: PullRequest,
  help: PullHelp | null = null,
): Promise<PullAnswer> {
  const { device, token } = request;
  const answer =
    (help && (await toldBefore(db, request, help.deltas))) ??
    (await readAtOnce(db, (tx) => pull(tx, request, help?.deltas ?? null)));
  if (answer.kind === 'reset' && answer.why === 'rewound') await changeEpoch(db, ports, token!);
  if (answer.kind === 'refused' && answer.why === 'two-hubs')
    await noteOtherHub(db, { device, token: token! });
  if (answer.kind === 'delta')
    await (help ? help.note(device, token!) : noteSeen(db, [{ device, token: token!, now: ports.now() }]));
  return answer;
}

/** What another device of the same grant was told from the same position, as long as the log is the same. */
async function toldBefore(db: HubDb, request: PullRequest, deltas: DeltaCache): Promise<PullAnswer | null> {
  // One statement, and so of one moment.
  const found = await db
    .selectFrom('partition')
    .innerJoin('device', (join) => join.on('device.id', '=', request.device))
    .select(['epoch', 'head_chain', 'durable_seq', 'state', 'grant_version', 'scope', 'last_mid'])
    .select((select) =>
      select.selectFrom('hub_note').select('value').where('name', '=', 'horizon').as('horizon'),
    )
    .select((select) =>
      select.selectFrom('hub_note').select('value').where('name', '=', 'erased').as('erased'),
    )
    .executeTakeFirst();
  if (found?.state !== 'active' || request.grantVersion !== Number(found.grant_version)) return null;
  const key = keyFor(request, {
    ...found,
    horizon: found.horizon === null ? 0 : (JSON.parse(found.horizon) as number),
    erased: found.erased === null ? NOBODY_ERASED : (JSON.parse(found.erased) as string),
  });
  const delta = key && deltas.find(key, request.device);
  return delta && { kind: 'delta', ...delta, lastMid: Number(found.last_mid) };
}

function keyFor(
  { token, limit }: PullRequest,
  at: {
    epoch: string;
    head_chain: string;
    durable_seq: number;
    scope: string;
    horizon: number;
    erased: string;
  },
): DeltaKey | null {
  if (token === null) return null;
  const { epoch, head_chain: headChain, durable_seq, scope: grant, horizon, erased } = at;
  return { epoch, headChain, durableSeq: Number(durable_seq), grant, horizon, erased, token, limit };
}

/** Without noting that the device was there: what is taken along in a file may never come to it. */
export function readPull(db: HubDb, request: PullRequest): Promise<PullAnswer> {
  return readAtOnce(db, (tx) => pull(tx, request, null));
}

/** One reading of head and log: what is between them is never seen half. */
async function pull(tx: HubTx, request: PullRequest, deltas: DeltaCache | null): Promise<PullAnswer> {
  const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const { device, refused } = await findDevice(tx, request.device);
  if (refused) return refused;
  const erased = await knownErasures(tx);
  if (request.token === null) return { kind: 'reset', why: 'new', erased };
  const problem = await positionProblem(tx, partition, request.token);
  if (problem === 'token') return { kind: 'refused', why: 'token' };
  if (problem === 'two-hubs') return { kind: 'refused', why: 'two-hubs' };
  if (problem) return { kind: 'reset', why: problem, erased };
  if (request.grantVersion !== Number(device.grant_version)) return { kind: 'reset', why: 'grant', erased };
  const secret = Buffer.from(partition.secret, 'hex');
  const position = readToken(request.token, secret)!;
  const horizon = (await readNote(tx, 'horizon')) ?? 0;
  if (position.seq < horizon) return { kind: 'reset', why: 'horizon', erased };
  const entries = await wholeCommits(tx, position.seq, request.limit);
  const last = entries.at(-1);
  const { epoch, instance } = partition;
  const end: Position = last
    ? { epoch, instance, seq: Number(last.seq), chain: last.chain }
    : { ...position, instance };
  const delta = {
    seq: end.seq,
    deeds: await deedsOf(tx, entries, request.device, grantOf(device.scope)),
    token: tokenText(end, secret),
    more: end.seq < Number(partition.head_seq),
    head: Number(partition.head_seq),
    durableSeq: Number(partition.durable_seq),
    erased,
  };
  const authors = new Set(entries.map((entry) => entry.device));
  if (!authors.has(request.device))
    deltas?.keep(keyFor(request, { ...partition, scope: device.scope, horizon, erased })!, delta, authors);
  return { kind: 'delta', ...delta, lastMid: Number(device.last_mid) };
}

type Entry = HubTables['log'];

async function deedsOf(tx: HubTx, entries: readonly Entry[], device: string, grant: Grant): Promise<Deed[]> {
  const deeds: { key: string; entry: Entry; changes: PulledChange[]; ack: Omit<Ack, 'sha256'> | null }[] = [];
  for (const entry of entries) {
    const change = changeOf(entry, grant);
    const ack = ackOf(entry, device);
    if (change === null && ack === null) continue;
    const key = keyOf(entry);
    let deed = deeds.at(-1);
    if (deed?.key !== key) {
      deed = { key, entry, changes: [], ack: null };
      deeds.push(deed);
    }
    if (change) deed.changes.push(change);
    if (ack) deed.ack = ack;
  }
  const stored = await mutationsOf(
    tx,
    deeds.map(({ entry }) => entry),
  );
  return deeds.map(({ key, entry, changes, ack }) => {
    const mutation = stored.get(key);
    const sees = mutation !== undefined && Number(mutation.entries) === changes.length;
    return {
      ...{ device: entry.device, mid: Number(entry.mid), atHub: Number(entry.at), changes },
      ack: ack && { ...ack, sha256: mutation?.sha256 ?? '' },
      name: mutation?.name ?? '',
      // What was asked for may name rows that this device may not hold: only who sees all of it is told.
      args: sees ? mutation.args : '{}',
      actor: mutation?.actor ?? '',
      at: mutation ? Number(mutation.at) : Number(entry.at),
      batch: mutation?.batch ?? null,
    };
  });
}

function changeOf(entry: Entry, grant: Grant): PulledChange | null {
  if (!isGranted(grant, entry.scope)) return null;
  const row = { entity: entry.entity as Entity, id: entry.row_id };
  if (entry.kind === 'leave') return { kind: 'leave', ...row };
  // What was erased says nothing any more; that the row is gone comes later in the log.
  if (entry.kind !== 'up' || entry.patch === '') return null;
  return { kind: 'up', ...row, ver: Number(entry.ver), patch: JSON.parse(entry.patch) as Fields };
}

function ackOf(entry: Entry, device: string): Omit<Ack, 'sha256'> | null {
  if (entry.kind !== 'ack' || entry.device !== device) return null;
  return { outcome: (JSON.parse(entry.patch) as { outcome: Outcome }).outcome, seq: Number(entry.seq) };
}

async function mutationsOf(
  tx: HubTx,
  entries: readonly Entry[],
): Promise<Map<string, HubTables['mutation']>> {
  const found = new Map<string, HubTables['mutation']>();
  const byDevice = Map.groupBy(entries, ({ device }) => device);
  for (const [device, own] of byDevice) {
    for (const mids of slices([...new Set(own.map(({ mid }) => Number(mid)))])) {
      const rows = await tx
        .selectFrom('mutation')
        .selectAll()
        .where('device', '=', device)
        .where('mid', 'in', mids)
        .execute();
      for (const row of rows) found.set(keyOf(row), row);
    }
  }
  return found;
}

function keyOf({ device, mid }: { device: string; mid: number }): string {
  return `${device}\n${Number(mid)}`;
}

/** Whole commits behind a position, about as many entries as are asked for, and the first commit in any case. */
async function wholeCommits(tx: HubTx, after: number, limit: number): Promise<Entry[]> {
  const log = tx.selectFrom('log').selectAll().where('seq', '>', after).orderBy('seq');
  const entries = await log.limit(limit + 1).execute();
  if (entries.length <= limit) return entries;
  const cut = Number(entries[limit]!.commit_seq);
  const whole = entries.filter((entry) => Number(entry.commit_seq) < cut);
  if (whole.length > 0) return whole;
  return await log.where('commit_seq', '=', cut).execute();
}
