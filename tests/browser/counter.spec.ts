import type { Page } from '@playwright/test';
import { goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

/** Draws as a hand would: one stroke, then another. */
async function sign(window: Page): Promise<void> {
  const box = (await window.getByRole('img', { name: '在此签名' }).boundingBox())!;
  for (const [from, to] of [
    [0.15, 0.45],
    [0.5, 0.85],
  ] as const) {
    await window.mouse.move(box.x + box.width * from, box.y + box.height * 0.7);
    await window.mouse.down();
    await window.mouse.move(box.x + box.width * ((from + to) / 2), box.y + box.height * 0.2, { steps: 8 });
    await window.mouse.move(box.x + box.width * to, box.y + box.height * 0.75, { steps: 8 });
    await window.mouse.up();
  }
}

test('the counter: a student checks and signs in a window of their own', async ({ desk, context }) => {
  await visit(desk, 'students?status=not-verified');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await desk.getByRole('button', { name: '请学生在柜台核对' }).click();
  const candidate = desk.getByRole('region', { name: '下一名学生' });
  const name = (await candidate.locator('strong').textContent())!;

  const opening = context.waitForEvent('page');
  await desk.getByRole('button', { name: '打开核对窗口' }).click();
  const window = await opening;
  await expect(window.getByRole('heading', { name: '欢迎' })).toBeVisible();
  await expect(desk.getByText('核对窗口已打开', { exact: true })).toBeVisible();
  expect(new URL(window.url()).origin).not.toBe(new URL(desk.url()).origin);
  expect(window.url()).not.toContain('token');
  expect(await window.evaluate(() => window.opener)).toBeNull();

  await candidate.getByRole('button', { name: '请学生核对' }).click();
  await expect(window.getByRole('heading', { name: '请逐项核对' })).toBeVisible();
  await expect(window.getByText(name, { exact: true })).toBeVisible();
  await window.setViewportSize({ width: 1024, height: 768 });
  await lookAt(window, 'counter-check-1024');

  // The own number, and back to dots.
  await window.getByRole('button', { name: '显示我的完整号码' }).click();
  await expect(desk.getByText('学生查看了自己的完整号码')).toBeVisible();
  await window.getByRole('button', { name: '遮住号码' }).click();

  // Every button is large enough for a finger.
  for (const button of await window.getByRole('button').all()) {
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(48);
  }
  const next = window.getByRole('button', { name: '下一步：签名' });
  await expect(next).toBeDisabled();
  await window.getByRole('button', { name: '全部正确' }).click();
  await window.getByRole('button', { name: '民族：有误' }).click();
  await window.getByLabel('民族应该是什么？').fill('回族');
  await expect(desk.getByText(/有误 1 项/)).toBeVisible();
  await window.setViewportSize({ width: 1280, height: 720 });
  await picture(window, 'counter-check');
  await next.click();
  await expect(window.getByText('应为：回族')).toBeVisible();
  await expect(desk.getByText(/正在签名/)).toBeVisible();
  await sign(window);
  await window.getByRole('button', { name: '撤销一笔' }).click();
  await sign(window);
  await picture(window, 'counter-sign');
  await picture(desk, 'counter-desk');
  await window.getByRole('button', { name: '确认并提交' }).click();
  await expect(window.getByRole('heading', { name: '谢谢，已记录' })).toBeVisible();
  // Nothing of the student is left on the page.
  expect(await window.content()).not.toContain(name);
  expect(await window.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);

  const list = desk.getByRole('table', { name: '柜台核对记录' });
  await expect(list.getByText('民族应为 回族')).toBeVisible();
  await list.getByRole('button', { name: '查看签名' }).click();
  await expect(list.getByRole('img', { name: `${name}的签名` })).toBeVisible();
  await lookAt(desk, 'counter-done');
  await list.getByRole('button', { name: '打印确认单' }).click();
  const slip = desk.getByRole('dialog', { name: '学生现场核对确认单' });
  // Drawn: no longer of the size that a canvas begins with.
  await expect(slip.locator('.pdf-page')).not.toHaveJSProperty('width', 300);
  await expect(slip.getByRole('button', { name: '打印' })).toBeEnabled();
  await lookAt(desk, 'counter-slip');
  await slip.getByRole('button', { name: '关闭' }).click();
  await list.getByRole('link', { name }).click();
  const own = desk.getByRole('region', { name: '柜台核对' });
  await expect(own.getByRole('button', { name: '打印确认单' })).toBeVisible();
  await lookAt(desk, 'counter-drawer');
  await expect(desk.locator('.status-panel').getByText('有误', { exact: true })).toBeVisible();

  // By card; a reload takes the record off, in English, in the dark, at half a large screen.
  await goTo(desk, '柜台');
  const number = (await list.locator('td .numbers').first().textContent())!;
  await desk.getByRole('textbox', { name: '刷卡或输入号码' }).fill(number);
  await desk.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: '请逐项核对' })).toBeVisible();
  await expect(desk.getByRole('textbox', { name: '刷卡或输入号码' })).toHaveValue('');
  await window.emulateMedia({ colorScheme: 'dark' });
  await window.getByRole('button', { name: 'English' }).click();
  await window.setViewportSize({ width: 853, height: 600 });
  await lookAt(window, 'counter-check-dark');
  // Only the time that the page knows goes by: a minute and a half without a touch, and it warns; then it clears.
  await window.clock.install();
  await window.reload();
  await expect(window.getByRole('heading', { name: '欢迎' })).toBeVisible();
  await expect(desk.getByText(/窗口被刷新/)).toBeVisible();
  await desk.getByRole('textbox', { name: '刷卡或输入号码' }).fill(number);
  await desk.keyboard.press('Enter');
  await expect(window.getByText(name, { exact: true })).toBeVisible();
  await window.setViewportSize({ width: 1920, height: 1080 });
  await lookAt(window, 'counter-check-1920-dark');
  await window.clock.fastForward(95_000);
  await expect(window.getByRole('dialog')).toBeVisible();
  await lookAt(window, 'counter-idle');
  await window.mouse.move(300, 300);
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await window.clock.fastForward(115_000);
  await expect(window.getByRole('heading', { name: '欢迎' })).toBeVisible();
  expect(await window.content()).not.toContain(name);
  await expect(desk.getByText(/长时间无操作，已收起/)).toBeVisible();

  await list.getByRole('button', { name: '撤销' }).click();
  await expect(list.getByText('已撤销')).toBeVisible();
  await desk.getByRole('button', { name: '关闭核对窗口' }).click();
  await expect(desk.getByText('核对窗口未打开')).toBeVisible();
});
