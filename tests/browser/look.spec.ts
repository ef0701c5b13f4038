import type { Page } from '@playwright/test';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';

/** Each page, and what is there once its data are. */
const PAGES: Record<string, string> = {
  overview: '.colleges tbody tr',
  students: '.grid-row .student-name',
  'photos?part=all': '.tile img',
  contacts: '.contacts-row',
  chase: '.chase-facts',
  import: '.drop-zone',
  reconcile: '.check-card',
  'reconcile?tab=work': '.work-detail',
  'reconcile?tab=people': '.people .grid-row',
  'reconcile?tab=pairs': '.work-bar',
  campaigns: '.campaign-line .group-bar',
  'campaigns?new=1': '.campaign-form-count',
  reports: '.report-form-foot',
  sheets: '.empty-state',
  cases: '.case-problems',
  'cases?rules=reviewers': '.rule-help',
  'cases?rules=profiles': '.rule-form',
  'cases?rules=types': '.rule-form',
  counter: '.counter-desk',
  history: '.history-row',
  settings: '.settings-line',
  'settings?page=erase': '.erase-choice',
  people: '.empty-state',
  audit: '.audit-place',
};

async function expectNoSidewaysScroll(desk: Page): Promise<void> {
  await expect
    .poll(() =>
      desk.evaluate(() => {
        const page = document.scrollingElement ?? document.documentElement;
        return page.scrollWidth - page.clientWidth;
      }),
    )
    .toBeLessThanOrEqual(0);
}

async function visitAll(desk: Page, name: string): Promise<void> {
  for (const [area, shown] of Object.entries(PAGES)) {
    await visit(desk, area);
    await expect(desk.locator(shown).first()).toBeVisible();
    await expectNoSidewaysScroll(desk);
    await lookAt(
      desk,
      `${name}-${area.replace(/\?.*=(.*)$/, (_, part) => (part === '1' ? '-new' : `-${part}`))}`,
    );
  }
  await visit(desk, 'students');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await expectNoSidewaysScroll(desk);
  await lookAt(desk, `${name}-drawer`);
}

test.use({ store: 'demo' });

test('1280 × 720', ({ desk }) => visitAll(desk, 'small'));

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });
  test('1280 × 720, dark', async ({ desk }) => {
    const background = await desk.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(brightness(background)).toBeLessThan(80);
    await visitAll(desk, 'dark');
  });
});

test.describe('large screen', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });
  test('1920 × 1080', ({ desk }) => visitAll(desk, 'large'));
});

test.describe('scaled', () => {
  // What Windows at 150 % leaves of a screen of 1280 × 720.
  test.use({ viewport: { width: 853, height: 480 }, deviceScaleFactor: 1.5 });
  test('1280 × 720 at 150 %', ({ desk }) => visitAll(desk, 'scaled'));
});

/** 0 to 255, of `rgb(…)`. */
function brightness(colour: string): number {
  const [red = 255, green = 255, blue = 255] = (colour.match(/\d+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
}
