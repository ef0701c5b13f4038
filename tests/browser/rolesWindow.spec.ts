import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from '@playwright/test';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { runProgram, serveDesk } from './runProgram.ts';

/**
 * Everybody who may sign in walks through every page of their navigation, and presses what each page offers at its
 * top, on its tabs, in a student's drawer and on a case: nothing that the window asks for by itself, or because of
 * what it offered, is refused as not allowed.
 */
const SECRET = '桂花落在教务处门口';
const COLLEGE = '计算机与人工智能学院';

interface Person {
  name: string;
  role: 'admin' | 'clerk' | 'department' | 'reader' | 'counter';
  colleges: string[];
}
const PEOPLE: Person[] = [
  { name: 'chief', role: 'admin', colleges: [] },
  { name: 'clerk', role: 'clerk', colleges: [] },
  { name: 'collegeclerk', role: 'clerk', colleges: [COLLEGE] },
  { name: 'secretary', role: 'department', colleges: [COLLEGE] },
  { name: 'reader', role: 'reader', colleges: [] },
  { name: 'counter', role: 'counter', colleges: [] },
];

// Made once, and copied for each.
let prepared: Promise<string> | null = null;

async function storeOfPeople(demo: string, folder: string): Promise<string> {
  const store = join(folder, 'people');
  cpSync(demo, store, { recursive: true });
  const password = join(folder, 'password.txt');
  writeFileSync(password, SECRET);
  for (const [at, { name, role, colleges }] of PEOPLE.entries()) {
    const add = ['users', 'add', name, '--name', name, '--role', role, '--new-password-file', password];
    const as = at === 0 ? [] : ['--user', PEOPLE[0]!.name, '--password-file', password];
    const of = colleges.flatMap((college) => ['--college', college]);
    await runProgram([...as, ...add, '--keep-password', ...of], store);
  }
  return store;
}

/** What the window has asked of the core: what was refused because the role may not, and what is not answered yet. */
class Asked {
  readonly refused: string[] = [];
  private readonly open = new Set<Request>();

  private readonly desk: Page;

  constructor(desk: Page) {
    this.desk = desk;
    desk.on('request', (request) => {
      if (callOf(request)) this.open.add(request);
    });
    // What is told for as long as the window stands is answered by its beginning.
    desk.on('response', (response) => {
      if (response.headers()['content-type']?.startsWith('text/event-stream')) {
        this.open.delete(response.request());
      }
    });
    // A page that is left takes its questions back.
    desk.on('requestfailed', (request) => this.open.delete(request));
    desk.on('requestfinished', (request) => void this.#read(request));
  }

  /** Waits until the page stands and has been answered all that it asks when it is opened. */
  async settled(): Promise<void> {
    await this.desk.waitForFunction(() => document.querySelector('#main h1') !== null);
    await expect.poll(() => this.open.size, { intervals: [20] }).toBe(0);
    await expect(this.desk.locator('#main [aria-busy="true"]')).toHaveCount(0);
  }

  async #read(request: Request): Promise<void> {
    const call = callOf(request);
    const response = await request.response();
    if (call && response && !response.ok()) {
      const text = await response.text().catch(() => '');
      if (text.includes('NOT_ALLOWED')) this.refused.push(call);
    }
    this.open.delete(request);
  }
}

/** The call of the core that a request makes; nothing for what is no call. */
function callOf(request: Request): string | null {
  const { pathname } = new URL(request.url());
  return pathname.startsWith('/rpc/') ? pathname.slice('/rpc/'.length) : null;
}

/** Presses each thing that the top of a page offers, and leaves what opens. */
async function pressAll(desk: Page, asked: Asked, hash: string): Promise<void> {
  const buttons = desk.locator('#main .page-header-actions button:enabled:visible');
  const names = await buttons.allTextContents();
  for (const [at, name] of names.entries()) {
    // What opens another window, ends the campaign or locks is tested where it belongs.
    if (NOT_PRESSED.test(name)) continue;
    await desk.evaluate((next) => {
      window.location.hash = next;
    }, hash);
    await asked.settled();
    const button = buttons.nth(at);
    if ((await button.count()) === 0 || !(await button.isEnabled())) continue;
    await button.click();
    await desk.keyboard.press('Escape');
    await desk.keyboard.press('Escape');
  }
}
const NOT_PRESSED = /结束|归档|打开学生窗口|重新打开|复制地址|收起|添加|恢复/;

/** Places behind the pages of the navigation: what is chosen there, or opened. */
const DEEPER = [
  'photos?view=alike',
  'reconcile?tab=work',
  'reconcile?tab=people',
  'reconcile?tab=pairs',
  'reconcile?tab=decided',
  'cases?queue=all',
];

async function signIn(desk: Page, name: string): Promise<void> {
  await desk.getByLabel('登录名').fill(name);
  await desk.getByLabel('密码', { exact: true }).fill(SECRET);
  await desk.getByRole('button', { name: '登录', exact: true }).click();
  await expect(desk.getByRole('navigation')).toBeVisible();
}

for (const person of PEOPLE) {
  test(`${person.name} is offered nothing that is refused`, async ({
    page,
    folder,
    preparedStores,
    complaints,
  }) => {
    test.setTimeout(240_000);
    void complaints;
    prepared ??= preparedStores('demo').then((demo) => storeOfPeople(demo, join(demo, '..')));
    const dataDir = join(folder, 'data');
    cpSync(await prepared, dataDir, { recursive: true });
    const served = await serveDesk(dataDir);
    try {
      const asked = new Asked(page);
      await page.goto(served.url);
      await signIn(page, person.name);
      const links = page.getByRole('navigation').getByRole('link');
      const hashes = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      expect(hashes.length).toBeGreaterThan(0);
      const areas = new Set(hashes.map((hash) => hash.replace(/^#\/?/, '').split('?')[0]!));
      for (const hash of hashes) {
        await page.goto(`${new URL(served.url).origin}/${hash}`);
        await asked.settled();
        await pressAll(page, asked, hash);
        expect(asked.refused, hash).toEqual([]);
      }
      for (const place of DEEPER) {
        if (!areas.has(place.split('?')[0]!)) continue;
        await page.goto(`${new URL(served.url).origin}/#/${place}`);
        await asked.settled();
      }
      if (areas.has('students')) {
        await page.goto(`${new URL(served.url).origin}/#/students`);
        await expect(page.locator('.grid-row .student-name').first()).toBeVisible();
        await page.locator('.grid-row .student-name').first().click();
        await page.keyboard.press('Enter');
        await expect(page.locator('.drawer h2')).not.toBeEmpty();
        await lookAt(page, `role-${person.name}-drawer`);
      }
      await lookAt(page, `role-${person.name}`);
      expect(asked.refused).toEqual([]);
      await page.context().close();
    } finally {
      await served.stop();
    }
  });
}
