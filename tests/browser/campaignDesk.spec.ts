import type { Page } from '@playwright/test';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

const dayFromNow = (days: number) => beijingDay(Date.now() + days * 86_400_000);

test('a campaign from its deadlines on', async ({ desk }) => {
  test.setTimeout(300_000);
  await test.step('is made for the whole school', async () => {
    await visit(desk, 'campaigns?new=1');
    await desk.getByRole('radio', { name: /^在校生学籍核查/ }).check();
    await desk.getByLabel('名称', { exact: true }).fill('在校生学籍核查');
    await desk.getByLabel('截止日期').fill(dayFromNow(40));
    await desk.keyboard.press('Enter');
    const steps = desk.getByRole('table', { name: '时间表' });
    await expect(steps.getByRole('textbox').first()).toBeVisible();
    await steps.getByLabel('新事项', { exact: true }).fill('开会布置');
    await desk.keyboard.press('Tab');
    await desk.keyboard.type(dayFromNow(1));
    await desk.keyboard.press('Tab');
    await desk.keyboard.type('后天');
    await expect(desk.getByRole('alert')).toHaveText('看不懂这个日期，请写成 2027-03-30 或 3-30');
    await desk.keyboard.press('Control+a');
    await desk.keyboard.type(dayFromNow(2));
    await desk.keyboard.press('Tab');
    await steps.scrollIntoViewIfNeeded();
    await lookAtAll(desk, 'form');
    await picture(desk, 'campaign-form');
    await desk.getByRole('button', { name: '建立批次' }).click();
    await expect(desk.getByText('已建立批次“在校生学籍核查”')).toBeVisible();
    await desk.getByText('时间表', { exact: true }).click();
    await expect(desk.getByLabel('“开会布置”的结束日期')).toHaveValue(dayFromNow(2));
    // What was drafted can be taken out again, and is then offered.
    const remove = desk.getByRole('button', { name: /^去掉“/ });
    for (let left = await remove.count(); left > 0; left--) {
      await remove.first().click();
      await expect(remove).toHaveCount(left - 1);
    }
  });

  await test.step('is edited, undone, and says what can no longer be', async () => {
    const edit = desk.getByRole('button', { name: /修改$/ });
    await edit.click();
    await expect(desk.getByText('全部可以改', { exact: false })).toBeVisible();
    await desk.getByLabel('名称', { exact: true }).fill('在校生核查');
    await desk.getByRole('radio', { name: /^只能提交一次/ }).check();
    await desk.getByRole('button', { name: '保存' }).click();
    await expect(desk.locator('.campaign-facts')).toContainText('只能提交一次');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(desk.getByRole('heading', { name: '在校生学籍核查' })).toBeVisible();
    await expect(desk.locator('.campaign-facts')).toContainText('24 小时');
  });

  await test.step('has deadlines of colleges and classes, typed by keyboard', async () => {
    await desk.getByText('截止日期', { exact: true }).last().click();
    const inputs = desk.locator('.deadline-input');
    await expect(inputs.first()).toBeVisible();
    const colleges = await inputs.count();
    await inputs.first().focus();
    await desk.keyboard.type(dayFromNow(-3));
    await desk.keyboard.press('Enter');
    await expect(inputs.nth(1)).toBeFocused();
    await expect(desk.locator('.deadlines tbody tr').first()).toContainText(`${dayFromNow(-3)} 自定`);
    await desk.keyboard.press('Control+d');
    await expect(inputs.nth(1)).toHaveValue(dayFromNow(-3));
    await desk.keyboard.press('Escape');
    await expect(inputs.nth(1)).toHaveValue('');
    // The year is the one nearest to the campaign's deadline.
    const [, month, day] = dayFromNow(20).split('-').map(Number);
    await desk.keyboard.type(`${month}月${day}日`);
    await desk.keyboard.press('ArrowUp');
    await expect(inputs.nth(1)).toHaveValue(dayFromNow(20));
    await desk.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => inputs.count()).toBeGreaterThan(colleges);
    await picture(desk, 'campaign-deadlines');
    await desk.keyboard.press('ArrowDown');
    await desk.keyboard.type('明天');
    await desk.keyboard.press('ArrowUp');
    await expect(desk.getByRole('alert')).toHaveText('看不懂这个日期，请写成 2027-03-30 或 3-30');
    await desk.keyboard.press('ArrowDown');
    await desk.keyboard.press('Control+a');
    await desk.keyboard.type(dayFromNow(5));
    await desk.keyboard.press('ArrowUp');
    await expect(desk.getByText(/^“.*”的截止日期改为 /)).toBeVisible();
    await expect(desk.locator('.deadlines tbody tr').first()).toContainText('1 个班级另有日期');
    // Pointed at, the offer stays as long as the looks take.
    await desk.locator('.undo-bar').hover();
    await lookAtAll(desk, 'deadlines');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(desk.getByText('1 个班级另有日期')).toHaveCount(0);
  });

  await test.step('has a timetable, begun from the year’s calendar', async () => {
    await desk.getByText('时间表', { exact: true }).click();
    await desk.getByRole('button', { name: /^加入学年日历的 \d+ 项$/ }).click();
    const table = desk.getByRole('table', { name: '时间表' });
    await expect(table.getByText('日期待填').first()).toBeVisible();
    await table.getByLabel('新事项', { exact: true }).fill('回收核对表');
    await desk.keyboard.press('Tab');
    await desk.keyboard.type(dayFromNow(2));
    await desk.keyboard.press('Tab');
    await desk.keyboard.type('下周');
    await desk.keyboard.press('Enter');
    await expect(desk.getByRole('alert')).toHaveText('看不懂这个日期，请写成 2027-03-30 或 3-30');
    await desk.keyboard.press('Control+a');
    await desk.keyboard.type(dayFromNow(12));
    await desk.keyboard.press('Enter');
    await expect(table.getByLabel('“回收核对表”的结束日期')).toHaveValue(dayFromNow(12));
    await expect(desk.getByText('时间表：已保存“回收核对表”')).toBeVisible();
    await desk.locator('.undo-bar').hover();
    await picture(desk, 'campaign-timetable');
    await lookAtAll(desk, 'timetable');
    await goTo(desk, '总览');
    const near = desk.getByRole('region', { name: '近期日程' });
    await expect(near.getByRole('link', { name: /^回收核对表/ })).toContainText(`${dayFromNow(2)} 开始`);
    await lookAtAll(desk, 'near-milestones');
    await near.getByRole('link', { name: /^回收核对表/ }).click();
    await expect(table).toBeVisible();
  });

  await test.step('shows who is late', async () => {
    await desk.getByText('按班级', { exact: true }).click();
    await expect(desk.getByRole('columnheader', { name: '逾期' })).toBeVisible();
    await lookAtAll(desk, 'progress');
    const late = desk.locator('tfoot .overdue-count');
    const count = Number(await late.textContent());
    expect(count).toBeGreaterThan(0);
    await desk.getByText('走势', { exact: true }).click();
    await expect(desk.locator('.trend-words')).toContainText(`其中 ${count} 名已过自己的截止日`);
    await lookAtAll(desk, 'trend');
    await test.step('in pictures that lead to the students, and can be saved', () => walkPictures(desk));
    await goTo(desk, '总览');
    await desk.getByRole('link', { name: /过了截止日还没有核对完/ }).click();
    await expect(desk.getByRole('button', { name: '已逾期' })).toHaveAttribute('aria-pressed', 'true');
    await expect(desk.getByText(`${count} 人`, { exact: true })).toBeVisible();
    await lookAt(desk, 'late-students');
  });

  await test.step('is closed, opened again with a reason, and both are told', async () => {
    await goTo(desk, '核对批次');
    await desk.getByRole('link', { name: '在校生学籍核查' }).click();
    await desk.getByRole('button', { name: '结束批次' }).click();
    await expect(desk.getByText(/^已结束“在校生学籍核查”/)).toBeVisible();
    await desk.getByRole('button', { name: '重新开放' }).click();
    const form = desk.getByRole('form', { name: '重新开放' });
    await expect(form.getByRole('button', { name: '重新开放' })).toBeDisabled();
    await form.getByLabel('为什么重新开放').fill('漏了补录的学生');
    await lookAtAll(desk, 'reopen');
    await desk.keyboard.press('Enter');
    await expect(desk.getByText(/重新开放：漏了补录的学生$/)).toBeVisible();
    await desk.getByRole('button', { name: '结束批次' }).click();
    await expect(desk.locator('.campaign-closing')).toHaveCount(3);
    await desk.locator('.undo-bar').getByRole('button', { name: '关闭' }).click();
    await desk.getByRole('button', { name: '归档' }).click();
    const zip = desk.waitForEvent('download', { timeout: 120_000 });
    await lookAtAll(desk, 'archive');
    await desk.getByRole('button', { name: '存成压缩包' }).click();
    expect((await zip).suggestedFilename()).toMatch(/^归档-在校生学籍核查-.*\.zip$/);
    await expect(desk.getByText(/^已归档 \d+ 个文件/)).toBeVisible();
    await picture(desk, 'campaign-closed');
    await lookAtAll(desk, 'closed');
  });
});

async function walkPictures(desk: Page): Promise<void> {
  await desk.getByText('图', { exact: true }).first().click();
  const chart = desk.getByRole('application');
  const said = desk.locator('.chart-said');
  await expect(chart.locator('canvas').first()).toBeVisible();
  // However the page was come to, with the pictures open.
  const pictures = `${desk.url().replace(/&view=[a-z]+/, '')}&view=pictures`;
  await chart.focus();
  await desk.keyboard.press('ArrowDown');
  const part = (await said.textContent())!;
  expect(part).toMatch(/ \d+ 名$/);
  await picture(desk, 'campaign-pictures');
  await lookAt(desk, 'pictures');
  await lookAtAll(desk, 'picture-colleges');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(`${/ (\d+) 名$/.exec(part)![1]} 人`, { exact: true })).toBeVisible();
  await desk.goto(pictures);
  for (const [kind, name] of [
    ['班级进度', 'classes'],
    ['班级热力图', 'heat'],
    ['原因', 'reasons'],
  ] as const) {
    await desk.getByText(kind, { exact: true }).click();
    await expect(said).toHaveText('');
    await expect(chart.locator('canvas').first()).toBeVisible();
    await chart.focus();
    await desk.keyboard.press('End');
    await expect(said).toHaveText(/\d+ 名/);
    await lookAtAll(desk, `picture-${name}`);
  }
  await desk.getByText('表', { exact: true }).click();
  await expect(desk.getByRole('table', { name: '没有核对完的原因' })).toBeVisible();
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'SVG' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^没有核对完的原因-.*\.svg$/);
  await desk.getByText('催办效果', { exact: true }).click();
  await expect(desk.getByText(/^还没有催办记录/)).toBeVisible();
}

/** As it is on screens of several sizes, and in the dark. */
async function lookAtAll(desk: Page, name: string): Promise<void> {
  if (!process.env.XUEJI_LOOK) return;
  const before = desk.viewportSize()!;
  await lookAt(desk, name);
  await desk.emulateMedia({ colorScheme: 'dark' });
  await lookAt(desk, `${name}-dark`);
  await desk.emulateMedia({ colorScheme: 'light' });
  for (const [size, width, height] of [
    ['large', 1920, 1080],
    ['scaled', 853, 480],
  ] as const) {
    await desk.setViewportSize({ width, height });
    await lookAt(desk, `${name}-${size}`);
  }
  await desk.setViewportSize(before);
}
