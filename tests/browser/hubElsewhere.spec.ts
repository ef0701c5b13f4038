import { join } from 'node:path';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { freePort } from './freePort.ts';
import { lookAt } from './lookAt.ts';
import { lookInEnglish } from './lookInEnglish.ts';
import { runProgram, serveDesk, serveHubAt } from './runProgram.ts';

// A key that is not the one that was read is an error of the core.
test.use({ expectedComplaints: /500 \(Internal Server Error\)/ });

test('a hub with another key, and then at another address, is taken for the hub by its digits alone', async ({
  browser,
  folder,
}) => {
  const [hubDir, dataDir] = [join(folder, 'hub'), join(folder, 'desk')];
  const port = await freePort();
  const hub = (...args: string[]) => runProgram(['hub', ...args], hubDir);
  let served = await serveHubAt(port, hubDir);
  await runProgram(['init', '--school-code', '10000', '--school-name', '示例大学'], dataDir);
  const { code, fingerprint: first } = await hub('enrol');
  const joining = ['sync', 'join', `127.0.0.1:${port}`, '--code', String(code), '--name', '窗口一'];
  const asked = await runProgram([...joining, '--fingerprint', String(first)], dataDir, 1);
  const { own } = asked.hub as { own: string };
  await hub('enrol', '--approve', '窗口一', '--fingerprint', own, '--whole-school');
  await runProgram(['sync', 'now'], dataDir);
  await served.stop();
  const { fingerprint } = await hub('new-key');
  served = await serveHubAt(port, hubDir);

  const desk = await serveDesk(dataDir);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const state = page.locator('.sync-state');
  const form = page.getByRole('form', { name: '核对并认它' });
  const take = form.getByRole('button', { name: '核对并认它' });
  try {
    await page.goto(desk.url);
    await visit(page, 'sync');
    await expect(page.getByText('主机另换过密钥吗？')).toBeVisible({ timeout: 60_000 });
    await lookAt(page, 'hub-other-key');
    await lookInEnglish(page, 'hub-other-key');
    await form.getByLabel('主机的指纹').fill(String(first));
    await take.click();
    await expect(form.getByText('指纹与输入的不一致')).toBeVisible();
    await lookAt(page, 'hub-other-key-wrong');
    await expect(state).not.toHaveText('已同步');
    await form.getByLabel('主机的指纹').fill(String(fingerprint));
    await page.keyboard.press('Enter');
    await expect(state).toHaveText('已同步', { timeout: 60_000 });
    await expect(form).toHaveCount(0);

    await served.stop();
    const moved = await freePort();
    served = await serveHubAt(moved, hubDir);
    await page.getByRole('button', { name: '立即同步' }).click();
    await page.getByRole('button', { name: '主机换了电脑、地址或密钥？' }).click({ timeout: 60_000 });
    await form.getByLabel('主机地址').fill(`127.0.0.1:${moved}`);
    await form.getByLabel('主机的指纹').fill(String(fingerprint));
    await lookAt(page, 'hub-moved');
    await page.keyboard.press('Enter');
    await expect(state).toHaveText('已同步', { timeout: 60_000 });
    await expect(page.getByText(`127.0.0.1:${moved}`)).toBeVisible();
  } finally {
    await context.close();
    await desk.stop();
    await served.stop();
  }
});
