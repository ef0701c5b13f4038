import type { Entity } from '../changes/change.ts';
import type { Fields, Outcome } from '../sync/protocol/syncedMutation.ts';
import { type Position, readToken, tokenText } from '../sync/protocol/syncToken.ts';
import { type Grant, type HubDb, type HubPorts, isGranted } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';

export interface PullRequest {
  device: string;
  epoch: string;
  token: string;
  grantVersion: number;
  /** Entries that are looked at, at most; a commit is never cut in two. */
  limit: number;
}

export type PulledChange =
  | { kind: 'up'; entity: Entity; id: string; ver: number; patch: Fields; own: number | null }
  | { kind: 'leave'; entity: Entity; id: string };

export interface Pulled {
  seq: number;
  changes: PulledChange[];
  acks: { mid: number; outcome: Outcome; seq: number }[];
  token: string;
  more: boolean;
  durableSeq: number;
}

export type PullAnswer =
  | ({ kind: 'delta' } & Pulled)
  /** What the device holds is not a beginning of this log, or not what it may hold: it begins anew. */
  | { kind: 'reset'; why: 'epoch' | 'grant' | 'rewound'; epoch: string; grantVersion: number; grant: Grant }
  | { kind: 'refused'; why: 'unknown-device' | 'revoked' | 'token' };

/** What a device may know of the log behind its position. */
export async function handlePull(db: HubDb, ports: HubPorts, request: PullRequest): Promise<PullAnswer> {
  const device = await db
    .selectFrom('device')
    .selectAll()
    .where('id', '=', request.device)
    .executeTakeFirst();
  if (!device || device.state === 'enrolling') return { kind: 'refused', why: 'unknown-device' };
  if (device.state === 'revoked') return { kind: 'refused', why: 'revoked' };
  const grant = JSON.parse(device.scope) as Grant;
  const grantVersion = Number(device.grant_version);
  return db.transaction().execute(async (tx): Promise<PullAnswer> => {
    // One reading of head and log: what is between them is never seen half.
    const partition = await tx.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    const reset = (why: 'epoch' | 'grant' | 'rewound', epoch = partition.epoch): PullAnswer => ({
      ...{ kind: 'reset', why, epoch, grantVersion, grant },
    });
    const position = readToken(request.token, Buffer.from(partition.secret, 'hex'));
    if (position === null) return { kind: 'refused', why: 'token' };
    if (position.epoch !== partition.epoch) return reset('epoch');
    if (request.grantVersion !== grantVersion) return reset('grant');
    if (!(await isOurs(tx, position))) return reset('rewound', await newEpoch(tx, ports));
    const entries = await tx
      .selectFrom('log')
      .selectAll()
      .where('seq', '>', position.seq)
      .orderBy('seq')
      .limit(request.limit + 1)
      .execute();
    const whole = await toCommitEnd(tx, entries, request.limit);
    const last = whole.at(-1);
    const end: Position = last
      ? { epoch: partition.epoch, seq: Number(last.seq), chain: last.chain }
      : position;
    const changes: PulledChange[] = [];
    const acks: Pulled['acks'] = [];
    for (const entry of whole) {
      const isOwn = entry.device === request.device;
      if (entry.kind === 'ack') {
        if (!isOwn) continue;
        const { outcome } = JSON.parse(entry.patch) as { outcome: Outcome };
        acks.push({ mid: Number(entry.mid), outcome, seq: Number(entry.seq) });
      } else if (entry.kind !== 'grant' && isGranted(grant, entry.scope)) {
        const row = { entity: entry.entity as Entity, id: entry.row_id };
        if (entry.kind === 'leave') changes.push({ kind: 'leave', ...row });
        else {
          const patch = JSON.parse(entry.patch) as Fields;
          const own = isOwn ? Number(entry.mid) : null;
          changes.push({ kind: 'up', ...row, ver: Number(entry.ver), patch, own });
        }
      }
    }
    return {
      ...{ kind: 'delta', seq: end.seq, changes, acks },
      token: tokenText(end, Buffer.from(partition.secret, 'hex')),
      more: end.seq < Number(partition.head_seq),
      durableSeq: Number(partition.durable_seq),
    };
  });
}

type Reading = Parameters<Parameters<ReturnType<HubDb['transaction']>['execute']>[0]>[0];
type Entry = Awaited<ReturnType<typeof entriesOf>>[number];

function entriesOf(tx: Reading, commit: number, after: number) {
  return tx
    .selectFrom('log')
    .selectAll()
    .where('commit_seq', '=', commit)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute();
}

/** Whole commits, as many as fit in, and the first one in any case. */
async function toCommitEnd(tx: Reading, entries: readonly Entry[], limit: number): Promise<readonly Entry[]> {
  if (entries.length <= limit) return entries;
  const cut = entries[limit]!;
  if (Number(cut.commit_seq) === Number(cut.seq)) return entries.slice(0, limit);
  const whole = entries.filter((entry) => Number(entry.commit_seq) < Number(cut.commit_seq));
  if (whole.length > 0) return whole;
  return [...entries, ...(await entriesOf(tx, Number(cut.commit_seq), Number(cut.seq)))];
}

/** Whether the log still has the link that the device saw. */
async function isOurs(tx: Reading, { seq, chain }: Position): Promise<boolean> {
  if (seq === 0) return true;
  const entry = await tx.selectFrom('log').select('chain').where('seq', '=', seq).executeTakeFirst();
  return entry?.chain === chain;
}

/** The hub was put back: from now on whoever has seen the other log is told (sync.md §4, I14). */
async function newEpoch(tx: Reading, ports: HubPorts): Promise<string> {
  await lockPartition(tx);
  const epoch = ports.random();
  await tx.updateTable('partition').set({ epoch }).execute();
  return epoch;
}
