import { createServer } from 'node:net';
import { join } from 'node:path';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';
import { runProgram, serveDesk } from './runProgram.ts';

test.use({ store: 'school' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('hosts the hub: set up, a second desk joins, its grant, a backup, the end', async ({
  browser,
  desk,
  folder,
}) => {
  test.setTimeout(240_000);
  const port = await freePort();
  const store = join(folder, 'second');
  await runProgram(['init', '--school-code', '10000', '--school-name', '示例大学'], store);
  const second = await serveDesk(store);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const other = await context.newPage();
  try {
    await visit(desk, 'sync');
    await desk.getByRole('button', { name: '设为主机' }).click();
    await desk.getByLabel('这台电脑的名字').fill('学籍科-主机');
    await desk.getByLabel('端口').fill(String(port));
    await lookAt(desk, 'hub-set-up');
    await picture(desk, 'hub-set-up');
    await desk.getByRole('button', { name: '启动主机' }).click();
    await expect(desk.getByText('正在运行，从')).toBeVisible({ timeout: 60_000 });
    await expect(desk.locator('.sync-state')).toHaveText('已同步', { timeout: 60_000 });
    const devices = desk.getByRole('table', { name: '电脑' });
    await expect(devices).toContainText('学籍科-主机（本机）');
    await expect(desk.getByText('没有备份', { exact: true })).toBeVisible();

    await desk.getByRole('button', { name: '生成加入码' }).click();
    const code = (await desk.locator('.hub-code-digits').textContent())!;
    await expect(desk.getByText(/还有 1[45]:\d\d 有效/)).toBeVisible();
    await lookAt(desk, 'hub-page');

    await other.goto(second.url);
    await visit(other, 'sync?join=1');
    await other.getByLabel('主机地址').fill(`127.0.0.1:${port}`);
    await other.keyboard.press('Enter');
    const digits = desk.locator('.hub-facts .sync-digits');
    await expect(other.locator('.sync-digits')).toHaveText((await digits.textContent())!);
    await other.getByLabel('已对照，完全一致').press('Space');
    await other.getByLabel('加入码').fill(code);
    await other.getByLabel('这台电脑的名字').fill('学籍科-2');
    await other.keyboard.press('Enter');
    await expect(other.getByText('已申请加入，等待主机批准')).toBeVisible();
    const own = (await other.locator('.sync-digits').textContent())!;
    await lookAt(other, 'hub-asking');

    await expect(devices).toContainText('等待批准', { timeout: 30_000 });
    await devices.getByRole('button', { name: '批准' }).click();
    const form = desk.getByRole('form', { name: '批准“学籍科-2”' });
    await form.getByLabel('那台电脑屏幕上的 12 位指纹').fill(own);
    await form.getByText('全校').click();
    await lookAt(desk, 'hub-let-in');
    await picture(desk, 'hub-let-in');
    await form.getByRole('button', { name: '批准' }).click();
    await expect(devices).not.toContainText('等待批准');
    await other.getByRole('button', { name: '立即同步' }).click();
    await expect(other.locator('.sync-state')).toHaveText('已同步', { timeout: 30_000 });
    await expect(other.getByText('主机没有备份')).toBeVisible();
    await lookAt(other, 'hub-no-backup');

    await desk.getByRole('button', { name: '立即备份' }).click();
    await expect(desk.getByText('已备份，并读回核对过')).toBeVisible({ timeout: 60_000 });
    await expect(desk.getByText('没有备份', { exact: true })).toHaveCount(0);
    await lookAt(desk, 'hub-backed-up');
    // Of the code and the computers: where the backup lies is told by its path here.
    await desk.getByText('加入一台电脑').evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
    await picture(desk, 'hub-page');

    await devices.getByRole('button', { name: '停用' }).click();
    await lookAt(desk, 'hub-revoke');
    await desk.getByRole('button', { name: '停用这台电脑' }).click();
    await expect(devices).toContainText('已停用');

    await desk.getByRole('button', { name: '停止主机' }).click();
    await expect(desk.getByRole('form', { name: '设为主机' })).toBeVisible({ timeout: 30_000 });
  } finally {
    await context.close();
    await second.stop();
  }
});
