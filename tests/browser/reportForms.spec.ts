import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { expectAccessible } from './expectAccessible.ts';

test.use({ store: 'demo' });

test('confirmations of portraits are previewed upright; sheets go to their counsellors in one step and back', async ({
  desk,
}) => {
  await visit(desk, 'reports');
  await desk.getByRole('radio', { name: '需身份复核毕业生人像比对确认单' }).check();
  await desk.getByRole('button', { name: '生成并预览' }).click();
  await expect(desk.getByText(/需身份复核毕业生人像比对确认单-.*\.pdf/)).toBeVisible();
  const page = desk.locator('canvas').first();
  await expect(page).toBeVisible();
  const box = (await page.boundingBox())!;
  expect(box.height).toBeGreaterThan(box.width);

  await desk.getByRole('radio', { name: '学生个案办理表' }).check();
  await expect(desk.getByText('这个范围里没有个案')).toBeVisible();
  await desk.getByRole('radio', { name: '核对表未收回清单' }).check();
  await expect(desk.getByText('没有未收回的核对表')).toBeVisible();
  await desk.getByRole('radio', { name: '学籍信息核对表' }).check();
  await desk.getByRole('button', { name: '生成并预览' }).click();
  await expect(desk.getByText(/^学籍信息核对表-.*\.pdf/)).toBeVisible();

  await visit(desk, 'sheets');
  const all = desk.getByRole('button', { name: /张发给各班辅导员/ });
  await all.click();
  await expect(all).toHaveCount(0);
  await expect(desk.getByText(/^已登记发出 \d+ 张，发给 \d+ 位辅导员。$/)).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(all).toBeVisible();
});
