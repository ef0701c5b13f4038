import { expect, test } from 'vitest';
import { compareProjections, rebuildProjection } from '../../electron/changes/rebuildProjection.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { studentsWithKey } from '../../electron/db/tables/studentKeys.ts';
import { sourceRecord, sourceRecords, studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import { memoryStore, sizesOf } from '../harness/storeInvariants.ts';
import { StoreScene, scene } from '../harness/storeScene.ts';

const ZHANG = { examNo: '22110101110001', studentNo: '2022001', name: '张三', phone: '13800000001' };

const idOf = (made: StoreScene, key = '2022001') =>
  made.db
    .read<{ id: string }>('SELECT id FROM student WHERE n = ?')
    .get(studentsWithKey(made.db, 'studentNo', key)[0]!)!.id;
const logOf = (made: StoreScene) =>
  made.db
    .read<{ entity: string; kind: string; patch: string }>(
      'SELECT entity, kind, patch FROM change ORDER BY seq DESC LIMIT 1',
    )
    .get()!;

test(
  'import.chunk: a student of one source is the row itself; a second source makes records of both',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    const n = studentNumberOf(made.db, id)!;
    expect(made.student(id)).toMatchObject({ sources: 1, differing: false, values: ZHANG });
    expect(sizesOf(made.db)).toMatchObject({ student: 1, source_record: 0, other_key: 0 });
    made.importRoster('sis', [
      { studentNo: '2022001', name: '张三', phone: '13900000002', majorName: '法学' },
    ]);
    expect(made.student(id)).toMatchObject({
      sources: 3,
      differing: false,
      values: { ...ZHANG, majorName: '法学' },
    });
    expect(sizesOf(made.db)).toMatchObject({ student: 1, source_record: 2 });
    expect(sourceRecord(made.db, n, 'sis')).toEqual({
      studentNo: '2022001',
      name: '张三',
      phone: '13900000002',
      majorName: '法学',
    });
    made.importRoster('chsi', [{ ...ZHANG, majorName: '法律' }]);
    expect(made.student(id)).toMatchObject({ differing: true, values: { majorName: '法律' } });
  }),
);

test(
  'import.chunk: a blank erases nothing, and a row that says nothing new leaves no trace in the log',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    made.write('import.chunk', {
      source: 'chsi',
      chunk: 0,
      rows: [{ student: id, isNew: false, values: { ...ZHANG, phone: null } }],
    });
    expect(made.student(id).values.phone).toBe('13800000001');
    const before = sizesOf(made.db);
    made.write('import.chunk', {
      source: 'chsi',
      chunk: 0,
      rows: [{ student: id, isNew: false, values: ZHANG }],
    });
    expect(sizesOf(made.db)).toEqual(before);
  }),
);

test(
  'student.setFields: staff come first, a withdrawn word shows the sources again, and what they decided is no difference',
  scene((made) => {
    made.importRoster('chsi', [{ ...ZHANG, majorName: '法律' }]);
    made.importRoster('sis', [{ ...ZHANG, majorName: '法学' }]);
    const id = idOf(made);
    expect(made.student(id).differing).toBe(true);
    made.edit(id, { majorName: '法学' });
    expect(made.student(id)).toMatchObject({ sources: 11, differing: false, values: { majorName: '法学' } });
    expect(logOf(made).entity).toBe('batch');
    made.edit(id, { majorName: null });
    expect(made.student(id)).toMatchObject({ sources: 3, differing: true, values: { majorName: '法律' } });
    expect(sourceRecords(made.db, made.student(id).n)).toHaveLength(2);
    made.write('student.setFields', { student: 'nobody', values: { name: '无' }, reason: '' });
    expect(made.db.read('SELECT 1 FROM student WHERE name = ?').get('无')).toBeUndefined();
  }),
);

test(
  'keys: every writing by every source finds the student, and one that nobody gives any more finds nobody',
  scene((made) => {
    made.importRoster('chsi', [{ ...ZHANG, studentNo: '２０２２００１', idNumber: '11010119900307283x' }]);
    made.importRoster('sis', [{ examNo: ZHANG.examNo, studentNo: 'B2022001', name: '张三' }]);
    const id = idOf(made);
    for (const key of ['2022001', '２０２２００１', 'B2022001', 'b2022001 '])
      expect(studentsWithKey(made.db, 'studentNo', key)).toEqual([made.student(id).n]);
    for (const key of ['11010119900307283X', '11010119900307283x'])
      expect(studentsWithKey(made.db, 'idNumber', key)).toHaveLength(1);
    made.edit(id, { studentNo: 'C9' });
    expect(studentsWithKey(made.db, 'studentNo', 'C9')).toHaveLength(1);
    made.edit(id, { studentNo: null });
    expect(studentsWithKey(made.db, 'studentNo', 'C9')).toEqual([]);
    expect(studentsWithKey(made.db, 'examNo', '2022001')).toEqual([]);
  }),
);

test(
  'photo.set: the same bytes again change nothing; another photo of a role replaces the first',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    made.photos('graduation', [{ student: id, hash: 'h1' }]);
    const before = sizesOf(made.db);
    made.write('photo.set', {
      role: 'graduation',
      photos: [
        { student: id, values: photo('h1') },
        { student: 'nobody', values: photo('h9') },
      ],
    });
    expect(sizesOf(made.db)).toEqual(before);
    made.photos('graduation', [{ student: id, hash: 'h2' }]);
    made.photos('admission', [{ student: id, hash: 'h1' }]);
    expect(made.db.read('SELECT role, hash FROM photo ORDER BY role').all()).toEqual([
      { role: 'admission', hash: 'h1' },
      { role: 'graduation', hash: 'h2' },
    ]);
  }),
);
const photo = (hash: string) => ({
  hash,
  width: 1,
  height: 1,
  bytes: 1,
  dpi: null,
  fileName: '',
  matchedBy: 'examNo',
  findings: '[]',
});

test(
  'verification.record: an unknown campaign or student is passed over; what was verified is kept with it',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    made.verdict('no campaign', [id], 'correct');
    expect(sizesOf(made.db).event).toBe(0);
    const campaign = made.campaign({ coveredFields: ['name'], coversPhoto: true });
    made.photos('graduation', [{ student: id, hash: 'h1' }]);
    made.verdict(campaign, [id, 'nobody'], 'correct');
    expect(made.db.read('SELECT verdict, photo_hash, source, voided_by FROM event').all()).toEqual([
      { verdict: 'correct', photo_hash: 'h1', source: 'staff', voided_by: null },
    ]);
  }),
);

test(
  'row.save: made, changed, unchanged, deleted, made again',
  scene((made) => {
    const save = (before: Record<string, string> | null, after: Record<string, string> | null) =>
      made.write('row.save', { entity: 'view', id: 'v', before, after });
    const one = { name: '甲', query: '{}', columns: '[]' };
    expect(save(null, one)).toHaveLength(1);
    expect(save(one, one)).toEqual([]);
    save(one, { ...one, name: '乙' });
    expect(made.db.read('SELECT name FROM saved_view').all()).toEqual([{ name: '乙' }]);
    save({ ...one, name: '乙' }, null);
    expect(sizesOf(made.db).saved_view).toBe(0);
    save(null, one);
    const mapping = {
      entity: 'mapping',
      id: 'roster/姓名 学号',
      before: null,
      after: { columns: '{"a":"name"}' },
    } as const;
    made.write('row.save', mapping);
    expect(made.db.read('SELECT kind, fingerprint FROM mapping').get()).toEqual({
      kind: 'roster',
      fingerprint: '姓名 学号',
    });
  }),
);

test(
  'texts of every kind go through the log unchanged',
  scene((made) => {
    const odd = [
      '"引号" \\ 反斜杠',
      '𠮷𡘙𪚥',
      '换\n行\t',
      '\u0000\u001f',
      '=SUM(1)',
      '{"a":1}',
      '\u2028',
      "'; DROP TABLE student; --",
    ];
    made.importRoster(
      'chsi',
      odd.map((name, index) => ({ studentNo: `20${index}1`, name, remark: name })),
    );
    for (const [index, name] of odd.entries()) {
      const [n] = studentsWithKey(made.db, 'studentNo', `20${index}1`);
      expect(made.db.read('SELECT name, remark FROM student WHERE n = ?').get(n!)).toEqual({
        name,
        remark: name,
      });
    }
    made.importRoster(
      'sis',
      odd.map((name, index) => ({ studentNo: `20${index}1`, name, majorName: name })),
    );
  }),
);

test(
  'student.setFields: blanks around a text go, an empty one is none, half of a character becomes its mark',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const id = idOf(made);
    made.edit(id, { name: ' 张\ud842 ', remark: '', phone: '  ' });
    expect(made.student(id).values).toMatchObject({ name: '张\ufffd', remark: null, phone: ZHANG.phone });
    expect(sourceRecord(made.db, made.student(id).n, 'staff')).toEqual({ name: '张\ufffd' });
  }),
);

test('a mutation that fails half way leaves neither log nor tables', () => {
  const made = new StoreScene();
  made.importRoster('chsi', [ZHANG]);
  const before = sizesOf(made.db);
  made.db.raw.exec(
    "CREATE TRIGGER full BEFORE INSERT ON photo WHEN new.hash = 'h2' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  made.importRoster('chsi', [{ studentNo: '2022002', name: '李四' }]);
  const now = sizesOf(made.db);
  const photos = ['2022001', '2022002'].map((key, index) => ({
    student: idOf(made, key),
    hash: `h${index + 1}`,
  }));
  expect(() => made.photos('graduation', photos)).toThrow('disk full');
  expect(sizesOf(made.db)).toEqual(now);
  expect(now.student).toBe(before.student! + 1);
  made.db.raw.close();
});

test.each([
  ["UPDATE student SET phone = '1' WHERE n = 2", 'student', 2],
  ['UPDATE student SET differing = 1 WHERE n = 1', 'student', 1],
  ['DELETE FROM student WHERE n = 3', 'student', 3],
  ["INSERT INTO other_key VALUES ('examNo', 'x', 1)", 'other_key', 1],
  ["UPDATE source_record SET fields = '{}' WHERE source = 'sis'", 'source_record', 2],
  ["UPDATE photo SET hash = 'other'", 'photo', 1],
  ['UPDATE verification SET fields_unchanged = 0', 'verification', 1],
  ["UPDATE event SET note = 'x'", 'event', 1],
  ["UPDATE campaign SET name = 'x'", 'campaign', 1],
  ['UPDATE batch SET undone_at = 1 WHERE n = 1', 'batch', 1],
  ['DELETE FROM setting', 'setting', 1],
])('a difference is noticed and the stores can be closed after: %s', async (sql, table, row) => {
  const made = new StoreScene();
  made.write('row.save', {
    entity: 'setting',
    id: 'school',
    before: null,
    after: { value: '{"code":"10001"}' },
  });
  made.importRoster('chsi', [
    ZHANG,
    { studentNo: '2022002', name: '李四' },
    { studentNo: '2022003', name: '王五' },
  ]);
  made.importRoster('sis', [ZHANG]);
  const campaign = made.campaign();
  made.photos('graduation', [{ student: idOf(made), hash: 'h1' }]);
  made.verdict(campaign, [idOf(made)], 'correct');
  const replayed: WriteDb = memoryStore();
  rebuildProjection(made.db, replayed);
  expect(compareProjections(made.db, replayed)).toEqual([]);
  made.db.raw.exec(sql);
  expect(compareProjections(made.db, replayed)).toEqual([{ table, row }]);
  expect(compareProjections(replayed, made.db)).toEqual([{ table, row }]);
  replayed.raw.exec('DELETE FROM saved_view');
  replayed.raw.close();
  made.db.raw.close();
});
