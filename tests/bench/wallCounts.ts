/**
 * The counts beside the photo wall for a whole school with both photos of everybody: when first asked, which reads what
 * is known of every photo, after one review, and again; against one GROUP BY of the same rows by finding and verdict.
 *
 *   node tests/bench/wallCounts.ts [students]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChange } from '../../electron/changes/writeChange.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { savePhotoMeasure } from '../../electron/photos/photoMeasures.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { PHOTO_ROLES } from '../../shared/domain/photoStandard.ts';
import { openCore } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 100_000);
const CHUNK = 1_000;
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-'));
const idOf = (index: number) => `S${String(index).padStart(20, '0')}`;
const FINDING = { code: 'PHOTO_BACKGROUND', severity: 'warn', suggestion: null, params: {} } as const;
const context = { device: 'bench', actor: 'bench', at: 0, batch: null };

const db = openDatabase(folder, testKey(folder));
db.transaction(() => {
  for (let at = 0; at < students; at += CHUNK) {
    const indices = Array.from({ length: Math.min(CHUNK, students - at) }, (_, offset) => at + offset);
    const rows = indices.map((index) => {
      const [examNo, studentNo, name] = benchRow(index);
      return {
        student: idOf(index),
        isNew: true,
        values: { examNo: examNo!, studentNo: studentNo!, name: name! },
      };
    });
    writeChange(db, 'import.chunk', { source: 'chsi', chunk: at / CHUNK, rows }, context);
    for (const role of PHOTO_ROLES) {
      const photos = indices.map((index) => {
        const hash = `${role}${index}`.padEnd(64, '0');
        const about = {
          width: 480,
          height: 640,
          bytes: 30_000,
          dpi: 300,
          fileName: 'a.jpg',
          matchedBy: 'studentNo',
        };
        return { student: idOf(index), values: { hash, ...about, findings: '[]' } };
      });
      writeChange(db, 'photo.set', { role, photos }, context);
      for (const { values } of photos) {
        const properties = { width: 480, height: 640, bytes: 30_000 } as never;
        const findings = Number(values.hash.replace(/\D/g, '')) % 8 === 0 ? [FINDING] : [];
        savePhotoMeasure(db, {
          hash: values.hash,
          role,
          profile: 'chsi',
          measures: { properties, background: null },
          findings,
        });
      }
    }
  }
});
db.raw.close();

const said: string[] = [];
async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000;
  said.push(`${what} ${Math.round(ms)} ms (CPU ${Math.round(cpu)})`);
  return cpu;
}

const core = await openCore(folder);
const { photos } = core.client;
const wall = {
  query: studentQuery.parse({}),
  role: 'graduation' as const,
  part: 'to-review' as const,
  findings: [],
};
const counts = () => photos.wallCounts(wall);
await timed('first', counts);
let again = 0;
for (let turn = 0; turn < 5; turn++) again = await timed('again', counts);
await photos.review({
  role: 'graduation',
  which: { photos: [{ student: idOf(7), hash: 'graduation7'.padEnd(64, '0') }] },
  review: { verdict: 'correct', reasons: [], note: '' },
  batch: null,
});
await timed('after a review', counts);
await core.close();

const peer = openDatabase(folder, testKey(folder));
const plain = await timed('GROUP BY', async () =>
  peer
    .read(
      `SELECT m.findings, r.verdict, count(*) FROM photo p LEFT JOIN photo_measure m ON m.hash = p.hash AND m.role = p.role
       LEFT JOIN photo_review r ON r.student_n = p.student_n AND r.role = p.role AND r.hash = p.hash
       WHERE p.role = 'graduation' GROUP BY 1, 2`,
    )
    .all(),
);
peer.raw.close();
process.stdout.write(
  `${students} students, two photos each: ${said.join(', ')}; again against GROUP BY: ratio ${(again / plain).toFixed(2)}\n`,
);
rmSync(folder, { recursive: true });
