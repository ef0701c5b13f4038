import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { lookInEnglish } from './lookInEnglish.ts';
import { syncDesks } from './syncDesks.ts';

const DAY_MS = 86_400_000;

test('a desk that is away from its hub for too long: warned, locked, unlocked by its hub or by the printed key', async ({
  browser,
  folder,
}) => {
  const desks = syncDesks(folder);
  const ask = <Answer>(path: string, input?: unknown) => desks.tell<Answer>('ask', 0, path, input);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const later = async (days: number) => {
    await desks.tell('days', days);
    ahead += days;
    await page.clock.setFixedTime(Date.now() + ahead * DAY_MS);
    await ask('sync.now');
    await page.reload();
  };
  let ahead = 0;
  try {
    await ask('admin.initialise', { code: '10000', name: '示例大学' });
    const roster = join(folder, '名册.csv');
    writeFileSync(roster, THREE_STUDENTS.map((row) => `${row.join(',')}\r\n`).join(''));
    await desks.tell('roster', roster);
    await ask('sync.join', { address: '192.168.1.20', pin: 'pin', code: 'x', name: '学籍科-窗口一' });
    await desks.tell('letIn', '学籍科-窗口一');
    await ask('sync.now');
    const { recoveryKey } = await ask<{ recoveryKey: string }>('keys.makeRecoveryKey');
    await desks.tell('cut', true);
    const { items } = await ask<{ items: { id: string }[] }>('students.page', {
      ...{ query: {}, offset: 0, limit: 50 },
    });
    await ask('students.setFields', {
      ...{ id: items[0]!.id, values: { email: 'one@example.com' }, reason: '' },
    });

    await page.goto((await desks.tell<string[]>('urls'))[0]!);
    await visit(page, 'sync');
    await expect(page.getByText(/^待上传 [1-9]/)).toBeVisible();
    await expect(page.getByText(/本机的数据将锁定/)).toHaveCount(0);
    await later(85);
    const notice = page.getByRole('alert').filter({ hasText: '本机的数据将锁定' });
    await expect(notice).toContainText(/没有上传的 [1-9] 件都留在本机/);
    await expect(notice).toContainText('请找学籍科管理主机的老师');
    await expect(page.getByRole('textbox', { name: '恢复密钥' })).toHaveCount(0);
    await lookAt(page, 'lease-ending');

    await later(6);
    const locked = page.getByRole('alert').filter({ hasText: '超过 90 天没有连上主机' });
    await expect(locked).toContainText(/没有上传的 [1-9] 件都留在本机/);
    await expect(locked).toContainText('请找学籍科管理主机的老师');
    // Nobody at a window is told a command; and it is said once.
    await expect(locked).not.toContainText('xueji');
    await expect(page.getByText('暂时不能查看')).toHaveCount(0);
    await lookAt(page, 'lease-ended');
    await lookInEnglish(page, 'lease-ended');
    await visit(page, 'students');
    await expect(page.getByText('数据已锁定，暂时不能查看')).toBeVisible();
    await expect(page.locator('main')).not.toContainText('xueji ');
    await lookAt(page, 'lease-students');

    // Where there is no hub any more: a wrong key, then the printed one.
    await visit(page, 'sync');
    await locked.getByLabel('恢复密钥').fill('AAAAA');
    await locked.getByRole('button', { name: '解锁' }).click();
    await expect(locked.getByText(/恢复密钥(的第 1 组输错了|不对)/)).toBeVisible();
    await lookAt(page, 'lease-wrong-key');
    await locked.getByLabel('恢复密钥').fill(recoveryKey);
    await page.keyboard.press('Enter');
    await expect(locked).toHaveCount(0);
    await visit(page, 'students');
    await expect(page.getByText('张三')).toBeVisible();

    // Locked again; its hub unlocks it, and has what waited.
    await later(91);
    await visit(page, 'sync');
    await expect(locked).toBeVisible();
    await desks.tell('cut', false);
    await page.getByRole('button', { name: '立即同步' }).click();
    await expect(locked).toHaveCount(0);
    await expect(page.getByText('待上传 0')).toBeVisible();
    await lookAt(page, 'lease-open');
  } finally {
    await context.close();
    await desks.stop();
  }
});
