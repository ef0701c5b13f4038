/**
 * Cases for so many students at once: found, opened as problems of a campaign, moved on by one step, cancelled half way,
 * listed, and taken back; each with the longest time in which nothing else was answered; against bare inserts of as many
 * rows of the same size into tables of the same shape, in one transaction.
 *
 *   node tests/bench/manyCases.ts [students]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { timed, times } from './timed.ts';
import { writeBenchStudents } from './writeBenchStudents.ts';

const students = Number(process.argv[2] ?? 20_000);
const dir = mkdtempSync(join(tmpdir(), 'xueji-cases-'));
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  writeBenchStudents(dir, students);
  const core = await openCore(dir);
  const { campaigns, cases, caseWork, imports } = core.client;
  const made = { type: 'graduation-photo', name: '图像校对', deadline: '2099-12-31' } as const;
  await campaigns.create({ ...made, lockRule: '24h', population: {} });
  const { problems } = await timed('problems found', () => cases.problems({}));
  const { origin, type, count } = problems[0]!;
  if (count !== students) throw new Error(`${count} of ${students} have the problem`);
  await timed('cancelled when the first was written', async () => {
    const controller = new AbortController();
    const events = await caseWork.openProblems({ origin, type }, { signal: controller.signal });
    for await (const event of events) if (event.type === 'progress' && event.stage === 'save') break;
  });
  if ((await cases.list({ limit: 1 })).total !== 0)
    throw new Error('something was left of what was cancelled');
  const opened = await timed(`opened ${students}`, async () =>
    resultOf(await caseWork.openProblems({ origin, type })),
  );
  const all: { case: string; seen: number }[] = [];
  await timed('listed, all pages', async () => {
    for (let offset = 0; offset < students; offset += 500) {
      const { items } = await cases.list({ query: {}, offset, limit: 500 });
      all.push(...items.map(({ id, version }) => ({ case: id, seen: version })));
    }
  });
  await timed('first page', () => cases.list({ query: {}, limit: 100 }));
  const fill = { do: 'fill', form: { photographer: '照相馆' } } as const;
  await timed('filled in all', async () => resultOf(await caseWork.act({ cases: all, action: fill })));
  const seen = all.map((one) => ({ ...one, seen: one.seen + 1 }));
  const step = { do: 'move', move: 'send', person: '乙' } as const;
  const moved = await timed('moved all by a step', async () =>
    resultOf(await caseWork.act({ cases: seen, action: step })),
  );
  await timed('took the step back', async () => resultOf(await imports.undo({ batch: moved.batch })));
  if (opened.opened !== students) throw new Error(`${opened.opened} of ${students} were opened`);
  await core.close();

  const db = connect(join(dir, STORE_FILE), testKey(dir));
  db.raw.exec(
    'CREATE TABLE peer_file AS SELECT * FROM case_file WHERE 0; CREATE TABLE peer_entry AS SELECT * FROM case_entry WHERE 0; CREATE TABLE peer_log AS SELECT * FROM change WHERE 0',
  );
  const started = performance.now();
  db.raw.exec(
    `BEGIN; INSERT INTO peer_file SELECT * FROM case_file;
     INSERT INTO peer_entry SELECT * FROM case_entry WHERE version = 1;
     INSERT INTO peer_log SELECT * FROM change WHERE entity IN ('case', 'caseEntry') ORDER BY seq LIMIT ${2 * students}; COMMIT`,
  );
  const peer = performance.now() - started;
  db.raw.close();
  say(
    `bare inserts: ${peer.toFixed(0)} ms; opening takes ${(times.get(`opened ${students}`)! / peer).toFixed(1)} times as long`,
  );
} finally {
  rmSync(dir, { recursive: true, force: true });
}
