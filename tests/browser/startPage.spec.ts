import { join } from 'node:path';
import { expect, test } from './deskTest.ts';
import { expectAccessible } from './expectAccessible.ts';
import { serveDesk } from './runProgram.ts';

test('a folder that another program has open is told on the start page, which opens when it is free', async ({
  page,
  folder,
  complaints,
}) => {
  void complaints;
  const dataDir = join(folder, 'data');
  const first = await serveDesk(dataDir);
  const second = await serveDesk(dataDir);
  try {
    await page.goto(second.url);
    await expect(page.getByRole('alert')).toContainText('数据正被另一个程序使用。');
    await expect(page.getByText(dataDir)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByText('还是打不开')).toBeVisible();
    await first.stop();
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByLabel('院校代码')).toBeVisible();
    await page.context().close();
  } finally {
    await first.stop();
    await second.stop();
  }
});
