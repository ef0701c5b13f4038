import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import {
  addFile,
  drawer,
  expectCount,
  forward,
  goTo,
  importThrough,
  openStudent,
  outcome,
  search,
  setUpSchool,
} from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { SAMPLE_STUDENTS, sampleStudent } from './files/sampleStudents.ts';
import { writeMessyRoster, writePhotoZip, writeSisCsv, writeStatusList } from './files/writeSampleFiles.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test('from an empty store to the printed page and back', async ({ desk, folder }, testInfo) => {
  test.setTimeout(600_000);

  await test.step('set up the school', async () => {
    await expect(desk.getByRole('heading', { name: '欢迎使用学籍核对台' })).toBeVisible();
    await picture(desk, 'welcome');
    await setUpSchool(desk);
  });

  await test.step('import a messy roster, seeing every step', async () => {
    await addFile(desk, await writeMessyRoster(folder));
    await expect(desk.getByText('按文件名推测')).toBeVisible();
    await forward(desk, '开始');

    await expect(desk.getByText('表头在第 3–4 行')).toBeVisible();
    await expect(desk.getByRole('radio', { name: /^第 3 行/ })).toBeChecked();
    await picture(desk, 'import-header');
    await forward(desk, '下一步：对应列');

    const teacher = desk.getByRole('row', { name: /带班老师/ });
    await expect(teacher.getByText('未对应')).toBeVisible();
    await teacher.getByRole('combobox').click();
    await desk.keyboard.type('辅导员');
    await desk.keyboard.press('Enter');
    await expect(teacher.getByText('手动')).toBeVisible();
    await expect(desk.getByRole('columnheader', { name: '辅导员' })).toBeVisible();
    await picture(desk, 'import-mapping');
    await lookAt(desk, 'wizard-mapping');

    // Kept as a file, changed, and read back; what the file did is taken back and done again.
    const saved = desk.waitForEvent('download');
    await desk.getByRole('button', { name: '保存为对应文件' }).click();
    const map = testInfo.outputPath('对应.json');
    await (await saved).saveAs(map);
    const leaveOut = async () => {
      await teacher.getByRole('combobox').click();
      await desk.keyboard.type('不导入');
      await desk.keyboard.press('Enter');
      await expect(desk.getByRole('columnheader', { name: '辅导员' })).toHaveCount(0);
    };
    await leaveOut();
    const mapFile = desk.locator('.map-file-buttons input[type=file]');
    await mapFile.setInputFiles(map);
    await expect(desk.getByText(/^已照“对应.json”对应 \d+ 列$/)).toBeVisible();
    await expect(desk.getByRole('columnheader', { name: '辅导员' })).toBeVisible();
    // Pointed at, the offer stays as long as the look takes.
    await desk.locator('.undo-bar').hover();
    await lookAt(desk, 'wizard-mapping-read');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(desk.getByRole('columnheader', { name: '辅导员' })).toHaveCount(0);
    await mapFile.setInputFiles(map);
    await expect(desk.getByRole('columnheader', { name: '辅导员' })).toBeVisible();
    await forward(desk, '检查整份文件');

    await desk.getByRole('button', { name: /文件内重复/ }).click();
    await expect(desk.getByText(/两行都没有导入/).first()).toBeVisible();
    await desk.getByRole('button', { name: /证件号丢了位数/ }).click();
    await expect(desk.getByText(/在表格里变成了数字/)).toBeVisible();
    await picture(desk, 'import-findings');
    await forward(desk, '下一步：看改动');

    await expect(outcome(desk, 'created')).toHaveText('23');
    await expect(outcome(desk, 'rejected')).toHaveText('2');
    await expect(outcome(desk, 'dropped')).toHaveText('2');
    await picture(desk, 'import-changes');
    await forward(desk, '导入 23 行');
    await expect(desk.getByText(/^已导入 学信网 在校生名单/)).toBeVisible();
    await desk.getByRole('button', { name: '看学生名单' }).click();
  });

  await test.step('find students', async () => {
    await goTo(desk, '学生');
    await expectCount(desk, 23);
    const grid = desk.getByRole('grid');
    for (const [text, name] of [
      ['陈㛃', '陈㛃'],
      ['mmt', '买买提·艾力'],
      ['oyzh', '欧阳子涵'],
      [sampleStudent('唐诗韵').studentNo.slice(-5), '唐诗韵'],
      [sampleStudent('周文博').idNumber.slice(6), '周文博'],
      ['㛃', '陈㛃'],
    ] as const) {
      await search(desk, text);
      await expectCount(desk, 1);
      await expect(grid.getByRole('button', { name, exact: true })).toBeVisible();
    }
    await search(desk, '刘洋');
    await expectCount(desk, 2);
    await search(desk, '');
    await desk.getByRole('toolbar', { name: '筛选' }).getByRole('button', { name: '班级' }).click();
    await desk.getByRole('checkbox', { name: /会计2302/ }).check();
    await desk.keyboard.press('Enter');
    await expectCount(desk, 12);
    await desk.getByRole('button', { name: '全部清除' }).click();
    await expectCount(desk, 23);
  });

  await test.step('look at one student, correct a field and take it back', async () => {
    const { idNumber } = sampleStudent('马晓燕');
    await openStudent(desk, '马晓燕');
    await expect(drawer(desk).getByText(idNumber)).toHaveCount(0);
    await drawer(desk).getByRole('button', { name: '显示完整号码' }).click();
    await expect(drawer(desk).getByText(idNumber).first()).toBeVisible();
    await drawer(desk).getByRole('button', { name: '隐藏' }).click();
    await expect(drawer(desk).getByText(idNumber)).toHaveCount(0);

    const used = drawer(desk).getByRole('row', { name: /^年级/ }).locator('.record-value');
    await drawer(desk).getByRole('button', { name: '修改年级' }).click();
    const editor = drawer(desk).getByRole('form', { name: '修改年级' });
    await editor.getByLabel('年级', { exact: true }).fill('2022');
    await editor.getByLabel('修改原因（记入历史）').fill('留级');
    await editor.getByRole('button', { name: '保存' }).click();
    await expect(used).toHaveText('2022');
    await desk.getByRole('button', { name: '撤销' }).click();
    await expect(used).toHaveText('2023');
  });

  await test.step('a second source, and where the two differ', async () => {
    await goTo(desk, '导入');
    const finish = desk.getByRole('button', { name: '导入别的文件' });
    await finish.click();
    await addFile(desk, writeSisCsv(folder));
    await forward(desk, '开始');
    await expect(desk.getByText('GBK / GB18030（国标）')).toBeVisible();
    await forward(desk, '下一步：对应列');
    await forward(desk, '检查整份文件');
    await forward(desk, '下一步：看改动');
    await expect(outcome(desk, 'created')).toHaveText('1');
    await forward(desk, /^导入 \d/);
    await expect(desk.getByText('已导入 教务系统导出.csv')).toBeVisible();

    await goTo(desk, '学生');
    await expectCount(desk, 24);
    await desk.getByRole('toolbar', { name: '筛选' }).getByRole('button', { name: '来源不一致' }).click();
    await expectCount(desk, 1);
    await openStudent(desk, '马晓燕');
    const name = drawer(desk).getByRole('row', { name: /^姓名/ });
    await expect(name.getByText('马小燕')).toBeVisible();
    await expect(drawer(desk).getByText('1 项不一致')).toBeVisible();
    await desk.getByRole('button', { name: '全部清除' }).click();
  });

  await test.step('make a campaign', async () => {
    await goTo(desk, '核对批次');
    await desk.getByRole('button', { name: '新建批次' }).click();
    await desk.getByLabel('名称', { exact: true }).fill('2027 届毕业生图像校对');
    await desk.getByLabel('截止日期').fill(daysFromNow(60));
    await desk.keyboard.press('Enter');
    await expect(desk.getByText('名学生参加')).toContainText('24');
    await picture(desk, 'campaign');
    await desk.getByRole('button', { name: '建立批次' }).click();
    await expect(desk.getByText('已建立批次“2027 届毕业生图像校对”')).toBeVisible();
  });

  await test.step('import who has verified', async () => {
    await goTo(desk, '导入');
    await desk.getByRole('button', { name: '导入别的文件' }).click();
    await importThrough(desk, await writeStatusList(folder));
    await goTo(desk, '总览');
    await expect(desk.getByRole('heading', { name: '2027 届毕业生图像校对' })).toBeVisible();
    await expectFigures(desk, { 已锁定: 15, 需处理: 2, 缺照片: 7, 未核对: 0 });
  });

  await test.step('see where the campaign leads', async () => {
    await goTo(desk, '核对批次');
    await desk.getByRole('link', { name: '2027 届毕业生图像校对' }).click();
    await desk.getByText('走势', { exact: true }).click();
    await expect(desk.getByRole('img', { name: /^走势：24 名学生中还有 9 名没有核对完。/ })).toBeVisible();
    await expect(desk.locator('.chart canvas')).toBeVisible();
    await picture(desk, 'campaign-trend');
    await desk.getByRole('combobox', { name: '看全校还是某个学院' }).click();
    await desk.locator('.ant-select-item-option').nth(1).click();
    await expect(desk.getByRole('img', { name: /^走势：(?!24)\d+ 名学生/ })).toBeVisible();
  });

  await test.step('import photos', async () => {
    await goTo(desk, '导入');
    await desk.getByRole('button', { name: '导入别的文件' }).click();
    await addFile(desk, await writePhotoZip(folder));
    await forward(desk, '开始');
    await forward(desk, '下一步：看改动');
    await expect(outcome(desk, 'created')).toHaveText('22');
    await expect(outcome(desk, 'rejected')).toHaveText('1');
    await picture(desk, 'import-photos');
    await forward(desk, '导入 22 张照片');
    await expect(desk.getByText('已导入 学历照片.zip')).toBeVisible();
    await goTo(desk, '学生');
    await openStudent(desk, '欧阳子涵');
    const photo = drawer(desk).getByRole('img', { name: '欧阳子涵的学历照片' });
    await expect(photo).toBeVisible();
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100);
    await goTo(desk, '总览');
    await expect(desk.getByRole('heading', { name: '2027 届毕业生图像校对' })).toBeVisible();
    // Who confirmed before there was a photo has not confirmed this photo: those are to verify again.
    await expectFigures(desk, { 已锁定: 0, 需处理: 17, 缺照片: 2, 未核对: 5 });
  });

  await test.step('print the record check sheets', async () => {
    await goTo(desk, '报表');
    await desk.getByRole('radio', { name: /学籍信息核对表/ }).check();
    await expect(desk.getByText('共 2 份，24 名学生')).toBeVisible();
    await desk.getByRole('button', { name: '生成并预览' }).click();
    await expect.poll(() => darkPixels(desk)).toBeGreaterThan(1000);
    await picture(desk, 'report');

    const pdf = desk.waitForEvent('download');
    await desk.getByRole('button', { name: '下载' }).click();
    const text = await textOfPdf(await (await pdf).path());
    for (const student of SAMPLE_STUDENTS) {
      expect(text).toContain(student.name);
      expect(text).not.toContain(student.idNumber);
    }
    expect(text).toContain('仅供校内核对使用');

    await desk.getByText('Excel', { exact: true }).click();
    const xlsx = desk.waitForEvent('download');
    await desk.getByRole('button', { name: '生成并下载' }).click();
    const cells = await textOfWorkbook(await (await xlsx).path());
    for (const student of SAMPLE_STUDENTS) {
      expect(cells).toContain(student.name);
      expect(cells).not.toContain(student.idNumber);
    }
  });

  await test.step('take an import back', async () => {
    await goTo(desk, '导入历史');
    await desk.getByRole('button', { name: /学历照片\.zip/ }).click();
    await picture(desk, 'history');
    await desk.getByRole('button', { name: '撤回' }).click();
    await expect(desk.getByText('22 项恢复原样。')).toBeVisible();
    await expect(desk.getByRole('row', { name: /学历照片\.zip/ })).toContainText('已撤回');
    await goTo(desk, '总览');
    await expectFigures(desk, { 已锁定: 15, 需处理: 2, 缺照片: 7, 未核对: 0 });
  });
});

/** YYYY-MM-DD in Beijing, where the window is. */
function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

async function expectFigures(desk: Page, figures: Record<string, number>): Promise<void> {
  for (const [label, count] of Object.entries(figures)) {
    await expect(desk.locator('.legend').getByRole('link', { name: label })).toContainText(
      `${label}${count}`,
    );
  }
}

/** How much ink the largest page of the preview shows: an undrawn page has none. */
function darkPixels(desk: Page): Promise<number> {
  return desk.evaluate(() => {
    const pages = [...document.querySelectorAll('canvas')].sort((left, right) => right.width - left.width);
    const page = pages[0];
    if (!page || page.width === 0) return 0;
    const pixels = page.getContext('2d')?.getImageData(0, 0, page.width, page.height).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      if ((pixels[at] ?? 255) < 100 && (pixels[at + 3] ?? 0) > 200) dark += 1;
    }
    return dark;
  });
}

async function textOfPdf(path: string): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(path)), useSystemFonts: true }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await pdf.loadingTask.destroy();
  return texts.join('\n');
}

async function textOfWorkbook(path: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const cells: string[] = [];
  book.eachSheet((sheet) => {
    sheet.eachRow((row) => {
      row.eachCell((cell) => cells.push(String(cell.value ?? '')));
    });
  });
  return cells.join('\n');
}
