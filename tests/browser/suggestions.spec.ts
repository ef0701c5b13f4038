import { join } from 'node:path';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import {
  addFile,
  drawer,
  expectCount,
  forward,
  goTo,
  importThrough,
  openStudent,
  outcome,
} from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { SAMPLE_STUDENTS } from './files/sampleStudents.ts';
import { picture } from './picture.ts';

test.use({ store: 'school' });

const STUDENTS = SAMPLE_STUDENTS.slice(0, 12);
/** A school whose numbers begin with a zero. */
const numberOf = (index: number) => `0${STUDENTS[index]!.studentNo.slice(1)}`;

async function writeSheet(path: string, headings: string[], rows: (string | number)[][]): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  sheet.addRows([headings, ...rows]);
  await book.xlsx.writeFile(path);
  return path;
}

const offers = (desk: Page) => desk.getByRole('region', { name: '可以一次改正的' });

test('suggestions are looked at, taken, given back and taken again in one go', async ({ desk, folder }) => {
  await goTo(desk, '导入');
  const chsi = STUDENTS.map(({ name, gender, idNumber }, index) => [numberOf(index), name, gender, idNumber]);
  const headings = ['学号', '姓名', '性别', '身份证号'];
  await importThrough(desk, await writeSheet(join(folder, '学信网名单.xlsx'), headings, chsi));
  await desk.getByRole('button', { name: '导入别的文件' }).click();

  // As the academic system hands it out once Excel has saved it: rounded, without zeros, with another dot.
  const damaged = STUDENTS.map(({ name, gender, idNumber }, index) => [
    index < 4 ? Number(numberOf(index)) : numberOf(index),
    name.replace('·', '•'),
    gender,
    index < 8 ? Number(`${idNumber.slice(0, 15)}000`) : idNumber,
  ]);
  await addFile(desk, await writeSheet(join(folder, '教务系统名单.xlsx'), headings, damaged));
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');

  await expect(offers(desk).getByText('8 个证件号丢了末几位')).toBeVisible();
  await expect(offers(desk).getByText('4 个学号、考生号或班号丢了开头的 0')).toBeVisible();
  await expect(offers(desk).getByText('1 个姓名写法不规范')).toBeVisible();

  await test.step('all numbers at once', async () => {
    await offers(desk).getByRole('button', { name: '全部采用（4）' }).click();
    await expect(offers(desk).getByText('已采用 4 个')).toBeVisible();
    await offers(desk).getByRole('button', { name: '全部采用（8）' }).click();
    await expect(offers(desk).getByText('已采用 8 个')).toBeVisible();
  });

  await test.step('one row is left out', async () => {
    await offers(desk).getByRole('button', { name: '看清单' }).first().click();
    const list = offers(desk).getByRole('table', { name: '将补全的证件号' });
    await expect(list.getByRole('row')).toHaveCount(9);
    await expect(list.getByText('学信网，学号相同').first()).toBeVisible();
    await expect(list.getByText(STUDENTS[0]!.idNumber)).toHaveCount(0);
    await list.getByRole('checkbox', { name: '采用第 3 行' }).uncheck();
    await picture(desk, 'import-suggestions-list');
    await offers(desk).getByRole('button', { name: '按勾选采用（改动 1 行）' }).click();
    await expect(offers(desk).getByText('已采用 7 个')).toBeVisible();
  });

  await test.step('given back before the import, and the plan is as it was', async () => {
    await offers(desk).getByRole('button', { name: '撤回' }).first().click();
    await expect(offers(desk).getByRole('button', { name: '全部采用（8）' })).toBeVisible();
    await expect(offers(desk).getByText('已采用 4 个')).toBeVisible();
  });

  await offers(desk).getByRole('button', { name: '全部采用（8）' }).click();
  await offers(desk).getByRole('button', { name: '全部采用（1）' }).click();
  await expect(offers(desk).getByText('已采用 1 个')).toBeVisible();
  await forward(desk, '下一步：看改动');
  await expect(outcome(desk, 'updated')).toHaveText('12');
  await forward(desk, '导入 12 行');
  await expect(desk.getByText(/^已导入 教务系统名单/)).toBeVisible();

  await goTo(desk, '学生');
  await expectCount(desk, 12);
  await openStudent(desk, STUDENTS[0]!.name);
  await expect(
    drawer(desk).getByText(/证件号码在文件里不全（.*），按学信网里的唯一匹配（学号相同）补全/),
  ).toBeVisible();
  await expect(
    drawer(desk).getByText(/学号在文件里不全（\d+），按学信网里的唯一匹配（姓名相同）补全/),
  ).toBeVisible();
  await openStudent(desk, '买买提·艾力');
  await expect(drawer(desk).getByText('采用了姓名的规范写法，作为本校的更正')).toBeVisible();
});
