import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildRenderer, RENDERER_DIR } from '../../scripts/buildRenderer.ts';
import { buildShell } from '../../scripts/buildShell.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { logged, shellFixture, soon } from './shellFixture.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The product itself: the true page and the true core, side by side as they are packed. */
const { openDesk } = shellFixture('product', async (folder) => {
  const outDir = join(folder, 'electron');
  await Promise.all([
    buildRenderer(),
    buildShell({ outDir, coreProcess: join(ROOT, 'electron/app/coreProcess.ts') }),
  ]);
  cpSync(RENDERER_DIR, join(folder, 'renderer'), { recursive: true });
  return outDir;
});

test('the page shows an empty store and sets it up, within its policy', async () => {
  const { page, window, escaped, app } = await openDesk();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await window.webContents.reload();
  await page.getByLabel('院校代码').fill('10000');
  await page.getByLabel('学校名称').fill('示例大学');
  await page.getByRole('button', { name: /开始/ }).click();
  await soon(async () => expect(await page.getByText('示例大学').count()).toBeGreaterThan(0));
  // antd's own styles are there: they carry the nonce.
  const radius = await page
    .locator('button')
    .first()
    .evaluate((button) => getComputedStyle(button).borderRadius);
  expect(radius).not.toBe('0px');
  expect(complaints).toEqual([]);
  expect(escaped).toEqual([]);
  await window.close();
  await soon(() => expect(app.exitCode).toBe(0));
});

test('a data folder that another program has open is explained in the window, which opens when it is free', async () => {
  const dataDir = temporaryFolder();
  const first = await openDesk({ dataDir });
  await first.page.getByLabel('院校代码').waitFor();
  // Another window would be stopped by the single-instance lock; a command line is not.
  const second = await openDesk({ dataDir, ownsLock: true });
  await second.page.getByText('数据正被另一个程序使用。').waitFor();
  expect(logged(dataDir)).toContain('"code":"STORE_IN_USE"');
  await second.page.getByRole('button', { name: '再试一次' }).click();
  await second.page.getByText('还是打不开').waitFor();
  await first.window.close();
  await soon(() => expect(first.app.exitCode).toBe(0));
  await second.page.getByRole('button', { name: '再试一次' }).click();
  await second.page.getByLabel('院校代码').waitFor();
  expect(second.errorBoxes).toEqual([]);
  expect(second.processes).toHaveLength(1);
});
