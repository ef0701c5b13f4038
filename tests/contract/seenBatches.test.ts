import { expect, it } from 'vitest';
import type { Principal } from '../../shared/domain/roles.ts';
import { openCore } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const secretary: Principal = {
  user: 'secretary',
  name: '院系秘书',
  role: 'department',
  scope: { kind: 'colleges', colleges: ['甲学院'] },
};

it('tells a college what each batch did to its own students: whom it made, changed, and only named', async () => {
  const folder = temporaryFolder();
  const core = await openCore(folder);
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  const file = (name: string, rows: string[][]) =>
    writeCsv(folder, name, [['学号', '姓名', '分院', '班级'], ...rows]);
  const [one, two, other] = [
    ['20230001', '测一', '甲学院', '一班'],
    ['20230002', '测二', '甲学院', '一班'],
    ['20230003', '测三', '乙学院', '二班'],
  ];
  await runImport(core, file('学信网.csv', [one!, two!, other!]), { kind: 'roster', source: 'chsi' });
  // Another source speaks of one of them for the first time: nobody new. And of one whom nobody knew.
  const late = ['20230004', '测四', '甲学院', '一班'];
  await runImport(core, file('教务.csv', [one!, other!, late]), { kind: 'roster', source: 'sis' });
  await runImport(core, file('又一次.csv', [one!, other!, late]), { kind: 'roster', source: 'sis' });
  const { client } = core.openSession({ as: secretary });
  const heard = async () =>
    (await client.imports.batches()).map(({ file: name, counts }) => ({ name, ...counts }));
  const none = { ambiguous: 0, rejected: 0, dropped: 0 };
  const told = await heard();
  expect(told).toEqual([
    { name: '又一次.csv', rows: 2, created: 0, updated: 0, unchanged: 2, ...none },
    { name: '教务.csv', rows: 2, created: 1, updated: 1, unchanged: 0, ...none },
    { name: '学信网.csv', rows: 2, created: 2, updated: 0, unchanged: 0, ...none },
  ]);
  // What is known is kept, and only whom a write was about is looked at anew: the same as one who asks first now.
  const newer = [[...one!.slice(0, 3), '三班'], [...two!.slice(0, 3), '三班'], other!];
  await runImport(core, file('转班.csv', newer), { kind: 'roster', source: 'chsi' });
  const after = await heard();
  expect(after[0]).toEqual({ name: '转班.csv', rows: 2, created: 0, updated: 2, unchanged: 0, ...none });
  expect(after.slice(1)).toEqual(told);
  const moved = [[...two!.slice(0, 2), '乙学院', '二班']];
  await runImport(core, file('转学院.csv', moved), { kind: 'roster', source: 'chsi' });
  const left = (await heard()).map(({ name, rows, created }) => [name, rows, created]);
  expect(left).toEqual([
    ['转班.csv', 1, 0],
    ['又一次.csv', 2, 0],
    ['教务.csv', 2, 1],
    ['学信网.csv', 1, 1],
  ]);
  await core.close();
});
