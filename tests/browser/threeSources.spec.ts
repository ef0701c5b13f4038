import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { writeThreeSources } from './files/writeThreeSources.ts';
import { picture } from './picture.ts';
import { detail, settled, tab } from './reconcileActions.ts';
import { runProgram, serveDesk } from './runProgram.ts';

const lists = (desk: Page, name: string) =>
  desk.locator('.work-bar').getByText(name, { exact: true }).click();

async function expectSum(desk: Page, label: string, numbers: number[]): Promise<void> {
  const sum = desk.getByRole('group', { name: label, exact: true });
  await expect(sum.locator('.equation-count')).toHaveText(numbers.map(String));
}

test('three lists of new students: who did not enrol, who is missed, what differs, who is twice', async ({
  page: desk,
  folder,
  complaints,
}) => {
  test.setTimeout(300_000);
  const dataDir = join(folder, 'data');
  await runProgram(['init', '--school-code', '10000', '--school-name', '示例大学'], dataDir);
  for (const { source, file } of writeThreeSources(folder)) {
    await runProgram(['import', file, '--as', 'roster', '--source', source], dataDir);
  }
  const served = await serveDesk(dataDir);
  try {
    await desk.goto(served.url);
    await walk(desk);
    await desk.context().close();
  } finally {
    await served.stop();
  }
  expect(complaints).toEqual([]);
});

async function walk(desk: Page): Promise<void> {
  await test.step('a third source is chosen, and another becomes the measure', async () => {
    await goTo(desk, '比对');
    await expectSum(desk, '学信网人数', [11, 6, 4, 1]);
    const choose = async (letter: string, source: RegExp) => {
      await desk.getByRole('combobox', { name: `来源 ${letter}` }).click();
      const open = desk.locator('.ant-select-dropdown:visible');
      await open.getByText(source).click();
      // One list is gone before the next one opens: the one that goes takes no click.
      await expect(open).toHaveCount(0);
    };
    await choose('C', /^录取名册/);
    await expectSum(desk, '学信网人数', [11, 6, 0, 4, 1, 0]);
    await choose('A', /^录取名册/);
    await expect(desk).toHaveURL(/a=admission&b=sis&c=chsi/);
    // 12 = 6 in all + nobody else in 教务 + 4 whom 教务 lacks + 1 who did not enrol + 1 whom nobody else knows.
    await expectSum(desk, '录取名册人数', [12, 6, 0, 4, 1, 1]);
    await expect(desk.getByRole('region', { name: '一个不能多' })).toContainText('多 3 人');
    await expect(desk.getByRole('region', { name: '一个不能少' })).toContainText('少 5 人');
    await picture(desk, 'reconcile-three');
  });

  await test.step('who did not enrol has a list with the reason', async () => {
    await desk.getByRole('button', { name: '1 仅录取名册、学信网 · 未入学' }).last().click();
    const rows = desk.getByRole('grid', { name: '仅录取名册、学信网 · 未入学' }).locator('.grid-row');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('周七');
    await expect(rows).toContainText('放弃入学资格');
    await lists(desk, '仅录取名册 1');
    await expect(desk.getByRole('grid', { name: '仅录取名册', exact: true })).toContainText('郑九');
    await desk.reload();
    await expect(desk.getByRole('grid', { name: '仅录取名册', exact: true })).toContainText('郑九');
  });

  await test.step('the letter of each source takes its word', async () => {
    await tab(desk, '差异');
    const grid = desk.getByRole('grid', { name: '差异' });
    await expect(grid).toBeFocused();
    await grid.getByRole('row', { name: /赵三/ }).click();
    await expect(detail(desk).locator('.said-values dd')).toHaveText([
      '2008-01-03',
      '2008-01-30',
      '2008-01-03',
    ]);
    await desk.keyboard.press('c');
    await expect(desk.locator('.undo-bar')).toContainText('1 项：采用学信网的值');
    await tab(desk, '已处理');
    await expect(desk.getByRole('grid', { name: '已处理' })).toContainText('采用学信网');
  });

  await test.step('keys about pairs wait their turn, each for the pair that was shown', async () => {
    await tab(desk, '疑似同一人');
    const grid = desk.getByRole('grid', { name: '疑似同一人' });
    await expect(grid.locator('.grid-row')).toHaveCount(3);
    const names = await grid.locator('.grid-row strong').allTextContents();
    const [first, , second, , third] = names as [string, string, string, string, string];
    // The first save does not end before the last key is pressed.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await desk.route('**/rpc/reconcile/join', async (route) => {
      await held;
      await route.continue();
    });
    await grid.focus();
    for (const key of ['j', 'k', 'j']) await desk.keyboard.press(key);
    release();
    await expect(desk.getByText('没有疑似同一人的记录')).toBeVisible();
    await desk.unroute('**/rpc/reconcile/join');
    await lists(desk, '不是同一人');
    await expect(grid.locator('.grid-row')).toHaveCount(1);
    await expect(grid).toContainText(second);
    await lists(desk, '已合并');
    const joined = desk.getByRole('grid', { name: '已合并' });
    await expect(joined.locator('.grid-row')).toHaveCount(2);
    await expect(joined.getByRole('link')).toHaveText([third, first]);
    await tab(desk, '三个不能');
    await expectSum(desk, '录取名册人数', [12, 8, 0, 2, 1, 1]);
    await expect(desk.getByRole('region', { name: '一个不能多' })).toContainText('多 1 人');
  });

  await test.step('all of it back by U, and one by its button', async () => {
    await tab(desk, '疑似同一人');
    await lists(desk, '已合并');
    const joined = desk.getByRole('grid', { name: '已合并' });
    await joined.getByRole('button', { name: '分开' }).last().click();
    await expect(joined.locator('.grid-row')).toHaveCount(1);
    await lists(desk, '待处理');
    const grid = desk.getByRole('grid', { name: '疑似同一人' });
    await expect(grid.locator('.grid-row')).toHaveCount(1);
    await grid.focus();
    for (const key of ['u', 'u', 'u']) await desk.keyboard.press(key);
    await expect(grid.locator('.grid-row')).toHaveCount(3);
    // What was decided about a value was the first of these steps.
    await expect(settled(desk)).toContainText(/已处理 0 \//);
    await tab(desk, '三个不能');
    await expectSum(desk, '录取名册人数', [12, 6, 0, 4, 1, 1]);
  });
}
