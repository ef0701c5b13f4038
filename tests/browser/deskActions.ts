import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does in the window again and again, in the words that stand on it. */

export async function setUpSchool(desk: Page): Promise<void> {
  await desk.getByLabel('院校代码').fill('10000');
  await desk.getByLabel('学校名称').fill('示例大学');
  await desk.getByRole('button', { name: '开始，下一步导入名单' }).click();
  await expect(desk.getByText('把文件或文件夹拖到这里')).toBeVisible();
}

export async function goTo(desk: Page, area: string): Promise<void> {
  await desk
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: area, exact: true })
    .click();
}

export async function addFile(desk: Page, path: string): Promise<void> {
  await desk.getByTestId('import-files').setInputFiles(path);
}

export async function forward(desk: Page, label: string | RegExp): Promise<void> {
  await desk.locator('.import-footer').getByRole('button', { name: label }).click();
}

/** From the chosen file to the page that tells what was written, taking every suggestion. */
export async function importThrough(desk: Page, path: string): Promise<void> {
  await addFile(desk, path);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();
}

/** One term of the equation of rows: `新建` → `23`. */
export function outcome(desk: Page, kind: string): Locator {
  return desk.locator(`.equation-part.outcome-${kind} .equation-count`);
}

export function drawer(desk: Page): Locator {
  return desk.getByRole('region', { name: '学生详情' });
}

export async function openStudent(desk: Page, name: string): Promise<void> {
  await desk.getByRole('grid').getByRole('button', { name, exact: true }).first().click();
  await expect(drawer(desk).getByRole('heading', { name })).toBeVisible();
}

export async function search(desk: Page, text: string): Promise<void> {
  await desk.getByRole('searchbox', { name: '搜索学生' }).fill(text);
}

/** How many students the list says it has. */
export async function expectCount(desk: Page, count: number): Promise<void> {
  await expect(desk.locator('.page-header').getByText(`${count} 人`, { exact: true })).toBeVisible();
}

/** As a link inside the window does: `students?status=locked`. */
export async function visit(desk: Page, hash: string): Promise<void> {
  await desk.evaluate((to) => {
    window.location.hash = `#/${to}`;
  }, hash);
}
