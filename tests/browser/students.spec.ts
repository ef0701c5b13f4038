import { expectCount, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';

test.use({ store: 'demo' });

const total = async (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

test('a list is kept under a name, opened again, deleted, and the deletion taken back', async ({ desk }) => {
  await visit(desk, 'students');
  const note = desk.locator('.page-header-note');
  await expect(note).toContainText(/\d 人/);
  const everybody = await total(await note.textContent());
  await desk.getByRole('toolbar', { name: '筛选' }).getByRole('button', { name: '班级' }).click();
  await desk.getByRole('group', { name: '班级' }).getByRole('checkbox').first().check();
  await desk.keyboard.press('Enter');
  await expect.poll(async () => total(await note.textContent())).toBeLessThan(everybody);
  const some = await total(await note.textContent());

  const views = desk.getByRole('button', { name: '视图', exact: true });
  await views.click();
  await desk.getByLabel('把当前列表存为…').fill('一个班');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('button', { name: '一个班', exact: true })).toBeVisible();
  await desk.getByRole('button', { name: '全部学生' }).click();
  await expectCount(desk, everybody);

  await desk.reload();
  await views.click();
  await desk.getByRole('button', { name: '一个班', exact: true }).click();
  await expectCount(desk, some);
  // The menu has gone before it is opened anew.
  await expect(desk.getByLabel('把当前列表存为…')).toBeHidden();
  await views.click();
  await desk.getByRole('button', { name: '删除视图：一个班' }).click();
  await expect(desk.getByText('已删除视图“一个班”')).toBeVisible();
  await expect(desk.getByRole('button', { name: '一个班', exact: true })).toHaveCount(0);
  await desk.getByRole('button', { name: '撤销' }).click();
  // The menu closed when something outside of it was pressed.
  await expect(desk.getByText('已撤销')).toBeVisible();
  await views.click();
  await expect(desk.getByRole('button', { name: '一个班', exact: true })).toBeVisible();
});

test('a result for several students at once, taken back at once', async ({ desk }) => {
  await visit(desk, 'students?status=not-verified');
  const note = desk.locator('.page-header-note');
  await expect(note).toContainText(/\d 人/);
  const before = await total(await note.textContent());
  expect(before).toBeGreaterThan(2);
  await desk.getByRole('checkbox', { name: '选中全部' }).check();
  await expect(note).toContainText(`已选 ${before} 人`);
  await desk.getByRole('button', { name: '登记核对结果' }).click();
  await desk.getByLabel('备注（可不填）').fill('班会当场核对');
  await desk.getByRole('button', { name: `登记 ${before} 人` }).click();
  await expect(desk.getByText(/^已登记 \d+ 人/)).toBeVisible();
  await expectCount(desk, 0);
  await desk.keyboard.press('Control+z');
  await expectCount(desk, before);
});

test('from a student to the statement of this student alone', async ({ desk }) => {
  await visit(desk, 'students');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await desk.getByRole('button', { name: '打印校内核对情况证明' }).click();
  await expect(desk.locator('.report-form-foot').getByText('共 1 份，1 名学生')).toBeVisible();
  await desk.getByRole('button', { name: '生成并预览' }).click();
  await expect(desk.getByText('1 份，共 1 页')).toBeVisible();
});

test('two tabs see each other’s changes', async ({ desk, context }) => {
  await visit(desk, 'students?status=not-verified');
  await expect(desk.locator('.page-header-note')).toContainText(/\d 人/);
  const before = await total(await desk.locator('.page-header-note').textContent());
  const other = await context.newPage();
  await other.goto(desk.url());
  await expectCount(other, before);

  await desk.getByRole('grid').press('Enter');
  await desk.locator('.drawer').getByRole('button', { name: '登记正确' }).click();
  await expectCount(other, before - 1);

  await visit(other, 'history');
  await other
    .getByRole('button', { name: /登记核对结果/ })
    .first()
    .click();
  await other.getByRole('button', { name: '撤回' }).click();
  await expect(other.getByText('1 项恢复原样。')).toBeVisible();
  await expectCount(desk, before);
});
