import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCharacter } from '../../shared/domain/idNumber.ts';
import { openCore } from '../harness/openCore.ts';
import {
  commitImport,
  openImport,
  planImport,
  type Rows,
  runImport,
  undoImport,
  writeXlsx,
} from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const whole = (seventeen: string) => seventeen + checkCharacter(seventeen);
const ZHANG = whole('11010520040307231');
const LI = whole('11010520040307235');
/** As a workbook keeps it that was saved with the column as a number. */
const rounded = (number: string) => Number(`${number.slice(0, 15)}000`);

async function deskWith(rows: Rows) {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(core, await writeXlsx(folder, '学信网.xlsx', [['学号', '姓名', '身份证号'], ...rows]), {
    kind: 'roster',
  });
  const detailOf = async (name: string) => {
    const page = await core.client.students.page({ query: { search: name }, offset: 0, limit: 5 });
    return core.client.students.get({ id: page.items[0]!.id });
  };
  return { folder, core, detailOf };
}

test('suggestions are listed and taken, all or row by row, and what was done stands in the history', async () => {
  const { folder, core, detailOf } = await deskWith([
    ['0022001', '张三', ZHANG],
    ['0022002', '李四', LI],
  ]);
  const file = await writeXlsx(folder, '教务.xlsx', [
    ['学号', '姓名', '性别', '身份证号'],
    [22001, '张三', '男', rounded(ZHANG)],
    [22002, '李四', '女', rounded(LI)],
  ]);
  const session = await openImport(core, file, { kind: 'roster', source: 'sis' });
  // 李四's number is a man's: it is not offered for a woman, and that is told.
  const first = await planImport(core, session);
  expect(first.offered).toEqual([
    { kind: 'lostDigits', count: 1, taken: 0 },
    { kind: 'leadingZeros', count: 2, taken: 0 },
  ]);
  expect(first.counts).toMatchObject({ rows: 2, rejected: 2 });
  expect(first.fileFindings).toContainEqual(
    expect.objectContaining({ code: 'LEADING_ZERO_LOST', column: '学号', severity: 'warn' }),
  );
  const zeros = await core.client.imports.suggestions({
    session,
    kind: 'leadingZeros',
    offset: 0,
    limit: 10,
  });
  expect(zeros.items).toMatchObject([
    {
      row: 2,
      sheet: null,
      name: '张三',
      from: '22001',
      to: '0022001',
      by: 'name',
      source: 'chsi',
      taken: false,
    },
    { row: 3, from: '22002', to: '0022002', taken: false },
  ]);

  const view = await core.client.imports.choose({
    session,
    take: { leadingZeros: true, lostDigits: true },
    exceptions: { leadingZeros: [{ row: 3, sheet: null }] },
  });
  expect(view.suggestionsTaken).toEqual({ lostDigits: true, leadingZeros: true, names: false });
  expect(view.suggestionExceptions).toEqual({ leadingZeros: [{ row: 3, sheet: null }] });
  const second = await planImport(core, session);
  expect(second.offered).toEqual([
    { kind: 'lostDigits', count: 1, taken: 1 },
    { kind: 'leadingZeros', count: 2, taken: 1 },
  ]);
  expect(second.counts).toMatchObject({ rows: 2, updated: 1, rejected: 1 });
  const numbers = await core.client.imports.suggestions({
    session,
    kind: 'lostDigits',
    offset: 0,
    limit: 10,
  });
  // Masked, but for the digits that matter.
  expect(numbers.items).toMatchObject([{ row: 2, to: `110***********${ZHANG.slice(-4)}`, by: 'studentNo' }]);

  // Taken back before the commit: the plan is as it was.
  await core.client.imports.choose({ session, take: { leadingZeros: false, lostDigits: false } });
  expect(await planImport(core, session)).toEqual(first);
  await core.client.imports.choose({ session, take: { leadingZeros: true, lostDigits: true } });
  const third = await planImport(core, session);
  expect(third.counts).toMatchObject({ updated: 2 });
  const findings = await core.client.imports.findings({ session, offset: 0, limit: 100 });
  expect(findings.items.find(({ code, row }) => code === 'ID_DIGITS_LOST' && row === 3)).toMatchObject({
    severity: 'block',
    suggestion: null,
    params: { against: 'gender' },
  });
  const batch = await commitImport(core, session);

  const [entry] = (await detailOf('张三')).timeline;
  expect(entry).toMatchObject({
    batchFile: '教务.xlsx',
    repairs: [
      { field: 'studentNo', received: '22001', by: 'name', source: 'chsi' },
      { field: 'idNumber', received: '110***********2000', by: 'studentNo', source: 'chsi' },
    ],
  });
  expect((await undoImport(core, batch.batch)).kept).toEqual([]);
  expect((await detailOf('张三')).sources).toEqual(['chsi']);
});

test('a class that lost its zeros is told by the classes of the school, and stands in the history', async () => {
  const folder = temporaryFolder();
  const core = await openCore(join(folder, 'data'));
  onTestFinished(() => core.close());
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  const headings = ['学号', '姓名', '班号'];
  const before = await writeXlsx(folder, '学信网.xlsx', [headings, ['2022001', '张三', '0522011']]);
  await runImport(core, before, { kind: 'roster' });
  const file = await writeXlsx(folder, '教务.xlsx', [
    headings,
    ['2022001', '张三', 522011],
    ['2022002', '李四', 522011],
    ['2022003', '王五', 622011],
  ]);
  const session = await openImport(core, file, { kind: 'roster', source: 'sis' });
  const plan = await planImport(core, session);
  expect(plan.offered).toEqual([{ kind: 'leadingZeros', count: 2, taken: 0 }]);
  expect(plan.counts).toMatchObject({ rows: 3, created: 2, updated: 1 });
  const listed = await core.client.imports.suggestions({
    session,
    kind: 'leadingZeros',
    offset: 0,
    limit: 10,
  });
  const offered = { field: 'className', from: '522011', to: '0522011', by: 'className', source: null };
  expect(listed.items).toMatchObject([
    { row: 2, ...offered },
    { row: 3, ...offered },
  ]);
  await core.client.imports.choose({ session, take: { leadingZeros: true } });
  await planImport(core, session);
  await commitImport(core, session);
  const page = await core.client.students.page({ query: {}, offset: 0, limit: 5 });
  const classes = page.items.map(({ id }) => core.client.students.get({ id }));
  const [zhang, li, wang] = await Promise.all(classes);
  expect([zhang, li, wang].map((student) => student!.values.className)).toEqual([
    '0522011',
    '0522011',
    '622011',
  ]);
  expect(li!.timeline[0]!.repairs).toEqual([
    { field: 'className', received: '522011', by: 'className', source: null },
  ]);
});

test('a status list whose numbers were rounded finds its students when told to', async () => {
  const { folder, core, detailOf } = await deskWith([['2022001', '张三', ZHANG]]);
  const campaign = await core.client.campaigns.create({
    name: '2026 届图像校对',
    type: 'graduation-photo',
    deadline: '2027-06-01',
    lockRule: '24h',
    population: {},
  });
  const file = await writeXlsx(folder, '状态.xlsx', [
    ['姓名', '身份证号', '核对状态'],
    ['张三', rounded(ZHANG), '正确'],
  ]);
  const session = await openImport(core, file, { kind: 'status', campaign: campaign.id });
  expect(await planImport(core, session)).toMatchObject({
    counts: { rows: 1, rejected: 1 },
    offered: [{ kind: 'lostDigits', count: 1, taken: 0 }],
  });
  await core.client.imports.choose({ session, take: { lostDigits: true } });
  expect((await planImport(core, session)).counts).toMatchObject({ created: 1 });
  await commitImport(core, session);
  const [entry] = (await detailOf('张三')).timeline;
  expect(entry).toMatchObject({
    kind: 'verdict',
    verdict: 'correct',
    repairs: [{ field: 'idNumber', by: 'name', source: 'chsi' }],
  });
});

test('the right writing of a name is said to be that in the history', async () => {
  const { folder, core, detailOf } = await deskWith([['2022003', '买买提•艾力', '']]);
  const file = await writeXlsx(folder, '教务.xlsx', [
    ['学号', '姓名'],
    ['2022003', '买买提•艾力'],
  ]);
  const session = await openImport(core, file, { kind: 'roster', source: 'sis' });
  expect((await planImport(core, session)).offered).toEqual([{ kind: 'names', count: 1, taken: 0 }]);
  await core.client.imports.choose({ session, exceptions: { names: [{ row: 2, sheet: null }] } });
  expect((await planImport(core, session)).offered).toEqual([{ kind: 'names', count: 1, taken: 1 }]);
  await commitImport(core, session);
  const detail = await detailOf('买买提');
  expect(detail.values.name).toBe('买买提·艾力');
  expect(detail.timeline.filter(({ writing }) => writing)).toHaveLength(1);
});

test('a character taken apart is the same person, and the whole one is offered, never taken', async () => {
  const { folder, core, detailOf } = await deskWith([
    ['2022010', '张由页', ''],
    ['2022011', '李𬱖', ''],
    ['2022012', '王民', ''],
  ]);
  const sis = await writeXlsx(folder, '教务.xlsx', [
    ['学号', '姓名'],
    ['2022010', '张𬱖'],
    ['2022011', '李由页'],
    ['2022012', '珉'],
    ['2022013', '赵氵名'],
    ['2022014', '钱王民'],
  ]);
  const session = await openImport(core, sis, { kind: 'roster', source: 'sis' });
  const plan = await planImport(core, session);
  expect(plan.counts).toMatchObject({ rows: 5, created: 2, updated: 2, ambiguous: 1 });
  expect(plan.offered).toEqual([{ kind: 'names', count: 1, taken: 0 }]);
  const { items } = await core.client.imports.findings({ session, offset: 0, limit: 50 });
  const split = items.filter(({ code }) => code === 'NAME_SPLIT_CHARACTER');
  expect(
    split.map(({ row, severity, suggestion, params }) => [row, severity, suggestion, params?.case]),
  ).toEqual([
    [2, 'note', null, 'elsewhere'],
    [3, 'warn', '李𬱖', undefined],
    [5, 'warn', null, 'alone'],
  ]);
  await commitImport(core, session);
  expect((await detailOf('李𬱖')).values.name).toBe('李𬱖');

  // 学信网 says again what is in use; 教务 knows better.
  const chsi = await writeXlsx(folder, '学信网 2.xlsx', [
    ['学号', '姓名'],
    ['2022010', '张由页'],
  ]);
  const again = await openImport(core, chsi, { kind: 'roster', source: 'chsi' });
  expect((await planImport(core, again)).offered).toEqual([{ kind: 'names', count: 1, taken: 0 }]);
  const offers = await core.client.imports.suggestions({
    session: again,
    kind: 'names',
    offset: 0,
    limit: 5,
  });
  expect(offers.items).toMatchObject([{ from: '张由页', to: '张𬱖', by: 'name', taken: false }]);
  await core.client.imports.choose({ session: again, take: { names: true } });
  await planImport(core, again);
  await commitImport(core, again);
  const detail = await detailOf('张𬱖');
  expect(detail.values.name).toBe('张𬱖');
  expect(detail.records.find(({ source }) => source === 'chsi')).toMatchObject({
    values: { name: '张由页' },
    differences: { name: 'split' },
  });
});
