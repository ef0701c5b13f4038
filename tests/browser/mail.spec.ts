import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from '../harness/mailServer.ts';
import { goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

/** What mail servers write of a mail that comes back, of one that is late, and of one that nobody here sent, by Python. */
function returnsOf({ to, message }: { to: string; message: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-returns-'));
  try {
    const mbox = join(folder, '退信.mbox');
    const messages = [
      {
        original: message,
        address: to,
        action: 'failed',
        status: '5.1.1',
        reply: `550 <${to}> User unknown`,
      },
      { original: message, address: to, action: 'delayed', status: '4.4.1', reply: '451 try again later' },
      { address: 'somebody@example.com', action: 'failed', status: '5.1.1', reply: '550 no such user' },
    ].map(({ original, ...recipient }, n) => ({
      ...{ original, recipients: [recipient], path: join(folder, `${n}.eml`) },
    }));
    execFileSync('/usr/bin/python3', [join(import.meta.dirname, '../contract/writeReturns.py')], {
      input: JSON.stringify({ messages, mbox }),
    });
    return { name: '退信.mbox', mimeType: 'application/mbox', buffer: readFileSync(mbox) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('mail: the server is set and tried, mails are looked at, queued, sent, and what became of them is seen', async ({
  desk,
}) => {
  const server = await startMailServer();
  try {
    await visit(desk, 'settings');
    const rules = desk.getByRole('form', { name: '催办规则' });
    await rules.getByRole('button', { name: '添加采集单位' }).click();
    await rules.getByLabel('第 1 个采集单位').fill('光影照相馆');
    await rules.getByLabel('“光影照相馆”的工作日').fill('20');
    // What is typed while the saving is still on its way back is not lost when it arrives.
    const arrived = Promise.withResolvers<void>();
    await desk.route('**/rpc/chase/rules', async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await rules.getByRole('button', { name: '保存规则' }).click();
    await expect(desk.getByText('已保存催办规则')).toBeVisible();
    const listed = desk.waitForResponse('**/rpc/chase/rules');
    await rules.getByLabel('第 1 个采集单位').fill('光影照相馆二部');
    arrived.resolve();
    await listed;
    await desk.unroute('**/rpc/chase/rules');
    await expect(rules.getByLabel('第 1 个采集单位')).toHaveValue('光影照相馆二部');
    await rules.getByLabel('第 1 个采集单位').fill('光影照相馆');
    await expect(rules.getByRole('button', { name: '保存规则' })).toBeDisabled();
    await lookAt(desk, 'chase-rules');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(rules.getByLabel('第 1 个采集单位')).toHaveCount(0);
    const form = desk.getByRole('form', { name: '发信服务器' });
    await form.getByLabel('服务器地址').fill('localhost');
    await form.getByLabel('加密方式').click();
    await desk.getByText('STARTTLS（587）').last().click();
    await form.getByLabel('端口').fill(String(server.port));
    await form.getByLabel('用户名').fill(MAIL_USER);
    await form.getByLabel('密码或授权码').fill('猜的');
    await form.getByLabel('发件人地址').fill(MAIL_USER);
    await form.getByLabel('每分钟最多').fill('600');
    await form.getByRole('button', { name: '发一封测试邮件' }).click();
    await expect(form.getByText(/服务器的证书不可信/)).toBeVisible();
    await form.getByLabel('证书（PEM）').fill(server.certificate);
    await form.getByRole('button', { name: '发一封测试邮件' }).click();
    await expect(form.getByText('用户名或密码不对。')).toBeVisible();
    await form.scrollIntoViewIfNeeded();
    await lookAt(desk, 'mail-server');
    await form.getByLabel('密码或授权码').fill(MAIL_PASSWORD);
    await form.getByRole('button', { name: '发一封测试邮件' }).click();
    await expect(form.getByText(/服务器收下了给/)).toBeVisible();
    await form.getByRole('button', { name: '保存', exact: true }).click();
    await expect(desk.getByText('已保存发信服务器')).toBeVisible();

    // To students: whoever has no address is named.
    await goTo(desk, '催办');
    await desk.getByRole('button', { name: '发邮件…' }).click();
    const dialog = desk.getByRole('dialog', { name: '催办邮件' });
    await expect(dialog.locator('.mail-counts')).toBeVisible();
    await expect(dialog.getByText(/位学生没有可用的邮箱/)).toBeVisible();
    await lookAt(desk, 'mail-students');
    // What was counted of students stays in sight until the counsellors are counted.
    const ofStudents = (await dialog.locator('.mail-counts').textContent())!;
    await dialog.getByText('辅导员', { exact: true }).click();
    await expect(dialog.locator('.mail-counts')).not.toHaveText(ofStudents);
    await expect(dialog.locator('.mail-counts')).toContainText(/将发 \d+ 封/);
    await lookAt(desk, 'mail-counsellors');
    await picture(desk, 'mail');
    const total = Number(/将发 (\d+) 封/.exec((await dialog.locator('.mail-counts').textContent())!)![1]);
    const address = (await dialog.locator('.mail-head dd').first().textContent())!;
    expect(address).toContain('***@');
    await dialog.getByText('全部收件人').click();
    await expect(dialog.locator('.mail-recipients tbody tr')).toHaveCount(total);
    await dialog.getByRole('button', { name: `放进发送队列（${total} 封）` }).click();

    await expect(dialog.getByText(`已处理 ${total} / ${total}`)).toBeVisible();
    await expect(dialog.locator('.mail-state.sent')).toHaveCount(total);
    await dialog.getByRole('button', { name: '看内容' }).first().click();
    await expect(dialog.locator('.mail-content')).toContainText('附件“未完成名单.xlsx”');
    await lookAt(desk, 'mail-outcomes');
    expect(server.received).toHaveLength(total + 1);
    // The same once more in the same round: nobody.
    await dialog.getByText('写邮件', { exact: true }).click();
    await dialog.getByText('辅导员', { exact: true }).click();
    await expect(dialog.locator('.mail-counts')).toContainText(`${total} 个收件人本轮已有同样的邮件`);
    for (const [name, width, height, colorScheme] of [
      ['dark', 1920, 1080, 'dark'],
      ['150', 853, 480, 'light'],
    ] as const) {
      await desk.emulateMedia({ colorScheme });
      await desk.setViewportSize({ width, height });
      await lookAt(desk, `mail-write-${name}`);
      await dialog.getByText('发送情况', { exact: true }).click();
      await expect(dialog.locator('.mail-state').first()).toBeVisible();
      await lookAt(desk, `mail-outcomes-${name}`);
      await dialog.getByText('写邮件', { exact: true }).click();
    }
    await desk.emulateMedia({ colorScheme: 'light' });
    await desk.setViewportSize({ width: 1280, height: 720 });

    // One comes back for good, one of a full mailbox; another is nobody's.
    await dialog.getByText('退信', { exact: true }).click();
    await dialog.locator('input[type="file"]').setInputFiles(returnsOf(server.received[1]!));
    await expect(dialog.locator('.mail-counts')).toContainText('记为退信 1');
    await expect(dialog.locator('.mail-returns tbody tr')).toHaveCount(3);
    await lookAt(desk, 'mail-returns');
    await picture(desk, 'mail-returns');
    await dialog.getByRole('button', { name: '记下 1 封退信' }).click();
    await expect(desk.getByText('已记下 1 封退信，1 个邮箱以后不再发')).toBeVisible();
    await dialog.getByText('发送情况', { exact: true }).click();
    await expect(dialog.locator('.mail-state.bounced')).toHaveCount(1);
    await dialog.getByRole('button', { name: '关闭' }).click();
    const chip = desk.getByRole('button', { name: /^邮箱收不到信/ });
    await chip.click();
    await expect(chip).toHaveAttribute('aria-pressed', 'true');
    await expect(desk.locator('.chase-warning').first()).toContainText('班级联系人的邮箱');
    await lookAt(desk, 'chase-unreachable');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(desk.locator('.chase-warning')).toHaveCount(0);
    await chip.click();
    await expect(chip).toHaveCount(0);
    await expect(desk.getByRole('button', { name: /^已联系/ })).toBeVisible();
  } finally {
    await server.close();
  }
});
