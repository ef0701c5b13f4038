import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { forward, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// Once the browser is taken off the net, to see what a failed save does.
test.use({ store: 'demo', expectedComplaints: /ERR_INTERNET_DISCONNECTED/ });

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
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
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

  // U takes back what was said of many as well, and then the steps before it.
  await keys.press('Home');
  await keys.press('Shift+End');
  await expect(desk.getByText(`已选 ${total} 张`)).toBeVisible();
  await keys.press('1');
  await expectDone(desk, total);
  await keys.press('u');
  await expectDone(desk, 5);
  await keys.press('u');
  await expectDone(desk, 4);
  await expect(activeTile(desk)).toHaveAttribute('aria-posinset', '5');
  await keys.press('1');
  await expectDone(desk, 5);

  // What cannot be saved is said, and asked for again.
  await desk.context().setOffline(true);
  await keys.press('1');
  await expect(desk.locator('.students-error')).toBeVisible();
  await expect(activeTile(desk)).toHaveAttribute('aria-posinset', '6');
  await desk.context().setOffline(false);
  await keys.press('1');
  await expectDone(desk, 6);
  await expect(tile(desk, 6)).toHaveClass(/correct/);
  await expect(desk.locator('.students-error')).toHaveCount(0);
  await keys.press('u');
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

/** The bytes and the number of the photo on a tile. */
async function photoOf(desk: Page, place: number): Promise<{ bytes: Buffer; number: string; name: string }> {
  const [image, number, name] = await Promise.all([
    tile(desk, place).getByRole('img').first().getAttribute('src'),
    tile(desk, place).locator('.tile-number').textContent(),
    tile(desk, place).locator('.tile-name').textContent(),
  ]);
  const address = new URL(image!.replace(/\?.*$/, ''), desk.url()).href;
  const bytes = await desk.evaluate(
    async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
    address,
  );
  return { bytes: Buffer.from(bytes), number: number!, name: name! };
}

test('faces are looked for and marked, two photos compared, and same photos settled', async ({
  desk,
  folder,
}) => {
  // One photo under two numbers, and one that shows nobody.
  await visit(desk, 'photos?part=all');
  await expect(tile(desk, 5).getByRole('img').first()).toBeVisible();
  const [first, second, , fourth] = await Promise.all([1, 2, 3, 4].map((place) => photoOf(desk, place)));
  const photos = join(folder, '补交照片');
  mkdirSync(photos);
  writeFileSync(join(photos, `${second!.number}.jpg`), first!.bytes);
  const nobody = sharp({ create: { width: 480, height: 640, channels: 3, background: '#64c5ff' } });
  writeFileSync(
    join(photos, `${fourth!.number}.jpg`),
    await nobody.jpeg().withMetadata({ density: 300 }).toBuffer(),
  );
  await visit(desk, 'import');
  await desk.getByTestId('import-folder').setInputFiles(photos);
  await lookAt(desk, 'import-faces');
  await forward(desk, '开始');
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();

  // Looking for faces, over what is on the wall; then the filter by kind of finding has them.
  await visit(desk, `photos?part=all&search=${fourth!.number}`);
  await expect(wall(desk).getByRole('option')).toHaveCount(1);
  await desk.getByRole('button', { name: '检查', exact: true }).click();
  await desk.getByRole('menuitem', { name: /^找人脸，并比/ }).click();
  await expect(desk.getByText(/新找人脸 \d/)).toBeVisible();
  await expect(tile(desk, 1)).toContainText('没有人脸');
  const closeNote = desk.locator('.undo-bar').getByRole('button', { name: '关闭' });
  await closeNote.click();
  await visit(desk, 'photos?part=all&finding=face-none');
  await expect(wall(desk).getByRole('option').first()).toContainText(fourth!.name);
  await lookAt(desk, 'wall-filter');

  // The large view: measures of the head with their source, marks that are switched by G, a hint of likeness.
  await visit(desk, `photos?part=all&search=${first!.number}`);
  await expect(wall(desk).getByRole('option')).toHaveCount(1);
  await desk.getByRole('button', { name: '检查', exact: true }).click();
  await desk.getByRole('menuitem', { name: /^在列表的照片里找人脸/ }).click();
  await expect(desk.getByText(/新找人脸 \d/)).toBeVisible();
  await closeNote.click();
  await wall(desk).press(' ');
  const large = desk.getByRole('dialog', { name: '照片放大比对' });
  await expect(large.getByRole('row', { name: /眼睛到上边/ })).toContainText('200–300 像素');
  await expect(large.getByText('教毕指〔2017〕99号', { exact: false })).toBeVisible();
  const marks = large.getByRole('img', { name: /人脸标线/ });
  await expect(marks.first()).toBeVisible();
  await large.getByRole('button', { name: '比一比像不像' }).click();
  await expect(large.getByText('只是提示，不是结论', { exact: false })).toBeVisible();
  await expect(large.getByText(/^试过的样本里|^这个数|^比不了/)).toBeVisible();
  await picture(desk, 'photo-wall-marks');
  await lookAt(desk, 'large-marks');
  await desk.keyboard.press('g');
  await expect(marks).toHaveCount(0);
  await desk.keyboard.press('g');

  // On a low screen (150 %) the photo stays in sight while it is asked why it is wrong.
  const size = desk.viewportSize()!;
  await desk.setViewportSize({ width: 853, height: 480 });
  await desk.keyboard.press('2');
  const reasons = large.getByRole('region', { name: '有问题的原因' });
  await expect(reasons).toBeVisible();
  const photo = (await large.locator('figure.current .photo-sheet').boundingBox())!;
  const asked = (await reasons.boundingBox())!;
  expect(photo.height).toBeGreaterThan(200);
  expect(asked.x >= photo.x + photo.width || asked.y >= photo.y + photo.height).toBe(true);
  await lookAt(desk, 'large-asking-scaled');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('2');
  await expect(desk.getByRole('region', { name: '有问题的原因' })).toBeVisible();
  const grid = (await wall(desk).boundingBox())!;
  expect(grid.height).toBeGreaterThan(200);
  await lookAt(desk, 'wall-asking-scaled');
  await desk.keyboard.press('Escape');
  await desk.setViewportSize(size);

  // Groups of the same photo, side by side; settled by a key, undone, and settled again.
  await desk.getByText('相同照片').click();
  const groups = desk.getByRole('article');
  await expect(groups).toHaveCount(1);
  await expect(groups.getByRole('img')).toHaveCount(2);
  await expect(groups).toContainText('2 名学生');
  await picture(desk, 'photo-wall-same');
  await lookAt(desk, 'same');
  await desk.emulateMedia({ colorScheme: 'dark' });
  await lookAt(desk, 'same-dark');
  await desk.emulateMedia({ colorScheme: 'light' });
  await groups.focus();
  await desk.keyboard.press('f');
  await expect(groups).toHaveCount(0);
  await desk.keyboard.press('Control+z');
  await expect(groups).toHaveCount(1);
  await groups.focus();
  await desk.keyboard.press('2');
  await expect(groups).toHaveCount(0);
});
