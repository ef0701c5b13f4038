import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFile, forward, outcome, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { SAMPLE_STUDENTS } from './files/sampleStudents.ts';
import { picture } from './picture.ts';

test.use({ store: 'school' });

test('a list without headings: its columns are told by hand, and no row is lost', async ({
  desk,
  folder,
}) => {
  const lines = SAMPLE_STUDENTS.map(({ studentNo, name, gender, idNumber, college, className }) =>
    [studentNo, name, gender, idNumber, college, className].join(','),
  );
  const list = join(folder, '计算机学院名单.csv');
  writeFileSync(list, lines.join('\r\n'));
  await visit(desk, 'import');
  await addFile(desk, list);
  await forward(desk, '开始');

  await expect(desk.getByRole('alert')).toContainText('表里本来就没有列名的，请选“没有表头”');
  await expect(desk.locator('.import-footer').getByRole('button', { name: /对应列/ })).toBeDisabled();
  const first = desk.getByRole('radio', { name: /^第 1 行/ });
  await first.focus();
  await desk.keyboard.press('0');
  const absent = desk.getByRole('radio', { name: '没有表头' });
  await expect(absent).toBeFocused();
  await expect(absent).toBeChecked();
  await expect(desk.getByText('没有表头：每一行都是学生')).toBeVisible();
  await expect(desk.getByRole('alert')).toHaveCount(0);
  // With the arrows a row becomes the header, and none again.
  await desk.keyboard.press('ArrowDown');
  await expect(desk.getByText('表头在第 1 行')).toBeVisible();
  await desk.keyboard.press('ArrowUp');
  await expect(absent).toBeChecked();
  await picture(desk, 'import-no-header');

  await forward(desk, '下一步：对应列');
  const rows = desk.locator('.mapping-table tbody tr');
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(3)).toContainText('看内容');
  await expect(desk.locator('.import-footer').getByRole('button', { name: '检查整份文件' })).toBeDisabled();
  for (const [letter, field] of [
    ['A', '学号'],
    ['B', '姓名'],
    ['F', '班级'],
  ]) {
    await desk.getByRole('combobox', { name: `对应字段 ${letter}`, exact: true }).fill(field!);
    await desk.keyboard.press('Enter');
    await expect(rows.nth(letter!.charCodeAt(0) - 65)).toContainText('手动');
  }
  await forward(desk, '检查整份文件');
  await forward(desk, '下一步：看改动');
  await expect(outcome(desk, 'created')).toHaveText(String(lines.length));
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
});
