import { expect, test } from 'vitest';
import { studentById } from '../../electron/db/tables/studentTable.ts';
import { studentDetail } from '../../electron/students/studentDetail.ts';
import { StoreScene } from '../harness/storeScene.ts';

test('sources that differ where values are masked are told to differ, and nothing unmasked is told', () => {
  const scene = new StoreScene();
  const idNumbers = ['11010519900307001X', '11010519900308001X'];
  const row = { examNo: '22440101110001', name: '阿卜杜拉·艾买提', phone: '13800000001' };
  scene.importRoster('chsi', [{ ...row, idNumber: idNumbers[0]! }]);
  scene.importRoster('sis', [{ ...row, name: '阿卜杜拉.艾买提', idNumber: idNumbers[1]! }]);
  const { id } = scene.db.read<{ id: string }>('SELECT id FROM student').get()!;

  const detail = studentDetail(scene.db, studentById(scene.db, id)!, { campaign: null, now: scene.now });

  const said = Object.fromEntries(detail.records.map((record) => [record.source, record]));
  expect(said.chsi?.differences).toEqual({});
  expect(said.sis?.differences).toEqual({ name: 'dot', idNumber: 'other' });
  expect(said.sis?.values.idNumber).toBe(said.chsi?.values.idNumber);
  for (const idNumber of idNumbers) expect(JSON.stringify(detail)).not.toContain(idNumber);
});

test('what was written beside a verdict is told with it, with its numbers masked', async () => {
  const scene = new StoreScene();
  scene.importRoster('chsi', [{ studentNo: '2022001', name: '张三' }]);
  const { id } = scene.db.read<{ id: string }>('SELECT id FROM student').get()!;
  const campaign = scene.campaign();
  const batch = scene.nextId();
  scene.write(
    'verification.record',
    {
      campaign,
      source: 'class-sheet',
      batch,
      recordedAt: scene.now,
      events: [
        { id: 'e', student: id, verdict: 'wrong', saidAt: null, note: '身份证号应为11010519491231002X' },
      ],
    },
    batch,
  );
  const shown = (unmasked: boolean) => {
    const { timeline } = studentDetail(scene.db, studentById(scene.db, id)!, {
      campaign: null,
      now: scene.now,
      unmasked,
    });
    return timeline.filter(({ kind }) => kind === 'verdict').map(({ note }) => note);
  };
  expect(shown(false)).toEqual(['身份证号应为110***********002X']);
  expect(shown(true)).toEqual(['身份证号应为11010519491231002X']);
});
