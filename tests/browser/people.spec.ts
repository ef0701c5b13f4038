import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// Refused sign-ins answer with a status that the browser itself complains of.
test.use({ store: 'demo', expectedComplaints: /Failed to load resource/ });

const SECRET = '桂花落在教务处门口';
const OTHER = '春眠不觉晓处处啼鸟';
const OWN = 'four quiet lakes';

async function signIn(desk: Page, name: string, password: string): Promise<void> {
  await desk.getByLabel('登录名').fill(name);
  await desk.getByLabel('密码', { exact: true }).fill(password);
  await desk.getByRole('button', { name: '登录', exact: true }).click();
}

async function addAdmin(desk: Page): Promise<void> {
  await goTo(desk, '人员');
  await desk.getByRole('button', { name: '添加第一名管理员' }).click();
  const form = desk.getByRole('form', { name: '添加人员' });
  await form.getByLabel('登录名').fill('wangfang');
  await form.getByLabel('姓名').fill('王芳');
  await form.getByLabel('密码', { exact: true }).fill(SECRET);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByRole('button', { name: '登录', exact: true })).toBeVisible();
}

function people(desk: Page) {
  return desk.getByRole('table', { name: '人员' });
}

test('from the first administrator on the window asks who it is', async ({ desk }) => {
  await goTo(desk, '人员');
  await expect(desk.getByText('还没有人员：谁打开这个程序，谁就能做一切')).toBeVisible();
  await picture(desk, 'people-empty');
  await lookAt(desk, 'people-empty');
  await addAdmin(desk);
  // Nothing of the store is behind it.
  await expect(desk.getByRole('navigation')).toHaveCount(0);
  await picture(desk, 'sign-in');
  await signIn(desk, 'WangFang', 'wrong password');
  await expect(desk.getByRole('alert')).toContainText('登录名或密码不对。');
  await expect(desk.getByLabel('密码', { exact: true })).toHaveValue('');
  for (let count = 0; count < 3; count += 1) {
    await signIn(desk, 'wangfang', 'wrong password');
    await expect(desk.getByLabel('密码', { exact: true })).toHaveValue('');
  }
  // The wait is told, counts down, and ends.
  await expect(desk.getByRole('button', { name: /^请等 0:0\d$/ })).toBeDisabled();
  await lookAt(desk, 'sign-in-wait');
  await desk.getByLabel('密码', { exact: true }).fill(SECRET);
  await desk.getByRole('button', { name: '登录', exact: true }).click();
  await expect(people(desk).getByText('王芳')).toBeVisible();
  await expect(desk.getByRole('button', { name: '我：王芳' })).toBeVisible();
});

test('people are added, edited, disabled and enabled by keyboard, and it can be undone', async ({ desk }) => {
  await addAdmin(desk);
  await signIn(desk, 'wangfang', SECRET);
  await desk.getByRole('button', { name: '添加人员' }).press('Enter');
  const form = desk.getByRole('form', { name: '添加人员' });
  await expect(form.getByLabel('登录名')).toBeFocused();
  await desk.keyboard.type('lilei');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('李雷');
  await form.getByLabel('密码', { exact: true }).fill('lilei-2026');
  await desk.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('密码里有登录名或姓名');
  await form.getByLabel('密码', { exact: true }).fill(OTHER);
  await desk.keyboard.press('Enter');
  await expect(people(desk).getByText('李雷')).toBeVisible();
  await expect(people(desk).getByText('待换密码')).toBeVisible();
  await picture(desk, 'people');
  await lookAt(desk, 'people');

  await people(desk).getByRole('button', { name: 'lilei' }).focus();
  await desk.keyboard.press('Enter');
  const panel = desk.getByRole('complementary', { name: '所选人员' });
  await expect(panel.getByRole('button', { name: '修改' })).toBeFocused();
  await panel.getByRole('button', { name: '停用' }).press('Enter');
  await expect(people(desk).getByText('已停用')).toBeVisible();
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(people(desk).getByText('已停用')).toHaveCount(0);
  // Down and up go from person to person.
  await people(desk).getByRole('button', { name: 'lilei' }).press('ArrowDown');
  await expect(people(desk).getByRole('button', { name: 'wangfang' })).toBeFocused();
  await expect(panel.getByRole('button', { name: '停用' })).toHaveCount(0);

  await desk.getByLabel('用途').fill('每晚导入');
  await desk.getByRole('button', { name: '新建任务密钥' }).click();
  await expect(desk.getByText(/^xjt_/)).toBeVisible();
  await lookAt(desk, 'people-task');
});

test('a locked window shows nothing, keeps what was being typed, and opens to its person only', async ({
  desk,
}) => {
  await addAdmin(desk);
  await signIn(desk, 'wangfang', SECRET);
  await desk.getByRole('button', { name: '添加人员' }).click();
  await desk.getByRole('form', { name: '添加人员' }).getByLabel('姓名').fill('半个名');
  await desk.keyboard.press('Control+l');
  const lock = desk.getByRole('dialog', { name: '窗口已锁定' });
  await expect(lock).toBeVisible();
  await lookAt(desk, 'locked');
  await picture(desk, 'locked');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Alt+2');
  await expect(lock).toBeVisible();
  await lock.getByLabel('密码', { exact: true }).fill('wrong password');
  await lock.getByRole('button', { name: '解锁' }).click();
  await expect(lock.getByRole('alert')).toContainText('登录名或密码不对');
  await lock.getByLabel('密码', { exact: true }).fill(SECRET);
  await lock.getByRole('button', { name: '解锁' }).click();
  await expect(lock).toHaveCount(0);
  await expect(desk.getByRole('form', { name: '添加人员' }).getByLabel('姓名')).toHaveValue('半个名');
  // A page that is loaded again stays locked.
  await desk.keyboard.press('Control+l');
  await expect(lock).toBeVisible();
  await desk.reload();
  await expect(lock).toBeVisible();
  await lock.getByRole('button', { name: '退出登录，换一个人' }).click();
  await expect(desk.getByRole('button', { name: '登录', exact: true })).toBeVisible();
});

test('whoever has a role sees its pages, is told why not the others, and chooses a password first', async ({
  desk,
}) => {
  await addAdmin(desk);
  await signIn(desk, 'wangfang', SECRET);
  await desk.getByRole('button', { name: '添加人员' }).click();
  const form = desk.getByRole('form', { name: '添加人员' });
  await form.getByLabel('登录名').fill('lilei');
  await form.getByLabel('姓名').fill('李雷');
  await form.getByLabel('密码', { exact: true }).fill(OTHER);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(people(desk).getByText('李雷')).toBeVisible();
  await desk.getByRole('button', { name: '我：王芳' }).click();
  await desk.getByRole('menuitem', { name: '退出登录' }).click();
  await signIn(desk, 'lilei', OTHER);
  await expect(desk.getByRole('heading', { name: '请换一个自己的密码' })).toBeVisible();
  await lookAt(desk, 'change-password');
  await desk.getByLabel('现在的密码').fill(OTHER);
  await desk.getByLabel('新密码', { exact: true }).fill(OWN);
  await desk.getByLabel('再输一遍新密码').fill(OWN);
  await desk.getByRole('button', { name: '修改' }).click();
  await expect(desk.getByRole('button', { name: '我：李雷' })).toBeVisible();
  await expect(desk.getByRole('navigation').getByRole('link', { name: '人员' })).toHaveCount(0);
  await visit(desk, 'audit');
  await expect(desk.getByText('您的角色不能打开这一页')).toBeVisible();
  await lookAt(desk, 'page-refused');

  // Whole numbers, for a reason and a while.
  await desk.getByRole('button', { name: '我：李雷' }).click();
  await picture(desk, 'me-menu');
  await desk.getByRole('menuitem', { name: '申请查看完整号码' }).click();
  const ask = desk.getByRole('dialog', { name: '申请查看完整号码' });
  await ask.getByLabel('原因').fill('核对两名同名学生');
  await lookAt(desk, 'ask-unmask');
  await ask.getByRole('button', { name: '放开' }).click();
  await expect(desk.getByRole('button', { name: /^完整号码 (9:5\d|10:00)$/ })).toBeVisible();
  await desk.getByRole('button', { name: /^完整号码/ }).click();
  await expect(desk.getByRole('button', { name: /^完整号码/ })).toHaveCount(0);
});

test('the audit is searched, saved and verified', async ({ desk }) => {
  await addAdmin(desk);
  await signIn(desk, 'wangfang', 'wrong password');
  await expect(desk.getByRole('alert')).toBeVisible();
  await signIn(desk, 'wangfang', SECRET);
  await goTo(desk, '操作记录');
  const table = desk.getByRole('table', { name: '操作记录' });
  await expect(table.getByRole('cell', { name: '登录被拒绝' })).toBeVisible();
  await expect(table.getByRole('cell', { name: '添加人员' })).toBeVisible();
  await picture(desk, 'audit');
  await lookAt(desk, 'audit');
  await desk.getByRole('combobox', { name: '谁' }).click();
  await desk.keyboard.type('王芳');
  await desk.keyboard.press('Enter');
  await expect(table.getByRole('cell', { name: '登录被拒绝' })).toHaveCount(0);
  await expect(table.getByRole('cell', { name: '登录', exact: true })).toHaveCount(1);
  await desk.getByRole('button', { name: '全部' }).click();
  await expect(table.getByRole('cell', { name: '登录被拒绝' })).toBeVisible();
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '存成文件' }).click();
  expect((await download).suggestedFilename()).toMatch(/操作记录.*\.csv$/);
  await desk.getByRole('button', { name: '验证' }).click();
  const dialog = desk.getByRole('dialog', { name: '验证' });
  await dialog.getByRole('button', { name: '开始验证' }).click();
  await expect(dialog.getByRole('status')).toContainText('逐条相连');
  await expect(dialog.getByText(/^\d+:[0-9a-f]{64}$/)).toBeVisible();
  await lookAt(desk, 'audit-verify');
});

test('an administrator who forgot the password sets another one by the printed recovery key', async ({
  desk,
}, testInfo) => {
  await goTo(desk, '设置');
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '打印恢复密钥' }).click();
  const path = testInfo.outputPath('recovery.pdf');
  await (await saved).saveAs(path);
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  const recoveryKey = text
    .match(/\b[0-9A-HJKMNP-TV-Z]{5}\b/g)!
    .slice(0, 8)
    .join('-');
  await addAdmin(desk);

  await desk.getByRole('button', { name: '管理员忘了密码' }).click();
  const form = desk.getByRole('form', { name: '用恢复密钥重设管理员密码' });
  const fill = async (values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values))
      await form.getByLabel(label, { exact: true }).fill(value);
  };
  await fill({ 登录名: 'wangfang', 恢复密钥: recoveryKey.slice(1), 新密码: OTHER });
  await form.getByRole('button', { name: '重设密码' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  await lookAt(desk, 'reset-admin');
  await fill({ 恢复密钥: recoveryKey.toLowerCase() });
  await form.getByRole('button', { name: '重设密码' }).click();
  await expect(desk.getByText('密码已重设，请用新密码登录。')).toBeVisible();
  await desk.getByLabel('密码', { exact: true }).fill(OTHER);
  await desk.getByRole('button', { name: '登录', exact: true }).click();
  await expect(desk.getByRole('navigation')).toBeVisible();
});
