import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canMakeFiles, writeCsv, writeWorkbook, writeZip } from '../contract/madeFiles.ts';
import { madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { expectCount, forward, goTo, outcome, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { picture } from './picture.ts';

test.use({ store: 'school' });
test.skip(!canMakeFiles, 'needs python3-openpyxl');

/** A folder as a registrar collects it: one workbook with a sheet per class, a list in GBK, a notice, a photo of the group. */
function collect(folder: string): string {
  const collected = join(folder, '各学院上交');
  mkdirSync(join(collected, '外国语学院'), { recursive: true });
  const rows = (from: number, count: number) => {
    const all = rowsOf(Array.from({ length: count }, (_, at) => madeStudent(from + at)));
    const at = all[0]!.indexOf('班级');
    return all.map((row) => row.filter((_, column) => column !== at));
  };
  writeWorkbook(join(collected, '计算机学院名单.xlsx'), [
    { name: '填表说明', rows: [['请各班核对后交回']] },
    { name: '软件2301班', rows: [['软件2301班学生名单'], ...rows(1, 5)] },
    { name: '软件2302班', rows: [['软件2302班学生名单'], ...rows(10, 4)] },
    { name: '上学期旧表', state: 'hidden', rows: rows(20, 2) },
  ]);
  writeCsv(
    join(collected, '外国语学院', '英语2301班.csv'),
    'gb18030',
    rowsOf([madeStudent(40), madeStudent(41)]),
  );
  writeFileSync(join(collected, '关于核对的通知.pdf'), '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');
  return collected;
}

test('a collected folder is imported file by file, a sheet per class in one go', async ({ desk, folder }) => {
  await visit(desk, 'import');
  await desk.getByTestId('import-folder').setInputFiles(collect(folder));
  await expect(desk.locator('.import-queue tbody tr')).toHaveCount(2);
  await expect(desk.getByRole('alert')).toContainText('关于核对的通知.pdf');
  await forward(desk, '开始');

  await expect(desk.getByText('2 张工作表将一次导入')).toBeVisible();
  await expect(desk.getByRole('alert').filter({ hasText: '上学期旧表' })).toBeVisible();
  // Whoever passes the screen reads no identity number off it.
  await expect(desk.getByRole('cell', { name: /(^|\D)\d{17}[\dX]/ })).toHaveCount(0);
  await picture(desk, 'import-sheets');
  await forward(desk, '下一步：对应列');
  const bySheet = desk.getByRole('checkbox', { name: /用工作表的名字作为班级/ });
  // A map file may take the name of the sheet, too; for another kind of list it is taken with a word of warning.
  const map = join(folder, '状态对应.json');
  writeFileSync(map, JSON.stringify({ '@kind': 'status', '@sheet': 'className', 学号: 'studentNo' }));
  await desk.locator('.map-file-buttons input[type=file]').setInputFiles(map);
  await expect(desk.getByText('已照“状态对应.json”对应 1 列 “状态对应.json”是给核对状态用的')).toBeVisible();
  await expect(bySheet).toBeChecked();
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(bySheet).not.toBeChecked();
  await bySheet.click();
  await expect(bySheet).toBeChecked();
  await expect(desk.getByRole('cell', { name: /(^|\D)\d{17}[\dX]/ })).toHaveCount(0);
  await forward(desk, '检查整份文件');
  await forward(desk, '下一步：看改动');
  await expect(outcome(desk, 'created')).toHaveText('9');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await desk.getByRole('button', { name: /^下一份/ }).click();
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await goTo(desk, '学生');
  await expectCount(desk, 11);
  await expect(desk.getByRole('grid').getByText('软件2302班').first()).toBeVisible();
});

test('the sound files of a list are imported in one go, the others wait with the reason', async ({
  desk,
  folder,
}) => {
  const collected = join(folder, '班级名单');
  mkdirSync(collected);
  for (const at of [1, 2, 3]) {
    writeCsv(
      join(collected, `${at}班.csv`),
      'gb18030',
      rowsOf([madeStudent(at * 10), madeStudent(at * 10 + 1)]),
    );
  }
  writeCsv(
    join(collected, '4班.csv'),
    'gb18030',
    rowsOf([madeStudent(50), madeStudent(50), madeStudent(51)]),
  );
  writeCsv(join(collected, '5班.csv'), 'utf-8', [
    ['甲', '乙'],
    ['一', '二'],
  ]);
  writeCsv(join(folder, '6班.csv'), 'gb18030', rowsOf([madeStudent(60)]));
  writeFileSync(join(folder, '通知.pdf'), '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');
  writeZip(join(collected, '补交.zip'), [
    { name: '6班.csv', path: join(folder, '6班.csv') },
    { name: '5班.csv', path: join(collected, '5班.csv') },
    { name: '通知.pdf', path: join(folder, '通知.pdf') },
  ]);

  await visit(desk, 'import');
  await desk.getByTestId('import-folder').setInputFiles(collected);
  const rows = desk.locator('.import-queue tbody tr');
  await expect(rows).toHaveCount(6);
  await forward(desk, /^没问题的直接导入（6 份）$/);
  await expect(rows.filter({ hasText: '已导入' })).toHaveCount(4);
  await expect(rows).toHaveCount(7);
  await expect(desk.getByRole('button', { name: '取消' })).toHaveCount(0);
  await expect(rows.filter({ hasText: '1班.csv' })).toContainText('新增 2');
  await expect(rows.filter({ hasText: '4班.csv' })).toContainText('要看一眼');
  await expect(rows.filter({ hasText: '班级名单 › 5班.csv' })).toContainText('没有认出表头');
  await expect(rows.filter({ hasText: '补交.zip › 5班.csv' })).toContainText('没有认出表头');
  await expect(desk.getByRole('alert')).toContainText('通知.pdf');
  await picture(desk, 'import-list');

  // What came out of a zip can still be opened, after it was laid aside too.
  await rows.filter({ hasText: '补交.zip › 5班.csv' }).getByRole('button', { name: '打开来看' }).click();
  await expect(desk.getByText('没有认出表头，请点选。')).toBeVisible();
  await desk.getByRole('button', { name: '跳过这份文件' }).click();
  await rows.filter({ hasText: '4班.csv' }).getByRole('button', { name: '打开来看' }).click();
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await expect(desk.getByText('文件内重复').first()).toBeVisible();
  await goTo(desk, '学生');
  await expectCount(desk, 7);
});
