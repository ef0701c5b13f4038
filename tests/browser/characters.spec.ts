import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { drawer, goTo, importThrough, openStudent } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { picture } from './picture.ts';

test.use({ store: 'school' });

test('a rare character is found by its parts, its reading and its code point', async ({ desk }) => {
  await expect(desk.getByRole('navigation', { name: '主导航' })).toBeVisible();
  await desk.keyboard.press('F8');
  const panel = desk.getByRole('dialog', { name: '查生僻字' });
  await expect(panel.getByText('“由页”找到𬱖')).toBeVisible();
  const ask = panel.getByLabel('部件、读音或码位');
  await expect(ask).toBeFocused();
  await ask.fill('龙天');
  const found = panel.getByRole('button', { name: '䶮', exact: true });
  await found.first().click();
  await expect(panel.getByText('U+4DAE', { exact: true })).toBeVisible();
  await expect(panel.getByText('FE 9F', { exact: true })).toBeVisible();
  await expect(panel.getByText('只有自造字 U+E863，换个系统可能显示不出来')).toBeVisible();
  await expect(panel.getByText('核对表能印')).toBeVisible();
  await picture(desk, 'characters');
  await panel.getByRole('button', { name: '复制' }).click();
  await expect(panel.getByRole('status')).toHaveText('已复制');

  await ask.fill('di 页');
  await panel.getByRole('button', { name: '𬱖', exact: true }).first().click();
  await expect(panel.getByText('U+2CC56', { exact: true })).toBeVisible();
  await expect(panel.getByText(/学信网能不能录入这个字，程序无从得知/)).toBeVisible();
  // What was copied goes back in, as it does into any other program.
  await ask.fill('');
  await ask.press('Control+V');
  await expect(ask).toHaveValue('䶮');

  await ask.fill('U+E863');
  await expect(panel.getByText('这是旧系统的自造字')).toBeVisible();
  await ask.fill('口口口口口口天龙由页');
  await expect(panel.getByText(/^没有找到/)).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await desk.getByRole('button', { name: '查生僻字' }).click();
  await expect(panel).toBeVisible();
});

test('from a student’s name with a lost or made-up character to the likely one', async ({ desk, folder }) => {
  const write = async (file: string, names: [string, string]) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('名单').addRows([
      ['学号', '姓名'],
      ['2023010001', names[0]],
      ['2023010002', names[1]],
    ]);
    const path = join(folder, file);
    await book.xlsx.writeFile(path);
    return path;
  };
  await goTo(desk, '导入');
  await importThrough(desk, await write('学信网名单.xlsx', ['王\ue863', '李晓𬱖']));
  await goTo(desk, '学生');
  await openStudent(desk, '王\ue863');
  await drawer(desk)
    .getByRole('button', { name: /^查“王.”里的字$/u })
    .click();
  const panel = desk.getByRole('dialog', { name: '查生僻字' });
  await expect(panel.getByText('按国标对照表是')).toBeVisible();
  await expect(panel.getByText('U+E863', { exact: true })).toBeVisible();
  await picture(desk, 'characters-name');
  await panel.getByRole('button', { name: '䶮', exact: true }).click();
  await expect(panel.getByText('U+4DAE', { exact: true })).toBeVisible();
});
