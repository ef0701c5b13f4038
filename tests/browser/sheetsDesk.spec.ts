import type { Page } from '@playwright/test';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

/** As a scanner types while a Chinese input method is on: only the places of the keys are told, all at once. */
async function scan(desk: Page, number: string): Promise<void> {
  await desk.evaluate((keys) => {
    const press = (code: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Process', code, bubbles: true, cancelable: true }),
      );
    for (const key of keys) press(key === '-' ? 'Minus' : /\d/.test(key) ? `Digit${key}` : `Key${key}`);
    press('Enter');
  }, number);
}

test('class sheets are handed out, scanned back row by row, decided about and taken back', async ({
  desk,
}) => {
  await goTo(desk, '核对表收发');
  await expect(desk.getByRole('heading', { name: '核对表收发' })).toBeVisible();
  await lookAt(desk, 'sheets-empty');
  await desk.getByRole('button', { name: '去打印' }).click();
  // The one class is printed twice.
  const print = desk.getByRole('button', { name: '生成并预览' });
  await print.click();
  await expect(desk.getByRole('button', { name: '下载' })).toBeVisible();
  await print.click();
  await goTo(desk, '核对表收发');
  const list = desk.getByRole('table', { name: '打印过的核对表' });
  const numbers = list.locator('.sheet-open');
  await expect(numbers).toHaveCount(2);
  const [first, second] = (await numbers.allTextContents()) as [string, string];
  const rowOf = (number: string) =>
    list.getByRole('row').filter({ has: desk.getByRole('button', { name: number }) });
  const field = desk.getByRole('textbox', { name: '扫描或输入表号' });
  const undoBar = desk.locator('.undo-bar');

  // Out: one typed by hand in full width, one scanned with letters glued to it.
  await desk.getByText('发出登记', { exact: true }).click();
  await expect(field).toBeFocused();
  await desk.keyboard.insertText(
    first.replace(/\d/g, (digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0))),
  );
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('已选 1 张')).toBeVisible();
  await scan(desk, `A${second}`);
  await expect(desk.getByText('已选 2 张')).toBeVisible();
  await desk.getByRole('combobox', { name: '领表人姓名' }).fill('王老师');
  await picture(desk, 'sheets-out');
  await desk.getByRole('button', { name: '登记发出' }).click();
  await expect(undoBar.getByText('已登记发出 2 张，领表人 王老师。')).toBeVisible();
  await expect(rowOf(first).getByText('已发出')).toBeVisible();
  await expect(rowOf(second).getByText('王老师')).toBeVisible();

  // Back: digits for what is not simply right, and a student written in by hand.
  await desk.getByText('收回登记', { exact: true }).click();
  await scan(desk, first);
  const rows = desk.getByRole('table', { name: '表上的学生' }).locator('.sheet-student');
  await expect(rows.first()).toBeFocused();
  await desk.keyboard.press('3');
  await expect(desk.getByRole('textbox', { name: '表上怎么写的' })).toBeFocused();
  await desk.keyboard.insertText('民族应为回族');
  await desk.keyboard.press('Enter');
  await expect(rows.nth(1)).toBeFocused();
  await desk.keyboard.press('2');
  await desk.keyboard.insertText('李老师');
  await desk.keyboard.press('Enter');
  await desk.keyboard.press('5');
  await expect(rows.nth(3)).toBeFocused();
  await desk.getByRole('textbox', { name: '手工添加的学生姓名' }).fill('赵六');
  await desk.getByRole('button', { name: '添加', exact: true }).click();
  await picture(desk, 'sheets-back');

  // Another sheet is not taken before this one is saved, and leaves its marks as they are; the same one saves it.
  await rows.nth(4).focus();
  await scan(desk, second);
  await expect(desk.getByRole('alert').getByText(`${first} 还没有保存`)).toBeVisible();
  await expect(rows.nth(0)).toHaveAccessibleName(/有误/);
  await expect(rows.nth(4)).toHaveAccessibleName(/正确/);
  await scan(desk, first);
  await expect(undoBar.getByText(/^已登记 /)).toBeVisible();
  await expect(rowOf(first).getByText('部分收回')).toBeVisible();

  // A person decides about whoever was written in; that can be taken back.
  await desk.getByText(/^等待判断 1$/).click();
  const questions = desk.getByRole('table', { name: '等待判断的学生' });
  await expect(questions.getByText('赵六')).toBeVisible();
  await picture(desk, 'sheets-questions');
  await questions.getByRole('button', { name: '是外班或外校的' }).click();
  await expect(desk.getByText('没有等待判断的学生。')).toBeVisible();
  await undoBar.hover();
  await undoBar.getByRole('button', { name: '撤销' }).click();
  await expect(questions.getByText('赵六')).toBeVisible();

  // Who has what, as a file; and nothing that is no sheet is taken.
  await desk.getByText(/^已发出 1$/).click();
  await expect(numbers).toHaveText([second]);
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '导出 Excel' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^核对表收发.*\.xlsx$/);
  await field.fill(second.replace(/.$/, (check) => (check === '1' ? '2' : '1')));
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('alert').getByText(/校验位不对/)).toBeVisible();
  await lookAt(desk, 'sheets-wrong');
  await desk.setViewportSize({ width: 853, height: 480 });
  await lookAt(desk, 'sheets-150');
  await desk.setViewportSize({ width: 1920, height: 1080 });
  await desk.emulateMedia({ colorScheme: 'dark' });
  await numbers.first().click();
  await expect(rows.first()).toBeFocused();
  await lookAt(desk, 'sheets-back-dark-1920');
  await desk.keyboard.press('Escape');

  await goTo(desk, '核对批次');
  await desk
    .getByRole('link', { name: /毕业生|在校生|新生/ })
    .first()
    .click();
  await lookAt(desk, 'sheets-campaign');
  await desk.getByRole('link', { name: '在外 2' }).click();
  await expect(numbers.first()).toBeVisible();
});
