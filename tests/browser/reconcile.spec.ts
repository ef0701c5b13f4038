import type { Locator, Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { canMakeFiles } from '../contract/madeFiles.ts';
import { goTo, importThrough } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { writeTwoSources } from './files/writeTwoSources.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';
import { detail, settled, tab } from './reconcileActions.ts';

test.use({ store: 'school' });
test.skip(!canMakeFiles, 'needs Python with openpyxl');

const rail = (desk: Page, name: string) =>
  desk.getByRole('navigation', { name: '差异类别' }).getByRole('button', { name: new RegExp(`^${name}`) });
/** 40 = 36 + …: the numbers of a sum, the total first. */
const numbersOf = (sum: Locator) => sum.locator('.equation-count').allTextContents();

async function sumOf(desk: Page, label: string): Promise<number[]> {
  const sum = desk.getByRole('group', { name: label, exact: true });
  await expect(sum).toBeVisible();
  return (await numbersOf(sum)).map(Number);
}

async function importAgain(desk: Page, path: string): Promise<void> {
  await goTo(desk, '导入');
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  await importThrough(desk, path);
}

test('two messy lists, from the empty page to the last decision', async ({ desk, folder }) => {
  test.setTimeout(600_000);
  const { chsi, sis, later, counts } = writeTwoSources(folder);

  await test.step('the empty page says what is missing', async () => {
    await goTo(desk, '比对');
    await expect(desk.getByText('至少要有两个来源才能比对')).toBeVisible();
    await desk.getByRole('button', { name: '去导入名单' }).click();
    await importThrough(desk, chsi);
    await goTo(desk, '比对');
    await expect(desk.getByText(`${counts.chsi} 人 · 最近导入 学信网 在校生名单.xlsx`)).toBeVisible();
    await picture(desk, 'reconcile-sources');
    await importAgain(desk, sis);
  });

  await test.step('three counts, each a sum that comes to what was counted', async () => {
    await goTo(desk, '比对');
    await expect(desk.getByRole('region', { name: '一个不能多' })).toContainText('多 2 人');
    await expect(desk.getByRole('region', { name: '一个不能少' })).toContainText('少 3 人');
    const inChsi = await sumOf(desk, '学信网人数');
    expect(inChsi).toEqual([counts.chsi, counts.both, 3]);
    expect(await sumOf(desk, '教务系统人数')).toEqual([counts.sis, counts.both, 2]);
    const [shared, ...parts] = await sumOf(desk, '至少两个来源有');
    expect(shared).toBe(counts.both);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(counts.both);
    await picture(desk, 'reconcile-check');
  });

  await test.step('who is missing, from the number', async () => {
    await desk.getByRole('button', { name: '3 仅学信网' }).click();
    await expect(desk.getByRole('grid', { name: '仅学信网' }).locator('.grid-row')).toHaveCount(3);
    await expect(desk).toHaveURL(/tab=people/);
    await desk.goBack();
    await expect(desk.getByRole('region', { name: '一个不能多' })).toBeVisible();
  });

  await test.step('true differences first, decided with keys alone', async () => {
    await tab(desk, '差异');
    await expect(desk.getByRole('grid', { name: '差异' })).toBeFocused();
    await expect(detail(desk)).toContainText('内容不同');
    await picture(desk, 'reconcile-work');
    await rail(desk, '拆字').click();
    await expect(detail(desk).locator('mark')).toHaveText(['由页', '𬱖']);
    await expect(detail(desk)).toContainText('𬱖 U+2CC56');
    await lookAt(desk, 'reconcile-split');
    await rail(desk, '形近字').click();
    await expect(detail(desk).locator('mark')).toHaveText(['己', '已']);
    await expect(detail(desk)).toContainText('己 U+5DF1');
    await desk.keyboard.press('a');
    await expect(settled(desk)).toContainText(/已处理 1 \//);
    await expect(desk.locator('.undo-bar')).toContainText('1 项：采用学信网的值');
    await desk.keyboard.press('u');
    await expect(settled(desk)).toContainText(/已处理 0 \//);
    await expect(detail(desk)).toContainText('己 U+5DF1');
    await desk.keyboard.press('s');
    await expect(settled(desk)).toContainText('待问学生 1');
  });

  await test.step('keys faster than the answers: none is lost, each is about the row that was shown', async () => {
    await rail(desk, '全部').click();
    const grid = desk.getByRole('grid', { name: '差异' });
    await grid.locator('.grid-row').nth(3).click();
    const row = (at: number) => grid.locator(`.grid-row[aria-rowindex="${at + 2}"]`);
    const shown = await Promise.all([3, 4, 5].map((at) => row(at).locator('.grid-cell').allTextContents()));
    // The first save does not end before the last key is pressed.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await desk.route('**/rpc/reconcile/decide', async (route) => {
      await held;
      await route.continue();
    });
    for (const key of ['i', 's', 'i']) await desk.keyboard.press(key);
    await expect(row(4)).toContainText('问学生');
    await expect(row(6)).toHaveClass(/active/);
    release();
    await expect(settled(desk)).toContainText(/已处理 4 \//);
    await tab(desk, '已处理');
    const decided = desk.getByRole('grid', { name: '已处理' });
    for (const [index, decision] of ['保持现状', '问学生', '保持现状'].entries()) {
      const [, name, number, field] = shown[index]!;
      const line = decided
        .getByRole('row')
        .filter({ hasText: `${name}${number}${field}` })
        .filter({ hasText: decision });
      await expect(line).toHaveCount(1);
    }
    await desk.locator('.work-bar').getByRole('button', { name: '处理', exact: true }).click();
    await desk.getByRole('checkbox', { name: /问学生/ }).check();
    await desk.keyboard.press('Escape');
    await expect(decided.locator('.grid-row')).toHaveCount(2);
    await desk.getByRole('button', { name: '去掉筛选：处理' }).click();
    await decided.focus();
    for (const key of ['u', 'u', 'u']) await desk.keyboard.press(key);
    await expect(settled(desk)).toContainText(/已处理 1 \//);
    await desk.unroute('**/rpc/reconcile/decide');
    await tab(desk, '差异');
  });

  await test.step('a whole kind at once where it is only writing, and back again', async () => {
    await rail(desk, '全部').click();
    await rail(desk, '内容不同').click();
    await expect(desk.getByRole('region', { name: '整类处理' })).toHaveCount(0);
    await rail(desk, '间隔号写法不同').click();
    const bulk = desk.getByRole('region', { name: '整类处理' });
    await expect(bulk).toContainText('4 项可以一次处理');
    await expect(detail(desk)).toContainText('• U+2022');
    await bulk.getByRole('button', { name: '都采用学信网的' }).click();
    await expect(settled(desk)).toContainText(/已处理 5 \//);
    // Taking back tells how far it is and can be stopped: here before it began, so that nothing depends on who is faster.
    const bar = desk.locator('.undo-bar');
    let asked = 0;
    await desk.route('**/rpc/imports/undo', () => {
      asked += 1;
    });
    await bar.getByRole('button', { name: '撤销' }).click();
    await bar.getByRole('region', { name: '正在撤销' }).getByRole('button', { name: '取消' }).click();
    await expect(bar).toContainText('撤销已取消，什么都没有变');
    expect(asked).toBe(1);
    await desk.unroute('**/rpc/imports/undo');
    await expect(settled(desk)).toContainText(/已处理 5 \//);
    await bar.getByRole('button', { name: '撤销' }).click();
    await expect(settled(desk)).toContainText(/已处理 1 \//);
    await expect(rail(desk, '间隔号写法不同')).toContainText('4');
    await bulk.getByRole('button', { name: '都保持现状' }).click();
    await expect(settled(desk)).toContainText(/已处理 5 \//);
  });

  await test.step('an alias once for all; a masked number tells where it differs', async () => {
    await rail(desk, '全部').click();
    await rail(desk, '被截短').click();
    await expect(detail(desk)).toContainText('被截短');
    await desk.getByRole('grid', { name: '差异' }).focus();
    await desk.keyboard.press('l');
    await expect(settled(desk)).toContainText(/已处理 11 \//);
    await rail(desk, '大小写不同').click();
    await expect(detail(desk).locator('mark')).toHaveText(['X', 'x']);
    await expect(detail(desk)).toContainText('号码已遮盖');
    await expect(detail(desk).locator('.marked-text').first()).toHaveText(/^110\*+\d{3}X$/);
  });

  await test.step('one person under two numbers', async () => {
    await tab(desk, '疑似同一人');
    const pair = desk.getByRole('complementary', { name: '两条记录对照' });
    await expect(pair).toContainText('姓名和出生日期相同');
    await expect(pair.getByRole('row', { name: /学号/ })).toContainText('2099888001');
    await picture(desk, 'reconcile-pair');
    await desk.getByRole('grid', { name: '疑似同一人' }).focus();
    await desk.keyboard.press('k');
    await expect(desk.getByText('没有疑似同一人的记录')).toBeVisible();
    await desk.getByText('不是同一人', { exact: true }).first().click();
    await expect(pair).toBeVisible();
    await desk.getByRole('grid', { name: '疑似同一人' }).focus();
    await desk.keyboard.press('r');
    await desk.locator('.work-bar').getByText('待处理').click();
    await expect(pair).toBeVisible();
    await desk.getByRole('grid', { name: '疑似同一人' }).focus();
    await desk.keyboard.press('j');
    await expect(desk.locator('.undo-bar')).toContainText('两条记录已合并');
    await tab(desk, '三个不能');
    await expect(desk.getByRole('region', { name: '一个不能多' })).toContainText('多 1 人');
    await tab(desk, '疑似同一人');
    await desk.locator('.work-bar').getByText('已合并').click();
    await desk.getByRole('button', { name: '分开' }).click();
    await expect(desk.getByText('没有合并过记录')).toBeVisible();
    await tab(desk, '三个不能');
    await expect(desk.getByRole('region', { name: '一个不能多' })).toContainText('多 2 人');
  });

  await test.step('what was decided, by whom, taken back', async () => {
    await tab(desk, '已处理');
    const grid = desk.getByRole('grid', { name: '已处理' });
    await expect(grid.locator('.grid-row')).toHaveCount(11);
    await rail(desk, '形近字').click();
    await expect(detail(desk)).toContainText('问学生');
    await picture(desk, 'reconcile-decided');
    await grid.focus();
    await desk.keyboard.press('r');
    await expect(settled(desk)).toContainText(/已处理 10 \//);
  });

  await test.step('a decision comes back when its values change', async () => {
    await tab(desk, '差异');
    await rail(desk, '内容不同').click();
    const major = desk.getByRole('grid', { name: '差异' }).getByRole('row', { name: /专业/ });
    await major.click();
    await desk.keyboard.press('b');
    await expect(major).toHaveCount(0);
    await importAgain(desk, later);
    await goTo(desk, '比对');
    await expect(settled(desk)).toContainText('值已变 1');
    await tab(desk, '差异');
    await rail(desk, '内容不同').click();
    await major.click();
    const note = detail(desk).getByRole('note');
    await expect(note).toContainText('之后值变了');
    await expect(note).toContainText('当时是 学信网 数学与应用数学、教务系统 统计学');
    await expect(detail(desk)).toContainText('本校采用统计学');
  });

  await test.step('a scope, kept in the address; the workbook', async () => {
    await tab(desk, '三个不能');
    await desk.getByRole('toolbar', { name: '比对哪些来源' }).getByRole('button', { name: '学院' }).click();
    await desk.getByRole('checkbox', { name: /计算机学院/ }).check();
    await desk.keyboard.press('Escape');
    await expect(desk.getByRole('rowheader', { name: '数学学院' })).toHaveCount(0);
    await desk.reload();
    await expect(desk.getByRole('rowheader', { name: '计算机学院' })).toBeVisible();
    await expect(desk.getByRole('rowheader', { name: '数学学院' })).toHaveCount(0);
    const download = desk.waitForEvent('download');
    await desk.getByRole('button', { name: '导出 Excel' }).click();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(await (await download).path());
    const names = workbook.worksheets.map((sheet) => sheet.name);
    expect(names).toEqual(['汇总', '仅学信网', '仅教务系统', '不一致', '疑似同一人']);
  });

  await test.step('in English', async () => {
    await goTo(desk, '设置');
    await desk.getByText('English').click();
    await desk.getByRole('link', { name: 'Compare', exact: true }).click();
    await expect(desk.getByRole('region', { name: 'Not one too many' })).toBeVisible();
  });
});
