/**
 * Printed sheets of a campaign: the first list after something was written, the next page of it, and a return of forty
 * rows that is saved; against bare SQL in the same run: the rows of the sheets, and one transaction of forty events.
 *
 *   node tests/bench/sheetLists.ts [sheets]
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import type { ReportResult } from '../../shared/contract/reports.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const ROUNDS = 15;
const IN_A_CLASS = 40;
const sheets = Number(process.argv[2] ?? 3_000);
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-sheets-'));
cpSync(writeBenchStore(sheets * IN_A_CLASS), folder, { recursive: true });

async function median(work: (round: number) => unknown, prepare?: (round: number) => unknown) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await prepare?.(round);
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[ROUNDS >> 1]!;
}

const core = await openCore(folder);
const { campaigns, reports, sheets: desk } = core.client;
const campaign = (await campaigns.list())[0]!.id;
const request = { kind: 'record-check-sheet', campaign, filter: {}, format: 'xlsx', by: 'class' } as const;
await resultOf<ReportResult>(await reports.create(request));
const page = (offset: number) => desk.list({ query: { campaign }, offset, limit: 100 });
const { items, total } = await page(0);
const numbers = items.map(({ number }) => number);
const hand = (round: number) =>
  desk.handle({ numbers: [numbers[round]!], kind: 'handed', holder: '王老师', at: Date.now() });
const first = await median(() => page(0), hand);
const next = await median((round) => page(round * 100));
const scans: Awaited<ReturnType<typeof desk.scan>>[] = [];
const scan = await median(async (round) => scans.push(await desk.scan({ text: numbers[round]!, campaign })));
const back = await median((round) =>
  desk.return({
    number: numbers[round]!,
    campaign,
    answers: scans[round]!.rows.map(({ at }) => ({
      at,
      answer: at === 0 ? 'wrong' : 'correct',
      written: '民族',
    })),
  }),
);
await core.close();

const db = connect(join(folder, STORE_FILE), testKey(folder));
const rows = await median(() => db.read('SELECT * FROM sheet ORDER BY data_time, number').all());
db.raw.exec('CREATE TABLE peer AS SELECT * FROM event WHERE 0');
const insert = db.raw.prepare('INSERT INTO peer SELECT * FROM event WHERE n = ?');
const events = await median(() => {
  db.raw.exec('BEGIN');
  for (let n = 1; n <= IN_A_CLASS; n++) insert.run(n);
  db.raw.exec('COMMIT');
});
db.raw.close();
rmSync(folder, { recursive: true, force: true });
const ms = (time: number) => `${time.toFixed(1)} ms`;
process.stdout.write(
  `${total} sheets: first list after a change ${ms(first)}, next page ${ms(next)}; bare rows ${ms(rows)}, ratio ${(first / rows).toFixed(1)}\n` +
    `${IN_A_CLASS} rows: scanned ${ms(scan)}, return saved ${ms(back)}; bare inserts ${ms(events)}, ratio ${(back / events).toFixed(1)}\n`,
);
