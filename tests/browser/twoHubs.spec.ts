import { join } from 'node:path';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { freePort } from './freePort.ts';
import { lookAt } from './lookAt.ts';
import { tellHub } from './tellHub.ts';

test.use({ store: 'school' });

test('two hubs found: what keeping only this one does is said before it is done', async ({
  desk,
  folder,
}) => {
  await visit(desk, 'sync');
  await desk.getByRole('button', { name: '设为主机' }).click();
  await desk.getByLabel('这台电脑的名字').fill('学籍科-主机');
  await desk.getByLabel('端口').fill(String(await freePort()));
  await desk.getByRole('button', { name: '启动主机' }).click();
  await expect(desk.locator('.sync-state')).toHaveText('已同步', { timeout: 60_000 });
  await tellHub(
    join(folder, 'data', 'hub'),
    `INSERT INTO hub_note (name, value) SELECT 'twin',
       json_object('instances', json_array('another'), 'devices', json_array(id)) FROM device`,
  );
  const found = desk.getByRole('alert').filter({ hasText: '发现两台主机（由 学籍科-主机 发现）' });
  const before = found.getByRole('region', { name: '点“确定只留这一台”之前' });
  await expect(found).toBeVisible();
  await lookAt(desk, 'two-hubs');
  await found.getByRole('button', { name: '只留这一台' }).click();
  await expect(before).toContainText('另一台要已经停掉');
  await expect(before).toContainText('做了不能撤销');
  await lookAt(desk, 'two-hubs-before');
  // Nothing has happened yet: it can be left.
  await before.getByRole('button', { name: '返回' }).click();
  await expect(before).toHaveCount(0);
  await expect(found).toBeVisible();
  await found.getByRole('button', { name: '只留这一台' }).click();
  await before.getByRole('button', { name: '确定只留这一台' }).click();
  await expect(desk.getByText('已记下：只留这一台')).toBeVisible();
  await expect(found).toHaveCount(0);
});
