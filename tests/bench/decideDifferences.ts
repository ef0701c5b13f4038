/**
 * Deciding all ways of writing of one kind at once, taking it back, and reading the list again; against the same rows
 * written by plain SQL into tables of the same shape: a decision and its log entry each, and where a word is
 * accepted also staff's record, the student's row and their log entry.
 *
 *   node tests/bench/decideDifferences.ts [students]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { writeChange } from '../../electron/changes/writeChange.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import type { FileSource, PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 100_000);
const CHUNK = 1_000;
const sources: FileSource[] = ['chsi', 'sis'];
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-'));
const idOf = (index: number) => `S${String(index).padStart(20, '0')}`;

/** Every second name has a blank too many in one of the sources. */
function valuesOf(index: number, source: FileSource): PartialStudentValues {
  const row = benchRow(index);
  return {
    examNo: row[0]!,
    studentNo: row[1]!,
    name: source === 'sis' && index % 2 === 0 ? `${row[2]} ` : row[2]!,
    gender: row[3]!,
    birthDate: row[4]!,
    idType: 'resident',
    idNumber: row[6]!,
    ethnicity: row[8]!,
    collegeName: `第${(index % 25) + 1}学院`,
    majorName: `专业${(index % 300) + 1}`,
    className: `班${index % 3000}`,
    level: '本科',
    grade: String(2021 + (index % 4)),
    registrationStatus: '注册学籍',
  };
}

{
  const db = openDatabase(folder, testKey(folder));
  for (const source of sources) {
    db.transaction(() => {
      for (let at = 0; at < students; at += CHUNK) {
        const rows = Array.from({ length: Math.min(CHUNK, students - at) }, (_, offset) => ({
          student: idOf(at + offset),
          isNew: source === 'chsi',
          values: valuesOf(at + offset, source),
        }));
        const context = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
        writeChange(db, 'import.chunk', { source, chunk: at / CHUNK, rows }, context);
      }
    });
  }
  db.raw.close();
}

/** The longest that the core answered nobody. */
let blocked = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  blocked = Math.max(blocked, now - last);
  last = now;
}, 1).unref();

interface Times {
  ms: number;
  /** Of all threads: what a busy computer makes longer least. */
  cpu: number;
  block: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result } & Times> {
  await later(20);
  blocked = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  await later(20);
  return { result, ms, cpu: (user + system) / 1000, block: blocked };
}

const said = ({ ms, cpu, block }: Times) =>
  `${Math.round(ms)} ms (CPU ${Math.round(cpu)} ms; nobody else answered for ${Math.round(block)} ms)`;

const core = await openCore(folder);
const { reconcile, imports } = core.client;
const all = { kinds: ['space' as const], states: ['open' as const, 'returned' as const] };
const list = () => timed(() => reconcile.work({ sources, filter: all, offset: 0, limit: 100 }));
const { version } = await resultOf(await reconcile.compare({ sources }));
const count = (await list()).result.total;
const ours = { ignore: 0, accept: 0 };
for (const [decision, accept] of [
  ['ignore', null],
  ['accept', 'chsi'],
] as const) {
  const request = { sources, version, which: { all, count }, decision, accept };
  const done = await timed(async () => resultOf(await reconcile.decide(request)));
  const read = await list();
  const undone = await timed(async () => resultOf(await imports.undo({ batch: done.result.batch })));
  const again = await list();
  if (done.result.decided !== count || read.result.total !== 0 || again.result.total !== count)
    throw new Error('Not all was decided, or not all was taken back');
  ours[decision] = done.ms;
  process.stdout.write(
    `${decision} ${count}: ${said(done)}; list ${said(read)}\n  taken back: ${said(undone)}; list ${said(again)}\n`,
  );
}
const one = (await reconcile.work({ sources, filter: all, offset: 0, limit: 1 })).items[0]!;
const items = [{ student: one.student, field: one.field }];
const single = await timed(async () =>
  resultOf(await reconcile.decide({ sources, version, which: { items }, decision: 'ignore' })),
);
process.stdout.write(`one alone: ${said(single)}; list ${said(await list())}\n`);
await core.close();

const peer = openDatabase(mkdtempSync(join(folder, 'peer-')), null);
const decided = JSON.stringify([
  ['chsi', '张三'],
  ['sis', '张三 '],
]);
function plainly(accepts: boolean): number {
  const start = performance.now();
  peer.transaction(() => {
    const decision = peer.write('INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)');
    const log = peer.write(
      "INSERT INTO change (mutation, entity, entity_id, student_n, kind, patch) VALUES (1, ?, ?, ?, 'made', ?)",
    );
    const record = peer.write('INSERT OR REPLACE INTO source_record VALUES (?, ?, ?)');
    const student = peer.write('UPDATE student SET sources = ?, name = ? WHERE n = ?');
    for (let index = 0; index < students; index += 2) {
      decision.run(idOf(index), 'name', accepts ? 'accept' : 'ignore', 'chsi', decided, 1, 'bench');
      log.run('decision', `${idOf(index)}/name`, null, decided);
      if (!accepts) continue;
      record.run(index, 'staff', '{"name":"张三"}');
      student.run(11, '张三', index);
      log.run('record', `${idOf(index)}/staff`, index, '{"name":"张三"}');
    }
  });
  return performance.now() - start;
}
const plain = { ignore: plainly(false), accept: plainly(true) };
peer.raw.close();
for (const decision of ['ignore', 'accept'] as const) {
  process.stdout.write(
    `${decision}: by plain SQL ${Math.round(plain[decision])} ms (ratio ${(ours[decision] / plain[decision]).toFixed(1)})\n`,
  );
}
rmSync(folder, { recursive: true });
