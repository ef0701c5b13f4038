import { expect, test } from 'vitest';
import { studentsWithKey } from '../../electron/db/tables/studentKeys.ts';
import { sourceRecord } from '../../electron/db/tables/studentTable.ts';
import type { AppError } from '../../shared/domain/errors.ts';
import { expectReplayEqual, sizesOf, tablesOf } from '../harness/storeInvariants.ts';
import { StoreScene, scene } from '../harness/storeScene.ts';

const ZHANG = { examNo: '22110101110001', studentNo: '2022001', name: '张三', phone: '13800000001' };
const LI = { studentNo: '2022002', name: '李四' };

const idOf = (made: StoreScene, key = '2022001') => {
  const [n] = studentsWithKey(made.db, 'studentNo', key);
  return made.db.read<{ id: string }>('SELECT id FROM student WHERE n = ?').get(n ?? -1)?.id ?? '';
};
const codeOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return (error as AppError).code;
  }
  return 'done';
};

test(
  'each kind of batch, undone, leaves every table as it was',
  scene(async (made) => {
    made.importRoster('chsi', [ZHANG, LI]);
    made.importRoster('sis', [{ ...ZHANG, majorName: '法学' }]);
    const campaign = made.campaign({ coveredFields: ['name', 'phone'] });
    const [zhang, li] = [idOf(made), idOf(made, '2022002')];
    made.photos('graduation', [{ student: zhang, hash: 'h1' }]);
    made.verdict(campaign, [zhang], 'correct');
    made.edit(zhang, { phone: '1' });
    const kinds: [string, () => string][] = [
      [
        'roster',
        () =>
          made.importRoster('chsi', [
            { ...ZHANG, phone: '2', className: '1班' },
            LI,
            { studentNo: '2022003', name: '王五' },
          ]).batch,
      ],
      [
        'another source',
        () =>
          made.importRoster('admission', [
            { ...ZHANG, remark: '无' },
            { examNo: '22110101110009', name: '赵六' },
          ]).batch,
      ],
      [
        'the source again',
        () => made.importRoster('sis', [{ ...ZHANG, majorName: '法律', grade: '2022' }]).batch,
      ],
      [
        'status',
        () =>
          made.importStatus(campaign, [
            { values: LI, verdict: '正确' },
            { values: { studentNo: '2022001' }, verdict: '有误' },
          ]).batch,
      ],
      [
        'photos',
        () =>
          made.photos('graduation', [
            { student: zhang, hash: 'h2' },
            { student: li, hash: 'h3' },
          ]),
      ],
      ['photos of the other role', () => made.photos('admission', [{ student: zhang, hash: 'h1' }])],
      ['edit', () => made.edit(zhang, { phone: '3', name: '张山' })],
      ['first edit', () => made.edit(li, { name: '李思' })],
      ['withdrawal', () => made.edit(zhang, { phone: null })],
      ['verdict', () => made.verdict(campaign, [zhang, li], 'wrong')],
    ];
    for (const [what, take] of kinds) {
      made.now += 60_000;
      const before = tablesOf(made.db);
      const batch = take();
      expect(tablesOf(made.db), what).not.toEqual(before);
      const result = await made.undo(batch);
      expect(result.kept, what).toEqual([]);
      expect(result.reverted, what).toBeGreaterThan(0);
      expect(tablesOf(made.db), what).toEqual(before);
      expectReplayEqual(made.db);
    }
    // All of them, and back in the opposite order.
    const before = tablesOf(made.db);
    const batches = kinds.map(([, take]) => {
      made.now += 60_000;
      return take();
    });
    for (const batch of batches.reverse()) expect((await made.undo(batch)).kept).toEqual([]);
    expect(tablesOf(made.db)).toEqual(before);
  }),
);

test(
  'a second undo, an unknown batch and an undo are refused',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG]);
    await made.undo(batch);
    const sizes = sizesOf(made.db);
    expect(await codeOf(made.undo(batch))).toBe('BATCH_UNDONE');
    expect(await codeOf(made.undo('none'))).toBe('NOT_FOUND');
    expect(sizesOf(made.db)).toEqual(sizes);
    expect(made.db.read('SELECT undone_by FROM batch').get()).toEqual({ undone_by: '测试员' });
  }),
);

test(
  'a row that the same source changed since is kept as it is, and listed with its fields',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG, LI]);
    made.importRoster('chsi', [{ ...ZHANG, phone: '2' }]);
    const id = idOf(made);
    const { kept, reverted } = await made.undo(batch);
    expect(kept).toEqual([{ student: id, name: '张三', fields: ['phone'] }]);
    expect(reverted).toBe(1);
    expect(made.student(id).values).toMatchObject({ ...ZHANG, phone: '2' });
    expect(idOf(made, '2022002')).toBe('');
  }),
);

test(
  'a field that later files set to something else and back holds the later word: it is kept, and listed',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG, { ...LI, phone: '1' }]);
    const id = idOf(made);
    const changing = made.importRoster('chsi', [{ ...ZHANG, phone: '2' }]).batch;
    const away = made.importRoster('chsi', [{ ...ZHANG, phone: '3' }]).batch;
    const back = made.importRoster('chsi', [{ ...ZHANG, phone: '2' }]).batch;
    expect((await made.undo(changing)).kept).toEqual([{ student: id, name: '张三', fields: ['phone'] }]);
    expect(made.student(id).values.phone).toBe('2');
    // What is taken back says nothing any more.
    expect((await made.undo(back)).kept).toEqual([]);
    expect((await made.undo(away)).kept).toEqual([]);
    expect(made.student(id).values.phone).toBe('2');
    const { kept, reverted } = await made.undo(batch);
    expect(kept).toEqual([{ student: id, name: '张三', fields: ['phone'] }]);
    expect(reverted).toBe(1);
  }),
);

test(
  'once all later words are taken back, the first file is taken back whole',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG]);
    const away = made.importRoster('chsi', [{ ...ZHANG, phone: '3' }]).batch;
    const back = made.importRoster('chsi', [ZHANG]).batch;
    await made.undo(back);
    await made.undo(away);
    expect(await made.undo(batch)).toMatchObject({ kept: [], reverted: 1 });
    expect(idOf(made)).toBe('');
  }),
);

test(
  'a photo that was replaced and put back since is the later one: it stays',
  scene(async (made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    const first = made.photos('graduation', [{ student: id, hash: 'h1' }]);
    made.photos('graduation', [{ student: id, hash: 'h2' }]);
    const last = made.photos('graduation', [{ student: id, hash: 'h1' }]);
    expect((await made.undo(first)).kept.map(({ student }) => student)).toEqual([id]);
    expect((await made.undo(last)).kept).toEqual([]);
  }),
);

test(
  'a record that a later file only added to is kept whole: its student would be left without name and numbers',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG]);
    const later = made.importRoster('chsi', [{ studentNo: '2022001', className: '1班' }]).batch;
    const id = idOf(made);
    expect((await made.undo(batch)).kept).toEqual([{ student: id, name: '张三', fields: ['className'] }]);
    expect(made.student(id).values).toMatchObject({ ...ZHANG, className: '1班' });
    expect((await made.undo(later)).kept).toEqual([]);
    expect(made.student(id).values).toMatchObject({ ...ZHANG, className: null });
  }),
);

test(
  'a student whom another source names too stays, with that source alone',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [{ ...ZHANG, idNumber: '11010119900307283X' }]);
    made.importRoster('sis', [{ ...ZHANG, majorName: '法学' }]);
    const id = idOf(made);
    expect((await made.undo(batch)).kept).toEqual([]);
    expect(made.student(id)).toMatchObject({
      sources: 2,
      values: { ...ZHANG, majorName: '法学', idNumber: null },
    });
    expect(studentsWithKey(made.db, 'idNumber', '11010119900307283X')).toEqual([]);
    expect(sourceRecord(made.db, made.student(id).n, 'chsi')).toBeNull();
  }),
);

test(
  'new students on whom a photo, a verdict or a word of staff hangs are kept, each with what it is',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [
      ZHANG,
      LI,
      { studentNo: '2022003', name: '王五' },
      { studentNo: '2022004', name: '赵六' },
    ]);
    const [photo, verdict, edit] = [idOf(made), idOf(made, '2022002'), idOf(made, '2022003')];
    const campaign = made.campaign();
    made.photos('admission', [{ student: photo, hash: 'h1' }]);
    made.verdict(campaign, [verdict], 'correct');
    made.edit(edit, { phone: '1', remark: '补' });
    const { kept, reverted } = await made.undo(batch);
    expect(reverted).toBe(1);
    expect(new Map(kept.map((one) => [one.student, one.fields]))).toEqual(
      new Map([
        [photo, ['photo']],
        [verdict, ['verdict']],
        [edit, ['remark', 'phone']],
      ]),
    );
    expect(idOf(made, '2022004')).toBe('');
    expect(made.student(photo).values).toMatchObject(ZHANG);
  }),
);

test(
  'a verdict that was taken back no longer holds its student',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG]);
    const campaign = made.campaign();
    await made.undo(made.verdict(campaign, [idOf(made)], 'correct'));
    expect((await made.undo(batch)).kept).toEqual([]);
    expect(sizesOf(made.db)).toMatchObject({
      student: 0,
      verification: 0,
      other_key: 0,
      source_record: 0,
      event: 1,
    });
    // Imported again: somebody new, on whom the old verdict does not lie.
    made.importRoster('chsi', [ZHANG]);
    expect(made.verification(campaign, idOf(made))).toBeUndefined();
  }),
);

test(
  'what concerns a student who is gone by now is listed, not brought back in pieces',
  scene(async (made) => {
    const { batch } = made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    const edit = made.edit(id, { phone: '1' });
    const withdrawal = made.edit(id, { phone: null });
    await made.undo(batch);
    expect((await made.undo(withdrawal)).kept).toEqual([{ student: id, name: null, fields: ['phone'] }]);
    expect((await made.undo(edit)).kept).toEqual([{ student: id, name: null, fields: ['phone'] }]);
    expect(sizesOf(made.db).student).toBe(0);
  }),
);

test(
  'a photo that was replaced since stays; the last one taken back brings the one before',
  scene(async (made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    const first = made.photos('graduation', [{ student: id, hash: 'h1' }]);
    const second = made.photos('graduation', [{ student: id, hash: 'h2' }]);
    const { kept } = await made.undo(first);
    expect(kept).toEqual([{ student: id, name: '张三', fields: expect.arrayContaining(['hash']) }]);
    await made.undo(second);
    expect(made.db.read('SELECT hash, file_name FROM photo').all()).toEqual([
      { hash: 'h1', file_name: 'h1.jpg' },
    ]);
  }),
);

test(
  'a batch that changed nothing can be undone, once',
  scene(async (made) => {
    made.importRoster('chsi', [ZHANG]);
    const { batch, counts } = made.importRoster('chsi', [ZHANG]);
    expect(counts.unchanged).toBe(1);
    const before = tablesOf(made.db);
    expect(await made.undo(batch)).toEqual({ batch, reverted: 0, kept: [] });
    expect(tablesOf(made.db)).toEqual(before);
    expect(await codeOf(made.undo(batch))).toBe('BATCH_UNDONE');
  }),
);

test(
  'a batch of more rows than one step takes',
  scene(async (made) => {
    const rows = Array.from({ length: 2_500 }, (_, index) => ({
      studentNo: `${3_000_000 + index}`,
      name: '某人',
    }));
    const { batch } = made.importRoster('chsi', rows);
    made.edit(idOf(made, '3001250'), { phone: '1' });
    const { kept, reverted } = await made.undo(batch);
    expect([kept.length, reverted, sizesOf(made.db).student]).toEqual([1, 2_499, 1]);
  }),
);

test('cancelled half way, an undo leaves everything and can be done again', async () => {
  const made = new StoreScene();
  const rows = Array.from({ length: 3_000 }, (_, index) => ({
    studentNo: `${3_000_000 + index}`,
    name: '某人',
  }));
  const { batch } = made.importRoster('chsi', rows);
  const before = { ...tablesOf(made.db), ...sizesOf(made.db) };
  const controller = new AbortController();
  const { undoBatch } = await import('../../electron/import/undoBatch.ts');
  const work = undoBatch(
    made.db,
    batch,
    { ...made.context(), batch: made.nextId() },
    { progress: () => controller.abort(), signal: controller.signal },
  );
  expect(await codeOf(work)).toBe('CANCELLED');
  expect({ ...tablesOf(made.db), ...sizesOf(made.db) }).toEqual(before);
  expect((await made.undo(batch)).reverted).toBe(3_000);
  made.db.raw.close();
});
