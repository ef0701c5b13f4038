import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('the lock rule of campaigns', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  let core: Core;
  const draft = {
    name: '图像校对',
    type: 'graduation-photo',
    deadline: '2027-03-30',
    lockRule: '24h',
    population: { collegeName: ['法学院'] },
  } as const;
  const make = async (more: object = {}) =>
    core.client.campaigns.create({ ...draft, population: { collegeName: ['法学院'] }, ...more });
  const undo = async (batch: string) => resultOf(await core.client.imports.undo({ batch }));
  const caseOf = async (update: Promise<unknown>) =>
    update.then(
      () => null,
      (error: { data: { code: string; params: { case?: string } } }) => error.data.params.case,
    );
  const listOf = async (id: string) => (await core.client.campaigns.list()).find((one) => one.id === id);
  const studentsOf = async (campaign: string) =>
    (
      await core.client.students.page({ query: studentQuery.parse({ campaign }), offset: 0, limit: 100 })
    ).items.filter(({ status }) => status !== 'excluded');
  const run = (...args: string[]) => xuejiInside(...args, '--data', dataDir, '--json');

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const students = Array.from({ length: 12 }, (_, at) =>
      madeStudent(at + 1, { 分院: at < 6 ? '法学院' : '外国语学院', 班级: `${(at % 2) + 1}班` }),
    );
    writeWorkbook(join(folder, '名单.xlsx'), [{ name: '甲', rows: rowsOf(students) }]);
    await importJson(dataDir, join(folder, '名单.xlsx'), '--as', 'roster');
    core = await openCore(dataDir);
  });
  afterAll(() => core.close());

  it('lets everything be edited before anything went out, and all of it be undone', async () => {
    const { client } = core;
    const { batch: made, ...campaign } = await make({
      milestones: [{ kind: null, name: '补采', from: null, to: '2027-03-20' }],
    });
    const edit = {
      type: 'new-student' as const,
      lockRule: 'single' as const,
      population: {},
      coveredFields: ['name' as const],
      coversPhoto: false,
    };
    const edited = await client.campaigns.update({ id: campaign.id, name: draft.name, ...edit });
    expect(edited).toMatchObject({
      campaign: { ...campaign, ...edit },
      changed: ['population', 'coverage', 'lockRule', 'type'],
    });
    expect((await client.campaigns.progress({ campaign: campaign.id, by: 'college' })).total.total).toBe(12);
    expect(await client.campaigns.update({ id: campaign.id, ...edit })).toMatchObject({ batch: null });
    // Edited since: what was made stays until that is taken back, and its timetable goes with it.
    expect((await undo(made)).kept).toEqual([{ student: '', name: draft.name, fields: ['campaign'] }]);
    expect(await undo(edited.batch!)).toMatchObject({ reverted: 1, kept: [] });
    expect(await listOf(campaign.id)).toEqual(campaign);
    expect((await client.campaigns.progress({ campaign: campaign.id, by: 'college' })).total.total).toBe(6);

    const other = await make({ milestones: [{ kind: null, name: '补采', from: null, to: null }] });
    expect(await undo(other.batch)).toMatchObject({ reverted: 2, kept: [] });
    expect(await listOf(other.id)).toBeUndefined();
    const backwards = { kind: null, name: '补采', from: '2027-03-20', to: '2027-03-01' };
    expect(await codeOfRefusal(make({ milestones: [backwards] }))).toBe('USAGE');
    expect(await codeOfRefusal(client.campaigns.update({ id: 'none', name: '无' }))).toBe('NOT_FOUND');
  });

  it('keeps the type once students were asked, and what they confirmed once one has', async () => {
    const { client } = core;
    const { id } = await make({ name: '二' });
    const update = (edit: object) => client.campaigns.update({ id, ...edit });
    const [first] = await studentsOf(id);
    const contact = { whom: 'student', way: 'phone', outcome: 'told' } as const;
    const ids = [first!.id];
    await client.chase.log({ campaign: id, selection: { ids }, contact });
    expect(await client.campaigns.editable({ id })).toMatchObject({
      ...{ phase: 'running', contacts: 1, verdicts: 0 },
      locked: ['type'],
    });
    expect(await caseOf(update({ type: 'new-student' }))).toBe('type-running');
    const covered = await update({ coveredFields: ['name', 'gender'] });

    const verdict = await client.campaigns.record({
      ...{ campaign: id, selection: { ids }, verdict: 'correct' },
    });
    expect((await client.campaigns.editable({ id })).locked).toEqual(['coverage', 'lockRule', 'type']);
    expect(await caseOf(update({ coversPhoto: false }))).toBe('coverage-gathered');
    expect(await caseOf(update({ lockRule: 'single' }))).toBe('lockRule-gathered');
    expect(await caseOf(update({ type: 'new-student' }))).toBe('type-gathered');
    // Who has answered stays in it; others may come and go.
    expect(await caseOf(update({ population: { collegeName: ['外国语学院'] } }))).toBe('population-answered');
    const { className } = first!.values;
    const narrowed = await update({ population: { collegeName: ['法学院'], className: [className!] } });
    expect(await studentsOf(id)).toHaveLength(3);
    await undo(narrowed.batch!);
    const widened = await update({ population: {} });
    await client.campaigns.record({
      campaign: id,
      selection: { query: studentQuery.parse({ campaign: id }) },
      verdict: 'correct',
    });
    // Taking it back would drop those who have answered by now, or make them say what they were not asked.
    for (const { batch } of [widened, covered])
      expect((await undo(batch!)).kept).toEqual([{ student: '', name: '二', fields: ['campaign'] }]);
    expect(await listOf(id)).toMatchObject({ population: {}, coveredFields: ['name', 'gender'] });
    const moved = await update({ deadline: '2027-04-30', name: '二改' });
    await client.campaigns.close({ id });
    expect((await undo(moved.batch!)).kept).toHaveLength(1);
    expect(await codeOfRefusal(update({ deadline: '2027-05-30' }))).toBe('CAMPAIGN_CLOSED');
    expect((await undo(verdict.batch)).kept).toEqual([]);
  });

  it('is reached from the command line', async () => {
    await core.close();
    const create = ['campaign', 'create', '--type', 'graduation-photo', '--name', '三', '--draft'];
    const made = await run(...create, '--deadline', '2027-03-30', '--check', 'name,idNumber', '--no-photo');
    expect(made.json).toMatchObject({
      campaign: { coveredFields: ['name', 'idNumber'], coversPhoto: false },
    });
    const { items } = (await run('campaign', 'timetable', '三')).json as { items: { to: string | null }[] };
    expect(items.filter(({ to }) => to !== null)).toMatchObject([{ to: '2027-07-01' }]);
    const edit = ['campaign', 'edit', '三'];
    expect((await run(...edit)).code).toBe(2);
    expect((await run(...edit, '--where', 'grade=2023', '--whole-school')).code).toBe(2);
    expect((await run(...edit, '--check', 'nonsense')).code).toBe(2);
    const edited = await run(...edit, '--lock', 'single', '--photo', '--where', 'collegeName=法学院');
    expect(edited.json).toMatchObject({
      campaign: { lockRule: 'single', coversPhoto: true, population: { collegeName: ['法学院'] } },
      changed: ['population', 'coverage', 'lockRule'],
    });
    expect((await run('undo', edited.json.batch as string)).json).toMatchObject({ reverted: 1 });
    expect((await run('campaign', 'show', '三')).json).toMatchObject({
      campaign: { lockRule: '24h', population: {} },
      editable: { phase: 'new', locked: [] },
    });
    expect((await run('campaign', 'edit', '二改', '--deadline', '2027-06-01')).json).toMatchObject({
      error: { code: 'CAMPAIGN_CLOSED' },
    });
    expect((await run('check')).code).toBe(0);
    core = await openCore(dataDir);
  });
});
