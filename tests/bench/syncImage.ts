/**
 * A desk that begins with an image: how long the hub makes it (SQLite folder, encrypted), and how long a desk takes from the
 * fetched file to tables that can be asked, indexes and log included. The peer, in the same run: the same rows as pages of
 * JSON, written one by one the way of all changes. Without the wire.
 *
 *   node tests/bench/syncImage.ts [rows]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { workOff } from '../../electron/core/sync/workOff.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { folderImages } from '../../electron/hub/images/folderImages.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { rowsOfFile } from '../../electron/sync/client/imageRows.ts';
import { joinHub } from '../../electron/sync/client/joinHub.ts';
import { writeShown } from '../../electron/sync/client/writeShown.ts';
import { ROW_SCHEMA } from '../../electron/sync/rules/rowSchema.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { hubMeans, hubPorts, noTrouble } from '../harness/hubEngines.ts';
import { testKey } from '../harness/testKey.ts';
import { benchRow } from './writeBenchRoster.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
const KEY = 'ab'.repeat(32);
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-image-'));

async function fillHub({ db }: ServedHub): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (let from = 0; from < ROWS; from += 1_000) {
      const rows = Array.from({ length: Math.min(1_000, ROWS - from) }, (_, n) => rowOf(from + n));
      await tx.insertInto('row').values(rows).execute();
    }
  });
}

function rowOf(n: number) {
  const row = benchRow(n);
  const values: Record<string, string> = {};
  for (const [at, field] of STUDENT_FIELDS.entries()) if (row[at]) values[field] = String(row[at]);
  const student = `0190${String(n).padStart(28, '0')}`;
  const fields = JSON.stringify({ ...values, idNumber: String(row[6]), collegeName: `第${n % 40}学院` });
  return {
    entity: 'record',
    row_id: `${student}/chsi`,
    student,
    scope: `第${n % 40}学院`,
    fields,
    ver: 1,
    seq: 1,
  };
}

async function timed<Result>(
  what: string,
  rows: number,
  work: () => Promise<Result> | Result,
): Promise<Result> {
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  say(`${what}: ${seconds.toFixed(2)} s, ${Math.round(rows / seconds)} rows/s`);
  return result;
}

function desk(name: string) {
  const dataDir = join(folder, name);
  const db = openDatabase(dataDir, testKey(folder));
  db.raw.pragma('cache_size = -262144');
  db.raw.pragma('wal_autocheckpoint = 0');
  joinHub(db, name);
  return db;
}

const dataDir = join(folder, 'hub');
const hub = await openHub({ engine: 'sqlite', dataDir, means: hubMeans() }, hubPorts(), noTrouble);
try {
  say(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  await fillHub(hub);
  const make = folderImages(dataDir, hub.unlocked.key);
  for (const [grant, name] of [
    ['*', 'the whole school'],
    [JSON.stringify(['第1学院']), 'one college of forty'],
  ] as const) {
    const path = join(folder, `${name}.img`);
    const order = { grant: grant === '*' ? '"*"' : grant, schema: ROW_SCHEMA, key: KEY, file: path };
    const share = grant === '*' ? ROWS : ROWS / 40;
    const made = await timed(`${name}: hub makes`, share, () => make(order, new AbortController().signal));
    say(`  ${made.rows} rows, ${(made.bytes / 1e6).toFixed(1)} MB packed and sealed`);
    const file = { id: 'a', key: KEY, ...made };
    const image = {
      ...{
        kind: 'image' as const,
        seq: 1,
        token: 't',
        grantVersion: 1,
        whole: grant === '*',
        follows: false,
      },
      ...{ rows: [], file, acks: [], durableSeq: 0, lastMid: 0 },
    };
    const taking = { image, isOther: false, trusts: false, at: 0 };
    const db = desk(name);
    await timed(`${name}: desk takes`, made.rows, () =>
      workOff(db, { kind: 'image', taking, path }, { heed: () => undefined }),
    );
    await timed('  write-ahead log into the store', made.rows, () =>
      db.raw.pragma('wal_checkpoint(TRUNCATE)'),
    );
    db.raw.close();
    const peer = desk(`peer of ${name}`);
    const entry = { name: 'sync.reset', args: '{}', device: 'd', actor: '', at: 0, batch: null };
    const keep = peer.write('INSERT INTO sync_row (entity, entity_id, ver) VALUES (?, ?, ?)');
    await timed('  peer: pages of JSON, row by row', made.rows, () =>
      peer.transaction(() => {
        for (const rows of rowsOfFile(path, file).slices()) {
          for (const { entity, id, ver } of rows) keep.run(entity, id, ver);
          const shown = rows.map(({ entity, id, fields }) => ({
            entity,
            id,
            from: null,
            to: JSON.parse(fields),
          }));
          writeShown(peer, entry, shown);
        }
      }),
    );
    peer.raw.close();
  }
  say(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}
