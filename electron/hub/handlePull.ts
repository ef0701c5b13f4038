import type { Entity } from '../changes/change.ts';
import type { Ack, Deed, PullAnswer, PulledChange } from '../sync/protocol/pulled.ts';
import type { Fields, Outcome } from '../sync/protocol/syncedMutation.ts';
import { type Position, readToken, schemaOf, tokenText } from '../sync/protocol/syncToken.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../sync/rules/RowSchemas.ts';
import type { RowView } from '../sync/rules/RowView.ts';
import type { DeltaCache, DeltaKey } from './DeltaCache.ts';
import { knownErasures, NOBODY_ERASED } from './erasures/knownErasures.ts';
import { fence } from './fence.ts';
import { findDevice } from './findDevice.ts';
import { readNote } from './hubNotes.ts';
import {
  type Grant,
  grantOf,
  type HubDb,
  type HubPorts,
  type HubTx,
  isGranted,
  scopesOf,
} from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { keptStatement } from './keptStatement.ts';
import { noteSeen } from './noteSeen.ts';
import { changeEpoch, noteOtherHub, positionProblem } from './positionProblem.ts';
import { readAtOnce } from './readAtOnce.ts';
import { seenChanges } from './seenChanges.ts';
import { slices } from './slices.ts';
import { together } from './together.ts';

export interface PullRequest {
  device: string;
  /** Null: the device has nothing of this hub yet. */
  token: string | null;
  grantVersion: number;
  /** Entries that are looked at, about; a commit is never cut in two. */
  limit: number;
  /** The version of rows that the device speaks. Absent: the newest. */
  schema?: number | undefined;
}

/** What the process that serves a hub does between two pulls; without it each stands for itself. */
export interface PullHelp {
  /** Is told what a device has taken by now. */
  note(device: string, token: string): Promise<void>;
  deltas: DeltaCache;
}

/** The request, and how rows are told in its version. */
interface Asked extends PullRequest {
  schema: number;
  view: RowView | null;
}

/** What a device may know of the log behind its position. */
export async function handlePull(
  db: HubDb,
  ports: HubPorts,
  request: PullRequest,
  help: PullHelp | null = null,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<PullAnswer> {
  const { device, token } = request;
  const asked = askedIn(schemas, request);
  const answer =
    (help && (await toldBefore(db, asked, help.deltas))) ??
    (await readAtOnce(db, (tx) => pull(tx, asked, help?.deltas ?? null)));
  if (answer.kind === 'reset' && (answer.why === 'rewound' || answer.why === 'epoch'))
    await changeEpoch(db, ports, token!);
  if (answer.kind === 'refused' && answer.why === 'two-hubs')
    await noteOtherHub(db, { device, token: token! });
  if (answer.kind === 'delta')
    await (help ? help.note(device, token!) : noteSeen(db, [{ device, token: token!, now: ports.now() }]));
  return answer;
}

/** One statement, and so of one moment. */
const standingOf = keptStatement((db, device: string) =>
  db
    .selectFrom('partition')
    .innerJoin('device', (join) => join.on('device.id', '=', device))
    .select(['epoch', 'head_chain', 'durable_seq', 'state', 'grant_version', 'scope', 'last_mid'])
    .select((select) =>
      select.selectFrom('hub_note').select('value').where('name', '=', 'horizon').as('horizon'),
    )
    .select((select) =>
      select.selectFrom('hub_note').select('value').where('name', '=', 'erased').as('erased'),
    ),
);

/** What another device of the same grant was told from the same position, as long as the log is the same. */
async function toldBefore(db: HubDb, request: Asked, deltas: DeltaCache): Promise<PullAnswer | null> {
  const found = await standingOf(db, request.device);
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
  { token, limit, schema }: Asked,
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
  return { epoch, headChain, durableSeq: Number(durable_seq), grant, horizon, erased, token, limit, schema };
}

/** Without noting that the device was there: what is taken along in a file may never come to it. */
export function readPull(
  db: HubDb,
  request: PullRequest,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<PullAnswer> {
  return readAtOnce(db, (tx) => pull(tx, askedIn(schemas, request), null));
}

function askedIn(schemas: RowSchemas, request: PullRequest): Asked {
  const { schema = schemas.most } = request;
  return { ...request, schema, view: schemas.viewOf(schema) };
}

/** One reading of head and log: what is between them is never seen half. */
async function pull(tx: HubTx, request: Asked, deltas: DeltaCache | null): Promise<PullAnswer> {
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
  // Of what it holds something may be missing that it knows by now.
  const { schema, view } = request;
  if (schemaOf(position) !== schema) return { kind: 'reset', why: 'schema', erased };
  const horizon = (await readNote(tx, 'horizon')) ?? 0;
  if (position.seq < horizon) return { kind: 'reset', why: 'horizon', erased };
  const entries = await wholeCommits(tx, position.seq, request.limit);
  const last = entries.at(-1);
  const { epoch, instance } = partition;
  const end: Position = last
    ? { epoch, instance, seq: Number(last.seq), chain: last.chain, schema }
    : { ...position, instance };
  const delta = {
    seq: end.seq,
    deeds: await deedsOf(tx, entries, { device: request.device, grant: grantOf(device.scope), view }),
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

/** An entry without what it says: which there are may be known of every one, behind the fence what some say. */
type Entry = Omit<HubTables['log'], 'patch'>;

async function deedsOf(
  tx: HubTx,
  entries: readonly Entry[],
  { device, grant, view }: { device: string; grant: Grant; view: RowView | null },
): Promise<Deed[]> {
  if (entries.length === 0) return [];
  const deeds: {
    key: string;
    entry: Entry;
    changes: PulledChange[];
    ack: Omit<Ack, 'sha256'> | null;
    /** Something of it is not told in this version. */
    isCut: boolean;
  }[] = [];
  // Sent at once, answered in their order.
  const [, said] = await together(fence(tx, { device }), saidBy(tx, entries, { device, grant }));
  const seen = view && (await seenChanges(tx, view, entries));
  for (const entry of entries) {
    if (!isTold(entry, { device, grant })) continue;
    const patch = said.get(Number(entry.seq));
    // Both fences are of one grant and one moment: nobody is told anything by a hub of which that is not true.
    if (patch === undefined) throw new Error('what a device may be told is kept from it by the other fence');
    const all = changeOf(entry, patch);
    const change = all && seen ? seen(all) : all;
    const ack = ackOf(entry, patch);
    if (change === null && ack === null) continue;
    const key = keyOf(entry);
    let deed = deeds.at(-1);
    if (deed?.key !== key) {
      deed = { key, entry, changes: [], ack: null, isCut: false };
      deeds.push(deed);
    }
    if (change) deed.changes.push(change);
    if (change !== all) deed.isCut = true;
    if (ack) deed.ack = ack;
  }
  const stored = await mutationsOf(
    tx,
    deeds.map(({ entry }) => entry),
  );
  return deeds.map(({ key, entry, changes, ack, isCut }) => {
    const mutation = stored.get(key);
    const sees = mutation !== undefined && !isCut && Number(mutation.entries) === changes.length;
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

interface ToldTo {
  device: string;
  grant: Grant;
}

/** Changes of what the device may hold, and what became of its own work. */
function isTold({ kind, scope, device }: Entry, to: ToldTo): boolean {
  if (kind === 'ack') return device === to.device;
  return (kind === 'up' || kind === 'leave') && isGranted(to.grant, scope);
}

/** What those of these entries (one at least) say that the device is told, by their numbers. */
async function saidBy(
  tx: HubTx,
  entries: readonly Entry[],
  { device, grant }: ToldTo,
): Promise<Map<number, string>> {
  const scopes = scopesOf(grant);
  let query = tx
    .selectFrom('log')
    .select(['seq', 'patch'])
    .where('seq', '>=', entries[0]!.seq)
    .where('seq', '<=', entries.at(-1)!.seq);
  if (scopes)
    query = query.where(({ eb, or, and }) =>
      or([eb('scope', 'in', scopes), and([eb('kind', '=', 'ack'), eb('device', '=', device)])]),
    );
  return new Map((await query.execute()).map(({ seq, patch }) => [Number(seq), patch]));
}

function changeOf(entry: Entry, patch: string): PulledChange | null {
  const row = { entity: entry.entity as Entity, id: entry.row_id };
  if (entry.kind === 'leave') return { kind: 'leave', ...row };
  // What was erased says nothing any more; that the row is gone comes later in the log.
  if (entry.kind !== 'up' || patch === '') return null;
  return { kind: 'up', ...row, ver: Number(entry.ver), patch: JSON.parse(patch) as Fields };
}

function ackOf(entry: Entry, patch: string): Omit<Ack, 'sha256'> | null {
  if (entry.kind !== 'ack') return null;
  return { outcome: (JSON.parse(patch) as { outcome: Outcome }).outcome, seq: Number(entry.seq) };
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

const POSITIONS = [
  ...(['seq', 'commit_seq', 'kind', 'scope', 'entity', 'row_id', 'ver'] as const),
  ...(['device', 'mid', 'at', 'chain'] as const),
] as const;

/** Whole commits behind a position, about as many entries as are asked for, and the first commit in any case. */
async function wholeCommits(tx: HubTx, after: number, limit: number): Promise<Entry[]> {
  const log = tx.selectFrom('log').select(POSITIONS).where('seq', '>', after).orderBy('seq');
  const entries = await log.limit(limit + 1).execute();
  if (entries.length <= limit) return entries;
  const cut = Number(entries[limit]!.commit_seq);
  const whole = entries.filter((entry) => Number(entry.commit_seq) < cut);
  if (whole.length > 0) return whole;
  return await log.where('commit_seq', '=', cut).execute();
}
