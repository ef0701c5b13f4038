import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// A damaged file is refused by the core.
test.use({ store: 'demo', expectedComplaints: /status of 500/ });

const WHITE = { r: 250, g: 250, b: 250 };

async function scanAt(path: string, format: 'jpeg' | 'tiff'): Promise<void> {
  const sheet = Buffer.from(
    '<svg width="1200" height="800"><rect x="80" y="80" width="1040" height="200" fill="#246"/><text x="100" y="600" font-size="60">A B C</text></svg>',
  );
  await sharp({ create: { width: 1200, height: 800, channels: 3, background: WHITE } })
    .composite([{ input: sheet }])
    .withMetadata({ density: 300 })
    .toFormat(format)
    .toFile(path);
}

async function pdfAt(path: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.fontSize(40).text('Proof, page one');
  document.addPage().text('Page two');
  document.end();
  const bytes = await whole;
  writeFileSync(path, bytes);
  return bytes;
}

/** A file as a person drops it, or pastes it where they are. */
async function give(
  desk: Page,
  how: 'drop' | 'paste',
  target: string,
  file: { name: string; mime: string; bytes: Buffer },
) {
  const data = await desk.evaluateHandle(
    ({ name, mime, base64 }) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mime }));
      return transfer;
    },
    { name: file.name, mime: file.mime, base64: file.bytes.toString('base64') },
  );
  if (how === 'drop') {
    await desk.dispatchEvent(target, 'dragover', { dataTransfer: data });
    await desk.dispatchEvent(target, 'drop', { dataTransfer: data });
  } else {
    await desk.evaluate(
      (clipboardData) => window.dispatchEvent(new ClipboardEvent('paste', { clipboardData })),
      data,
    );
  }
}

/** Whether a shown picture is black at a place, in parts of its width and height; null: it is not there yet. */
function isBlackAt(image: Locator, x: number, y: number): Promise<boolean | null> {
  return image.evaluate(
    (shown: HTMLImageElement, at) => {
      if (!shown.complete || shown.naturalWidth === 0) return null;
      const drawn = document.createElement('canvas');
      drawn.width = shown.naturalWidth;
      drawn.height = shown.naturalHeight;
      const context = drawn.getContext('2d')!;
      context.drawImage(shown, 0, 0);
      const { data } = context.getImageData(at.x * drawn.width, at.y * drawn.height, 1, 1);
      return [...data.slice(0, 3)].every((value) => value < 16);
    },
    { x, y },
  );
}

test('proofs are dropped and pasted in, looked at large, painted over, and taken back', async ({
  desk,
  folder,
}) => {
  const jpeg = join(folder, '身份证.jpg');
  await scanAt(jpeg, 'jpeg');
  await scanAt(join(folder, '户口簿.tif'), 'tiff');
  const pdf = await pdfAt(join(folder, '证明.pdf'));
  await goTo(desk, '个案');
  await desk.getByRole('button', { name: /^人像比对 \d+ 人$/ }).click();
  await desk.getByRole('table', { name: '今天新到的' }).getByRole('link').first().click();
  const materials = desk.getByRole('region', { name: '材料' });
  const names = materials.locator('.evidence-name');

  await give(desk, 'drop', '.case-material >> nth=0', {
    name: '身份证.jpg',
    mime: 'image/jpeg',
    bytes: readFileSync(jpeg),
  });
  await expect(names).toHaveText(['身份证.jpg']);
  await give(desk, 'paste', '', { name: '证明.pdf', mime: 'application/pdf', bytes: pdf });
  await expect(names).toHaveCount(2);
  await give(desk, 'drop', '.case-material >> nth=1', {
    name: '户口簿.tif',
    mime: 'image/tiff',
    bytes: readFileSync(join(folder, '户口簿.tif')),
  });
  await expect(names).toHaveCount(3);
  await give(desk, 'drop', '.case-material >> nth=1', {
    name: '坏的.jpg',
    mime: 'image/jpeg',
    bytes: readFileSync(jpeg).subarray(0, 900),
  });
  await expect(materials.getByText(/坏的\.jpg/)).toBeVisible();
  await expect(names).toHaveCount(3);
  await picture(desk, 'case-materials');

  // Each kind can be seen: a scan that no browser shows, and the pages of a PDF.
  await materials.getByRole('button', { name: '打开户口簿.tif' }).click();
  const tiff = desk.getByRole('dialog', { name: '户口簿.tif' });
  await expect
    .poll(() => tiff.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(1200);
  await tiff.getByRole('button', { name: '关闭' }).click();
  await materials.getByRole('button', { name: '打开证明.pdf' }).click();
  const pages = desk.getByRole('dialog', { name: '证明.pdf' });
  await expect(pages.getByText('/ 2', { exact: false }).first()).toBeVisible();
  await expect(pages.locator('canvas').first()).toBeVisible();
  await lookAt(desk, 'evidence-pdf');
  const saved = desk.waitForEvent('download');
  await pages.getByRole('button', { name: '另存一份' }).click();
  expect((await saved).suggestedFilename()).toBe('证明.pdf');
  // The second page is painted over: the copy is a picture of it, black where it was painted.
  await pages.getByRole('button', { name: '下一页' }).click();
  await pages.getByRole('button', { name: '遮盖本页' }).click();
  const paper = pages.locator('.evidence-canvas canvas');
  await expect(paper).toBeVisible();
  await pages.getByRole('button', { name: '加一块' }).click();
  await lookAt(desk, 'evidence-redact-page');
  await pages.getByRole('button', { name: '遮盖后另存一份' }).click();
  const page2 = desk.getByRole('dialog', { name: '证明-第2页-已遮盖.png' });
  await expect.poll(() => isBlackAt(page2.locator('img'), 0.5, 0.5)).toBe(true);
  await expect.poll(() => isBlackAt(page2.locator('img'), 0.95, 0.95)).toBe(false);
  await page2.getByRole('button', { name: '关闭' }).click();
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(names).toHaveCount(3);

  // Painted over by mouse and by keys.
  await materials.getByRole('button', { name: '打开身份证.jpg' }).click();
  const viewer = desk.getByRole('dialog', { name: '身份证.jpg' });
  await expect
    .poll(() => viewer.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(1200);
  await viewer.getByRole('button', { name: '遮盖', exact: true }).click();
  const canvas = viewer.locator('.evidence-canvas');
  await expect(canvas.locator('img')).toBeVisible();
  const place = (await canvas.boundingBox())!;
  await desk.mouse.move(place.x + place.width * 0.05, place.y + place.height * 0.05);
  await desk.mouse.down();
  await desk.mouse.move(place.x + place.width * 0.95, place.y + place.height * 0.4, { steps: 4 });
  await desk.mouse.up();
  await expect(viewer.getByRole('button', { name: '第 1 块' })).toBeVisible();
  await viewer.getByRole('button', { name: '加一块' }).click();
  const second = viewer.getByRole('button', { name: '第 2 块' });
  await second.focus();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Shift+ArrowRight');
  await picture(desk, 'case-redact');
  await desk.keyboard.press('Delete');
  await expect(second).toHaveCount(0);
  await viewer.getByRole('button', { name: '遮盖后另存一份' }).click();
  const copy = desk.getByRole('dialog', { name: '身份证-已遮盖.jpg' });
  await expect(copy).toBeVisible();
  // What was below is not in the copy.
  await expect.poll(() => isBlackAt(copy.locator('img'), 0.5, 0.225)).toBe(true);
  await copy.getByRole('button', { name: '关闭' }).click();
  await expect(names).toHaveCount(4);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(names).toHaveCount(3);
});
