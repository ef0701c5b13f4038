import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { collegeReport } from '../../../electron/reports/list/collegeReports.ts';
import { renderListReport } from '../../../electron/reports/list/renderListReport.ts';
import { bodyTop } from '../../../electron/reports/pdf/drawSheetFrame.ts';
import { LANDSCAPE } from '../../../electron/reports/pdf/paper.ts';
import type { CollegeSheetData, ListedStudent } from '../../../electron/reports/reportData.ts';
import type { CollegeReportKind } from '../../../electron/reports/text/sheetText.ts';
import type { ReportRequest, ReportResult } from '../../../shared/contract/reports.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { codeOfRefusal, runImport, writeCsv } from '../../harness/runImport.ts';
import { takenDownload } from '../../harness/takenDownload.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import { collector, readPdf } from './readPdf.ts';
import { madeUpSheet } from './syntheticSheets.ts';

/** Two classes in two colleges, and what is known of them in a campaign. */
async function schoolInCampaign() {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const roster = [
    ['学号', '姓名', '证件号码', '学院', '专业', '班级', '备注'],
    ['2023110001', '张三', '11010519491231002X', '计算机学院', '软件工程', '软件2301', ''],
    ['2023110002', '李四', '', '计算机学院', '软件工程', '软件2301', '身份核验不确定'],
    ['2023110003', '王五', '', '计算机学院', '软件工程', '软件2302', ''],
    ['2023110004', '赵六', '', '外国语学院', '日语', '日语2301', ''],
    ['2023110005', '钱七', '', '外国语学院', '日语', '日语2301', ''],
  ];
  await runImport(core, writeCsv(folder, '名单.csv', roster), { kind: 'roster' });
  const { id } = await core.client.campaigns.create({
    name: '2026级核查',
    type: 'enrolled-record',
    deadline: '2099-12-31',
    lockRule: 'single',
    population: {},
  });
  const said = [
    ['学号', '核对状态', '备注'],
    ['2023110001', '有误', '民族应为回族；身份证号应为11010519491231003X'],
    ['2023110003', '正确', ''],
    ['2023110004', '有误', '照片不是本人'],
  ];
  await runImport(core, writeCsv(folder, '状态.csv', said), { kind: 'status', campaign: id });
  const make = async (request: Partial<ReportRequest> & { kind: ReportRequest['kind'] }) => {
    const made = await resultOf<ReportResult>(
      await core.client.reports.create({ campaign: id, format: 'xlsx', ...request }),
    );
    return { made, path: await takenDownload(core, made.download) };
  };
  return { core, campaign: id, make };
}

/** Every worksheet's rows below the headings, without notes and signatures. */
async function rowsOf(path: string): Promise<Record<string, string[][]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheets: Record<string, string[][]> = {};
  for (const sheet of workbook.worksheets) {
    const rows: string[][] = [];
    for (let at = 6; typeof sheet.getCell(at, 2).value === 'number'; at += 1) {
      rows.push(Array.from({ length: sheet.columnCount }, (_, column) => sheet.getCell(at, column + 1).text));
    }
    sheets[sheet.name] = rows;
  }
  return sheets;
}

describe('reports by college', () => {
  test('list who has not verified, class by class, and why', async () => {
    const { core, campaign, make } = await schoolInCampaign();
    expect(await core.client.reports.estimate({ kind: 'unverified', campaign, format: 'pdf' })).toEqual({
      sheets: 2,
      students: 2,
    });
    const sheets = await rowsOf((await make({ kind: 'unverified' })).path);
    expect(sheets).toEqual({
      计算机学院: [
        [
          ...[
            '软件2301',
            '1',
            '2023110002',
            '李四',
            '',
            '身份核验不确定',
            '人像比对没有通过，须做身份复核。',
          ],
          ...['你的人像比对没有通过，请尽快到学院领取身份复核材料清单。', '2099-12-31'],
        ],
      ],
      外国语学院: [
        [
          ...['日语2301', '1', '2023110005', '钱七', '', '未核对'],
          '还没有任何消息：可能没有注册学信网账号，也可能没有登录核对。',
          expect.stringMatching(/^请登录学信档案/),
          '2099-12-31',
        ],
      ],
    });
    // A filter by status narrows it down, and one that has nothing to do with it leaves nobody.
    const filter = { fields: {}, statuses: ['not-verified' as const] };
    const narrowed = await make({ kind: 'unverified', filter } as Parameters<typeof make>[0]);
    expect(Object.keys(await rowsOf(narrowed.path))).toEqual(['外国语学院']);
    const none = core.client.reports.create({
      kind: 'unverified',
      campaign,
      format: 'pdf',
      filter: { statuses: ['locked'] },
    });
    expect(await codeOfRefusal(none.then((stream) => resultOf(stream)))).toBe('NOT_FOUND');
  });

  test('list corrections as they were written, numbers masked unless asked for', async () => {
    const { make } = await schoolInCampaign();
    const { made, path } = await make({ kind: 'corrections' });
    expect(made.sheets).toBe(2);
    const masked = await rowsOf(path);
    expect(masked.计算机学院?.[0]?.slice(2, 8)).toEqual([
      ...['2023110001', '张三', '110***********002X', '民族、身份证号'],
      ...['民族应为回族；身份证号应为110***********003X', '状态名单'],
    ]);
    expect(masked.外国语学院?.[0]?.slice(3, 7)).toEqual(['赵六', '', '照片', '照片不是本人']);
    const open = await rowsOf((await make({ kind: 'corrections', unmasked: true })).path);
    expect(open.计算机学院?.[0]).toContain('11010519491231002X');
    expect(open.计算机学院?.[0]).toContain('民族应为回族；身份证号应为11010519491231003X');
  });

  test('list whose photo and whose identity is in question', async () => {
    const { core, campaign, make } = await schoolInCampaign();
    const photos = await rowsOf((await make({ kind: 'photo-findings' })).path);
    expect(photos.计算机学院?.map((row) => [row[3], row[5]])).toEqual([
      ['张三', '没有学历照片'],
      ['李四', '没有学历照片'],
      ['王五', '没有学历照片'],
    ]);
    expect(await core.client.reports.estimate({ kind: 'photo-findings', campaign, format: 'pdf' })).toEqual({
      sheets: Object.keys(photos).length,
      students: Object.values(photos).flat().length,
    });
    const identity = await rowsOf((await make({ kind: 'identity-review' })).path);
    expect(Object.values(identity).flat()).toEqual([
      ['软件2301', '1', '2023110002', '李四', '', '身份核验不确定', '无', '无', '', '', ''],
    ]);
  });

  test('come as a file for each college or class, and leave nothing when cancelled', async () => {
    const { core, campaign, make } = await schoolInCampaign();
    const { made, path } = await make({ kind: 'record-check-sheet', format: 'pdf', split: true });
    expect(made).toMatchObject({ sheets: 3, pages: 3, fileName: expect.stringMatching(/\.zip$/) });
    const names = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8' }).trim().split('\n');
    expect(names.map((name) => name.replace(/^.*?-\d{4}-\d\d-\d\d-/, ''))).toEqual([
      '1-软件2301.pdf',
      '2-软件2302.pdf',
      '3-日语2301.pdf',
    ]);
    execFileSync('unzip', ['-tq', path]);
    const one = execFileSync('unzip', ['-p', path, names[2]!], { maxBuffer: 1e8 });
    expect((await readPdf(one)).pages.map(({ text }) => text.includes('赵六'))).toEqual([true]);

    const controller = new AbortController();
    const stream = await core.client.reports.create(
      { kind: 'unverified', campaign, format: 'pdf', split: true },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(resultOf(stream)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });
});

const fonts = openReportFonts();

async function printed(kind: CollegeReportKind, students: ListedStudent[]) {
  const { mark } = madeUpSheet(0, 0);
  const sheet: CollegeSheetData = { mark, collegeName: '计算机学院', deadline: '2027-01-03', students };
  const { sink, bytes } = collector();
  const { pages } = await renderListReport(collegeReport(kind, [sheet]), sink, { fonts });
  return { pages, pdf: await readPdf(bytes()) };
}

function listed(at: number, note: string, className = '软件2301'): ListedStudent {
  const [student] = madeUpSheet(at, 1).students;
  return {
    ...student!,
    values: { ...student!.values, className },
    statusReason: { code: 'said-wrong', params: {} },
    chase: null,
    said: { note, source: 'class-sheet', at: 0 },
    photoTrouble: null,
  };
}

test('a row grows to hold all that was written, and no word of it is cut off', async () => {
  const long = Array.from({ length: 60 }, (_, index) => `第${index}项应为正确的内容`).join('；');
  const notes = ['民族应为回族', long, '第一行\n第二行', long];
  const { pdf } = await printed(
    'corrections',
    notes.map((note, at) => listed(at, note)),
  );
  const text = pdf.pages.map((page) => page.text).join('');
  for (let index = 0; index < 60; index += 1) expect(text).toContain(`第${index}项应为`);
  expect(text).toContain('第一行 第二行');
  expect(text).not.toContain('…');
});

test('what a sheet is about stands above its table, not under it', async () => {
  const many = Array.from({ length: 40 }, (_, at) => listed(at, '无'));
  const { pdf } = await printed('unverified', many);
  for (const { items, height } of pdf.pages) {
    const about = items.find(({ text }) => text.startsWith('人数'))!;
    // Below the line on which letters stand a quarter of their size hangs down.
    const lowest = about.y - about.size / 4;
    expect(height - lowest).toBeLessThan(bodyTop(LANDSCAPE));
  }
});

test('a class is named once a page, and again on the next', async () => {
  const many = Array.from({ length: 40 }, (_, at) => listed(at, '无', at < 30 ? '软件2301' : '软件2302'));
  const { pages, pdf } = await printed('unverified', many);
  expect(pages).toBe(3);
  const named = pdf.pages.map(({ items }) => items.filter(({ text }) => /^软件230\d$/.test(text)).length);
  expect(named[0]).toBe(1);
  expect(named.slice(1).every((count) => count >= 1)).toBe(true);
  expect(named.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(4);
});
