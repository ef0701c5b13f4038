/**
 * Two rosters of one source, a week apart, compared by what the log says, against a join in SQL over two plain tables
 * that hold whom and what each of them named.
 *
 *   node tests/bench/compareBatches.ts [students]
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { compareBatches } from '../../electron/batches/compareBatches.ts';
import { findBatches } from '../../electron/batches/findBatches.ts';
import { writeBatchesWorkbook } from '../../electron/batches/writeBatchesWorkbook.ts';
import { batchRow, updatedCounts } from '../../electron/changes/batchRow.ts';
import { writeChange } from '../../electron/changes/writeChange.ts';
import { studentRunsText } from '../../electron/db/tables/studentRuns.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { createText } from '../../shared/text/createText.ts';
import { memoryStore } from '../harness/storeInvariants.ts';
import { benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 100_000);
const CHUNK = 1_000;
const FIELDS = ['studentNo', 'name', 'idNumber', 'className', 'majorName', 'registrationStatus'] as const;
/** One of so many is gone in the second week, another is new, and of one a field changed. */
const EVERY = { gone: 200, added: 150, changed: 20 };
const db = memoryStore();

function valuesOf(index: number, week: 1 | 2): PartialStudentValues {
  const row = benchRow(index);
  const isChanged = week === 2 && index % EVERY.changed === 0;
  return {
    studentNo: row[1]!,
    name: row[2]!,
    idNumber: row[6]!,
    className: `班级${index % 3_000}`,
    majorName: isChanged ? '另一专业' : `专业${(index % 300) + 1}`,
    registrationStatus: '注册学籍',
  };
}

const isIn = (index: number, week: 1 | 2) =>
  week === 1 ? index % EVERY.added !== 0 : index % EVERY.gone !== 1;

/** As an import of the list does it: only what is new or different is written, everybody is noted as named. */
function importWeek(week: 1 | 2): void {
  const batch = `week-${week}`;
  const context = { device: 'bench', actor: 'bench', at: week, batch };
  const about = { file: `${batch}.xlsx`, format: 'xlsx', encoding: null, sheet: null, headerRow: 1 };
  db.transaction(() => {
    const counts = updatedCounts(students);
    const row = { ...about, id: batch, kind: 'roster' as const, source: 'chsi', campaign: null, counts };
    writeChange(db, 'row.save', batchRow({ ...row, at: week, actor: 'bench' }), context);
    for (let at = 0; at < students; at += CHUNK) {
      const indices = Array.from({ length: Math.min(CHUNK, students - at) }, (_, offset) => at + offset);
      const rows = indices
        .filter((index) => isIn(index, week))
        .filter((index) => week === 1 || !isIn(index, 1) || index % EVERY.changed === 0)
        .map((index) => ({
          student: idOf(index),
          isNew: week === 1 || !isIn(index, 1),
          values: valuesOf(index, week),
        }));
      writeChange(db, 'import.chunk', { source: 'chsi', chunk: at / CHUNK, rows }, context);
    }
    const numbers = new Map(
      db
        .read<{ id: string; n: number }>('SELECT id, n FROM student')
        .all()
        .map(({ id, n }) => [id, n]),
    );
    const named = Array.from({ length: students }, (_, index) => index).filter((index) => isIn(index, week));
    const runs = studentRunsText(named.map((index) => numbers.get(idOf(index))!));
    writeChange(
      db,
      'row.save',
      { entity: 'named', id: batch, before: null, after: { students: named.length, runs } },
      context,
    );
  });
}

function idOf(index: number): string {
  return `S${String(index).padStart(20, '0')}`;
}

for (const week of [1, 2] as const) {
  importWeek(week);
  db.raw.exec(`CREATE TEMP TABLE peer_${week} (student INTEGER PRIMARY KEY, ${FIELDS.join(' TEXT, ')} TEXT)`);
  const insert = db.raw.prepare(`INSERT INTO peer_${week} VALUES (?, ${FIELDS.map(() => '?').join(', ')})`);
  db.transaction(() => {
    for (let index = 0; index < students; index++) {
      const values = valuesOf(index, week);
      if (isIn(index, week)) insert.run(index, ...FIELDS.map((field) => values[field]!));
    }
  });
}

const DIFFERS = FIELDS.map((field) => `a.${field} <> b.${field}`).join(' OR ');
const PEER = [
  'SELECT student FROM peer_2 WHERE student NOT IN (SELECT student FROM peer_1)',
  'SELECT student FROM peer_1 WHERE student NOT IN (SELECT student FROM peer_2)',
  `SELECT a.student, ${FIELDS.map((field) => `a.${field}, b.${field}`).join(', ')}
   FROM peer_1 a JOIN peer_2 b USING (student) WHERE ${DIFFERS}`,
];

const ours: number[] = [];
const peers: number[] = [];
const { now, before } = findBatches(db, null, null);
let compared = await compareBatches(db, now, before, { signal: undefined, progress: () => undefined });
for (let round = 0; round < 5; round++) {
  const start = performance.now();
  compared = await compareBatches(db, now, before, { signal: undefined, progress: () => undefined });
  ours.push(performance.now() - start);
  const peerStart = performance.now();
  const found = PEER.map((sql) => db.raw.prepare(sql).raw().all().length);
  peers.push(performance.now() - peerStart);
  const { added, gone, changed } = compared.parts;
  const told = [added.length, gone.length, changed.length];
  if (String(told) !== String(found)) throw new Error(`${told} by the program, ${found} by SQL`);
}
const folder = await mkdtemp(join(tmpdir(), 'xueji-bench-'));
try {
  const path = join(folder, 'changes.xlsx');
  const sink = createWriteStream(path);
  const start = performance.now();
  const text = createText('zh');
  const { signal } = new AbortController();
  await Promise.all([
    finished(sink),
    writeBatchesWorkbook(sink, db, compared, { text, unmasked: false, signal, onProgress: () => undefined }),
  ]);
  const best = Math.min(...ours);
  const peer = Math.min(...peers);
  const { added, gone, changed } = compared.parts;
  process.stdout.write(
    `${students} against ${students}: ${added.length} new, ${gone.length} gone, ${changed.length} changed; ` +
      `${Math.round(best)} ms, by joins in SQL ${Math.round(peer)} ms (ratio ${(best / peer).toFixed(2)}); ` +
      `workbook ${Math.round(performance.now() - start)} ms\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
