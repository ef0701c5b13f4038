import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

test('chasing: from the list of a class to a promise, by keyboard, and back', async ({ desk }) => {
  await goTo(desk, '催办');
  const grid = desk.getByRole('grid', { name: '要催办的学生' });
  const count = desk.locator('.page-header').getByText(/人待办$/);
  await expect(count).toBeVisible();
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  const all = await count.textContent();
  await lookAt(desk, 'chase');
  await picture(desk, 'chase');

  const rail = desk.getByRole('navigation', { name: '范围' });
  await rail.getByText('学院', { exact: true }).click();
  const groups = rail.locator('.chase-group');
  await groups.nth(1).click();
  await expect(groups.nth(1)).toHaveAttribute('aria-pressed', 'true');
  const ofGroup = (await groups.nth(1).locator('.numbers').last().textContent())!;
  await expect(count).toHaveText(`${ofGroup} 人待办`);
  await expect(desk).toHaveURL(/f\.collegeName=/);

  // Enter goes from the row to the form, Escape back to the row.
  await grid.focus();
  await desk.keyboard.press('ArrowDown');
  const panel = desk.getByRole('complementary', { name: '这位学生' });
  const name = (await panel.getByRole('heading', { level: 2 }).textContent())!;
  await desk.keyboard.press('Enter');
  const form = panel.getByRole('form', { name: '登记联系' });
  await expect(form.locator(':focus')).toHaveCount(1);
  await form.getByLabel('承诺日期').fill('2099-12-31');
  await desk.keyboard.press('Enter');
  await form.getByLabel('说明').fill('下午回电话');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('已登记 1 人的联系')).toBeVisible();
  await expect(desk.getByRole('button', { name: /^有承诺 1/ })).toBeVisible();
  await expect(desk.getByRole('button', { name: /^已联系/ })).toHaveCount(0);
  await desk.getByRole('button', { name: /^有承诺 1/ }).click();
  await expect(count).toHaveText('1 人待办');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(panel.getByText('答应 2099-12-31 前')).toBeVisible();
  await lookAt(desk, 'chase-promise');

  // Several at once, taken back.
  await desk.getByRole('button', { name: '清除筛选' }).click();
  await grid.focus();
  await desk.keyboard.press('Control+a');
  await expect(panel.getByText(`已选 ${ofGroup} 人`)).toBeVisible();
  await panel.getByRole('button', { name: `登记（${ofGroup} 人）` }).click();
  await expect(desk.getByRole('button', { name: /^已联系/ })).toBeVisible();
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(desk.getByRole('button', { name: /^已联系/ })).toHaveCount(0);

  await rail.getByRole('button', { name: /^全部/ }).click();
  await expect(count).toHaveText(all!);
  // Messages: filled, an unknown field told, a password refused, copied, and a class with its names masked.
  await desk.getByRole('button', { name: '写消息…' }).click();
  const dialog = desk.getByRole('dialog', { name: '催办消息' });
  const preview = dialog.locator('.message-text');
  await expect(preview).toContainText('同学：你在“');
  await lookAt(desk, 'chase-message');
  await picture(desk, 'chase-message');
  await expect(dialog.getByRole('button', { name: '记为已催办' })).toHaveCount(0);
  await dialog.getByRole('button', { name: '复制这一条' }).click();
  await dialog.getByRole('button', { name: '记为已催办' }).click();
  await expect(dialog.getByText('已记为催办过 1 名学生（QQ）')).toBeVisible();
  await dialog.getByRole('button', { name: '撤销' }).click();
  await expect(dialog.getByRole('button', { name: '记为已催办' })).toBeVisible();
  await lookAt(desk, 'chase-message-copied');
  const editor = dialog.getByRole('textbox', { name: '模板内容' });
  await editor.fill('{姓名} {宿舍}');
  await expect(dialog.getByRole('alert')).toContainText('{宿舍}');
  await editor.press('Control+a');
  await desk.keyboard.press('Control+v');
  await expect(editor).toHaveValue(/同学：你在“/);
  await editor.fill('{姓名}，请把密码发来');
  await expect(dialog.getByText(/消息里提到了密码或验证码。/)).toBeVisible();
  await editor.fill('{姓名}请核对');
  await dialog.getByRole('button', { name: '保存模板' }).click();
  await dialog.getByRole('button', { name: '恢复原样' }).click();
  await expect(editor).toHaveValue(/下一步/);
  await dialog.getByLabel('模板', { exact: true }).click();
  await dialog.getByText('班级群通知').click();
  await expect(preview).toContainText(/\*（学号末四位 \d{4}）/);
  await dialog.getByRole('button', { name: '关闭' }).click();

  await desk.emulateMedia({ colorScheme: 'dark' });
  await desk.setViewportSize({ width: 1920, height: 1080 });
  await lookAt(desk, 'chase-dark');
  await desk.setViewportSize({ width: 853, height: 480 });
  await lookAt(desk, 'chase-150');
});
