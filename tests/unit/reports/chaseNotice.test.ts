import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, onTestFinished, test } from 'vitest';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { runImport, writeCsv } from '../../harness/runImport.ts';
import { takenDownload } from '../../harness/takenDownload.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';

test('a notice for each class with anybody to chase: names masked, what each is to do, the class’s own day', async () => {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const roster = [
    ['学号', '姓名', '学院', '专业', '班级', '注册状态', '预计毕业日期', '学习形式'],
    ['2023110001', '张三', '计算机学院', '软件工程', '软件2301', '待注册', '20990630', '普通全日制'],
    ['2023110002', '欧阳娜', '计算机学院', '软件工程', '软件2301', '注册学籍', '20990630', '函授'],
    ['2023110003', '王五', '计算机学院', '软件工程', '软件2302', '休学', '20990630', '普通全日制'],
    ['2023110004', '赵六', '外国语学院', '日语', '日语2301', '注册学籍', '20990630', '函授'],
  ];
  await runImport(core, writeCsv(folder, '名单.csv', roster), { kind: 'roster' });
  const { id } = await core.client.campaigns.create({
    name: '图像校对',
    type: 'graduation-photo',
    deadline: '2099-12-31',
    lockRule: '24h',
    population: {},
  });
  await core.client.campaigns.setDeadlines({
    campaign: id,
    rules: [{ collegeName: '外国语学院', className: '日语2301', deadline: '2099-11-30' }],
  });
  const make = async (part: { format: 'pdf' | 'xlsx'; unmasked?: boolean }) => {
    const request = { kind: 'chase-notice' as const, campaign: id, ...part };
    const made = await resultOf<ReportResult>(await core.client.reports.create(request));
    return { made, path: await takenDownload(core, made.download) };
  };
  const textsOf = async (path: string) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    return workbook.worksheets.map((sheet) => {
      const texts: string[] = [];
      sheet.eachRow((row) => row.eachCell((cell) => texts.push(String(cell.value ?? ''))));
      return { name: sheet.name, text: texts.join('\n') };
    });
  };
  const estimate = await core.client.reports.estimate({ kind: 'chase-notice', campaign: id, format: 'pdf' });
  expect(estimate).toEqual({ sheets: 2, students: 3 });
  const sheets = await textsOf((await make({ format: 'xlsx' })).path);
  expect(sheets.map(({ name }) => name)).toEqual(['软件2301', '日语2301']);
  const [software, japanese] = sheets;
  expect(software!.text).toContain('催办通知');
  expect(software!.text).toContain('2099-12-31');
  expect(japanese!.text).toContain('2099-11-30');
  expect(software!.text).toContain('欧**');
  expect(software!.text).toContain('你的学籍还没有注册完成');
  expect(software!.text).not.toMatch(/张三|欧阳娜|2023110001|密码/);
  const [whole] = await textsOf((await make({ format: 'xlsx', unmasked: true })).path);
  expect(whole!.text).toContain('欧阳娜');
  expect(whole!.text).not.toContain('2023110001');
  const pdf = await make({ format: 'pdf' });
  expect([pdf.made.sheets, pdf.made.pages, pdf.made.cannotPrint]).toEqual([2, 2, []]);
  if (process.env.XUEJI_LOOK) copyFileSync(pdf.path, join(process.env.XUEJI_LOOK, 'chase-notice.pdf'));
});
