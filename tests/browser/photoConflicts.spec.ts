import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { lookInEnglish } from './lookInEnglish.ts';
import { syncDesks } from './syncDesks.ts';

const NUMBERS = THREE_STUDENTS.slice(1).map(([number]) => number!);

const isLoaded = (image: SVGElement | HTMLElement) =>
  image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0;
const hashIn = (url: string) => url.match(/[0-9a-f]{64}/)![0];

test('photos that two desks changed apart: what each side has, what was there before', async ({
  browser,
  folder,
}) => {
  const desks = syncDesks(folder);
  const ask = <Answer>(desk: 0 | 1, path: string, input?: unknown) =>
    desks.tell<Answer>('ask', desk, path, input);
  const now = (desk: 0 | 1) => ask(desk, 'sync.now');
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/photo/') && !response.ok()) missing.push(response.url());
  });
  /** One drawing for each of these students, all others than those of another `seed`. */
  const photos = async (desk: 0 | 1, seed: number, students: readonly string[]) => {
    const paths = [];
    for (const [at, number] of students.entries()) {
      const path = join(folder, `${number}.jpg`);
      writeFileSync(path, await drawJpeg({ seed: seed + at }));
      paths.push(path);
    }
    return desks.tell<string>('photos', paths, desk);
  };
  try {
    for (const at of [0, 1] as const) await ask(at, 'admin.initialise', { code: '10000', name: '示例大学' });
    const roster = join(folder, '名册.csv');
    writeFileSync(roster, THREE_STUDENTS.map((row) => `${row.join(',')}\r\n`).join(''));
    await desks.tell('roster', roster);
    for (const [at, name] of (['学籍科-窗口一', '文学院教务办公室-2'] as const).entries()) {
      await ask(at as 0 | 1, 'sync.join', { address: '192.168.1.20', pin: 'pin', code: 'x', name });
      await desks.tell('letIn', name);
      await now(at as 0 | 1);
    }
    // An import is taken back where it was made: the photo of the second is of the other desk; the third has none.
    await photos(0, 1, [NUMBERS[0]!]);
    const second = await photos(1, 11, [NUMBERS[1]!]);
    for (const at of [0, 1, 0, 1] as const) await now(at);
    await page.goto((await desks.tell<string[]>('urls'))[1]!);

    // Of the first and the third both say another one, of the second one says another and one that it has none any more.
    await desks.tell('cut', true);
    await photos(0, 5, NUMBERS.slice(0, 2));
    const third = await photos(0, 21, [NUMBERS[2]!]);
    await photos(1, 25, [NUMBERS[0]!, NUMBERS[2]!]);
    await ask(1, 'imports.undo', { batch: second });
    await desks.tell('cut', false);
    for (const at of [0, 1, 0] as const) await now(at);
    // The one of the third that came first is taken away as well.
    await ask(0, 'imports.undo', { batch: third });
    for (const at of [0, 1] as const) await now(at);

    await visit(page, 'sync?tab=conflicts');
    const cards = page.locator('.sync-conflict');
    await expect(cards).toHaveCount(3);
    const card = (name: string) => cards.filter({ hasText: name });
    const sides = (name: string) => card(name).locator('figure');
    // Each has its picture, or says why there is none; the one of before stands first.
    const expectSides = async (name: string, said: readonly (string | null)[]) => {
      for (const [at, text] of said.entries()) {
        const side = sides(name).nth(at);
        if (text !== null) await expect(side).toContainText(text);
        else await expect.poll(() => side.locator('img').evaluate(isLoaded)).toBe(true);
      }
    };
    const expectAll = async () => {
      await expectSides('张三', [null, null, null]);
      await expectSides('李四', [null, '照片已撤下', null]);
      await expectSides('王五', ['原来没有照片', null, '照片已撤下']);
    };
    await expectAll();
    await expect(card('张三').getByRole('rowheader')).toHaveText('文件名');
    await lookAt(page, 'photo-conflicts');
    await card('李四').evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await lookAt(page, 'photo-conflicts-gone');
    await lookInEnglish(page, 'photo-conflicts');

    // The other desk sees the same: also the photo that has never been any student's there. And may choose it.
    await page.goto((await desks.tell<string[]>('urls'))[0]!);
    await visit(page, 'sync?tab=conflicts');
    await expect(cards).toHaveCount(3);
    await expectAll();
    await lookAt(page, 'photo-conflicts-there');
    const mine = await sides('张三').nth(1).locator('img').getAttribute('src');
    await card('张三').getByRole('button', { name: '用我的' }).click();
    await expect(card('张三')).toHaveCount(0);
    for (const at of [0, 1] as const) await now(at);
    for (const at of [0, 1] as const)
      expect(await ask(at, 'sync.status')).toMatchObject({ waiting: 0, refused: 0 });
    await visit(page, 'photos');
    await expect(page.locator(`.tile img[src*="${hashIn(mine!)}"]`)).toBeVisible();
    expect(missing).toEqual([]);
  } finally {
    await context.close();
    await desks.stop();
  }
});
