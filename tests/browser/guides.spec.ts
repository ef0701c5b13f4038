import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

test('a guide is written for the own school, seen while it is written, printed, taken back and reset', async ({
  desk,
}) => {
  await visit(desk, 'reports');
  await desk.getByText('学生指南').click();
  const editor = desk.getByRole('form', { name: '编辑指南' });
  const body = editor.getByLabel('指南正文');
  const preview = desk.locator('.guide-preview');
  await expect(preview.getByRole('heading', { level: 2 })).toHaveText('毕业生图像校对：一步一步来');
  await expect(editor.getByText('这是程序自带的文字')).toBeVisible();

  await editor.getByLabel('办理部门').fill('教务处学籍科');
  await editor.getByLabel('地点').fill('行政楼 101');
  await editor.getByLabel('电话').fill('0000-0000000');
  await expect(preview.locator('.guide-note')).toContainText('教务处学籍科　地点：行政楼 101');
  await body.fill(`${await body.inputValue()}\n## 本校另外提醒\n1. 带上学生证 {天气}`);
  await expect(editor.getByText('{天气} 不能自动填写')).toBeVisible();
  await body.fill((await body.inputValue()).replace(' {天气}', ''));
  await expect(preview.getByRole('heading', { name: '本校另外提醒' })).toBeVisible();
  await expect(desk.getByRole('button', { name: '生成并预览' })).toBeDisabled();
  await editor.getByRole('button', { name: '保存' }).click();
  await expect(editor.getByText('这是本校自己的文字')).toBeVisible();
  await picture(desk, 'guide');
  await lookAt(desk, 'guide');

  await desk.getByRole('button', { name: '生成并预览' }).click();
  await expect(desk.locator('.made-report canvas').first()).toBeVisible();
  await lookAt(desk, 'guide-pdf');
  await desk.getByRole('button', { name: '回到文字预览' }).click();

  await editor.getByRole('button', { name: '恢复自带的文字' }).click();
  await expect(editor.getByText('这是程序自带的文字')).toBeVisible();
  await expect(editor.getByLabel('电话')).toHaveValue('0000-0000000');
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(preview.getByRole('heading', { name: '本校另外提醒' })).toBeVisible();

  await editor.getByText('English').click();
  await expect(preview.getByRole('heading', { level: 2 })).toContainText('step by step');
  await lookAt(desk, 'guide-en');
});
