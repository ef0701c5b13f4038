import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Chromium, the one engine of both hosts, gives the keyboard focus to what scrolls by itself, which axe can't know. */
const KNOWN_TO_HOLD = ['scrollable-region-focusable'];
const NODES_TOLD = 5;

/** What the window shows now breaks none of axe's rules, its advice on good practice among them. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page whose code is still on its way has no heading yet.
  await expect(page.locator('h1').first()).toBeAttached();
  await page.evaluate(endTransitions);
  // What is on its way out is shown to nobody any more, and is taken away in the turn after its last picture.
  await expect(page.locator('.ant-select-dropdown[class*="-leave"]')).toHaveCount(0);
  // The page has no frames; the other mode opens a page of its own for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode().disableRules(KNOWN_TO_HOLD);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, NODES_TOLD).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    })),
  ).toEqual([]);
}

/**
 * Half-way between two themes, or half faded in, every colour is wrong. What turns without end is left turning. Until a few
 * pictures in a row begin nothing new: what was just answered may still be on its way into the page.
 */
async function endTransitions(): Promise<void> {
  for (let calm = 0; calm < 3; ) {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    for (const animation of running) animation.finish();
    calm = running.length > 0 ? 0 : calm + 1;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
