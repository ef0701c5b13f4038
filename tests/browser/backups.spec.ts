import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectCount, importThrough, search, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

test('a backup is made, told, and restored with what would change told first', async ({ desk, folder }) => {
  const dataDir = join(folder, 'data');
  await visit(desk, 'settings');
  const section = desk
    .locator('.settings-group')
    .filter({ has: desk.getByRole('heading', { name: '备份' }) });
  await expect(section.getByText('还没有成功备份过')).toBeVisible();
  await expect(section.getByText('备份和数据在同一块硬盘上')).toBeVisible();
  const other = join(folder, 'other disk');
  await section.getByRole('textbox', { name: '备份文件夹' }).fill(other);
  await section.getByRole('button', { name: '保存备份设置' }).click();
  await expect(desk.getByText('备份设置已保存')).toBeVisible();
  await expect(section.getByText('备份和数据在同一块硬盘上')).toHaveCount(0);
  await section.getByRole('button', { name: '立即备份' }).click();
  await expect(section.getByText('打开并重放核对过。', { exact: false }).last()).toBeVisible();
  await expect(section.getByRole('row')).toHaveCount(2);
  expect(globSync('xueji-*/2*/store.sqlite', { cwd: other })).toHaveLength(1);

  // What happens after the backup is what a restore takes away.
  const late = join(folder, '新生.csv');
  writeFileSync(late, '学号,姓名,班级\n29990001,测甲,新班\n');
  await visit(desk, 'import');
  await importThrough(desk, late);
  await visit(desk, 'students');
  await search(desk, '测甲');
  await expectCount(desk, 1);
  await visit(desk, 'settings');
  await section.getByRole('button', { name: '恢复…' }).last().click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByText('新生.csv')).toBeVisible();
  await lookAt(desk, 'backups-restore');
  await picture(desk, 'settings-restore');
  // The desk opens anew on the restored store.
  const anew = desk.waitForEvent('load');
  await dialog.getByRole('button', { name: '恢复到这份备份' }).click();
  await anew;
  await expect.poll(() => globSync('backups/before-restore-*/store.sqlite', { cwd: dataDir }).length).toBe(1);
  await visit(desk, 'students');
  await search(desk, '测甲');
  await expectCount(desk, 0);
  await visit(desk, 'settings');
  await expect(section.getByRole('row')).toHaveCount(2);
  await section.evaluate((element) => element.scrollIntoView());
  // For the handbook: not saved.
  await section.getByRole('textbox', { name: '备份文件夹' }).fill('D:\\学籍备份');
  await picture(desk, 'settings-backups');
  await lookAt(desk, 'backups');
});
