import type { Page } from '@playwright/test';
import { expect, test } from './deskTest.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

const wall = (desk: Page) => desk.getByRole('listbox', { name: '照片墙' });
const tile = (desk: Page, place: number) => wall(desk).locator(`[aria-posinset="${place}"]`);
const activeTile = (desk: Page) => wall(desk).locator('.tile.active');

/** “已审核 n / m” */
async function progress(desk: Page): Promise<{ done: number; total: number }> {
  const text = (await desk.locator('.wall-progress .numbers').textContent()) ?? '';
  const [done = 0, total = 0] = text.replaceAll(',', '').match(/\d+/g)!.map(Number);
  return { done, total };
}
const expectDone = (desk: Page, done: number) =>
  expect.poll(async () => (await progress(desk)).done).toBe(done);

test('a clerk goes through the photos with the keyboard alone', async ({ desk }) => {
  const keys = desk.keyboard;
  await expect(desk.getByRole('heading', { name: '总览' })).toBeVisible();
  await keys.press('Alt+9');
  await expect(wall(desk)).toBeFocused();
  await expect(activeTile(desk)).toHaveAttribute('aria-posinset', '1');
  await expect(tile(desk, 1).getByRole('img')).toBeVisible();
  const { total } = await progress(desk);
  expect(total).toBeGreaterThan(30);
  await picture(desk, 'photo-wall');

  // Right: 1 and Enter, each going on to the next.
  await keys.press('1');
  await keys.press('Enter');
  await expectDone(desk, 2);
  await expect(tile(desk, 1)).toHaveClass(/correct/);
  await expect(tile(desk, 2)).toHaveClass(/correct/);
  await expect(activeTile(desk)).toHaveAttribute('aria-posinset', '3');

  // Wrong: 2, then the number of the reason.
  await keys.press('2');
  await expect(desk.getByRole('region', { name: '有问题的原因' })).toBeVisible();
  await picture(desk, 'photo-wall-reason');
  await keys.press('4');
  await expect(tile(desk, 3)).toHaveClass(/wrong/);
  await expect(tile(desk, 3)).toContainText('高光、反光或阴阳脸');

  // Two reasons: with Shift, then Enter.
  await keys.press('2');
  await keys.press('Shift+2');
  await keys.press('Shift+5');
  await keys.press('Enter');
  await expect(tile(desk, 4)).toContainText('背景不匀或颜色不符、耳朵或眉毛被遮住');
  await expectDone(desk, 4);

  // “Something else” needs words.
  await keys.press('2');
  await keys.press('=');
  await expect(desk.getByRole('textbox', { name: '备注（可不填）' })).toBeFocused();
  await keys.type('衣领歪');
  await keys.press('Enter');
  await expect(tile(desk, 5)).toContainText('衣领歪');
  await expect(wall(desk)).toBeFocused();

  // U takes back step by step, and goes to where it was.
  await keys.press('u');
  await expectDone(desk, 4);
  await expect(activeTile(desk)).toHaveAttribute('aria-posinset', '5');
  await expect(tile(desk, 5)).toHaveClass(/unreviewed/);

  // Large: both photos, every measure against the standard; the same keys.
  await keys.press(' ');
  const large = desk.getByRole('dialog', { name: '照片放大比对' });
  await expect(large.getByRole('row', { name: /像素/ })).toContainText('480 × 640');
  await expect(large.getByRole('status')).toHaveText('未审核');
  await picture(desk, 'photo-wall-large');
  await keys.press('1');
  await expectDone(desk, 5);
  await keys.press('ArrowLeft');
  await expect(large.getByRole('status')).toHaveText('正确');
  await keys.press('Escape');
  await expect(large).toBeHidden();
  await expect(wall(desk)).toBeFocused();

  // Many at once, and back.
  await keys.press('Home');
  await keys.press('Shift+End');
  await expect(desk.getByText(`已选 ${total} 张`)).toBeVisible();
  await keys.press('1');
  await expectDone(desk, total);
  await keys.press('Control+z');
  await expectDone(desk, 5);

  // The parts of the work say how many there are; the retake list has those that were refused.
  await desk.goto(`${new URL(desk.url()).origin}/#/photos?part=wrong`);
  await expect(wall(desk).getByRole('option')).toHaveCount(2);
  await desk.goto(`${new URL(desk.url()).origin}/#/photos?part=retake`);
  await expect(wall(desk).getByRole('option').first()).toBeVisible();
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '导出', exact: true }).click();
  await desk.getByRole('menuitem', { name: /补拍名单/ }).click();
  expect((await download).suggestedFilename()).toBe('补拍名单.xlsx');
});

test('the standard is chosen in the window, and photos are exported under other names', async ({ desk }) => {
  await desk.goto(`${new URL(desk.url()).origin}/#/photos?part=retake`);
  const retakes = desk.locator('.wall-parts .ant-segmented-item-selected .wall-part-count');
  await expect(retakes).toHaveText(/\d/);
  const before = Number(await retakes.textContent());
  await desk.getByRole('combobox', { name: '学历照片标准' }).click();
  await desk.getByTitle('全国标准，只用白色背景（如新疆、河南自考）').click();
  await expect.poll(async () => Number(await retakes.textContent())).toBeGreaterThan(before);

  await desk.getByRole('button', { name: '导出', exact: true }).click();
  await desk.getByRole('menuitem', { name: '改名导出照片…' }).click();
  const dialog = desk.getByRole('dialog', { name: '改名导出照片' });
  await expect(dialog.getByRole('status')).toContainText('将导出');
  await expect(dialog.locator('.photo-export-names li').first()).toHaveText(/^\d+-/);
  await dialog.getByRole('button', { name: '{身份证号}', exact: true }).click();
  await expect(dialog.locator('.photo-export-names li').first()).toHaveText(/^\d{3}\*+[\dX]{4}$/);
  await picture(desk, 'photo-export');
  await dialog.getByRole('textbox', { name: '命名规则' }).fill('{姓名}');
  await expect(dialog.getByRole('button', { name: '导出为 zip' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: '命名规则' }).fill('{学号}');
  const download = desk.waitForEvent('download');
  await dialog.getByRole('button', { name: '导出为 zip' }).click();
  expect((await download).suggestedFilename()).toBe('学历照片.zip');
});
