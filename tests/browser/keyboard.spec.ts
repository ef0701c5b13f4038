import type { Locator, Page } from '@playwright/test';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { drawer, expectCount } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { writeMessyRoster } from './files/writeSampleFiles.ts';

test('from the first start to a student’s drawer without a mouse', async ({ desk, folder }) => {
  const keys = desk.keyboard;
  await expect(desk.getByLabel('院校代码')).toBeFocused();
  await keys.type('10000');
  await keys.press('Tab');
  await keys.type('示例大学');
  await keys.press('Enter');

  const pick = desk.getByRole('button', { name: '选择文件…' });
  await expect(pick).toBeVisible();
  // Asked for well before the key that opens it: the browser is told of the interception without an answer.
  const chooser = desk.waitForEvent('filechooser');
  await keys.press('F6');
  await tabTo(desk, pick);
  await keys.press('Enter');
  await (await chooser).setFiles(await writeMessyRoster(folder));

  await expect(desk.getByText('待导入')).toBeVisible();
  await keys.press('Control+Enter');
  await expect(desk.getByText('表头在第 3–4 行')).toBeVisible();
  await keys.press('Control+Enter');
  await expect(desk.getByRole('button', { name: '检查整份文件' })).toBeVisible();
  await keys.press('Control+Enter');
  await expect(desk.getByRole('button', { name: /文件内重复/ })).toBeVisible();
  await keys.press('Control+Enter');
  await expect(desk.getByRole('button', { name: '导入 23 行' })).toBeVisible();
  await keys.press('Control+Enter');
  await expect(desk.getByText(/^已导入 /)).toBeVisible();

  await keys.press('Alt+2');
  await expectCount(desk, 23);
  await keys.press('/');
  await expect(desk.getByRole('searchbox')).toBeFocused();
  await keys.type('liuyang');
  await expectCount(desk, 2);
  await keys.press('ArrowDown');
  const grid = desk.getByRole('grid');
  await expect(grid).toBeFocused();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(drawer(desk).getByRole('heading', { name: '刘洋' })).toBeVisible();
  await expect(drawer(desk).getByText('2 / 2')).toBeVisible();
  await keys.press('ArrowUp');
  await expect(drawer(desk).getByText('1 / 2')).toBeVisible();
  await keys.press('Escape');
  await expect(drawer(desk)).toHaveCount(0);
  await expect(grid).toBeFocused();

  await keys.press('Control+k');
  await keys.press('Escape');
  await expectCount(desk, 23);
  await keys.press('ArrowDown');
  await keys.press('Space');
  await expect(desk.getByText('已选 1 人')).toBeVisible();
  await keys.press('Home');
  await keys.press('Shift+ArrowDown');
  await keys.press('Shift+ArrowDown');
  await expect(desk.getByText('已选 3 人')).toBeVisible();
  await keys.press('Control+a');
  await expect(desk.getByText('已选 23 人')).toBeVisible();
  await keys.press('Escape');
  await expect(desk.getByText(/已选/)).toHaveCount(0);
  await keys.press('End');
  await expect(grid.locator('[aria-rowindex="24"]')).toHaveClass(/active/);

  for (const [digit, heading] of [
    ['1', '总览'],
    ['4', '比对'],
    ['5', '核对批次'],
    ['6', '报表'],
    ['7', '导入历史'],
    ['8', '设置'],
  ] as const) {
    await keys.press(`Alt+${digit}`);
    await expect(desk.getByRole('main').getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }
});

test.describe('a school at work', () => {
  test.use({ store: 'demo' });

  test('a campaign is made and its sheets are printed without a mouse', async ({ desk }) => {
    const keys = desk.keyboard;
    // Keys that come before the page are heard by nobody.
    await expect(desk.getByRole('main').getByRole('heading').first()).toBeVisible();
    await keys.press('Alt+5');
    await press(desk, desk.getByRole('button', { name: '新建批次' }));
    await tabTo(desk, desk.getByRole('radio', { name: /^毕业生图像校对/ }));
    await keys.press('ArrowDown');
    await expect(desk.getByRole('radio', { name: /^在校生学籍核查/ })).toBeChecked();
    await tabTo(desk, desk.getByLabel('名称', { exact: true }));
    await keys.press('Control+a');
    await keys.type('键盘建立的批次');
    await tabTo(desk, desk.getByLabel('截止日期'));
    await keys.type(beijingDay(Date.now() + 40 * 86_400_000));
    await keys.press('Enter');
    await keys.press('Control+Enter');
    await expect(desk.getByText('已建立批次“键盘建立的批次”')).toBeVisible();
    await expect(desk.getByRole('main').getByRole('heading', { name: '键盘建立的批次' })).toBeVisible();

    await keys.press('Alt+6');
    await press(desk, desk.getByRole('button', { name: '生成并预览' }));
    await expect(desk.locator('.pdf-page').first()).toBeVisible();
  });
});

/** Past every box and button before it, as a person without a mouse gets there. */
async function tabTo(desk: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses += 1) await desk.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

async function press(desk: Page, button: Locator): Promise<void> {
  await tabTo(desk, button);
  await desk.keyboard.press('Enter');
}
