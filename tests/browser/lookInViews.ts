import type { Page } from '@playwright/test';
import { lookAt } from './lookAt.ts';

const SMALL = { width: 1280, height: 720 };
/** Sizes of windows; 150 % of 1280 × 720 leaves a page these pixels. */
const VIEWS = [
  { name: '1280', ...SMALL },
  { name: '1920', width: 1920, height: 1080 },
  { name: '150', width: 853, height: 480 },
];

/** Looks at a page in every size and in the dark, and leaves it as it was: small and light. */
export async function lookInViews(page: Page, name: string): Promise<void> {
  for (const { name: view, width, height } of VIEWS) {
    await page.setViewportSize({ width, height });
    await lookAt(page, `${name}-${view}`);
  }
  await page.setViewportSize(SMALL);
  await page.emulateMedia({ colorScheme: 'dark' });
  await lookAt(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}
