import { readFileSync, writeFileSync } from 'node:fs';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { picture } from './picture.ts';

// The refused file is answered as an error.
test.use({ store: 'demo', expectedComplaints: /status of 500/ });

test('a remembered mapping is named, changed column by column, saved as a file and read back, forgotten; all of it undone', async ({
  desk,
}, testInfo) => {
  await visit(desk, 'settings');
  const names = desk.getByRole('textbox', { name: '名称', exact: true });
  await expect(names.first()).toBeVisible();
  const before = await names.count();
  await expect(desk.getByText(/^用过 1 次 · /).first()).toBeVisible();
  const roster = desk.locator('.settings-mapping').filter({ has: desk.getByText('名单', { exact: true }) });
  const called = roster.first().getByRole('textbox');
  await called.fill('学信网名单');
  await called.press('Enter');
  const download = desk.getByRole('button', { name: '保存“学信网名单”为对应文件' });
  await expect(download).toBeVisible();
  const saved = desk.waitForEvent('download');
  await download.click();
  const path = testInfo.outputPath('map.json');
  await (await saved).saveAs(path);

  // Column by column: two for one field is not saved.
  const edit = desk.getByRole('button', { name: '修改“学信网名单”的列对应' });
  await edit.click();
  const columns = desk.getByRole('dialog', { name: '修改“学信网名单”的列对应' });
  const map = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  const [name, other] = ['name', 'gender'].map((field) =>
    Object.keys(map).find((heading) => map[heading] === field),
  );
  const choose = async (heading: string, field: string) => {
    await columns.getByRole('combobox', { name: `对应字段 ${heading}`, exact: true }).fill(field);
    await desk.keyboard.press('Enter');
  };
  await choose(other!, '姓名');
  await expect(columns.getByRole('status')).toContainText('有两列都对应到“姓名”');
  await expect(columns.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true');
  await choose(other!, '不导入');
  await expect(columns.getByRole('status')).toHaveCount(0);
  await picture(desk, 'settings-mapping');
  const folder = process.env.XUEJI_LOOK;
  if (folder) {
    for (const [size, width, height] of [
      ['small', 1280, 720],
      ['large', 1920, 1080],
      ['scaled', 853, 480],
    ] as const) {
      await desk.setViewportSize({ width, height });
      await desk.screenshot({ path: `${folder}/mapping-drawer-${size}.png`, animations: 'disabled' });
    }
    await desk.setViewportSize({ width: 1280, height: 720 });
    await desk.emulateMedia({ colorScheme: 'dark' });
    await desk.screenshot({ path: `${folder}/mapping-drawer-dark.png`, animations: 'disabled' });
    await desk.emulateMedia({ colorScheme: 'light' });
  }
  await columns.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('已改“学信网名单”的列对应')).toBeVisible();

  // The file says what was there before, and so brings it back.
  const file = desk.locator('.settings-mapping-tools input[type=file]');
  await file.setInputFiles(path);
  await expect(desk.getByText(`“学信网名单”（名单）代替了原来的，1 列不同：${other}`)).toBeVisible();
  await desk.getByRole('button', { name: '撤销' }).click();
  // What is edited is what is there once that is taken back.
  await expect(desk.getByText('已撤销', { exact: true })).toBeVisible();
  await edit.click();
  await expect(columns.getByText('不导入')).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(columns).toHaveCount(0);
  const wrong = testInfo.outputPath('wrong.json');
  writeFileSync(wrong, JSON.stringify({ [name!]: 'xingming' }));
  await file.setInputFiles(wrong);
  await expect(desk.getByText('对应表里的字段“xingming”不存在。')).toBeVisible();

  await desk.getByRole('button', { name: '忘记“学信网名单”' }).click();
  await expect(desk.getByText('已忘记这个列对应')).toBeVisible();
  await expect(names).toHaveCount(before - 1);
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(names).toHaveCount(before);
  await expect(desk.getByRole('button', { name: '忘记“学信网名单”' })).toBeVisible();
});
