import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';
import { lockPartition } from './lockPartition.ts';

const DAY_MS = 24 * 3600 * 1000;
/** A device that was not there for so long begins anew (sync.md §5.5). */
const SEEN_MS = 30 * DAY_MS;
/** Nobody is waited for longer than this, nor is a backup. */
const LONGEST_MS = 180 * DAY_MS;
/** Entries that are blanked in one transaction: others push between. */
const AT_ONCE = 500;

export interface Compacted {
  /** Whoever is behind it begins anew. */
  horizon: number;
  /** Entries that say nothing any more, and arguments of mutations. */
  entries: number;
  mutations: number;
}

/**
 * Takes out of the log what nobody needs any more: what later entries of the same row say anew, answers that their device
 * has, arguments of what nobody will pull. Numbers and links stay, so that old positions can still be checked. What is
 * left adds up to the same rows at every position from the horizon on (I16). A run that was broken off is gone on with by
 * the next. `heed`: between two transactions; it may throw, and what was done until then stays.
 */
export async function compactLog(
  db: HubDb,
  ports: HubPorts,
  heed: (done: number) => Promise<void> | void = () => undefined,
): Promise<Compacted> {
  const horizon = await moveHorizon(db, ports.now());
  const entries = (await blankRows(db, horizon, heed)) + (await blankAnswers(db, horizon, heed));
  return { horizon, entries, mutations: await blankArguments(db, horizon, heed) };
}

/** First of all: who is behind it is told so before anything is missing. It never goes back. */
async function moveHorizon(db: HubDb, now: number): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const partition = await lockPartition(tx);
    const before = (await readNote(tx, 'horizon')) ?? 0;
    const horizon = Math.max(before, await horizonOf(tx, partition.durable_seq, now));
    if (horizon > before) await writeNote(tx, 'horizon', horizon);
    return horizon;
  });
}

async function horizonOf(tx: HubTx, durable: number, now: number): Promise<number> {
  const devices = await tx
    .selectFrom('device')
    .select(({ fn }) => fn.min('seen_seq').as('least'))
    .where('state', '=', 'active')
    .where('seen_at', '>=', now - SEEN_MS)
    .executeTakeFirst();
  const least = devices?.least ?? null;
  const needed = least === null ? durable : Math.min(durable, Number(least));
  const old = await tx
    .selectFrom('log')
    .select(({ fn }) => fn.max('commit_seq').as('last'))
    .where('at', '<', now - LONGEST_MS)
    .executeTakeFirst();
  const tooOld = Number(old?.last ?? 1) - 1;
  return wholeCommit(tx, Math.max(needed, tooOld));
}

/** A commit is never cut: the last entry of the last one that is wholly there. */
async function wholeCommit(tx: HubTx, seq: number): Promise<number> {
  const next = await tx
    .selectFrom('log')
    .select('commit_seq')
    .where('seq', '=', seq + 1)
    .executeTakeFirst();
  return next ? Math.min(seq, Number(next.commit_seq) - 1) : seq;
}

type RowEntry = Pick<HubTables['log'], 'seq' | 'kind' | 'scope' | 'entity' | 'row_id' | 'patch'>;

/**
 * Row by row, from the newest entry back: an entry of which every field is said anew later, where the same devices see
 * it, or that is followed by the row’s leaving, is not needed.
 */
async function blankRows(db: HubDb, horizon: number, heed: (done: number) => unknown): Promise<number> {
  let [entity, row, seq] = ['', '', Number.MAX_SAFE_INTEGER];
  let [of, later] = ['', new Map<string, Set<string> | 'all'>()];
  let blanked = 0;
  for (;;) {
    const entries: RowEntry[] = await db
      .selectFrom('log')
      .select(['seq', 'kind', 'scope', 'entity', 'row_id', 'patch'])
      .where('seq', '<=', horizon)
      .where('kind', 'in', ['up', 'leave'])
      .where((where) =>
        where.or([
          where('entity', '>', entity),
          where.and([where('entity', '=', entity), where('row_id', '>', row)]),
          where.and([where('entity', '=', entity), where('row_id', '=', row), where('seq', '<', seq)]),
        ]),
      )
      .orderBy('entity')
      .orderBy('row_id')
      .orderBy('seq', 'desc')
      .limit(AT_ONCE)
      .execute();
    const needless: number[] = [];
    for (const entry of entries) {
      const key = `${entry.entity}\n${entry.row_id}`;
      if (key !== of) [of, later] = [key, new Map()];
      if (entry.patch !== '' && isNeedless(entry, later)) needless.push(Number(entry.seq));
    }
    await blank(db, needless);
    blanked += needless.length;
    await heed(blanked);
    const last = entries.at(-1);
    if (!last || entries.length < AT_ONCE) return blanked;
    [entity, row, seq] = [last.entity, last.row_id, Number(last.seq)];
  }
}

/** `later`: by scope, the fields that entries behind this one say; `all`: the row leaves it. Notes what this one says. */
function isNeedless({ kind, scope, patch }: RowEntry, later: Map<string, Set<string> | 'all'>): boolean {
  if (kind === 'leave') {
    later.set(scope, 'all');
    return false;
  }
  const said = later.get(scope);
  if (said === 'all') return true;
  const fields = Object.keys(JSON.parse(patch) as Fields);
  if (said && fields.every((field) => said.has(field))) return true;
  later.set(scope, new Set([...(said ?? []), ...fields]));
  return false;
}

/** Answers that their device has taken. */
async function blankAnswers(db: HubDb, horizon: number, heed: (done: number) => unknown): Promise<number> {
  let blanked = 0;
  for (const { id, seen_seq } of await db.selectFrom('device').select(['id', 'seen_seq']).execute()) {
    for (;;) {
      const answers = await db
        .selectFrom('log')
        .select('seq')
        .where('kind', '=', 'ack')
        .where('device', '=', id)
        .where('seq', '<=', Math.min(horizon, Number(seen_seq)))
        .where('patch', '<>', '')
        .limit(AT_ONCE)
        .execute();
      await blank(
        db,
        answers.map(({ seq }) => Number(seq)),
      );
      blanked += answers.length;
      await heed(blanked);
      if (answers.length < AT_ONCE) break;
    }
  }
  return blanked;
}

async function blank(db: HubDb, seqs: readonly number[]): Promise<void> {
  if (seqs.length > 0) await db.updateTable('log').set({ patch: '' }).where('seq', 'in', seqs).execute();
}

/** What was asked for is only told with its entries. */
async function blankArguments(db: HubDb, horizon: number, heed: (done: number) => unknown): Promise<number> {
  let blanked = 0;
  for (;;) {
    const told = await db
      .selectFrom('mutation')
      .select(['device', 'mid'])
      .where('seq', '<=', horizon)
      .where('args', '<>', '{}')
      .limit(AT_ONCE)
      .execute();
    for (const [device, own] of Map.groupBy(told, (one) => one.device))
      await db
        .updateTable('mutation')
        .set({ args: '{}' })
        .where('device', '=', device)
        .where(
          'mid',
          'in',
          own.map(({ mid }) => Number(mid)),
        )
        .execute();
    blanked += told.length;
    await heed(blanked);
    if (told.length < AT_ONCE) return blanked;
  }
}
