import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';
import { syncDesks } from './syncDesks.ts';

const indicator = (page: Page) => page.locator('.sync-state');

test('two desks share a hub: joining, what waits, conflicts, refusals, offline and back', async ({
  browser,
  folder,
}) => {
  test.setTimeout(180_000);
  const desks = syncDesks(folder);
  const ask = <Answer>(desk: 0 | 1, path: string, input?: unknown) =>
    desks.tell<Answer>('ask', desk, path, input);
  const now = (desk: 0 | 1) => ask(desk, 'sync.now');
  const setFields = (desk: 0 | 1, id: string, values: Record<string, string>) =>
    ask(desk, 'students.setFields', { id, values, reason: '' });
  const studentOf = async (desk: 0 | 1, name: string) => {
    const { items } = await ask<{ items: { id: string; values: { name: string } }[] }>(
      ...([desk, 'students.page', { query: {}, offset: 0, limit: 50 }] as const),
    );
    return items.find(({ values }) => values.name === name)!.id;
  };
  const urls = await desks.tell<string[]>('urls');
  const pages = [];
  for (const url of urls) {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    await page.goto(url);
    pages.push(page);
  }
  const [desk, other] = pages as [Page, Page];
  try {
    for (const at of [0, 1] as const) await ask(at, 'admin.initialise', { code: '10000', name: '示例大学' });
    const path = join(folder, '名册.csv');
    writeFileSync(path, THREE_STUDENTS.map((row) => `${row.join(',')}\r\n`).join(''));
    await desks.tell('roster', path);
    await other.reload();
    await desk.reload();
    await visit(desk, 'sync');
    await expect(desk.getByText('这台电脑还没有和别的电脑同步')).toBeVisible();
    await expect(indicator(desk)).toHaveCount(0);
    await expect(desk.getByRole('button', { name: '设为主机' })).toBeVisible();
    await lookAt(desk, 'sync-none');
    await picture(desk, 'sync-none');

    // Joining, by the keyboard.
    await desk.getByRole('button', { name: '加入主机' }).press('Enter');
    await desk.getByLabel('主机地址').fill('192.168.1.20');
    await desk.keyboard.press('Enter');
    await expect(desk.getByText('4821 0937 5560')).toBeVisible();
    await desk.getByLabel('已对照，完全一致').press('Space');
    await desk.getByLabel('加入码').fill('ABCDE-12345');
    await desk.getByLabel('这台电脑的名字').fill('学籍科-1');
    await lookAt(desk, 'sync-join');
    await picture(desk, 'sync-join');
    await desk.keyboard.press('Enter');
    await expect(desk.getByText('已申请加入，等待主机批准')).toBeVisible();
    await lookAt(desk, 'sync-asking');
    await desks.tell('letIn', '学籍科-1');
    await desk.getByRole('button', { name: '立即同步' }).click();
    await expect(indicator(desk)).toHaveText('已同步');
    await expect(desk.getByText('没有冲突')).toBeVisible();
    await lookAt(desk, 'sync-empty');

    // The second desk gets all of it.
    await desks.tell('letIn', '学籍科-2');
    await ask(1, 'sync.join', { address: '192.168.1.20', pin: 'pin', code: 'x', name: '学籍科-2' });
    await now(1);
    await visit(other, 'students');
    await expect(other.locator('.grid-row .student-name').first()).toBeVisible();
    await expect(other.getByText('王五')).toBeVisible();

    // Without the hub: what is done waits, and says so.
    await desks.tell('cut', true);
    const zhang = await studentOf(0, '张三');
    await now(0);
    await now(1);
    await setFields(0, zhang, { phone: '13700000001' });
    await setFields(1, zhang, { phone: '13600000002' });
    await expect(indicator(desk)).toContainText('离线（最后同步');
    await visit(desk, 'sync?tab=waiting');
    await expect(desk.getByRole('table', { name: '待上传' })).toContainText('修改学生资料 · 张三');
    await lookAt(desk, 'sync-waiting');
    await picture(desk, 'sync-waiting');
    await visit(desk, `students?student=${zhang}`);
    await expect(desk.locator('.synced-state')).toHaveText('待上传');
    const marked = (state: string) =>
      desk.getByRole('row', { name: /张三/ }).getByRole('img', { name: state });
    await expect(marked('待上传')).toBeVisible();
    await lookAt(desk, 'sync-list-mark');

    // By a stick: what waits is taken away, and what the hub wrote is looked at and taken.
    await visit(desk, 'sync?tab=stick');
    const saving = desk.waitForEvent('download');
    await desk.getByRole('button', { name: '做同步包' }).click();
    const up = join(folder, 'up.xjs');
    await (await saving).saveAs(up);
    await expect(desk.getByText(/第 1 份同步包已做好/)).toBeVisible();
    expect(await desks.tell<number>('bundleUp', up)).toBeGreaterThan(0);
    const down = await desks.tell<string>('bundleDown', '学籍科-1', 'down');
    await desk.locator('.sync-stick input[type=file]').setInputFiles([down, up]);
    const bundles = desk.getByRole('table', { name: '同步包' });
    await expect(bundles).toContainText('主机，第 1 份');
    await expect(bundles).toContainText('方向不对');
    await lookAt(desk, 'sync-stick');
    await picture(desk, 'sync-stick');
    await bundles.getByRole('button', { name: '导入' }).click();
    await expect(desk.getByText(/^已导入：/)).toBeVisible();
    await lookAt(desk, 'sync-stick-taken');
    await visit(desk, `students?student=${zhang}`);

    // Back again: the second is told, and settles it by the keyboard.
    await desks.tell('cut', false);
    await now(0);
    await now(1);
    await now(0);
    await expect(desk.locator('.synced-state')).toHaveText('有冲突');
    await expect(marked('有冲突')).toBeVisible();
    await lookAt(desk, 'sync-drawer');
    await expect(indicator(other)).toHaveText('需要注意');
    await indicator(other).click();
    const card = other.locator('.sync-conflict');
    await expect(card).toContainText('136****0002');
    await expect(card).toContainText('137****0001');
    await expect(card).toContainText('我的（本机');
    await lookAt(other, 'sync-conflict');
    await picture(other, 'sync-conflict');
    await card.focus();
    await other.keyboard.press('3');
    await other.getByRole('textbox', { name: '手机' }).fill('13500000003');
    await lookAt(other, 'sync-type');
    await other.keyboard.press('Enter');
    await expect(other.getByText('已处理 1 处冲突')).toBeVisible();
    await expect(other.getByText('没有冲突')).toBeVisible();
    // Taken back it is open again; then theirs.
    await other.keyboard.press('Control+z');
    await expect(card).toBeVisible();
    await card.focus();
    await other.keyboard.press('1');
    await expect(other.getByText('没有冲突')).toBeVisible();
    await now(1);
    await now(0);
    await expect(desk.locator('.synced-state')).toHaveText('已登记');

    // What is refused is told with the reason, and what was typed.
    await desks.tell('cut', true);
    await now(1);
    const wang = await studentOf(1, '王五');
    await setFields(1, wang, { email: 'wang@example.com' });
    await desks.tell('narrow', '学籍科-2', '文学院');
    await desks.tell('cut', false);
    await now(1);
    await visit(other, 'sync?tab=refused');
    const refused = other.getByRole('list', { name: '被退回' });
    await expect(refused).toContainText('不在这台电脑可以改的范围里');
    await expect(refused).toContainText('w***@example.com');
    await lookAt(other, 'sync-refused');
    await picture(other, 'sync-refused');
    await other
      .getByRole('button', { name: /知道了/ })
      .first()
      .click();
    await expect(indicator(other)).toHaveText('已同步');
    await goTo(desk, '总览');
    await expect(indicator(desk)).toHaveText('已同步');

    // The hub takes it no more: what happened, what is safe, and the way in again.
    await desks.tell('cut', true);
    await now(1);
    await setFields(1, await studentOf(1, '张三'), { email: 'zhang@example.com' });
    await desks.tell('revoke', '学籍科-2');
    await desks.tell('cut', false);
    await now(1);
    await visit(other, 'sync');
    await expect(other.getByText('这台电脑已被主机停用，不再同步')).toBeVisible();
    await expect(other.getByText(/重新加入后自动上传/)).toBeVisible();
    await lookAt(other, 'sync-stopped');
    await picture(other, 'sync-stopped');
    await other.getByLabel('加入码').fill('ABCDE-67890');
    await other.getByLabel('这台电脑的名字').fill('学籍科-2 号');
    await other.keyboard.press('Enter');
    await expect(other.getByText('已申请加入，等待主机批准')).toBeVisible();
    await desks.tell('letIn', '学籍科-2 号');
    await other.getByRole('button', { name: '立即同步' }).click();
    await expect(indicator(other)).toHaveText('已同步');

    // Whether it has what the hub has was looked at by itself.
    await visit(desk, 'sync?tab=audit');
    await expect(desk.getByText(/和主机完全一致/)).toBeVisible();
    await lookAt(desk, 'sync-audit');
  } finally {
    // The pages go first: a window whose program has ended complains, and rightly.
    for (const page of pages) await page.context().close();
    await desks.stop();
  }
});
