import { readFileSync } from 'node:fs';
import { goTo, setUpSchool } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// A wrong passphrase is refused by the core. Of a store of its own: copies of one store share the key file that goes here.
test.use({ store: 'nothing', expectedComplaints: /status of 500/ });

test('what opens the data is told, a passphrase is set and changed, the recovery key is printed', async ({
  desk,
}, testInfo) => {
  await setUpSchool(desk);
  await goTo(desk, '设置');
  const section = desk
    .locator('.settings-group')
    .filter({ has: desk.getByRole('heading', { name: '数据加密' }) });
  await expect(section.getByRole('status')).toHaveText(/^本账户的密钥文件/);
  await expect(section.getByText('还没有恢复密钥。')).toBeVisible();
  await section.scrollIntoViewIfNeeded();
  await picture(desk, 'encryption');

  const saved = desk.waitForEvent('download');
  await section.getByRole('button', { name: '打印恢复密钥' }).click();
  const sheet = await saved;
  expect(sheet.suggestedFilename()).toBe('恢复密钥.pdf');
  const path = testInfo.outputPath('recovery.pdf');
  await sheet.saveAs(path);
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  await expect(section.getByText(/^恢复密钥于 .* 打印/)).toBeVisible();

  const form = section.getByRole('form', { name: '口令' });
  const fill = async (values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values)) await form.getByLabel(label).fill(value);
  };
  await section.getByRole('button', { name: '设口令' }).click();
  await fill({ 新口令: '桂花落在教务处门口', 再输一遍: '桂花落在教务处门' });
  await expect(form.getByRole('alert')).toHaveText('两次输入的不一样。');
  await expect(form.getByRole('button', { name: '设口令' })).toBeDisabled();
  await fill({ 再输一遍: '桂花落在教务处门口' });
  await lookAt(desk, 'encryption-passphrase');
  await form.getByRole('button', { name: '设口令' }).click();
  await expect(section.getByRole('status')).toHaveText(/^口令/);

  // Another one only for whoever knows this one.
  await section.getByRole('button', { name: '换口令' }).click();
  await fill({ 现在的口令: '春眠不觉晓', 新口令: '处处闻啼鸟夜来风雨声', 再输一遍: '处处闻啼鸟夜来风雨声' });
  await form.getByRole('button', { name: '换口令' }).click();
  await expect(form.getByText(/口令/).first()).toBeVisible();
  await expect(
    desk.locator('.settings-passphrase .error-notice, .settings-passphrase [role=alert]').first(),
  ).toBeVisible();
  await fill({ 现在的口令: '桂花落在教务处门口' });
  await form.getByRole('button', { name: '换口令' }).click();
  await expect(form).toHaveCount(0);
  await section.getByRole('button', { name: '换口令' }).click();
  await fill({ 现在的口令: '处处闻啼鸟夜来风雨声' });
  await form.getByRole('button', { name: '取消口令' }).click();
  await expect(section.getByRole('status')).toHaveText(/^本账户的密钥文件/);
});

test('the first set-up offers a passphrase, and saves the recovery sheet with it', async ({
  desk,
}, testInfo) => {
  await desk.getByLabel('院校代码').fill('10000');
  await desk.getByLabel('学校名称').fill('示例大学');
  const offer = desk.getByRole('group', { name: '口令（可以不设）' });
  await lookAt(desk, 'welcome-offer');
  await offer.getByLabel('口令', { exact: true }).fill('桂花落在教务处门口');
  await offer.getByLabel('再输一遍').fill('桂花');
  await expect(offer.getByRole('alert')).toHaveText('两次输入的不一样。');
  const begin = desk.getByRole('button', { name: '开始，下一步导入名单' });
  await expect(begin).toBeDisabled();
  await offer.getByLabel('再输一遍').fill('桂花落在教务处门口');
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
  ] as const) {
    await desk.setViewportSize({ width, height });
    await lookAt(desk, `welcome-passphrase-${width}`);
  }
  await desk.setViewportSize({ width: 1280, height: 720 });
  const saved = desk.waitForEvent('download');
  await begin.click();
  const path = testInfo.outputPath('recovery.pdf');
  await (await saved).saveAs(path);
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  await expect(desk.getByText('把文件或文件夹拖到这里')).toBeVisible();
  await goTo(desk, '设置');
  const section = desk
    .locator('.settings-group')
    .filter({ has: desk.getByRole('heading', { name: '数据加密' }) });
  await expect(section.getByRole('status')).toHaveText(/^口令/);
  await expect(section.getByText(/^恢复密钥于 .* 打印/)).toBeVisible();
});
