import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { lookInEnglish } from './lookInEnglish.ts';
import { syncDesks } from './syncDesks.ts';

const indicator = (page: Page) => page.locator('.sync-state');

test('a desk says how it stands in each state: conflicts, differences, what a person has to do', async ({
  browser,
  folder,
}) => {
  test.setTimeout(240_000);
  const desks = syncDesks(folder);
  const ask = <Answer>(desk: 0 | 1, path: string, input?: unknown) =>
    desks.tell<Answer>('ask', desk, path, input);
  const now = (desk: 0 | 1) => ask(desk, 'sync.now');
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const roster = (name: string, change: (row: readonly string[], at: number) => readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, THREE_STUDENTS.map((row, at) => `${change(row, at).join(',')}\r\n`).join(''));
    return path;
  };
  try {
    for (const at of [0, 1] as const) await ask(at, 'admin.initialise', { code: '10000', name: '示例大学' });
    await desks.tell(
      'roster',
      roster('名册.csv', (row) => row),
    );
    for (const [at, name] of (['学籍科-窗口一', '文学院教务办公室-2'] as const).entries()) {
      await ask(at as 0 | 1, 'sync.join', { address: '192.168.1.20', pin: 'pin', code: 'x', name });
      await desks.tell('letIn', name);
      await now(at as 0 | 1);
    }
    await now(0);
    await page.goto((await desks.tell<string[]>('urls'))[1]!);

    // An import on either side, of the same students; and one field of one of them by hand.
    await desks.tell('cut', true);
    for (const at of [0, 1] as const) await now(at);
    const phones = (first: string) => (row: readonly string[], at: number) =>
      at === 0 ? row : row.map((value) => (/^1\d{10}$/.test(value) ? `${first}0000000${at}` : value));
    await desks.tell('roster', roster('学信网导出.csv', phones('137')), 0);
    await desks.tell('roster', roster('各院系回收.csv', phones('136')), 1);
    const { items } = await ask<{ items: { id: string; values: { name: string } }[] }>(
      ...([1, 'students.page', { query: {}, offset: 0, limit: 50 }] as const),
    );
    const zhang = items.find(({ values }) => values.name === '张三')!.id;
    for (const [at, email] of (['one@example.com', 'other@example.com'] as const).entries())
      await ask(at as 0 | 1, 'students.setFields', { id: zhang, values: { email }, reason: '' });
    await expect(indicator(page)).toContainText('离线（最后同步');
    await visit(page, 'sync?tab=waiting');
    await expect(page.getByText('这台电脑开着，但上面没有正在运行的同步主机')).toBeVisible();
    await lookAt(page, 'states-offline');
    await lookInEnglish(page, 'states-offline');
    await desks.tell('cut', false);
    await now(0);
    await now(1);
    await visit(page, 'sync?tab=conflicts');
    const cards = page.locator('.sync-conflict');
    await expect(cards).toHaveCount(5);
    // By the name of the computer, as the hub calls it.
    await expect(cards.first()).toContainText('对方（测试员，学籍科-窗口一，');
    await expect(page.getByText(/各院系回收\.csv · 测试员 · .*：4 处/)).toBeVisible();
    await lookAt(page, 'states-conflicts');
    await lookInEnglish(page, 'states-conflicts');
    await page.getByRole('button', { name: '全部用对方' }).first().click();
    await expect(cards).toHaveCount(1);
    await cards.first().getByRole('button', { name: '用对方' }).click();
    await expect(page.getByText('没有冲突')).toBeVisible();
    await now(1);
    await lookInEnglish(page, 'states-empty');

    // A disk that changed something by itself is found out when all is compared.
    const spoilt = "UPDATE setting SET value = replace(value, '示例', '样例') WHERE value LIKE '%示例大学%'";
    expect(await desks.tell('spoil', 1, spoilt)).toBe(1);
    await desks.tell('days', 40);
    await now(1);
    await visit(page, 'sync?tab=audit');
    const found = page.getByRole('table', { name: '核对中发现的不一样' });
    await expect(found.getByRole('row')).toHaveCount(2);
    await expect(found).toContainText('两边的内容不一样');
    await expect(found).toContainText('已改成主机的内容；原来的内容留了一份');
    await lookAt(page, 'states-differences');
    await lookInEnglish(page, 'states-differences');

    // The program is too old for its hub.
    await desks.tell('old', true);
    await now(1);
    await expect(page.locator('.sync-page').getByRole('alert').first()).toContainText('升级');
    await expect(indicator(page)).toHaveText('需要注意');
    await lookAt(page, 'states-upgrade');
    await lookInEnglish(page, 'states-upgrade');
    await desks.tell('old', false);
    await now(1);
  } finally {
    await context.close();
    await desks.stop();
  }
});
