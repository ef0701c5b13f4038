import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import type { ReportResult, reportRequest } from '../../../shared/contract/reports.ts';
import type { VerifyResult } from '../../../shared/contract/verifySheets.ts';
import { drawJpeg } from '../../fixtures/drawPhoto.ts';
import { openCore, resultOf } from '../../harness/openCore.ts';
import { codeOfRefusal, runImport, writeCsv } from '../../harness/runImport.ts';
import { takenDownload } from '../../harness/takenDownload.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import { rawAndInflated, readPdf } from './readPdf.ts';

const ID = '11010519491231002X';

/** A school of which 学信网 has flagged two students, one of them with both photos. */
async function flaggedSchool() {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  const roster = [
    ['学号', '姓名', '证件号码', '学院', '班级', '备注'],
    ['2023110001', '张𬭎', ID, '计算机学院', '软件2301', '身份核验未通过'],
    ['2023110002', '李四', '', '计算机学院', '软件2301', '身份核验不确定'],
    ['2023110003', '王五', '', '外国语学院', '日语2301', ''],
  ];
  await runImport(core, writeCsv(folder, '名单.csv', roster), { kind: 'roster' });
  const putPhoto = async (role: 'admission' | 'graduation', seed: number) => {
    const path = join(folder, `${role}${seed}`);
    mkdirSync(path);
    writeFileSync(join(path, '2023110001.jpg'), await drawJpeg({ seed }));
    await runImport(core, path, { kind: 'photos', role });
  };
  await putPhoto('admission', 1);
  await putPhoto('graduation', 2);
  const { id: campaign } = await core.client.campaigns.create({
    name: '2027届图像校对',
    type: 'graduation-photo',
    deadline: '2099-12-31',
    lockRule: 'single',
    population: {},
  });
  const make = async (request: z.input<typeof reportRequest>) => {
    const made = await resultOf<ReportResult>(await core.client.reports.create(request));
    return { made, path: await takenDownload(core, made.download) };
  };
  const verify = async (path: string) =>
    resultOf<VerifyResult>(await core.client.reports.verify({ file: (await core.offerPath(path)).file }));
  const idOf = async (search: string) =>
    (await core.client.students.page({ query: { search }, offset: 0, limit: 1 })).items[0]!.id;
  return { core, campaign, make, putPhoto, verify, idOf };
}

/** The lines of a worksheet, item and content. */
async function linesOf(path: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const lines: string[][] = [];
  workbook.worksheets[0]!.eachRow((row) =>
    lines.push([1, 2].map((at) => String(row.getCell(at).value ?? ''))),
  );
  return lines;
}

describe('confirmations of a portrait comparison', () => {
  test('are an upright page for each flagged student: both photos, the proof, room for every review', async () => {
    const { core, campaign, make } = await flaggedSchool();
    const asked = { kind: 'identity-confirmation', campaign } as const;
    expect(await core.client.reports.estimate({ ...asked, format: 'pdf' })).toEqual({
      sheets: 2,
      students: 2,
    });
    const { made, path } = await make({ ...asked, format: 'pdf' });
    expect(made).toMatchObject({ sheets: 2, pages: 2, cannotPrint: [] });
    const bytes = readFileSync(path);
    const { pages } = await readPdf(bytes);
    expect(pages[0]!.height).toBeGreaterThan(pages[0]!.width);
    const [first, second] = pages.map(({ text }) => text);
    for (const part of [
      '需身份复核毕业生人像比对确认单',
      '身份核验未通过',
      '□ 户口本',
      '学校认定',
      '仅供校内核对使用',
    ]) {
      expect(first).toContain(part);
    }
    expect(first).not.toContain('无录取照片');
    expect(second).toContain('无录取照片');
    expect(rawAndInflated(bytes)).not.toContain(ID);
  });

  test('say of each proof what came in, once there is a case', async () => {
    const { core, campaign, make, idOf } = await flaggedSchool();
    await core.client.cases.open({ type: 'identity-review', students: [await idOf('2023110001')] });
    const { path } = await make({
      kind: 'identity-confirmation',
      campaign,
      format: 'xlsx',
      filter: { fields: { studentNo: ['2023110001'] } },
    });
    expect(await linesOf(path)).toEqual(
      expect.arrayContaining([
        ['户口本', '未交'],
        ['比对结果', '身份核验未通过'],
      ]),
    );
  });

  test('are told from today’s when a photo on them has been replaced', async () => {
    const { campaign, make, putPhoto, verify } = await flaggedSchool();
    const filter = { fields: { studentNo: ['2023110001'] } };
    const printed = await Promise.all(
      (['identity-confirmation', 'student-statement'] as const).map((kind) =>
        make({ kind, campaign, format: 'pdf', filter }),
      ),
    );
    for (const { path } of printed) expect((await verify(path)).sheets[0]!.since).toEqual([]);
    await putPhoto('graduation', 3);
    for (const { path } of printed) {
      expect((await verify(path)).sheets[0]).toMatchObject({
        verdict: 'genuine',
        since: [{ what: 'changed', column: '学历照片', now: null }],
      });
    }
  });
});

describe('forms of cases', () => {
  test('say what a case is about, what came in and what was done, numbers masked', async () => {
    const { core, make, idOf, verify } = await flaggedSchool();
    const { opened } = await core.client.cases.open({
      type: 'data-correction',
      students: [await idOf('2023110001')],
      form: { corrections: JSON.stringify([{ field: 'idNumber', from: null, to: '440524188001010014' }]) },
      note: '身份证号录错',
    });
    const { item } = await core.client.cases.get({ case: opened[0]! });
    const asked = { kind: 'case-form' as const, cases: [item.id] };
    const { made, path } = await make({ ...asked, format: 'pdf' });
    expect(made.sheets).toBe(1);
    const bytes = readFileSync(path);
    const text = (await readPdf(bytes)).pages.map((page) => page.text).join('');
    for (const part of [
      item.number,
      '学籍信息更正',
      '110***********002X',
      '440***********0014',
      '身份证号录错',
      '院系意见',
    ]) {
      expect(text).toContain(part);
    }
    for (const number of [ID, '440524188001010014']) expect(rawAndInflated(bytes)).not.toContain(number);
    const { path: workbook } = await make({ ...asked, format: 'xlsx' });
    expect((await verify(workbook)).sheets[0]).toMatchObject({
      verdict: 'genuine',
      differences: [],
      since: [],
    });
    await core.client.cases.act({
      cases: [{ case: item.id, seen: item.version }],
      action: { do: 'comment', text: '已电话联系' },
    });
    const [since] = (await verify(workbook)).sheets[0]!.since!;
    expect(since).toMatchObject({ what: 'changed', now: expect.stringContaining('已电话联系') });
  });

  test('go on over pages where the history is long, and none of it is lost', async () => {
    const { core, make, idOf } = await flaggedSchool();
    const { opened } = await core.client.cases.open({
      type: 'photo-missing',
      students: [await idOf('2023110003')],
    });
    for (let at = 0; at < 6; at += 1) {
      const { item } = await core.client.cases.get({ case: opened[0]! });
      const text = `${'很长的备注。'.repeat(250)}第${at}条完`;
      await core.client.cases.act({
        cases: [{ case: item.id, seen: item.version }],
        action: { do: 'comment', text },
      });
    }
    const { made, path } = await make({ kind: 'case-form', format: 'pdf' });
    const text = (await readPdf(readFileSync(path))).pages
      .map((page) => page.text.replace(/\s/g, ''))
      .join('');
    expect(made.pages).toBeGreaterThan(2);
    for (let at = 0; at < 6; at += 1) expect(text).toContain(`第${at}条完`);
    expect(text).not.toContain('…');
  });

  test('are of the cases that are open, of the students of a filter; of none there is no form', async () => {
    const { core, make, idOf } = await flaggedSchool();
    const students = [await idOf('2023110001'), await idOf('2023110003')];
    await core.client.cases.open({ type: 'photo-missing', students });
    const filter = { fields: { collegeName: ['外国语学院'] } };
    expect((await make({ kind: 'case-form', format: 'xlsx', filter })).made.sheets).toBe(1);
    const closed = { caseQuery: { queues: ['closed' as const] } };
    expect(await codeOfRefusal(make({ kind: 'case-form', format: 'pdf', ...closed }))).toBe('NOT_FOUND');
  });
});

test('the list of sheets still out is by college, and no longer has what was returned or lost', async () => {
  const { core, campaign, make, verify } = await flaggedSchool();
  expect(await codeOfRefusal(make({ kind: 'sheets-out', campaign, format: 'pdf' }))).toBe('NOT_FOUND');
  await make({ kind: 'record-check-sheet', campaign, format: 'pdf' });
  const { items } = await core.client.sheets.list({ query: { campaign }, offset: 0, limit: 10 });
  const [one, other] = [...items].sort((a, b) => (a.className! < b.className! ? 1 : -1));
  await core.client.sheets.handle({
    numbers: [one!.number],
    kind: 'handed',
    holder: '刘敏',
    role: 'counsellor',
  });
  const { made, path } = await make({ kind: 'sheets-out', campaign, format: 'pdf' });
  expect(made).toMatchObject({ sheets: 2, pages: 2 });
  const text = (await readPdf(readFileSync(path))).pages.map((page) => page.text).join('');
  for (const part of ['核对表未收回清单', one!.number, other!.number, '刘敏（辅导员）', '已发出', '未发出']) {
    expect(text).toContain(part);
  }
  expect((await verify(path)).sheets).toMatchObject([{ since: [] }, { since: [] }]);
  await core.client.sheets.handle({ numbers: [other!.number], kind: 'lost' });
  expect((await make({ kind: 'sheets-out', campaign, format: 'xlsx' })).made.sheets).toBe(1);
  expect((await verify(path)).sheets.flatMap(({ since }) => since ?? [])).toMatchObject([{ what: 'counts' }]);
});
