import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import officeCrypto from 'officecrypto-tool';
import { lockOds } from '../fixtures/spreadsheets/lockOds.ts';
import { memoTable } from '../fixtures/spreadsheets/memoTable.ts';
import { odsFile } from '../fixtures/spreadsheets/odsFile.ts';
import { addFile, forward, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { writeMessyRoster } from './files/writeSampleFiles.ts';
import { picture } from './picture.ts';

/** Of letters that nothing else on the page has. */
const PASSWORD = '丙Secr3t口令';

// The program refuses these files at first; the browser notes the refused requests.
test.use({ store: 'school', expectedComplaints: /^Failed to load resource/ });

test('the password of a workbook is asked for, again when it is wrong, and kept nowhere', async ({
  desk,
  folder,
}) => {
  const asked: string[] = [];
  desk.on('request', (request) => asked.push(request.url()));
  const roster = await writeMessyRoster(folder);
  const locked = join(folder, '加密名单.xlsx');
  writeFileSync(locked, officeCrypto.encrypt(readFileSync(roster), { password: PASSWORD }));
  await visit(desk, 'import');
  await addFile(desk, locked);
  await forward(desk, '开始');

  const field = desk.getByLabel('打开密码');
  await expect(desk.getByText('打开 加密名单.xlsx 需要密码')).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('type', 'password');
  await expect(desk.getByRole('button', { name: '打开', exact: true })).toBeDisabled();
  await picture(desk, 'import-password');
  await desk.keyboard.type('不是这个');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('alert')).toContainText('密码不对');
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await desk.keyboard.type(PASSWORD);
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('表头在第 3–4 行')).toBeVisible();

  expect(asked.filter((url) => decodeURIComponent(url).includes(PASSWORD))).toEqual([]);
  const kept = await desk.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerHTML]),
  );
  expect(kept).not.toContain(PASSWORD);
});

test('a zip of which some is locked asks for its password, then for that of an .ods in it', async ({
  desk,
  folder,
}) => {
  const roster = await writeMessyRoster(folder);
  const inner = join(folder, '里面.ods');
  const zip = join(folder, '名单.zip');
  const rows = [
    ['考生号', '姓名'],
    ['23110000000092', '李四'],
  ].map((row) => `<table:table-row>${row.map(odsCell).join('')}</table:table-row>`);
  const sheet = await odsFile(`<table:table table:name="名单">${rows.join('')}</table:table>`);
  writeFileSync(inner, lockOds(sheet, 'other', {}));
  execFileSync('zip', ['-q', '-j', zip, inner]);
  execFileSync('zip', ['-q', '-j', '-P', 'secret', zip, roster]);
  await visit(desk, 'import');
  await addFile(desk, zip);
  await forward(desk, '开始');
  const field = desk.getByLabel('打开密码');
  await expect(desk.getByText(/^打开 名单\.zip 需要密码$/)).toBeVisible();
  await expect(desk.getByText('只要有一个文件加了密码')).toBeVisible();
  await field.fill('secret');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(/^打开 名单\.zip › 里面\.ods 需要密码$/)).toBeVisible();
  await field.fill('secret');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('alert')).toContainText('密码不对');
  await field.fill('other');
  await desk.getByRole('button', { name: '打开', exact: true }).click();
  await expect(desk.getByText('李四')).toBeVisible();
  await desk.getByRole('button', { name: '选文件' }).click();
  await expect(desk.locator('.import-queue tbody tr')).toHaveCount(2);
});

function odsCell(text: string): string {
  return `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
}

test('a .dbf and its memo file are one list with nothing missing, dropped together or one after the other', async ({
  desk,
  folder,
}) => {
  const { table, memos } = memoTable(
    ['考生号', '姓名', '备注'],
    [['23110000000091', '张三', '少数民族预科']],
  );
  const [memo, list] = ['TD_01.fpt', 'td_01.DBF'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(memo, memos);
  writeFileSync(list, table);
  const files = desk.getByTestId('import-files');
  const row = desk.locator('.import-queue tbody tr');
  await visit(desk, 'import');
  await files.setInputFiles([memo, list]);
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('2 个文件');
  await row.getByRole('button', { name: /^移出/ }).click();
  await expect(row).toHaveCount(0);

  // The memo first: it waits, and says for what.
  await files.setInputFiles(memo);
  await expect(desk.getByText(/^TD_01\.fpt：这是 \.dbf 的备注/)).toBeVisible();
  await files.setInputFiles(list);
  await expect(row).toContainText('2 个文件');
  await expect(desk.getByText('这是 .dbf 的备注')).toHaveCount(0);
  await row.getByRole('button', { name: /^移出/ }).click();

  // The table first, looked into, and found to lack something.
  await files.setInputFiles(list);
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await expect(desk.getByText('回到“选文件”把它拖进来')).toBeVisible();
  await desk.getByRole('button', { name: '选文件' }).click();
  await files.setInputFiles(memo);
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('2 个文件');
  await forward(desk, '开始');
  await expect(desk.getByText('少数民族预科')).toBeVisible();
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await expect(desk.getByRole('button', { name: '下一步：看改动' })).toBeVisible();
  await expect(desk.getByText('备注（memo）文件不在')).toHaveCount(0);
});
