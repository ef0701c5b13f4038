import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { canMakeFiles, writeWorkbook } from '../contract/madeFiles.ts';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// A step that is refused is told by the core.
test.use({ store: 'demo', expectedComplaints: /status of 500/ });

test('cases: problems become cases, one goes to its end, and a step is taken back', async ({
  desk,
  folder,
}) => {
  const file = join(folder, '确认单.jpg');
  await sharp({ create: { width: 900, height: 600, channels: 3, background: '#eef' } })
    .withMetadata({ density: 300 })
    .jpeg()
    .toFile(file);
  await goTo(desk, '个案');
  await expect(desk.getByText('还没有个案')).toBeVisible();
  const problems = desk.getByRole('region', { name: '还没有登记个案的问题：' });
  await expect(problems).toBeVisible();
  await picture(desk, 'cases-problems');
  await problems.getByRole('button', { name: /^人像比对/ }).click();
  await expect(desk.getByText(/^已登记 \d+ 个个案$/)).toBeVisible();
  await expect(problems.getByRole('button', { name: /^人像比对/ })).toHaveCount(0);
  // What came today is the day's work.
  const fresh = desk.getByRole('table', { name: '今天新到的' });
  await expect(fresh.getByText('收集证据').first()).toBeVisible();
  await lookAt(desk, 'cases-day');
  await desk.getByText(/^待办 \d+$/).click();
  const list = desk.getByRole('table', { name: '个案' });
  await expect(list.getByText('收集证据').first()).toBeVisible();
  await picture(desk, 'cases');
  await lookAt(desk, 'cases-list');

  await list.getByRole('link').first().click();
  await expect(desk.getByRole('heading', { name: '毕业生身份复核' })).toBeVisible();
  const steps = desk.getByRole('region', { name: '办理' });
  await expect(steps.getByRole('button', { name: '证据收齐' })).toBeDisabled();
  await expect(steps.getByText(/^还没有填：原因/)).toBeVisible();
  await desk.getByLabel('原因').click();
  await desk.getByTitle('容貌变化（年龄、化妆、体重）').click();
  await desk.getByLabel('核查结论').fill('面核为本人，近一年体重变化较大。');
  await desk.getByRole('button', { name: '保存' }).click();
  await expect(steps.getByText(/^还缺材料：/)).toBeVisible();

  const materials = desk.getByRole('region', { name: '材料' });
  const chooser = desk.waitForEvent('filechooser');
  await materials.getByRole('button', { name: /^放入文件：《需身份复核/ }).click();
  await (await chooser).setFiles(file);
  await expect(materials.getByText('确认单.jpg')).toBeVisible();
  await picture(desk, 'case');
  for (;;) {
    const next = materials.getByRole('button', { name: /^免交：/ });
    const left = await next.count();
    if (left === 0) break;
    await next.first().click();
    await materials.getByRole('textbox', { name: '免交的原因' }).fill('原件已核');
    await desk.keyboard.press('Enter');
    await expect(next).toHaveCount(left - 1);
  }
  await steps.getByRole('button', { name: '证据收齐' }).click();
  await steps.getByRole('button', { name: '证据收齐' }).last().click();
  await expect(desk.getByText('轮到院系')).toBeVisible();
  await steps.getByRole('button', { name: '确认为本人' }).click();
  const agree = steps.getByRole('button', { name: '确认为本人' }).last();
  await expect(agree).toBeDisabled();
  await steps.getByLabel('审核人（院系）').fill('王秘书');
  await agree.click();
  await expect(desk.getByText('轮到学籍科')).toBeVisible();
  await steps.getByLabel('经办人').fill('李老师');
  await steps.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByRole('region', { name: '经过' }).getByText(/李老师/)).toBeVisible();
  await steps.getByLabel('期限').fill('2099-01-08');
  await steps.getByRole('textbox', { name: '改期限的原因' }).fill('等考试院换照片');
  await steps.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('期限 2099-01-08')).toBeVisible();
  // Nothing is being typed into any more: the keys are the page's.
  await desk.getByRole('heading', { name: '毕业生身份复核' }).click();
  await desk.keyboard.press('Control+z');
  await expect(desk.getByText('期限 2099-01-08')).toHaveCount(0);
  await lookAt(desk, 'cases-one');
  await materials.getByRole('button', { name: '移除确认单.jpg' }).click();
  await materials.getByRole('textbox', { name: '移除的原因' }).fill('放错了学生');
  await desk.keyboard.press('Enter');
  await expect(materials.getByText('确认单.jpg')).toHaveCount(0);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(materials.getByText('确认单.jpg')).toBeVisible();
  await expect(desk.getByRole('region', { name: '经过' }).getByText('已撤回')).toHaveCount(2);
});

test('cases: one is opened from a student', async ({ desk }) => {
  await goTo(desk, '学生');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await desk.getByRole('button', { name: '登记个案' }).click();
  const dialog = desk.getByRole('dialog', { name: '登记个案' });
  await dialog.getByLabel('类别').fill('申诉');
  await desk.keyboard.press('Enter');
  await expect(dialog.getByText(/对学籍处理决定不服/)).toBeVisible();
  await dialog.getByLabel('说明').fill('对退学决定不服');
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await expect(desk.getByRole('heading', { name: '学生申诉' })).toBeVisible();
  await expect(desk.getByText('轮到学籍科')).toBeVisible();
  // From the case back to the student, who has it now.
  await desk.locator('.case-head').getByRole('link').click();
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await expect(
    desk.getByRole('dialog').or(desk.locator('.drawer')).getByText('学生申诉').first(),
  ).toBeVisible();
});

test('cases: several are given to somebody and moved on at once, the day says what presses and whom to remind', async ({
  desk,
}) => {
  await goTo(desk, '个案');
  await desk.getByRole('button', { name: /^人像比对 \d+ 人$/ }).click();
  await expect(desk.getByRole('table', { name: '今天新到的' })).toBeVisible();
  await desk.getByText(/^待办 \d+$/).click();
  const list = desk.getByRole('table', { name: '个案' });
  const rows = list.getByRole('row').filter({ has: desk.getByRole('link') });
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  expect(count).toBeGreaterThan(1);
  const bulk = desk.getByRole('region', { name: '一起办理' });
  await list.getByRole('checkbox', { name: '选中这一页' }).check();
  await expect(bulk.getByText(`已选 ${count} 个`)).toBeVisible();
  await bulk.getByRole('button', { name: '指定经办人' }).click();
  await bulk.getByLabel('经办人').fill('陈老师');
  await bulk.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText(`已办理 ${count} 个个案`)).toBeVisible();
  await expect(list.getByText('陈老师')).toHaveCount(count);

  // One step for all of one kind; what it needs is asked once.
  await list.getByRole('checkbox', { name: '选中这一页' }).check();
  await bulk.getByRole('button', { name: '办一步' }).click();
  await bulk.getByLabel('选一步').click();
  await desk.getByTitle('证据收齐').click();
  await lookAt(desk, 'cases-bulk');
  await bulk.getByRole('button', { name: '证据收齐' }).click();
  // Nothing is filled in yet: none is moved, and the reason is said.
  await expect(bulk.getByText(/^还没有填：/)).toBeVisible();
  await expect(list.getByText('收集证据')).toHaveCount(count);
  await bulk.getByRole('button', { name: '改期限' }).click();
  await bulk.getByLabel('期限', { exact: true }).fill(await dayFromNow(desk, 1));
  await bulk.getByRole('textbox', { name: '改期限的原因' }).fill('今天要报');
  await bulk.getByRole('button', { name: '保存' }).click();
  await expect(list.getByText(await dayFromNow(desk, 1))).toHaveCount(count);

  await desk.getByText('今日', { exact: true }).click();
  const reminders = desk.getByRole('region', { name: '提醒办理' });
  await expect(reminders.getByText('陈老师')).toBeVisible();
  await reminders.getByRole('button', { name: '复制给陈老师的提醒' }).click();
  await expect(reminders.getByText('已复制')).toBeVisible();
  await picture(desk, 'cases-day');
  await desk.getByLabel('经办人').fill('没有');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(/^今天没有要赶的/)).toBeVisible();
});

/** YYYY-MM-DD in China, as the program counts. */
async function dayFromNow(desk: Page, days: number): Promise<string> {
  return desk.evaluate(
    (ahead) =>
      new Date(Date.now() + ahead * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }),
    days,
  );
}

test('what is written about a case is seen and saved; what is due goes out as a draft, and says that it does', async ({
  desk,
}) => {
  await goTo(desk, '个案');
  await desk.getByRole('button', { name: /^人像比对 \d+ 人$/ }).click();
  await desk.getByRole('table', { name: '今天新到的' }).getByRole('link').first().click();
  const papers = desk.getByRole('region', { name: '文书' });
  await papers.getByText(/^其他文书 \d+ 份$/).click();
  await papers
    .getByRole('button', { name: /^生成：/ })
    .first()
    .click();
  const viewer = desk.getByRole('dialog');
  await expect(viewer.locator('canvas').first()).toBeVisible();
  await lookAt(desk, 'case-letter');
  const saved = desk.waitForEvent('download');
  await viewer.getByRole('button', { name: '另存' }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  await viewer.getByRole('button', { name: '关闭' }).click();
  await lookAt(desk, 'case-papers');

  await desk.getByRole('button', { name: '返回列表' }).click();
  await desk.getByRole('button', { name: '上报与清理' }).click();
  const out = desk.getByRole('dialog', { name: '上报与清理' });
  await out.getByRole('button', { name: '生成草稿（号码遮住）' }).click();
  await expect(out.getByText('没有要列入的个案。')).toBeVisible();
  await expect(out.getByText('没有保留期已过的材料。')).toBeVisible();
  await picture(desk, 'cases-out');
});

test('cases: those of a list are opened, and what of it could not be used is told', async ({
  desk,
  folder,
}) => {
  test.skip(!canMakeFiles, 'needs Python with openpyxl');
  await goTo(desk, '学生');
  const names = desk.locator('.grid-row .student-name');
  await expect(names.first()).toBeVisible();
  const rows = await desk.locator('.grid-row').allTextContents();
  const numbers = rows.map((text) => /\b\d{10}\b/.exec(text)?.[0] ?? /\d{10}/.exec(text)![0]).slice(0, 2);
  const file = join(folder, '申诉名单.xlsx');
  writeWorkbook(file, [
    {
      name: '名单',
      rows: [
        ['学号', '说明', '辅导员电话'],
        [numbers[0]!, '对处分不服', ''],
        [numbers[1]!, '', ''],
        ['9900000000', '', ''],
        [numbers[0]!, '又写了一遍', ''],
      ],
    },
    { name: '旧名单', rows: [['学号'], ['1']] },
  ]);
  await goTo(desk, '个案');
  await desk.getByRole('button', { name: '登记个案' }).click();
  const dialog = desk.getByRole('dialog', { name: '登记个案' });
  await dialog.getByText('一份名单').click();
  await dialog.getByLabel('类别').fill('申诉');
  await desk.keyboard.press('Enter');
  const chooser = desk.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: '选择表格文件' }).click();
  await (await chooser).setFiles(file);
  await dialog.getByLabel('经办人').fill('陈老师');
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  const told = dialog.getByRole('status');
  await expect(told.getByText('共 4 行：登记 2 个，早已登记 0 个，没有登记 2 行。')).toBeVisible();
  await expect(told.getByText('没有用到的列：辅导员电话')).toBeVisible();
  await expect(told.getByText('只读了第一张工作表，没有读：旧名单')).toBeVisible();
  await expect(told.getByRole('listitem')).toHaveText([
    /^第 4 行：找不到这位学生/,
    /^第 5 行：这位学生前面已经有一行/,
  ]);
  await picture(desk, 'cases-listed');
  await dialog.getByRole('button', { name: '关闭' }).click();
  await desk.getByText(/^待办 2$/).click();
  await expect(desk.getByRole('table', { name: '个案' }).getByText('陈老师')).toHaveCount(2);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(desk.getByText('还没有个案')).toBeVisible();
});
