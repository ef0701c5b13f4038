import type { Locator, Page } from '@playwright/test';

/** What a person does on the page of comparisons, in the words that stand on it. */

export function tab(desk: Page, name: string): Promise<void> {
  return desk
    .locator('.reconcile-tabs')
    .getByText(new RegExp(`^${name}`))
    .click();
}

/** How much of a list is settled. */
export function settled(desk: Page): Locator {
  return desk.locator('.settled');
}

export function detail(desk: Page): Locator {
  return desk.getByRole('complementary', { name: '这一项' });
}
