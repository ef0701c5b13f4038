import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectSqlite, HUB_FILE } from '../../electron/hub/connectSqlite.ts';
import { migrateHub } from '../../electron/hub/migrateHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { settleHub } from '../../electron/hub/settleHub.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { hubPorts } from '../harness/hubEngines.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { HubDevice, record } from '../sync/HubDevice.ts';

const PUSHES = 6;
/** A frame of the write-ahead log: 24 bytes and a page. */
const FRAME = 24 + 8192;

it('a hub whose power goes has everything that it acknowledged, wherever its log is torn behind that', async () => {
  const folder = temporaryFolder();
  const file = join(folder, HUB_FILE);
  const { db, raw } = connectSqlite(file, STORE_KEY);
  // Every commit is on the disk before it is answered: what is torn below lies behind the last answer.
  expect(raw.pragma('synchronous', { simple: true })).toBe(2);
  await migrateHub(db, 'sqlite');
  await settleHub(db, hubPorts(), 'here');
  const device = await HubDevice.enrolled({ db }, hubPorts(), 'd', '*');
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.pragma('wal_autocheckpoint = 0');
  const answered = [0];
  for (let push = 1; push <= PUSHES; push++) {
    await device.push(record(`s${push}`, { name: '学生', remark: '字'.repeat(push * 900) }));
    answered.push(statSync(`${file}-wal`).size);
  }
  const log = readFileSync(`${file}-wal`);
  const whole = join(folder, 'whole');
  mkdirSync(whole);
  cpSync(file, join(whole, HUB_FILE));
  await db.destroy();
  let torn = 0;
  /** What a hub says that is started with so much of the log; `spoilt`: the last bytes are others. */
  const startedWith = async (bytes: number, spoilt: number) => {
    torn += 1;
    const at = join(folder, `torn-${torn}`);
    cpSync(whole, at, { recursive: true });
    const left = Buffer.from(log.subarray(0, bytes));
    left.fill(0xa5, bytes - spoilt);
    writeFileSync(join(at, `${HUB_FILE}-wal`), left);
    const opened = connectSqlite(join(at, HUB_FILE), STORE_KEY);
    try {
      const { fault } = await readAtOnce(opened.db, (tx) => verifyLog(tx));
      const { last_mid } = await opened.db.selectFrom('device').select('last_mid').executeTakeFirstOrThrow();
      const rows = await opened.db.selectFrom('row').select('row_id').execute();
      return { fault, mids: Number(last_mid), rows: rows.length };
    } finally {
      await opened.db.destroy();
    }
  };
  for (let push = 1; push <= PUSHES; push++) {
    const [before, after] = [answered[push - 1]!, answered[push]!];
    expect(after).toBeGreaterThan(before);
    const there = { fault: null, mids: push - 1, rows: push - 1 };
    for (let bytes = before; bytes < after; bytes += FRAME) {
      expect(await startedWith(bytes, 0)).toEqual(there);
      expect(await startedWith(Math.min(bytes + FRAME / 2, after - 1), 0)).toEqual(there);
    }
    expect(await startedWith(after, 9)).toEqual(there);
    expect(await startedWith(after, 0)).toEqual({ fault: null, mids: push, rows: push });
  }
  expect(torn).toBeGreaterThan(PUSHES * 4);
});
