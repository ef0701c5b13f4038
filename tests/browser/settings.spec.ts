import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';

test.use({ store: 'demo' });

test('a remembered mapping is named, saved as a file, forgotten and brought back', async ({ desk }) => {
  await visit(desk, 'settings');
  const names = desk.getByRole('textbox', { name: '名称', exact: true });
  await expect(names.first()).toBeVisible();
  const before = await names.count();
  await names.first().fill('学信网名单');
  await names.first().press('Enter');
  const download = desk.getByRole('button', { name: '保存“学信网名单”为对应文件' });
  await expect(download).toBeVisible();
  const saved = desk.waitForEvent('download');
  await download.click();
  expect((await saved).suggestedFilename()).toBe('map.json');

  await desk.getByRole('button', { name: '忘记“学信网名单”' }).click();
  await expect(desk.getByText('已忘记这个列对应')).toBeVisible();
  await expect(names).toHaveCount(before - 1);
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(names).toHaveCount(before);
  await expect(desk.getByRole('button', { name: '忘记“学信网名单”' })).toBeVisible();
});
