import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectCount, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { expectAccessible } from './expectAccessible.ts';
import { lookAt } from './lookAt.ts';
import { lookInViews } from './lookInViews.ts';
import { picture } from './picture.ts';
import { runProgram, type ServedDesk, serveDesk } from './runProgram.ts';

const PAGE_BYTES = 8192;

/** Lets `work` look at a folder in the window; what it says then is what a person who starts the program is told. */
async function served(dataDir: string, page: Page, work: () => Promise<void>): Promise<void> {
  const desk: ServedDesk = await serveDesk(dataDir);
  try {
    await page.goto(desk.url);
    await work();
    await page.context().close();
  } finally {
    await desk.stop();
  }
}

/** Flips a byte of each of these pages of a database, from 1: what a failing disk leaves. */
function flip(store: string, pages: readonly number[]): void {
  const bytes = readFileSync(store);
  for (const number of pages) {
    const at = (number - 1) * PAGE_BYTES + 1000;
    bytes[at] = bytes[at]! ^ 0xff;
  }
  writeFileSync(store, bytes);
}

/** A store with students and a rolling backup of them; says how many there are. */
async function backedUp(origin: string, dataDir: string): Promise<number> {
  cpSync(origin, dataDir, { recursive: true });
  await runProgram(['backup', 'now'], dataDir);
  const [manifest] = globSync('backups/xueji-*/2*/xueji-backup.json', { cwd: dataDir });
  return (JSON.parse(readFileSync(join(dataDir, manifest!), 'utf8')) as { students: number }).students;
}

async function openAgain(page: Page, students: number): Promise<void> {
  const anew = page.waitForEvent('load');
  await page.getByRole('button', { name: '打开学籍核对台' }).click();
  await anew;
  await visit(page, 'students');
  await expectCount(page, students);
}

test('a folder that another program has open is told on the start page, which opens when it is free', async ({
  page,
  folder,
  complaints,
}) => {
  void complaints;
  const dataDir = join(folder, 'data');
  const first = await serveDesk(dataDir);
  await served(dataDir, page, async () => {
    await expect(page.getByRole('alert')).toContainText('数据正被另一个程序使用。');
    await expect(page.getByText(dataDir)).toBeVisible();
    // Nobody else's store is replaced from here.
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
    await expectAccessible(page);
    await lookAt(page, 'start-in-use');
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByText('还是打不开')).toBeVisible();
    await first.stop();
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByLabel('院校代码')).toBeVisible();
  });
});

test.describe('a damaged store', () => {
  test.use({
    // The desk that meets the damage is told so by its calls, and gives way to the start page.
    expectedComplaints: /Failed to load resource/,
  });

  test('is explained, salvaged with everything in it, and opened', async ({
    page,
    folder,
    preparedStores,
    complaints,
  }) => {
    void complaints;
    const dataDir = join(folder, 'data');
    const students = await backedUp(await preparedStores('demo'), dataDir);
    const store = join(dataDir, 'store.sqlite');
    flip(store, [5, 9, 14, 20, 31]);
    const damaged = readFileSync(store);
    await served(dataDir, page, async () => {
      await expect(page.getByRole('alert')).toContainText('数据文件已损坏');
      await expect(page.getByText('请不要删除或移动任何文件')).toBeVisible();
      await lookAt(page, 'start-damaged');
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: '保存诊断报告' }).click();
      const report = readFileSync(await (await saving).path(), 'utf8');
      expect(JSON.parse(report)).toMatchObject({
        trouble: { code: 'STORE_DAMAGED' },
        backups: [{ students }],
      });
      // Whoever works here may be named by the path of the folder.
      expect(report).not.toContain(folder);

      await page.getByRole('button', { name: '检查', exact: true }).click();
      await expect(page.getByRole('heading', { name: '二、抢救' })).toBeVisible();
      await expect(page.getByText(/张数据表里有 \d+ 张读不全/)).toBeVisible();
      await expectAccessible(page);
      await lookInViews(page, 'start-explained');
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page.getByRole('button', { name: '中文' })).toBeVisible();
      await lookAt(page, 'start-en');
      await page.getByRole('button', { name: '中文' }).click();
      await picture(page, 'start-explained');
      await page.getByRole('button', { name: '从变更记录重建' }).click();
      await expect(page.getByRole('heading', { name: '数据已经恢复' })).toBeVisible();
      await expect(page.getByText('没有丢失任何改动')).toBeVisible();
      await lookAt(page, 'start-recovered');
      const [aside] = globSync('backups/damaged-*/store.sqlite', { cwd: dataDir });
      await expect(page.getByText(aside!.replace('/store.sqlite', ''))).toBeVisible();
      expect(readFileSync(join(dataDir, aside!)).equals(damaged)).toBe(true);
      await openAgain(page, students);
    });
    await runProgram(['check'], dataDir);
  });

  test('of which not even the first page can be read is restored from a backup, with what is lost told', async ({
    page,
    folder,
    preparedStores,
    complaints,
  }) => {
    void complaints;
    const dataDir = join(folder, 'data');
    const students = await backedUp(await preparedStores('demo'), dataDir);
    flip(join(dataDir, 'store.sqlite'), [1]);
    await served(dataDir, page, async () => {
      await page.getByRole('button', { name: '检查', exact: true }).click();
      await expect(page.getByText('连第一页都读不出来')).toBeVisible();
      await page.getByRole('button', { name: '恢复…' }).click();
      await expect(page.getByText('现在的数据读不出来', { exact: false })).toBeVisible();
      await expectAccessible(page);
      await lookAt(page, 'start-restore');
      await page.getByRole('button', { name: '恢复到这份备份' }).click();
      await expect(page.getByRole('heading', { name: '数据已经恢复' })).toBeVisible();
      await openAgain(page, students);
    });
    expect(globSync('backups/before-restore-*/store.sqlite', { cwd: dataDir })).toHaveLength(1);
    await runProgram(['check'], dataDir);
  });

  test('whose file is gone is not replaced by an empty one', async ({
    page,
    folder,
    preparedStores,
    complaints,
  }) => {
    void complaints;
    const dataDir = join(folder, 'data');
    const students = await backedUp(await preparedStores('demo'), dataDir);
    const store = join(dataDir, 'store.sqlite');
    for (const path of [store, `${store}-wal`, `${store}-shm`]) rmSync(path, { force: true });
    await served(dataDir, page, async () => {
      await expect(page.getByRole('alert')).toContainText('store.sqlite 不见了');
      await page.getByRole('button', { name: '恢复…' }).click();
      await page.getByRole('button', { name: '恢复到这份备份' }).click();
      await openAgain(page, students);
    });
  });
});
