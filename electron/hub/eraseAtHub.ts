import { withoutIds } from '../changes/erase/blankLog.ts';
import type { Fields, SyncedMutation } from '../sync/protocol/syncedMutation.ts';
import { studentSaid } from './erasures/knownErasures.ts';
import { HubRows } from './HubRows.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import { LogWriter } from './LogWriter.ts';
import { lockPartition } from './lockPartition.ts';
import { slices } from './slices.ts';
import { forgetBlob, unnamedBlobs } from './unnamedBlobs.ts';

/** Rows of the office that name students among others, in one text. */
const NAMING = ['sheetRows', 'signedSheet'];

export interface ErasedAtHub {
  rows: number;
  /** Entries of the log that say nothing any more; their numbers and links stay. */
  entries: number;
  /** Files that nobody names any more, by SHA-256: the database does not know them any longer. */
  files: string[];
}

/**
 * Erases students for good: their rows leave every desk that holds them, and what the log, waiting parts and refused work
 * say of them is blanked (decision 0030).
 */
export async function eraseAtHub(
  db: HubDb,
  ports: HubPorts,
  device: string,
  students: readonly string[],
): Promise<ErasedAtHub> {
  return await db.transaction().execute(async (tx) => {
    const partition = await lockPartition(tx);
    const log = new LogWriter(partition, ports.now());
    log.begin();
    const rows = new HubRows(tx);
    await rows.loadStudents(students);
    const gone = students.flatMap((student) => rows.ofStudent(student));
    for (const row of gone) {
      if (row.fields !== null) leave(log, rows, row, device);
    }
    await unname(tx, rows, { log, device, students: new Set(students) });
    await rows.write();
    await log.write(tx);
    const { entries, hashes } = await blankEntries(tx, gone, partition.head_seq);
    await forgetWaiting(tx, new Set(gone.map(({ entity, id }) => `${entity}\n${id}`)), new Set(students));
    for (const some of slices(students))
      await tx.deleteFrom('student_scope').where('student', 'in', some).execute();
    return { rows: gone.length, entries, files: await forgetFiles(tx, hashes) };
  });
}

function leave(log: LogWriter, rows: HubRows, row: HubRow, device: string): void {
  const { entity, id, ver, scope } = row;
  const seq = log.note({ kind: 'leave', scope, entity, row: id, ver, patch: {}, device, mid: 0 });
  rows.set({ ...row, fields: null, seq });
}

/** Lists that stay for what they say of others say nothing of them any more. */
async function unname(
  tx: HubTx,
  rows: HubRows,
  { log, device, students }: { log: LogWriter; device: string; students: ReadonlySet<string> },
): Promise<void> {
  const stored = await tx
    .selectFrom('row')
    .select(['entity', 'row_id', 'fields'])
    .where('entity', 'in', NAMING)
    .where('fields', '<>', 'null')
    .execute();
  const naming = stored.filter(({ fields }) => withoutIds(fields, students) !== fields);
  await rows.load(naming.map(({ entity, row_id: id }) => ({ entity, id })));
  for (const { entity, row_id: id } of naming) {
    const row = rows.get(entity, id)!;
    const patch: Record<string, string> = {};
    for (const [field, value] of Object.entries(row.fields!)) {
      const text = typeof value === 'string' ? withoutIds(value, students) : value;
      if (text !== value) patch[field] = text as string;
    }
    const ver = row.ver + 1;
    const seq = log.note({ kind: 'up', scope: row.scope, entity, row: id, ver, patch, device, mid: 0 });
    rows.set({ ...row, fields: { ...row.fields, ...patch } as Fields, ver, seq });
  }
}

const HASH = /[0-9a-f]{64}/g;

async function blankEntries(
  tx: HubTx,
  gone: readonly HubRow[],
  upTo: number,
): Promise<{ entries: number; hashes: Set<string> }> {
  let entries = 0;
  const hashes = new Set<string>();
  const byEntity = Map.groupBy(gone, ({ entity }) => entity);
  for (const [entity, rows] of byEntity) {
    for (const ids of slices(rows.map(({ id }) => id))) {
      const said = tx
        .selectFrom('log')
        .select(['seq', 'device', 'mid', 'patch'])
        .where('entity', '=', entity)
        .where('row_id', 'in', ids)
        .where('kind', '=', 'up')
        .where('seq', '<=', upTo);
      const found = await said.execute();
      entries += found.length;
      for (const { patch } of found) for (const [hash] of patch.matchAll(HASH)) hashes.add(hash);
      for (const seqs of slices(found.map(({ seq }) => seq)))
        await tx.updateTable('log').set({ patch: '' }).where('seq', 'in', seqs).execute();
      const byDevice = Map.groupBy(found, ({ device }) => device);
      for (const [device, own] of byDevice)
        for (const mids of slices([...new Set(own.map(({ mid }) => Number(mid)))]))
          await tx
            .updateTable('mutation')
            .set({ args: '{}' })
            .where('device', '=', device)
            .where('mid', 'in', mids)
            .execute();
    }
  }
  return { entries, hashes };
}

/** Of the files that they had: what no row names any more is forgotten. */
async function forgetFiles(tx: HubTx, hashes: ReadonlySet<string>): Promise<string[]> {
  const files: string[] = [];
  for (const some of slices([...hashes])) {
    const unnamed = await unnamedBlobs(tx).where('blob.sha256', 'in', some).execute();
    for (const { sha256 } of unnamed) {
      await forgetBlob(tx, sha256);
      files.push(sha256);
    }
  }
  return files;
}

/** Takes them out of what was refused or waits for the rest of its commit. */
async function forgetWaiting(
  tx: HubTx,
  gone: ReadonlySet<string>,
  students: ReadonlySet<string>,
): Promise<void> {
  for (const table of ['quarantine', 'staged'] as const) {
    const bodies = await tx.selectFrom(table).select(['device', 'mid', 'body']).execute();
    for (const { device, mid, body } of bodies) {
      const mutation = JSON.parse(body) as SyncedMutation;
      const changes = mutation.changes.filter(
        (change) => !gone.has(`${change.entity}\n${change.id}`) && !students.has(studentSaid(change) ?? ''),
      );
      if (changes.length === mutation.changes.length) continue;
      await tx
        .updateTable(table)
        .set({ body: JSON.stringify({ ...mutation, args: '{}', changes }) })
        .where('device', '=', device)
        .where('mid', '=', mid)
        .execute();
    }
  }
}
