/**
 * Statistics by class of a whole school with a campaign: the first answer after the start, with the store got ready
 * meanwhile and without, again and again, and after
 * a verdict on one student; against a bare GROUP BY class in the same run.
 *
 *   node tests/bench/classProgress.ts [students]
 */

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { openCore, strictLog } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const ROUNDS = 20;
/** About what it takes until a person has found the page. */
const WARMING_MS = 6_000;
const students = Number(process.argv[2] ?? 1_000_000);
const folder = writeBenchStore(students);

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => work(round)));
  return times.sort((one, other) => one - other)[ROUNDS >> 1]!;
}

const said: string[] = [];
const tell = (what: string, ms: number) => said.push(`${what} ${ms.toFixed(0)} ms`);

// As a window that is looked at after a moment, while the store is got ready behind it.
const warmed = await createCore({
  ...{
    dataDir: folder,
    key: testKey(folder),
    clock: systemClock,
    ids: uuidIds,
    log: strictLog,
    actor: 'bench',
    warms: true,
  },
});
await setTimeout(WARMING_MS);
tell(
  `first, asked ${WARMING_MS / 1000} s after the start`,
  await timed(() => warmed.client.campaigns.progress({ by: 'class' })),
);
await warmed.close();

const core = await openCore(folder);
const { campaigns, students: list } = core.client;
const byClass = () => campaigns.progress({ by: 'class' });
tell('first after the start', await timed(byClass));
const again = await median(byClass);
tell('again', again);
tell('by college', await median(() => campaigns.progress({ by: 'college' })));
const { items } = await list.page({ query: {}, offset: 0, limit: ROUNDS + 1 });
const campaign = (await campaigns.list())[0]!.id;
const afterVerdict: number[] = [];
for (const { id } of items) {
  await campaigns.record({ campaign, selection: { ids: [id] }, verdict: 'correct' });
  afterVerdict.push(await timed(byClass));
}
tell('after a verdict', afterVerdict.sort((one, other) => one - other)[afterVerdict.length >> 1]!);
await core.close();

const db = connect(join(folder, STORE_FILE), testKey(folder));
const plain = await median(() =>
  db.read('SELECT college_name, class_name, count(*) FROM student GROUP BY college_name, class_name').all(),
);
tell('bare GROUP BY class', plain);
db.raw.close();
process.stdout.write(
  `${students} students: ${said.join(', ')}; again against GROUP BY: ratio ${(again / plain).toFixed(2)}\n`,
);
