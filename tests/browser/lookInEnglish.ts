import type { Page } from '@playwright/test';
import { expect } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { expectNoRawKeys } from './textsOf.ts';

/** A page of sync in the other language: that nothing of it is a raw key, with pictures as `lookAt` takes them; and back. */
export async function lookInEnglish(page: Page, name: string): Promise<void> {
  const choose = async (language: 'en' | 'zh') => {
    const state = { language, theme: 'system', navigationCollapsed: false, campaign: null };
    await page.evaluate(
      (kept) => localStorage.setItem('xueji-preferences', kept),
      JSON.stringify({ state, version: 1 }),
    );
    await page.reload();
    await expect(page.getByRole('heading', { name: language === 'en' ? 'Sync' : '同步' })).toBeVisible();
    await expect(page.locator('.sync-page > *').first()).toBeVisible();
  };
  await choose('en');
  await expectNoRawKeys(page);
  await lookAt(page, `${name}-en`);
  await choose('zh');
}
