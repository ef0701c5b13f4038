import { expect, test } from 'vitest';
import { compareBatches } from '../../electron/batches/compareBatches.ts';
import { studentsOfPart } from '../../electron/batches/comparedStudents.ts';
import { findBatches } from '../../electron/batches/findBatches.ts';
import { batchRow, updatedCounts } from '../../electron/changes/batchRow.ts';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { studentRunsText } from '../../electron/db/tables/studentRuns.ts';
import { memoryStore } from '../harness/storeInvariants.ts';

/** A roster as its import notes it: students by number, each with the class that it says. */
function importRoster(db: WriteDb, batch: string, at: number, className: string, students: number[]): void {
  const context = { device: 'test', actor: '测试员', at, batch };
  const about = { file: `${batch}.xlsx`, format: 'xlsx', encoding: null, sheet: null, headerRow: 1 };
  const counts = updatedCounts(students.length);
  const row = { ...about, id: batch, kind: 'roster' as const, source: 'chsi', campaign: null, counts };
  writeChange(db, 'row.save', batchRow({ ...row, at, actor: '测试员' }), context);
  const held = new Set(
    db
      .read<{ id: string }>('SELECT id FROM student')
      .all()
      .map(({ id }) => id),
  );
  const rows = students.map((number) => ({
    student: `S${number}`,
    isNew: !held.has(`S${number}`),
    values: { studentNo: String(number), name: '张三', className },
  }));
  writeChange(db, 'import.chunk', { source: 'chsi', chunk: 0, rows }, context);
  const numbers = students.map(
    (number) => db.read<{ n: number }>('SELECT n FROM student WHERE id = ?').get(`S${number}`)!.n,
  );
  const after = { students: students.length, runs: studentRunsText(numbers) };
  writeChange(db, 'row.save', { entity: 'named', id: batch, before: null, after }, context);
}

test('comparing two rosters tells how far it is from the first step on, and stops at each when told to', async () => {
  const db = memoryStore();
  importRoster(db, '第一周', 1, '一班', [1, 2, 3, 4]);
  importRoster(db, '第二周', 2, '二班', [2, 3, 4, 5, 6]);
  const { now, before } = findBatches(db, null, null);
  const told: number[] = [];
  const totals = new Set<number>();
  const compared = await compareBatches(db, now, before, {
    signal: undefined,
    progress: (done, total) => {
      totals.add(total);
      expect(done).toBeLessThanOrEqual(total);
      told.push(done);
    },
  });
  const { added, gone, changed } = compared.parts;
  expect([added.length, gone.length, changed.length]).toEqual([2, 1, 3]);
  expect(told.length).toBeGreaterThanOrEqual(4);
  expect(totals.size).toBe(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
  for (let step = 1; step <= told.length; step++) {
    const cancel = new AbortController();
    let steps = 0;
    const running = compareBatches(db, now, before, {
      signal: cancel.signal,
      progress: () => {
        if (++steps === step) cancel.abort();
      },
    });
    await expect(running).rejects.toThrow('CANCELLED');
    expect(steps).toBe(step);
  }
});

test('searching a whole school lets others be answered in between, and can be stopped', async () => {
  const db = memoryStore();
  const everybody = Array.from({ length: 5_000 }, (_, index) => index + 1);
  importRoster(db, '第一周', 1, '一班', []);
  importRoster(db, '第二周', 2, '二班', everybody);
  const { now, before } = findBatches(db, null, null);
  const compared = await compareBatches(db, now, before, { signal: undefined, progress: () => undefined });
  const search = { field: null, search: '4999' };
  let answered = 0;
  const others = () => {
    answered++;
    if (answered < 1_000) setImmediate(others);
  };
  setImmediate(others);
  expect(await studentsOfPart(db, compared, 'added', search)).toHaveLength(1);
  expect(answered).toBeGreaterThan(1);
  await expect(studentsOfPart(db, compared, 'added', search, AbortSignal.abort())).rejects.toThrow(
    'CANCELLED',
  );
});
