import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { syncDesks } from './syncDesks.ts';

test('a college’s window shows the sheets of its classes, and what comes back there is back at the office', async ({
  browser,
  folder,
}) => {
  test.setTimeout(120_000);
  const desks = syncDesks(folder);
  const ask = <Answer>(desk: 0 | 1, path: string, input?: unknown) =>
    desks.tell<Answer>('ask', desk, path, input);
  const now = async () => {
    for (const desk of [0, 1, 0] as const) expect(await ask(desk, 'sync.now')).toMatchObject({ refused: 0 });
  };
  const pages: Page[] = [];
  try {
    for (const at of [0, 1] as const) await ask(at, 'admin.initialise', { code: '10000', name: '示例大学' });
    const path = join(folder, '名册.csv');
    writeFileSync(path, THREE_STUDENTS.map((row) => `${row.join(',')}\r\n`).join(''));
    await desks.tell('roster', path);
    const { id: campaign } = await ask<{ id: string }>(0, 'campaigns.create', {
      ...{ name: '核查', type: 'enrolled-record', deadline: '2099-06-01', lockRule: '24h', population: {} },
      ...{ coveredFields: ['name'], coversPhoto: false },
    });
    for (const [at, name, college] of [
      [0, '学籍科', undefined],
      [1, '文学院', '文学院'],
    ] as const) {
      await desks.tell('letIn', name, ...(college === undefined ? [] : [college]));
      await ask(at, 'sync.join', { address: '192.168.1.20', pin: 'pin', code: 'x', name });
      await ask(at, 'sync.now');
    }
    // The office prints for the whole school, the college its own class once more.
    await ask(0, 'reports.create', { kind: 'record-check-sheet', campaign, format: 'xlsx' });
    await now();
    await ask(1, 'reports.create', { kind: 'record-check-sheet', campaign, format: 'xlsx' });
    await now();

    for (const url of await desks.tell<string[]>('urls')) {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
      const page = await context.newPage();
      await page.goto(url);
      await goTo(page, '核对表收发');
      await expect(page.getByRole('heading', { name: '核对表收发' })).toBeVisible();
      pages.push(page);
    }
    const [office, college] = pages as [Page, Page];
    const listOf = (page: Page) => page.getByRole('table', { name: '打印过的核对表' });
    await expect(listOf(office).locator('.sheet-open')).toHaveCount(3);
    await expect(listOf(college).locator('.sheet-open')).toHaveCount(2);
    await expect(listOf(college).getByText('理221')).toHaveCount(0);
    await lookAt(college, 'sheets-of-a-college');

    const number = (await listOf(college).locator('.sheet-open').first().textContent())!;
    await college.getByText('收回登记', { exact: true }).click();
    await college.getByRole('textbox', { name: '扫描或输入表号' }).fill(number);
    await college.keyboard.press('Enter');
    await expect(college.getByText('李四')).toBeVisible();
    await college.keyboard.press('Enter');
    const rowOf = (page: Page) =>
      listOf(page)
        .getByRole('row')
        .filter({ has: page.getByRole('button', { name: number }) });
    await expect(rowOf(college).getByText('已收回')).toBeVisible();
    await now();
    await expect(rowOf(office).getByText('已收回')).toBeVisible();
    await lookAt(office, 'sheets-of-all');
  } finally {
    // The pages go first: a window whose program has ended complains, and rightly.
    for (const page of pages) await page.context().close();
    await desks.stop();
  }
});
