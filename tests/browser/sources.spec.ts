import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { canMakeFiles, writeWorkbook } from '../contract/madeFiles.ts';
import { madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { drawer, goTo, importThrough, openStudent, outcome, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';

test.use({ store: 'school' });
test.skip(!canMakeFiles, 'openpyxl writes the files');

const students = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => madeStudent(from + at));

/** For a person to look at, when `XUEJI_LOOK` names a folder. */
async function look(desk: Page, name: string): Promise<void> {
  const folder = process.env.XUEJI_LOOK;
  if (folder) await desk.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}

test('人像比对 results are imported, shown and found', async ({ desk, folder }) => {
  const roster = students(1, 12);
  const rosterFile = writeWorkbook(join(folder, '学信网在校生名单.xlsx'), [
    { name: '甲', rows: rowsOf(roster) },
  ]);
  const flagsFile = writeWorkbook(join(folder, '人像比对结果.xlsx'), [
    {
      name: '甲',
      rows: [
        ['学号', '姓名', '人像比对结果'],
        [roster[0]!.学号, roster[0]!.姓名, '身份核验未通过'],
        [roster[1]!.学号, roster[1]!.姓名, '身份核验异常'],
        [roster[2]!.学号, roster[2]!.姓名, '再说'],
        [roster[3]!.学号, roster[3]!.姓名, null],
      ],
    },
  ]);
  await goTo(desk, '导入');
  await importThrough(desk, rosterFile);
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await importThrough(desk, flagsFile);
  await expect(outcome(desk, 'created')).toHaveText('2');
  await expect(outcome(desk, 'rejected')).toHaveText('1');
  await look(desk, 'flags-done');
  await desk.getByRole('button', { name: '看学生名单' }).click();
  await expect(desk.locator('.page-header').getByText('2 人', { exact: true })).toBeVisible();
  await openStudent(desk, roster[0]!.姓名!);
  await expect(drawer(desk).getByText('身份核验未通过').first()).toBeVisible();
  await look(desk, 'flags-drawer');
});

test('what changed since the roster before is told, filtered and saved', async ({ desk, folder }) => {
  const week = (name: string, rows: ReturnType<typeof students>) =>
    writeWorkbook(join(folder, name), [{ name: '甲', rows: rowsOf(rows) }]);
  await goTo(desk, '导入');
  await importThrough(desk, week('学信网第一周.xlsx', students(1, 20)));
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  const changed = students(3, 20).map((student, at) =>
    at < 4 ? { ...student, ...(at % 2 === 0 ? { 班级: '软件2399' } : { 民族: '回族' }) } : student,
  );
  await importThrough(desk, week('学信网第二周.xlsx', [...changed, ...students(21, 23)]));
  await visit(desk, 'history');
  await desk.getByRole('button', { name: '与上次相比' }).click();
  await expect(desk.locator('.compare-equation')).toContainText('上次 20 − 不再出现 2 + 新增 3 = 本次 21');
  await expect(desk.locator('.compare-place tbody tr')).toHaveCount(4);
  await look(desk, 'compare');
  await desk.getByText('新增 3', { exact: true }).click();
  await expect(desk.locator('.compare-place tbody tr')).toHaveCount(3);
  await desk.getByText('不再出现 2', { exact: true }).click();
  await expect(desk.locator('.compare-place tbody tr')).toHaveCount(2);
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^名单变化.*\.xlsx$/);
  await desk.getByRole('button', { name: '返回历史' }).click();
  await expect(desk.locator('.history-row').first()).toBeVisible();
});

test('who looks after a class is imported, and shown with the student', async ({ desk, folder }) => {
  const roster = students(1, 6).map((student) => ({ ...student, 分院: '计算机学院', 班级: '软件2301' }));
  const other = madeStudent(7, { 分院: '计算机学院', 班级: '软件2302' });
  const file = (name: string, rows: (string | null)[][]) =>
    writeWorkbook(join(folder, name), [{ name: '甲', rows }]);
  await goTo(desk, '导入');
  await importThrough(desk, file('学信网在校生名单.xlsx', rowsOf([...roster, other])));
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await importThrough(
    desk,
    file('辅导员名单.xlsx', [
      ['班级', '辅导员', '联系电话', 'QQ'],
      ['软件 2301班', '李老师', '13800001111', '12345678'],
    ]),
  );
  await expect(outcome(desk, 'created')).toHaveText('1');
  await look(desk, 'contacts-done');
  await desk.getByRole('button', { name: '看学生名单' }).click();
  await openStudent(desk, roster[0]!.姓名!);
  const contact = drawer(desk).getByRole('region', { name: '班级辅导员' });
  await expect(contact).toContainText('李老师 138****1111');
  await expect(contact).not.toContainText('12345678');
  await look(desk, 'contacts-drawer');
});
