import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillSheets } from '../contract/fillSheets.ts';
import { canMakeFiles, writeWorkbook } from '../contract/madeFiles.ts';
import { madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { addFile, drawer, forward, goTo, importThrough, openStudent, outcome, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'school' });
test.skip(!canMakeFiles, 'openpyxl writes the files');

const students = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => madeStudent(from + at));

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
  await lookAt(desk, 'flags-done');
  await desk.getByRole('button', { name: '看学生名单' }).click();
  await expect(desk.locator('.page-header').getByText('2 人', { exact: true })).toBeVisible();
  await openStudent(desk, roster[0]!.姓名!);
  await expect(drawer(desk).getByText('身份核验未通过').first()).toBeVisible();
  await lookAt(desk, 'flags-drawer');

  // A later list that shows nothing any more clears nothing, unless somebody says so.
  const later = writeWorkbook(join(folder, '人像比对复核.xlsx'), [
    {
      name: '甲',
      rows: [
        ['学号', '姓名', '人像比对结果'],
        [roster[0]!.学号, roster[0]!.姓名, null],
        [roster[1]!.学号, roster[1]!.姓名, '身份核验异常'],
      ],
    },
  ]);
  await goTo(desk, '导入');
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await addFile(desk, later);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await desk.getByRole('button', { name: /人像比对标记不再出现/ }).click();
  await expect(desk.getByText(/本机记有“身份核验未通过”/)).toBeVisible();
  const clear = desk.getByRole('checkbox', { name: '空白视为已解除' });
  await expect(clear).not.toBeChecked();
  await clear.click();
  await expect(clear).toBeChecked();
  await expect(desk.getByText(/按您的选择解除/)).toBeVisible();
  await lookAt(desk, 'flags-blank');
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await visit(desk, 'students');
  await openStudent(desk, roster[0]!.姓名!);
  await expect(drawer(desk).locator('.status-panel').getByText('身份核验未通过')).toHaveCount(0);
});

test('a class sheet goes out, comes back filled in, is registered and taken back', async ({
  desk,
  folder,
}) => {
  const roster = students(1, 8).map((student) => ({ ...student, 分院: '计算机学院', 班级: '软件2301' }));
  await goTo(desk, '导入');
  await importThrough(
    desk,
    writeWorkbook(join(folder, '学信网在校生名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]),
  );
  await goTo(desk, '核对批次');
  await desk.getByRole('button', { name: '新建批次' }).click();
  await desk.getByLabel('名称', { exact: true }).fill('2027 届图像校对');
  await desk.getByLabel('截止日期').fill('2099-01-01');
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: '建立批次' }).click();
  await goTo(desk, '报表');
  await desk.getByRole('radio', { name: /学籍信息核对表/ }).check();
  await desk.getByText('Excel', { exact: true }).click();
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '生成并下载' }).click();
  const printed = join(folder, '核对表.xlsx');
  await (await download).saveAs(printed);

  const [own, proxy, wrong, asBefore, blank] = roster;
  const returned = fillSheets(printed, join(folder, '软件2301回执.xlsx'), {
    [own!.学号!]: { 学生签字: own!.姓名! },
    [proxy!.学号!]: { 学生签字: '王老师（代）' },
    [wrong!.学号!]: { 学生签字: wrong!.姓名!, 有误信息登记: '民族应为回族' },
    [asBefore!.学号!]: { 学生签字: asBefore!.姓名!, 有误信息登记: '无' },
  });
  await goTo(desk, '导入');
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await addFile(desk, returned);
  await lookAt(desk, 'sheets-choose');
  await forward(desk, '开始');
  await lookAt(desk, 'sheets-header');
  await forward(desk, '下一步：对应列');
  await lookAt(desk, 'sheets-columns');
  await forward(desk, '检查整份文件');
  await expect(desk.getByText('没有签字', { exact: true })).toBeVisible();
  await lookAt(desk, 'sheets-findings');
  await forward(desk, '下一步：看改动');
  const row = (name: string) => desk.locator('.planned-table tbody tr').filter({ hasText: name });
  for (const [student, told] of [
    [own, '新增'],
    [proxy, '新增'],
    [wrong, '新增'],
    [asBefore, '新增'],
  ] as const) {
    await expect(row(student!.姓名!)).toContainText(told);
  }
  await expect(outcome(desk, 'created')).toHaveText('4');
  // What is not signed is not taken, and the page before has named each.
  await expect(outcome(desk, 'unchanged')).toHaveText('4');
  await lookAt(desk, 'sheets-changes');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await lookAt(desk, 'sheets-done');

  await goTo(desk, '学生');
  const statusOf = (student: (typeof roster)[number] | undefined) =>
    desk.locator('.grid-row').filter({ hasText: student!.姓名! });
  await expect(statusOf(own)).toContainText('已核对');
  await expect(statusOf(proxy)).toContainText('已核对');
  await expect(statusOf(wrong)).toContainText('有误');
  await expect(statusOf(blank)).toContainText('无照片');
  // What was written on the sheet is told, and never taken for the value.
  await openStudent(desk, wrong!.姓名!);
  await expect(drawer(desk).getByText('汉族').first()).toBeVisible();
  const written = drawer(desk).getByText('表上写着：民族应为回族');
  // Beside the status, and in the history.
  await expect(written).toHaveCount(2);
  await lookAt(desk, 'sheets-drawer');
  await picture(desk, 'student-correction');

  await goTo(desk, '导入');
  await desk.getByRole('button', { name: '撤回这次导入' }).click();
  await expect(desk.locator('.undo-outcome')).toContainText('项恢复原样');
  await goTo(desk, '学生');
  await expect(statusOf(proxy)).toContainText('无照片');
  await expect(statusOf(wrong)).toContainText('无照片');
  await openStudent(desk, wrong!.姓名!);
  // Only the history still knows it.
  await expect(written).toHaveCount(1);

  // A status list with a word that nobody knows: taught where it stands, in two clicks.
  const statusList = join(folder, '核对情况.csv');
  const lines = [
    [own, '照片未上传'],
    [proxy, '照片未上传'],
    [wrong, '没有照片'],
    [asBefore, '已注册未核对'],
  ] as const;
  writeFileSync(
    statusList,
    ['学号,姓名,核对状态', ...lines.map(([one, said]) => [one!.学号, one!.姓名, said].join(','))].join(
      '\r\n',
    ),
  );
  await goTo(desk, '导入');
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await addFile(desk, statusList);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  const words = desk.getByRole('region', { name: '不认识的状态词' });
  await expect(desk.getByText('认不出核对状态“照片未上传”').first()).toBeVisible();
  await lookAt(desk, 'status-words');
  await picture(desk, 'import-status-words');
  await words.getByRole('combobox', { name: '“照片未上传”的含义' }).click();
  await desk.getByTitle('照片制作中', { exact: true }).click();
  await expect(words.getByRole('button', { name: '撤回“照片未上传”的含义' })).toBeVisible();
  await expect(desk.getByText('认不出核对状态')).toHaveCount(0);
  await lookAt(desk, 'status-words-taught');
  await forward(desk, '下一步：看改动');
  await expect(outcome(desk, 'created')).toHaveText('3');
  await expect(outcome(desk, 'unchanged')).toHaveText('1');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await goTo(desk, '学生');
  await expect(statusOf(own)).toContainText('照片制作中');
  await expect(statusOf(wrong)).toContainText('无照片');
  await openStudent(desk, own!.姓名!);
  await expect(drawer(desk).locator('.status-panel')).toContainText('照片未上传');
  await goTo(desk, '设置');
  const entry = desk.getByRole('row', { name: /照片未上传/ });
  await entry.scrollIntoViewIfNeeded();
  await lookAt(desk, 'status-words-settings');
  await entry.getByRole('combobox').click();
  await desk.getByTitle('未核对', { exact: true }).click();
  await expect(entry.getByText('手工')).toBeVisible();
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
  await lookAt(desk, 'compare');
  await desk.getByText('新增 3', { exact: true }).click();
  await expect(desk.locator('.compare-place tbody tr')).toHaveCount(3);
  await desk.getByText('不再出现 2', { exact: true }).click();
  await expect(desk.locator('.compare-place tbody tr')).toHaveCount(2);
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^名单变化.*\.xlsx$/);
  await desk.getByRole('button', { name: '返回历史' }).click();
  // The first one is taken back although the second changed what it brought: that stays, and is told by name.
  await desk.getByRole('button', { name: /学信网第一周/ }).click();
  await desk.locator('.history-detail').getByRole('button', { name: '撤回' }).click();
  const undone = desk.locator('.undo-outcome');
  await expect(undone).toContainText('保留现状');
  await expect(undone.getByRole('listitem').filter({ hasText: changed[0]!.姓名! })).toContainText('班级');
  await lookAt(desk, 'undone');
  await goTo(desk, '学生');
  await expect(
    desk.getByRole('grid').getByRole('button', { name: changed[0]!.姓名!, exact: true }),
  ).toBeVisible();
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
  await lookAt(desk, 'contacts-done');
  await goTo(desk, '学生');
  await openStudent(desk, roster[0]!.姓名!);
  const contact = drawer(desk).getByRole('region', { name: '班级辅导员' });
  await expect(contact).toContainText('李老师 138****1111');
  await expect(contact).not.toContainText('12345678');
  await lookAt(desk, 'contacts-drawer');

  await desk.keyboard.press('Alt+0');
  const rows = desk.getByRole('table', { name: '班级与联系人' }).locator('tbody tr');
  const panel = desk.getByRole('complementary', { name: '班级联系人' });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('李老师138****1111');
  await lookAt(desk, 'contacts-page');
  await desk.getByText('没有联系人 1', { exact: true }).click();
  await expect(rows).toHaveCount(1);
  await desk.getByText('全部', { exact: true }).click();
  // By keys alone: to the second class, fill it in, take it back.
  await rows.first().getByRole('button').focus();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Enter');
  const name = panel.getByRole('textbox', { name: '辅导员' });
  await expect(name).toBeFocused();
  await desk.keyboard.type('周老师');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('不知道');
  await expect(panel).toContainText('电话应为');
  await desk.keyboard.press('Control+a');
  await desk.keyboard.type('13900002222');
  await lookAt(desk, 'contacts-form');
  await desk.keyboard.press('Enter');
  await expect(rows.nth(1)).toContainText('周老师139****2222');
  await expect(rows.nth(1).getByRole('button')).toBeFocused();
  await desk.keyboard.press('Control+z');
  await expect(rows.nth(1)).not.toContainText('周老师');
  // Two classes in one go; what is left empty stays.
  await rows.nth(1).getByRole('button').focus();
  await desk.keyboard.press(' ');
  await desk.keyboard.press('ArrowUp');
  await desk.keyboard.press(' ');
  await panel.getByRole('button', { name: '一起填写' }).click();
  await name.fill('吴老师');
  await name.press('Enter');
  await expect(rows.first()).toContainText('吴老师138****1111');
  await expect(rows.nth(1)).toContainText('吴老师');
  await visit(desk, 'history');
  await expect(desk.locator('.history-row').first()).toContainText('修改班级联系人');
});
