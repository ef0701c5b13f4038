/**
 * Pages, filters, searches and counts over a million students, each query new to the core, against the same
 * search by SQL LIKE in the same run; and how soon the core is there with the first page.
 *
 *   node tests/bench/searchStudents.ts [students]
 */

import { join } from 'node:path';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { openCore } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { benchRow } from './writeBenchRoster.ts';
import { writeBenchStore } from './writeBenchStore.ts';

/** How often each kind of question is asked, each time with other values. */
const ROUNDS = 40;

const students = Number(process.argv[2] ?? 1_000_000);
const folder = writeBenchStore(students);

/** What a person may type, pick or scroll to; `round` makes each one new. */
const QUESTIONS: Record<string, (round: number) => object> = {
  'one character of a name': (round) => ({ search: '王李张刘陈杨赵黄周吴'[round % 10], sort: sortBy(round) }),
  'two characters of a name': (round) => ({ search: benchRow(round * 997)[2]!.slice(0, 2) }),
  'one initial': (round) => ({ search: 'wlzcyhsxfg'[round % 10], sort: sortBy(round) }),
  'two initials': (round) => ({ search: 'wlzcyhsxfg'[round % 10]! + 'fnmjlqyxgh'[(round >> 2) % 10]! }),
  pinyin: (round) => ({
    search: ['wangfang', 'liuyan', 'zhangjun', 'chenjie', 'yangyong'][round % 5]! + 'abcdefgh'[round >> 3],
  }),
  'a syllable': (round) => ({
    search: ['wang', 'liu', 'zha', 'che', 'yan', 'fang', 'hua'][round % 7],
    sort: sortBy(round),
  }),
  'one digit': (round) => ({ search: String(round % 10), sort: sortBy(round) }),
  'two digits': (round) => ({ search: String(10 + round * 2) }),
  'three digits': (round) => ({ search: String(100 + round * 21) }),
  'four digits': (round) => ({ search: String(2000 + round) }),
  'six digits': (round) => ({ search: benchRow(round * 991)[6]!.slice(8, 14) }),
  'a whole number': (round) => ({ search: benchRow(round * 991)[1]! }),
  'a class': (round) => ({ filter: { fields: { className: [`${round * 7}班`] } } }),
  'two filters': (round) => ({
    filter: { fields: { collegeName: [`第${(round % 25) + 1}学院`], grade: [String(2021 + (round % 4))] } },
  }),
  'a status': (round) => ({
    filter: { statuses: ['excluded'], fields: { collegeName: [`第${(round % 25) + 1}学院`] } },
  }),
  'search, status and filter': (round) => ({
    search: benchRow(round * 13)[2]![0],
    filter: { statuses: ['not-verified'], fields: { grade: [String(2021 + (round % 4))] } },
  }),
};

function sortBy(round: number): object {
  const keys = ['class', 'studentNo', 'name', 'status'];
  return { key: keys[Math.floor(round / 10) % 4], descending: round % 2 === 1 };
}

function percentile(times: number[], share: number): string {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

const began = performance.now();
const core = await openCore(folder);
const ready = performance.now() - began;
const first = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
print(
  `core ready ${ready.toFixed(0)} ms, first page of ${first.total} ${(performance.now() - began).toFixed(0)} ms`,
);
for (const key of ['studentNo', 'name', 'status'] as const) {
  await core.client.students.page({ query: { sort: { key, descending: false } }, offset: 0, limit: 1 });
}

const all: number[] = [];
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const query = studentQuery.parse(ask(round));
    const started = performance.now();
    const page = await core.client.students.page({ query, offset: 0, limit: 100 });
    const deep = Math.floor(page.total / 2);
    times.push(performance.now() - started);
    const next = performance.now();
    await core.client.students.page({ query, offset: deep, limit: 100 });
    all.push(performance.now() - next);
  }
  all.push(...times);
  print(`page: ${name.padEnd(28)} median ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`);
}
print(
  `page: any                          median ${percentile(all, 0.5)} ms, p95 ${percentile(all, 0.95)} ms`,
);

const counts: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const ask of Object.values(QUESTIONS)) {
    const query = studentQuery.parse(ask(round + 100));
    const started = performance.now();
    await core.client.students.facets({ query, fields: ['collegeName'] });
    counts.push(performance.now() - started);
  }
}
print(
  `count with statuses and colleges   median ${percentile(counts, 0.5)} ms, p95 ${percentile(counts, 0.95)} ms`,
);
for (const by of ['college', 'class'] as const) {
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const started = performance.now();
    await core.client.campaigns.progress({ by });
    times.push(performance.now() - started);
  }
  print(
    `progress by ${by.padEnd(23)} median ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`,
  );
}
await core.close();

const db = connect(join(folder, STORE_FILE), testKey(folder));
const like: number[] = [];
for (let round = 0; round < 10; round++) {
  const started = performance.now();
  db.read('SELECT count(*) FROM student WHERE name LIKE ?').get(`%${'王李张刘陈杨赵黄周吴'[round]}%`);
  like.push(performance.now() - started);
}
db.raw.close();
print(`peer: one character by SQL LIKE    median ${percentile(like, 0.5)} ms (count only, no page)`);
print(`memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
