import { expect, test } from 'vitest';
import { planPhotoExport } from '../../electron/photos/planPhotoExport.ts';
import { parsePhotoNaming, photoFileName } from '../../shared/domain/photoNaming.ts';

const one = { idNumber: '11010519491231002X', studentNo: '2023001', examNo: null, name: '阿卜杜·拉' };
const named = (rule: string, values = one) => {
  const parts = parsePhotoNaming(rule);
  return parts === null ? 'no rule' : photoFileName(parts, values);
};

test.each([
  ['{学号}', '2023001'],
  ['{studentNo}-{name}', '2023001-阿卜杜·拉'],
  ['{身份证号}_{姓名}', '11010519491231002X_阿卜杜·拉'],
  ['2027届 {学号}', '2027届 2023001'],
  ['{考生号}', null],
  ['{姓名}', 'no rule'],
  ['学号', 'no rule'],
  ['{学号', 'no rule'],
  ['{班级}{学号}', 'no rule'],
  ['{constructor}{学号}', 'no rule'],
  ['a/{学号}', 'no rule'],
  ['..\\{学号}', 'no rule'],
  ['{学号}:', 'no rule'],
  ['.{学号}', null],
  ['{学号}.', null],
])('%s', (rule, name) => {
  expect(named(rule)).toBe(name);
});

test('what Windows takes for no file name is none', () => {
  expect(named('{学号}', { ...one, studentNo: 'CON' })).toBeNull();
  expect(named('{学号}', { ...one, studentNo: '../../x' })).toBeNull();
  expect(named('{学号}', { ...one, studentNo: 'a\u0000b' })).toBeNull();
  expect(named('{学号}', { ...one, studentNo: '1'.repeat(121) })).toBeNull();
});

test('of two students with one name neither is written', () => {
  const student = (id: string, studentNo: string | null, hash: string | null = id) => ({
    ...one,
    student: id,
    studentNo,
    hash,
  });
  const plan = planPhotoExport(
    [student('a', 'x1'), student('b', 'X1'), student('c', '2'), student('d', null), student('e', 'x1', null)],
    parsePhotoNaming('{学号}')!,
  );
  expect(plan.photos).toEqual([{ student: 'c', hash: 'c', name: '2' }]);
  expect(plan.leftOut).toEqual([
    { student: 'a', why: 'name-taken' },
    { student: 'b', why: 'name-taken' },
    { student: 'd', why: 'no-name' },
    { student: 'e', why: 'no-photo' },
  ]);
});
