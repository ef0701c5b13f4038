import type { Page } from '@playwright/test';
import { expectAccessible } from './expectAccessible.ts';

/** What Windows at 150 % leaves of a screen of 1280 × 720. */
const SCALED = { width: 853, height: 480 };
const LARGE = { width: 1920, height: 1080 };

/** That what is shown is accessible; with `XUEJI_LOOK=FOLDER` pictures of it, in each size and in the dark. */
export async function lookAt(desk: Page, name: string): Promise<void> {
  await expectAccessible(desk);
  const folder = process.env.XUEJI_LOOK;
  if (!folder) return;
  const take = (as: string) => desk.screenshot({ path: `${folder}/${as}.png`, animations: 'disabled' });
  await take(name);
  const size = desk.viewportSize()!;
  for (const [how, other] of Object.entries({ large: LARGE, scaled: SCALED })) {
    await desk.setViewportSize(other);
    await take(`${name}-${how}`);
  }
  await desk.setViewportSize(size);
  await desk.emulateMedia({ colorScheme: 'dark' });
  await take(`${name}-dark`);
  await desk.emulateMedia({ colorScheme: 'light' });
}
