import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { clockBehind } from '../../electron/core/clockBehind.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { resultOf } from '../harness/openCore.ts';
import { runImport, setClock, undoImport } from '../harness/runImport.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { expectWhole } from './expectWhole.ts';
import type { Acknowledged, Job } from './faultJobs.ts';
import { openFaultCore } from './openFaultCore.ts';
import { writeRoster } from './writeRoster.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

/** Does a job in a process with so little memory; null for the exit code: it was killed. */
function workWith(nodeArgs: string[], job: Job): Promise<{ code: number | null; kept: Acknowledged[] }> {
  const worker = join(import.meta.dirname, 'workerMain.ts');
  const child = spawn(process.execPath, [...nodeArgs, worker], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const kept: Acknowledged[] = [];
  return new Promise((resolve) => {
    child.on('message', (message: { kind: string; what: Acknowledged }) => {
      if (message.kind === 'ready') child.send(job);
      if (message.kind === 'kept') kept.push(message.what);
      if (message.kind === 'done') child.kill('SIGKILL');
    });
    child.once('exit', (code) => resolve({ code, kept }));
  });
}

describe('a store', () => {
  const folder = folderForAll();
  const origin = join(folder, 'origin');

  beforeAll(async () => {
    const core = await openFaultCore(origin);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    await runImport(core, writeRoster(join(folder, 'first.csv'), 1, 200), { kind: 'roster', source: 'sis' });
    await core.close();
  }, 60_000);

  it.each([48, 64, 96])(
    'is whole after an import in a process of %d MB of heap',
    async (megabytes) => {
      const dataDir = join(folder, `memory-${megabytes}`);
      cpSync(origin, dataDir, { recursive: true });
      const file = writeRoster(join(folder, `many-${megabytes}.csv`), 1_000, 20_000);
      const { kept } = await workWith([`--max-old-space-size=${megabytes}`], {
        kind: 'import',
        dataDir,
        file,
      });
      await expectWhole(dataDir, kept);
    },
    120_000,
  );

  it('holds order, undo and deadlines when the clock jumps by years', async () => {
    const dataDir = join(folder, 'clock');
    cpSync(origin, dataDir, { recursive: true });
    const clock = setClock(Date.now());
    const core = await openFaultCore(dataDir, clock);
    const batches: string[] = [];
    const start = clock.time;
    for (const [at, years] of [0, 3, -5, 0, 10, -1].entries()) {
      clock.time = start + years * YEAR;
      const file = writeRoster(join(folder, `clock-${at}.csv`), 1_000 * (at + 1), 20);
      const { batch } = await runImport(core, file, { kind: 'roster', source: 'sis' });
      batches.push(batch.batch);
    }
    // Newest first by the order of the log, whatever the clock said.
    const listed = (await core.client.imports.batches()).map(({ batch }) => batch);
    expect(listed.slice(0, batches.length)).toEqual([...batches].reverse());
    const campaign = await core.client.campaigns.create({
      ...{ name: '核对', type: 'graduation-photo', deadline: '2027-06-30', lockRule: '24h', population: {} },
    });
    // Undone in another order than made, and under clocks that none of them was made under.
    for (const [at, batch] of [2, 5, 0, 4, 1, 3].map((which, turn) => [turn, batches[which]!] as const)) {
      clock.time = start + (at % 2 === 0 ? -20 : 20) * YEAR;
      expect((await undoImport(core, batch)).kept).toEqual([]);
    }
    const { total } = await core.client.students.page({ query: {}, offset: 0, limit: 1 });
    expect(total).toBe(200);
    const shown = (await core.client.campaigns.list()).find(({ id }) => id === campaign.id);
    expect(shown?.deadline).toBe('2027-06-30');
    await resultOf(await core.client.backups.make());
    await core.close();
    await expectWhole(dataDir, []);
    const db = connect(join(dataDir, STORE_FILE), STORE_KEY);
    try {
      // Told, never refused.
      expect(clockBehind(db, start)).toBe(20 * YEAR);
      expect(clockBehind(db, start + 20 * YEAR - DAY)).toBeNull();
    } finally {
      db.raw.close();
    }
  }, 120_000);
});
