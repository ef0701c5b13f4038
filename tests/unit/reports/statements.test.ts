import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { makeThumbnail } from '../../../electron/photos/makeThumbnail.ts';
import { openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { writeListWorkbook } from '../../../electron/reports/list/writeListWorkbook.ts';
import type { StatementData } from '../../../electron/reports/reportData.ts';
import { renderStatements } from '../../../electron/reports/statement/renderStatements.ts';
import { statementReport } from '../../../electron/reports/statement/statementReport.ts';
import type { ReportResult, reportRequest } from '../../../shared/contract/reports.ts';
import { drawJpeg } from '../../fixtures/drawPhoto.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { runImport, writeCsv } from '../../harness/runImport.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import { collector, rawAndInflated, readPdf } from './readPdf.ts';
import { DATA_TIME, HARD_STUDENTS, madeUpSheet } from './syntheticSheets.ts';

const fonts = openReportFonts();

function statements(count: number): StatementData[] {
  const { mark, students } = madeUpSheet(0, count, HARD_STUDENTS);
  return students.map(({ id, values }, index) => ({
    mark,
    student: {
      id,
      values,
      status: 'locked',
      statusReason: { code: 'confirmed-window-over', params: {} },
      said: { note: '', source: 'status-list', at: DATA_TIME },
    },
    photos: { admission: null, graduation: index === 0 ? 'photo' : null },
  }));
}

test('a statement is one page: the record, both photos, how the verification stands, and what it is not', async () => {
  const photo = await makeThumbnail(await drawJpeg({ seed: 2 }), 300);
  const data = statements(9);
  const { sink, bytes } = collector();
  const { pages } = await renderStatements(data, sink, async () => photo, { fonts });
  const pdf = await readPdf(bytes());
  expect(pages).toBe(9);
  expect(pdf.pages).toHaveLength(9);
  const [first] = pdf.pages;
  for (const text of ['学生校内核对情况证明', '仅供校内核对使用', '已锁定', '2026-11-24 10:15', '状态名单']) {
    expect(first?.text).toContain(text);
  }
  expect(first?.text).toContain('已确认正确，可修改的时间已过。');
  expect(first?.text).toContain('不是学籍或学历证明');
  expect(first?.text).toContain('无录取照片');
  expect(first?.text).not.toContain('无学历照片');
  expect(pdf.pages[1]?.text).toContain('无学历照片');
  const raw = rawAndInflated(bytes());
  for (const { student } of data) {
    const { idNumber } = student.values;
    if (idNumber !== null) expect(raw).not.toContain(idNumber);
  }
  expect(pdf.pages.map(({ text }) => text).join('')).not.toContain('…');
});

test('its workbook says the same, a worksheet a student', async () => {
  const { sink, bytes } = collector();
  const data = statements(3);
  await writeListWorkbook(statementReport(data, { masked: false }), sink);
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes() as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  expect(workbook.worksheets).toHaveLength(3);
  const rows = new Map<string, string>();
  workbook.worksheets[0]?.eachRow((row) =>
    rows.set(String(row.getCell(1).value), String(row.getCell(2).value)),
  );
  expect(rows.get('姓名')).toBe('𠮷田䶮');
  expect(rows.get('证件号码')).toBe(data[0]?.student.values.idNumber);
  expect(rows.get('核对状态')).toBe('已锁定');
});

test('how students stand is asked of the campaign of the statement, not of the newest', async () => {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const roster = [
    ['学号', '姓名', '班级'],
    ['2023110001', '张三', '软件2301'],
    ['2023110002', '李四', '软件2301'],
  ];
  await runImport(core, writeCsv(folder, '名单.csv', roster), { kind: 'roster' });
  const campaigns: string[] = [];
  for (const name of ['上学期核查', '本学期核查']) {
    const { id } = await core.client.campaigns.create({
      name,
      type: 'enrolled-record',
      deadline: '2099-12-31',
      lockRule: 'single',
      population: {},
    });
    campaigns.push(id);
  }
  const campaign = campaigns[0]!;
  const said = [
    ['学号', '核对状态'],
    ['2023110001', '有误'],
  ];
  await runImport(core, writeCsv(folder, '状态.csv', said), { kind: 'status', campaign });
  const request: z.input<typeof reportRequest> = {
    kind: 'student-statement',
    campaign,
    format: 'xlsx',
    filter: { statuses: ['disputed'] },
  };
  expect(await core.client.reports.estimate(request)).toEqual({ sheets: 1, students: 1 });
  const made = await resultOf<ReportResult>(await core.client.reports.create(request));
  expect(made.sheets).toBe(1);
});
