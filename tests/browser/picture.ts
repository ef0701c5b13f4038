import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expectAccessible } from './expectAccessible.ts';

const IMAGES = join(import.meta.dirname, '../../docs/handbook/images');
const LARGEST_BYTES = 150 * 1024;

/**
 * A picture of the window for the handbook, written only when `XUEJI_HANDBOOK` is set: a test run must not change
 * what is under version control.
 */
export async function picture(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  if (!process.env.XUEJI_HANDBOOK) return;
  // What was said of the step before is not about this page.
  const said = page.locator('.undo-bar').getByRole('button', { name: '关闭' });
  // Under an open window it can't be reached, and is greyed with the page.
  if ((await said.isVisible()) && (await page.locator('dialog:modal').count()) === 0) await said.click();
  await expect.poll(() => page.evaluate(allSeenImagesLoaded)).toBe(true);
  // The pointer is out of the way, so that nothing is shown as hovered.
  await page.mouse.move(0, 719);
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const png = await sharp(shot).png({ palette: true, colours: 128, effort: 10 }).toBuffer();
  if (png.length > LARGEST_BYTES) throw new Error(`${name}: ${png.length} bytes`);
  mkdirSync(IMAGES, { recursive: true });
  writeFileSync(join(IMAGES, `${name}.png`), png);
}

/** Images out of sight may wait for their turn. */
function allSeenImagesLoaded(): boolean {
  return [...document.images]
    .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
    .every((image) => image.naturalWidth > 0);
}
