/**
 * Two sources over the whole school, compared field by field with every difference classed, against a join in SQL over
 * two plain tables of the same values that only tells in which fields they differ.
 *
 *   node tests/bench/reconcileSources.ts [students]
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { writeChange } from '../../electron/changes/writeChange.ts';
import { compareSources } from '../../electron/reconcile/compareSources.ts';
import { COMPARED_FIELDS } from '../../shared/domain/comparedFields.ts';
import type { FileSource, PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { memoryStore } from '../harness/storeInvariants.ts';
import { benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 100_000);
const CHUNK = 1_000;
const db = memoryStore();

function valuesOf(index: number, source: FileSource): PartialStudentValues {
  const row = benchRow(index);
  const isOther = source === 'sis';
  return {
    examNo: row[0]!,
    studentNo: row[1]!,
    name: isOther && index % 100 === 0 ? `${row[2]} ` : row[2]!,
    gender: row[3]!,
    birthDate: row[4]!,
    idType: 'resident',
    idNumber: isOther && index % 50 === 0 ? row[6]!.toLowerCase() : row[6]!,
    ethnicity: row[8]!,
    collegeName: `第${(index % 25) + 1}学院`,
    majorName: isOther && index % 500 === 0 ? '另一专业' : `专业${(index % 300) + 1}`,
    level: '本科',
    mode: '普通全日制',
    duration: '4',
    grade: String(2021 + (index % 4)),
    registrationStatus: '注册学籍',
  };
}

for (const source of ['chsi', 'sis'] as const) {
  db.transaction(() => {
    for (let at = 0; at < students; at += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, students - at) }, (_, offset) => ({
        student: `S${String(at + offset).padStart(20, '0')}`,
        isNew: source === 'chsi',
        values: valuesOf(at + offset, source),
      }));
      const context = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
      writeChange(db, 'import.chunk', { source, chunk: at / CHUNK, rows }, context);
    }
  });
}

for (const source of ['chsi', 'sis'] as const) {
  db.raw.exec(
    `CREATE TEMP TABLE peer_${source} (student TEXT PRIMARY KEY, ${COMPARED_FIELDS.join(' TEXT, ')} TEXT)`,
  );
  const insert = db.raw.prepare(
    `INSERT INTO peer_${source} VALUES (?, ${COMPARED_FIELDS.map(() => '?').join(', ')})`,
  );
  db.transaction(() => {
    for (let index = 0; index < students; index++) {
      const values = valuesOf(index, source);
      insert.run(String(index), ...COMPARED_FIELDS.map((field) => values[field] ?? null));
    }
  });
}

const JOIN = `SELECT a.student, ${COMPARED_FIELDS.map((field) => `a.${field}, b.${field}`).join(', ')}
  FROM peer_chsi a JOIN peer_sis b USING (student)
  WHERE ${COMPARED_FIELDS.map((field) => `a.${field} <> b.${field}`).join(' OR ')}`;

const ours: number[] = [];
const peers: number[] = [];
let differing = 0;
for (let round = 0; round < 3; round++) {
  const start = performance.now();
  const quiet = { signal: undefined, progress: () => undefined };
  const result = await compareSources(db, ['chsi', 'sis'], quiet);
  ours.push(performance.now() - start);
  differing = result.differing.length;
  await breathe();
  const peerStart = performance.now();
  const rows = db.raw.prepare(JOIN).raw().all();
  peers.push(performance.now() - peerStart);
  if (rows.length !== differing) throw new Error(`${rows.length} by SQL, ${differing} by the program`);
}
const best = Math.min(...ours);
const peer = Math.min(...peers);
process.stdout.write(
  `${students} against ${students}: ${differing} students differ; ${Math.round(best)} ms, by a join in SQL ${Math.round(peer)} ms (ratio ${(best / peer).toFixed(1)})\n`,
);
