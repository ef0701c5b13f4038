import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { expectNoRawKeys, textsOf } from './textsOf.ts';

const AREAS = [
  'overview',
  'students',
  'photos',
  'contacts',
  'cases',
  'sheets',
  'import',
  'reconcile',
  'campaigns',
  'campaigns?new=1',
  'reports',
  'history',
  'settings',
  'settings?page=erase',
  'people',
  'audit',
];
const CHINESE = /[\p{Script=Han}，。；：、（）]/u;

/** The name by which each language is offered is in that language. */
async function expectNoChinese(desk: Page): Promise<void> {
  await expect
    .poll(async () => (await textsOf(desk)).filter((text) => CHINESE.test(text) && text !== '中文'))
    .toEqual([]);
}

test('in English nothing is said in Chinese', async ({ desk, folder }) => {
  await desk.evaluate(() =>
    localStorage.setItem(
      'xueji-preferences',
      JSON.stringify({
        state: { language: 'en', theme: 'light', navigationCollapsed: false, campaign: null },
        version: 1,
      }),
    ),
  );
  await desk.reload();
  await expect(desk.getByRole('heading', { name: 'Welcome to Xueji Desk' })).toBeVisible();
  await expectNoChinese(desk);
  await desk.getByLabel('School code').fill('10000');
  await desk.getByLabel('School name').fill('Example University');
  await desk.getByRole('button', { name: /^Start/ }).click();

  await expect(desk.getByText('Drop files or a folder here')).toBeVisible();
  for (const area of AREAS) {
    await visit(desk, area);
    await expect(desk.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expectNoChinese(desk);
    await expectNoRawKeys(desk);
  }

  const roster = join(folder, 'roster.csv');
  const students = ['Ann,20230001', 'Bob,20230002', 'Cid,20230002', 'Dan,20230004'];
  writeFileSync(
    roster,
    `name,studentNo,class,nickname\n${students.map((row) => `${row},C1,x`).join('\n')}\n`,
  );
  await visit(desk, 'import');
  await desk.getByTestId('import-files').setInputFiles(roster);
  await expectNoChinese(desk);
  for (const label of ['Start', 'Next: columns', 'Check the whole file', 'Next: findings', 'Next: changes']) {
    const button = desk.locator('.import-footer').getByRole('button', { name: label });
    if (label === 'Next: findings') continue;
    await button.click();
    await expect(button).toHaveCount(0);
    await expectNoChinese(desk);
    await expectNoRawKeys(desk);
  }
  await desk.locator('.import-footer').getByRole('button', { name: /2/ }).click();
  await expect(desk.getByText(/roster\.csv/).first()).toBeVisible();
  await expectNoChinese(desk);

  await visit(desk, 'campaigns?new=1');
  await desk.getByRole('textbox', { name: 'Name', exact: true }).fill('Autumn');
  await desk.getByLabel('Deadline').fill('2099-12-31');
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: 'Make the campaign' }).click();
  await expect(desk.getByRole('heading', { name: 'Autumn' })).toBeVisible();
  await expectNoChinese(desk);
  for (const area of AREAS) {
    await visit(desk, area);
    await expect(desk.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expectNoChinese(desk);
    await expectNoRawKeys(desk);
  }
  await visit(desk, 'students');
  await desk.getByRole('button', { name: 'Ann' }).click();
  await expect(desk.locator('.drawer').getByRole('heading', { name: 'Ann' })).toBeVisible();
  await expectNoChinese(desk);
  await expectNoRawKeys(desk);
});

test.describe('with data', () => {
  test.use({ store: 'demo' });

  test('no raw keys stand anywhere in Chinese', async ({ desk }) => {
    for (const area of AREAS) {
      await visit(desk, area);
      await expect(desk.getByRole('main').getByRole('heading').first()).toBeVisible();
      await expectNoRawKeys(desk);
    }
    await visit(desk, 'students');
    await desk.getByRole('grid').press('Enter');
    await expect(desk.locator('.drawer-name')).not.toBeEmpty();
    await expectNoRawKeys(desk);
  });
});
