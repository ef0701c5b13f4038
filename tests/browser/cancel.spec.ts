import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFile, forward, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';

test.use({ store: 'school' });

test('checking a long file can be broken off; the choices stay', async ({ desk, folder }) => {
  const path = join(folder, '教务名单.csv');
  const rows = Array.from({ length: 60_000 }, (_, index) => `${2023000001 + index},学生${index},计算机2301`);
  writeFileSync(path, `学号,姓名,班级\n${rows.join('\n')}\n`);
  await visit(desk, 'import');
  await addFile(desk, path);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  const college = desk.getByRole('row', { name: /班级/ }).getByRole('combobox');
  await college.click();
  await desk.keyboard.type('专业');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('手动')).toBeVisible();
  await forward(desk, '检查整份文件');
  await desk.getByRole('main').getByRole('button', { name: '取消' }).click();
  // Back at the columns, as they were.
  await expect(desk.getByRole('button', { name: '检查整份文件' })).toBeVisible();
  await expect(desk.getByText('手动')).toBeVisible();
  await expect(desk.getByText('0 名学生')).toBeVisible();
});
