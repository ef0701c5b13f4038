import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { lookInViews } from './lookInViews.ts';
import { picture } from './picture.ts';
import { runProgram, serveDesk } from './runProgram.ts';

const PASSPHRASE = '桂花落在教务处门口';
const NEXT = '处处闻啼鸟夜来风雨声';

// What is asked of the start page while the desk takes its place is not there any more; a host that stops is gone.
test.use({ expectedComplaints: /status of 404|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/ });

/** A store with a school that a passphrase opens; its printed recovery key. */
async function lockedStore(folder: string): Promise<{ dataDir: string; recoveryKey: string }> {
  const dataDir = join(folder, 'data');
  await runProgram(['init', '--school-code', '10000', '--school-name', '示例大学'], dataDir);
  const { recoveryKey } = await runProgram(['key', 'recovery'], dataDir);
  const file = join(folder, 'passphrase.txt');
  writeFileSync(file, PASSPHRASE);
  await runProgram(['key', 'set-passphrase', '--new-passphrase-file', file], dataDir);
  return { dataDir, recoveryKey: String(recoveryKey) };
}

/** The desk is there with its page: whoever stops the host before that keeps the page from being loaded. */
const opened = (page: Page) => expect(page.locator('.page-header-title')).toBeVisible();

test('the passphrase is asked for in the window; wrong ones wait longer; the recovery key sets another', async ({
  page,
  folder,
  complaints,
}) => {
  void complaints;
  const { dataDir, recoveryKey } = await lockedStore(folder);
  let served = await serveDesk(dataDir);
  try {
    await page.goto(served.url);
    const form = page.getByRole('form', { name: '请输入口令' });
    const field = form.getByLabel('口令', { exact: true });
    await expect(field).toBeFocused();
    await picture(page, 'unlock');
    await lookInViews(page, 'unlock');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Type the passphrase' })).toBeVisible();
    await lookAt(page, 'unlock-en');
    await page.getByRole('button', { name: '中文' }).click();

    // Three wrong ones are for nothing, the fourth makes wait: keys alone, as in the office.
    for (let turn = 0; turn < 3; turn++) {
      await field.fill(`猜一猜这个口令${turn}`);
      await field.press('Enter');
      await expect(form.getByRole('alert')).toContainText('口令不对。');
      await expect(field).toBeFocused();
      await expect(field).toHaveValue('');
    }
    await field.fill('猜一猜这个口令了');
    await field.press('Enter');
    await expect(form.getByRole('button', { name: /^请等 0:0[1-5]$/ })).toBeDisabled();
    await lookAt(page, 'unlock-wait');

    // The printed key is looked at group by group; a slip costs no waiting.
    await expect(form.getByRole('button', { name: '打开' })).toBeVisible();
    await form.getByRole('button', { name: '忘了口令，改用恢复密钥' }).click();
    const recovery = page.getByRole('form', { name: '用恢复密钥打开' });
    const fill = async (values: Record<string, string>) => {
      for (const [label, value] of Object.entries(values))
        await recovery.getByLabel(label, { exact: true }).fill(value);
    };
    const slip = recoveryKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await fill({ 恢复密钥: slip, 新口令: NEXT, 再输一遍新口令: '处处' });
    await expect(recovery.getByRole('alert')).toHaveText('两次输入的不一样。');
    await fill({ 再输一遍新口令: NEXT });
    await recovery.getByRole('button', { name: '设新口令并打开' }).click();
    await expect(recovery.getByRole('alert')).toContainText('恢复密钥的第 8 组输错了。');
    await lookAt(page, 'unlock-recovery');
    await fill({ 恢复密钥: recoveryKey });
    await recovery.getByRole('button', { name: '设新口令并打开' }).click();
    await opened(page);

    // From now on that passphrase opens it, and the old one does not.
    await served.stop();
    served = await serveDesk(dataDir);
    await page.goto(served.url);
    await field.fill(PASSPHRASE);
    await field.press('Enter');
    await expect(form.getByRole('alert')).toContainText('口令不对。');
    await field.fill(NEXT);
    await field.press('Enter');
    await opened(page);
    await page.context().close();
  } finally {
    await served.stop();
  }
});

test('a plain store of an earlier version is encrypted behind the page, which tells how far it is', async ({
  page,
  folder,
  complaints,
}) => {
  void complaints;
  const dataDir = join(folder, 'data');
  const script = join(import.meta.dirname, '../harness/plainStore.ts');
  execFileSync(process.execPath, [script, dataDir, '400'], { env: { ...process.env, NODE_OPTIONS: '' } });
  const served = await serveDesk(dataDir);
  try {
    // What the page shows of it is over in a moment here: it is looked at when it comes.
    await page.goto(served.url);
    await expect(
      page
        .getByRole('region', { name: '正在加密以前版本的数据' })
        .or(page.getByRole('link', { name: '总览' })),
    ).toBeVisible();
    await lookAt(page, 'encrypting');
    await opened(page);
    await page.context().close();
  } finally {
    await served.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
