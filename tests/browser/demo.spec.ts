import { expectCount, goTo, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { picture } from './picture.ts';

test('an invented university in one click', async ({ desk }) => {
  test.setTimeout(600_000);
  await desk.getByRole('button', { name: '装入演示数据' }).click();
  await expect(desk.getByRole('progressbar')).toBeVisible();
  await expect(desk.getByText('核对完成率')).toBeVisible({ timeout: 500_000 });
  await expect(desk.getByRole('region', { name: '需要人处理' }).getByRole('link').first()).toBeVisible();
  await expect(desk.locator('.status-line')).toContainText(/\d,?\d{3} 名学生/);
  await picture(desk, 'overview');

  const attention = desk.getByRole('region', { name: '需要人处理' }).getByRole('link', { name: /没有照片/ });
  const count = Number((await attention.locator('.attention-count').textContent())?.replaceAll(',', ''));
  await attention.click();
  await expectCount(desk, count);
  await goTo(desk, '学生');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await picture(desk, 'students');

  await visit(desk, 'contacts');
  await expect(desk.locator('.contacts-row').first()).toBeVisible();
  await picture(desk, 'contacts');

  await visit(desk, 'students?photo=both&differing=1');
  // The list before stays until this one is there.
  await expectCount(desk, 12);
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await expect(desk.locator('.drawer-photo img')).toHaveCount(2);
  await picture(desk, 'student');
});
