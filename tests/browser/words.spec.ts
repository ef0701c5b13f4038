import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  addFile,
  drawer,
  expectCount,
  forward,
  importThrough,
  openStudent,
  search,
  setUpSchool,
  visit,
} from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

const CUT = '长江新闻与传播学';
const SHORT = '新传院';
const WHOLE = '长江新闻与传播学院';

function roster(path: string, rows: readonly string[]): string {
  writeFileSync(path, ['学号,姓名,民族,分院,专业名称,班级,层次', ...rows].join('\r\n'));
  return path;
}

test('words are taken for what they mean: at the import, by corrections, at the next import; all of it is undone', async ({
  desk,
}, testInfo) => {
  const look = (name: string) => lookAt(desk, `words-${name}`);
  await setUpSchool(desk);
  await importThrough(
    desk,
    roster(testInfo.outputPath('名单一.csv'), [`2022000001,王一一,汉族,${WHOLE},新闻学,新闻2201,本科`]),
  );
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  const rows = ['2022000002,李二二', '2022000003,赵三三'].map(
    (one) => `${one},汉族,${CUT},新闻学,新闻2201,统招本科`,
  );
  rows.push(`2022000004,钱四四,汉人,${SHORT},新闻学,新闻2202,本科`);
  await addFile(desk, roster(testInfo.outputPath('名单二.csv'), rows));
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await desk.getByRole('button', { name: /截断或另一种写法的名称/ }).click();
  const take = desk.getByRole('button', { name: `采用“${CUT}”的含义` });
  await expect(take).toBeEnabled();
  await look('import');
  await take.click();
  await expect(desk.getByRole('button', { name: `撤回“${CUT}”的含义` })).toBeVisible();
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();

  await visit(desk, 'settings');
  const entry = desk.getByRole('row', { name: new RegExp(CUT) });
  await expect(entry.getByRole('textbox')).toHaveValue(WHOLE);
  await expect(entry.getByRole('cell', { name: '2', exact: true })).toBeVisible();
  await desk.getByRole('button', { name: `去掉“${CUT}”` }).click();
  await expect(entry).toHaveCount(0);
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(entry).toBeVisible();

  // Corrections of one student hold for everybody of whom the word is said.
  await visit(desk, 'students');
  await find(desk, '李二二');
  await correct(desk, '层次', '统招本科', '本科');
  await find(desk, '钱四四');
  await correct(desk, '学院', SHORT, WHOLE, () => look('correct'));
  await correct(desk, '民族', '汉人', '汉族');

  // The next file is taken for what its words mean, and says so before it is.
  await visit(desk, 'import');
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  const third = roster(testInfo.outputPath('名单三.csv'), [
    `2022000005,孙五五,汉人,${SHORT},新闻学,新闻2202,本科`,
  ]);
  await addFile(desk, third);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  const preview = desk.getByRole('region', { name: /将这样读入/ });
  await expect(preview.getByText(`${SHORT} → ${WHOLE}`)).toBeVisible();
  await expect(preview.getByText('汉人 → 汉族')).toBeVisible();
  await look('preview');
  await picture(desk, 'import-meant');
  await forward(desk, '检查整份文件');
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
  await visit(desk, 'students');
  await find(desk, '孙五五');
  await expect(field(desk, '学院')).toContainText(WHOLE);
  await expect(field(desk, '民族')).toContainText('汉族');

  await visit(desk, 'settings');
  await expect(desk.getByRole('row', { name: /统招本科/ }).getByText('更正')).toBeVisible();
  await desk.getByRole('heading', { name: '词典' }).scrollIntoViewIfNeeded();
  await look('settings');
  await picture(desk, 'settings-words');

  // Taken back, everybody has their words again, those too who came since.
  await visit(desk, 'history');
  for (const at of [0, 1]) {
    await desk.locator('.history-row', { hasText: '修改词典' }).nth(at).click();
    await desk.getByRole('button', { name: /撤回$/ }).click();
    await expect(desk.locator('.undo-outcome')).toBeVisible();
  }
  await visit(desk, 'students');
  for (const name of ['钱四四', '孙五五']) {
    await find(desk, name);
    await expect(field(desk, '学院')).not.toContainText(WHOLE);
    await expect(field(desk, '学院')).toContainText(SHORT);
    await expect(field(desk, '民族')).not.toContainText('汉族');
    await expect(field(desk, '民族')).toContainText('汉人');
  }
});

/** By the search: the rows of a list that has just changed may still move. */
async function find(desk: Page, name: string): Promise<void> {
  await search(desk, name);
  await expectCount(desk, 1);
  await openStudent(desk, name);
}

function field(desk: Page, label: string) {
  return drawer(desk).getByRole('row', { name: new RegExp(`^${label}`) });
}

/** Corrects a word for all students of whom it is said. */
async function correct(
  desk: Page,
  label: string,
  word: string,
  meant: string,
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  await drawer(desk)
    .getByRole('button', { name: `修改${label}` })
    .click();
  await drawer(desk).getByRole('textbox', { name: label }).fill(meant);
  await drawer(desk)
    .getByRole('checkbox', { name: new RegExp(`所有写作“${word}”的学生`) })
    .check();
  await look();
  await drawer(desk).getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText(`已记进词典：“${word}”照更正理解`)).toBeVisible();
  await expect(field(desk, label)).toContainText(meant);
}
