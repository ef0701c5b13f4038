import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import { xueji } from '../harness/xueji.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const DAY = 86_400_000;

/** The SHA-256 of each file, taken by Python, and what the manifest says. */
async function readArchive(path: string) {
  const script = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    names = [n for n in archive.namelist() if n not in ("清单.json", "SHA256SUMS.txt")]
    sums = archive.read("SHA256SUMS.txt").decode().splitlines()
    assert [line.split("  ")[1] for line in sums] == names
    print(json.dumps({"files": [[n, hashlib.sha256(archive.read(n)).hexdigest()] for n in names],
                      "manifest": json.loads(archive.read("清单.json"))}))
`;
  const told = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, path], { encoding: 'utf8' })) as {
    files: [string, string][];
    manifest: { total: object; files: { name: string; sha256: string }[] };
  };
  return { files: new Map(told.files), manifest: told.manifest };
}

describe.skipIf(!canMakeFiles)('the campaign desk', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const clock = { at: Date.now(), now: () => clock.at };
  let core: Core;
  let campaign: string;
  const day = (days: number) => beijingDay(clock.at + days * DAY);
  const overdue = (fields: Record<string, string[]> = {}) =>
    studentQuery.parse({ campaign, filter: { fields, overdue: true } });
  const listed = async (fields: Record<string, string[]> = {}) =>
    (await core.client.students.page({ query: overdue(fields), offset: 0, limit: 1 })).total;

  beforeAll(async () => {
    await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const students = Array.from({ length: 60 }, (_, at) =>
      madeStudent(at + 1, {
        分院: ['计算机学院', '外国语学院', '法学院'][at % 3]!,
        班级: `${(at % 6) + 1}班`,
      }),
    );
    writeWorkbook(join(folder, '名单.xlsx'), [{ name: '甲', rows: rowsOf(students) }]);
    await importJson(dataDir, join(folder, '名单.xlsx'), '--as', 'roster');
    core = await openCore(dataDir, clock);
    const made = await core.client.campaigns.create({
      name: '全校核查',
      type: 'enrolled-record',
      deadline: day(30),
      lockRule: '24h',
      population: {},
    });
    campaign = made.id;
  });
  afterAll(() => core.close());

  it('gives colleges and classes days of their own: the nearest holds, everywhere', async () => {
    const { client } = core;
    const colleges = (await client.campaigns.deadlines({ campaign })).items;
    const [first, second] = colleges.map(({ collegeName }) => collegeName);
    const classes = (await client.campaigns.deadlines({ campaign, college: first! })).items;
    const late = classes[0]!;
    const { batch } = await client.campaigns.setDeadlines({
      campaign,
      rules: [
        { collegeName: first!, className: null, deadline: day(-2) },
        { collegeName: first!, className: late.className, deadline: day(3) },
        { collegeName: second!, className: null, deadline: day(10) },
      ],
    });
    const after = (await client.campaigns.deadlines({ campaign, college: first! })).items;
    for (const item of after) {
      const isOwn = item.className === late.className;
      expect(item).toMatchObject(
        isOwn
          ? { own: day(3), deadline: day(3), from: 'class', overdue: 0 }
          : { own: null, deadline: day(-2), from: 'college', overdue: item.missing },
      );
    }
    const progress = await client.campaigns.progress({ campaign, by: 'college' });
    const ofFirst = progress.rows.find(({ group }) => group[0] === first)!;
    expect(ofFirst.due).toEqual({ first: day(-2), last: day(3) });
    expect(progress.total.due).toEqual({ first: day(-2), last: day(30) });
    expect(progress.total.overdue).toBe(ofFirst.overdue);
    expect(ofFirst.overdue).toBeGreaterThan(0);
    expect(await listed()).toBe(ofFirst.overdue);
    expect(await listed({ collegeName: [second!] })).toBe(0);
    const trend = await client.campaigns.trend({ campaign });
    expect(trend.forecast).toMatchObject({ kind: 'open', overdue: ofFirst.overdue });
    expect(trend.deadlines.map((deadline) => deadline.day)).toEqual([day(-2), day(3), day(10), day(30)]);
    const { attention } = await client.campaigns.overview({ campaign });
    expect(attention.find(({ kind }) => kind === 'overdue')?.count).toBe(ofFirst.overdue);
    const { items } = await client.students.page({ query: overdue(), offset: 0, limit: 1 });
    expect((await client.students.get({ id: items[0]!.id, campaign })).deadline).toBe(day(-2));

    // Another day since: that one stays, the rest goes back.
    await client.campaigns.setDeadlines({
      campaign,
      rules: [{ collegeName: second!, className: null, deadline: day(12) }],
    });
    const undone = await resultOf(await client.imports.undo({ batch: batch! }));
    expect(undone.kept).toEqual([{ student: '', name: second, fields: ['deadline'] }]);
    expect(await listed()).toBe(0);
    const left = (await client.campaigns.deadlines({ campaign })).items.filter(({ own }) => own !== null);
    expect(left).toMatchObject([{ collegeName: second, own: day(12) }]);
  });

  it('has a timetable, drafted from the year’s calendar without a day that nobody gave', async () => {
    const { client } = core;
    const { id, deadline } = await client.campaigns.create({
      name: '图像校对',
      type: 'graduation-photo',
      deadline: '2027-03-30',
      lockRule: '24h',
      population: {},
    });
    const items = async () => (await client.timetable.of({ campaign: id })).items;
    const { offered } = await client.timetable.of({ campaign: id });
    const drafted = await client.timetable.draft({ campaign: id });
    expect([drafted.changed, (await client.timetable.of({ campaign: id })).offered]).toEqual([offered, 0]);
    const dated = (await items()).filter((item) => item.from !== null || item.to !== null);
    expect(dated).toMatchObject([
      { to: '2027-07-01', usual: { sources: [expect.stringMatching(/^https:/)] } },
    ]);
    expect((await items())[0]).toEqual(dated[0]);

    const shoot = (await items()).find(({ name }) => name === '图像采集')!;
    const days = { from: '2027-03-01', to: '2027-03-10' };
    const backwards = { id: shoot.id, name: shoot.name, from: days.to, to: days.from };
    expect(await codeOfRefusal(client.timetable.set({ campaign: id, milestones: [backwards] }))).toBe(
      'USAGE',
    );
    await client.timetable.set({
      campaign: id,
      milestones: [
        { ...shoot, ...days },
        { id: null, name: '补采', from: null, to: '2027-03-20' },
      ],
    });
    expect((await items()).slice(0, 3)).toMatchObject([
      { id: shoot.id, ...days },
      { name: '补采', from: null, to: '2027-03-20', usual: null },
      { to: '2027-07-01' },
    ]);
    // What was given a day since stays when the draft is taken back.
    const undone = await resultOf(await client.imports.undo({ batch: drafted.batch! }));
    expect(undone.kept).toEqual([{ student: '', name: '图像采集', fields: ['milestone'] }]);
    expect((await items()).map(({ name }) => name)).toEqual(['图像采集', '补采']);
    const removed = await client.timetable.set({
      campaign: id,
      milestones: [{ id: shoot.id, remove: true }],
    });
    expect((await items()).map(({ name }) => name)).toEqual(['补采']);
    await resultOf(await client.imports.undo({ batch: removed.batch! }));
    expect((await items())[0]).toMatchObject({ id: shoot.id, ...days });
    await client.campaigns.close({ id });
    expect(await codeOfRefusal(client.timetable.draft({ campaign: id }))).toBe('CAMPAIGN_CLOSED');
    await client.campaigns.reopen({ id, reason: '试一试' });
    await core.close();
    const timetable = (...args: string[]) =>
      xueji('campaign', 'timetable', '图像校对', ...args, '--data', dataDir, '--json');
    expect((await timetable('--item', '补采', '--to', '2027-03-25')).json).toMatchObject({
      changed: 1,
      items: [{ name: '图像采集' }, { name: '补采', to: '2027-03-25' }],
    });
    expect((await timetable('--item', '补采', '--to', '3月')).code).toBe(2);
    expect((await timetable('--item', '没有', '--remove')).code).toBe(4);
    expect((await timetable('--draft')).json).toMatchObject({ changed: offered - 1, offered: 0 });
    expect((await xueji('check', '--data', dataDir)).code).toBe(0);
    core = await openCore(dataDir, clock);
    expect((await core.client.campaigns.close({ id })).deadline).toBe(deadline);
  });

  it('counts who is late anew on the next day, and only then', async () => {
    clock.at += 29 * DAY;
    const { deadline } = (await core.client.campaigns.list()).find(({ id }) => id === campaign)!;
    expect([deadline, await listed()]).toEqual([day(1), expect.any(Number)]);
    const before = await listed();
    clock.at += DAY;
    expect(await listed()).toBe(before);
    clock.at += DAY;
    expect(await listed()).toBeGreaterThan(before);
  });

  it('knows a college by its new name, and its day is changed under that', async () => {
    const { client } = core;
    const { items } = await client.campaigns.deadlines({ campaign });
    const { collegeName, own } = items.find((item) => item.own !== null)!;
    await resultOf(
      await client.words.save({
        words: [{ field: 'collegeName', written: collegeName, meant: '新名学院' }],
        how: 'typed',
      }),
    );
    const renamed = (await client.campaigns.deadlines({ campaign })).items;
    expect(renamed.find((item) => item.collegeName === '新名学院')).toMatchObject({ own });
    const rules = [{ collegeName: '新名学院', className: null, deadline: null }];
    expect(await client.campaigns.setDeadlines({ campaign, rules })).toMatchObject({ changed: 1 });
    const cleared = (await client.campaigns.deadlines({ campaign })).items;
    expect(cleared.filter((item) => item.own !== null)).toEqual([]);
    expect(await client.campaigns.setDeadlines({ campaign, rules })).toEqual({ batch: null, changed: 0 });
  });

  it('keeps the days of a closed campaign', async () => {
    const { client } = core;
    const rules = [{ collegeName: '新名学院', className: null, deadline: day(9) }];
    const { batch } = await client.campaigns.setDeadlines({ campaign, rules });
    await client.campaigns.close({ id: campaign });
    expect(await codeOfRefusal(client.campaigns.setDeadlines({ campaign, rules }))).toBe('CAMPAIGN_CLOSED');
    const undone = await resultOf(await client.imports.undo({ batch: batch! }));
    expect(undone.kept).toMatchObject([{ name: '新名学院', fields: ['deadline'] }]);
    await client.campaigns.reopen({ id: campaign, reason: '试一试' });
  });

  it('closes with everybody’s status as it is, whatever comes later, and opens again with a reason', async () => {
    const query = studentQuery.parse({ campaign });
    const { items } = await core.client.students.page({ query, offset: 0, limit: 4 });
    await core.client.campaigns.record({
      campaign,
      selection: { ids: items.map(({ id }) => id) },
      verdict: 'correct',
    });
    const seen = async () => ({
      progress: (await core.client.campaigns.progress({ campaign, by: 'class' })).rows,
      counsellors: (await core.client.campaigns.progress({ campaign, by: 'counsellor' })).rows,
      trend: { ...(await core.client.campaigns.trend({ campaign })), campaign: null, today: null },
      deadlines: (await core.client.campaigns.deadlines({ campaign })).items,
      statuses: new Map(
        (await core.client.students.page({ query, offset: 0, limit: 500 })).items.map(
          ({ id, status, statusReason }) => [id, { status, statusReason }],
        ),
      ),
    });
    const before = await seen();
    await core.client.campaigns.close({ id: campaign });
    const closed = await seen();
    expect({ ...closed, trend: null }).toEqual({ ...before, trend: null });
    expect(closed.trend.days).toEqual(before.trend.days);
    // A day goes by, windows close, one changes class and another what was verified, one more comes.
    clock.at += 2 * DAY;
    const [mover, changed] = items;
    await core.client.students.setFields({ id: mover!.id, values: { className: '9班' }, reason: '转班' });
    await core.client.students.setFields({ id: changed!.id, values: { name: '改了名' }, reason: '改名' });
    writeWorkbook(join(folder, '新生.xlsx'), [
      { name: '甲', rows: rowsOf([madeStudent(99, { 分院: '法学院', 班级: '1班' })]) },
    ]);
    await core.close();
    const { json } = await importJson(dataDir, join(folder, '新生.xlsx'), '--as', 'roster');
    expect(json.batches[0]!.counts).toMatchObject({ created: 1 });
    core = await openCore(dataDir, clock);
    const later = await seen();
    expect(later).toEqual(closed);
    const inClass = studentQuery.parse({ campaign, filter: { fields: { className: ['9班'] } } });
    expect((await core.client.students.page({ query: inClass, offset: 0, limit: 5 })).total).toBe(0);
    expect(
      await codeOfRefusal(
        core.client.campaigns.record({ campaign, selection: { ids: [mover!.id] }, verdict: 'wrong' }),
      ),
    ).toBe('CAMPAIGN_CLOSED');
    const joined = await core.client.campaigns.joinedLater({ id: campaign });
    expect(joined).toMatchObject({ total: 1, items: [{ collegeName: '法学院', className: '1班' }] });
    const now = (await core.client.campaigns.list()).find(({ id }) => id === campaign)!;
    for (const edit of [{ name: '全校核查 2' }, { deadline: day(90) }, { lockRule: 'single' as const }])
      expect(await codeOfRefusal(core.client.campaigns.update({ id: campaign, ...edit }))).toBe(
        'CAMPAIGN_CLOSED',
      );
    const { phase, locked } = await core.client.campaigns.editable({ id: campaign });
    expect([phase, locked.length]).toEqual(['closed', 6]);
    expect((await core.client.campaigns.list()).find(({ id }) => id === campaign)).toEqual(now);
    const history = await core.client.imports.batches();
    const line = history.find(({ kind }) => kind === 'close')!;
    expect(await codeOfRefusal(resultOf(await core.client.imports.undo({ batch: line.batch })))).toBe(
      'CAMPAIGN_CLOSING',
    );

    const cancel = new AbortController();
    const archiving = await core.client.campaigns.archive({ id: campaign }, { signal: cancel.signal });
    const cancelled = (async () => {
      for await (const { type } of archiving) if (type === 'progress') cancel.abort();
    })();
    expect(await codeOfRefusal(cancelled)).toBe('CANCELLED');
    expect(readdirSync(join(dataDir, 'downloads'))).toEqual([]);

    await core.client.campaigns.reopen({ id: campaign, reason: '漏了一个班' });
    const opened = await core.client.campaigns.progress({ campaign, by: 'class' });
    expect(opened.total.total).toBe(61);
    expect(opened.total.statuses.stale).toBe(1);
    expect((await core.client.campaigns.joinedLater({ id: campaign })).total).toBe(0);
    expect(await core.client.campaigns.closings({ id: campaign })).toMatchObject([
      { what: 'close', actor: '测试员' },
      { what: 'reopen', reason: '试一试' },
      { what: 'close' },
      { what: 'reopen', actor: '测试员', reason: '漏了一个班', at: clock.at },
    ]);
  });

  it('is reached from the command line', async () => {
    await core.close();
    const run = (...args: string[]) => xueji(...args, '--data', dataDir, '--json');
    const set = await run('campaign', 'deadline', '全校核查', '--college', '新名学院', '--on', '2020-01-01');
    expect(set).toMatchObject({ code: 0, json: { changed: 1, items: [{ own: '2020-01-01' }] } });
    const late = (set.json.items as { overdue: number }[])[0]!.overdue;
    const students = ['students', '--campaign', '全校核查', '--where', 'collegeName=新名学院', '--overdue'];
    expect((await run(...students)).json.total).toBe(late);
    expect((await run('campaign', 'deadline', '全校核查', '--on', '2020-01-01')).code).toBe(2);
    expect((await run('campaign', 'deadline', '全校核查', '--college', '没有')).code).toBe(4);
    const drawn = join(folder, '图.svg');
    const picture = ['campaign', 'picture', '全校核查', '--out', drawn, '--kind'];
    const shown = async (kind: string) => {
      const { head, rows } = (await run(...picture, kind)).json as { head: string[]; rows: string[][] };
      return rows.reduce((sum, row) => sum + Number(row[head.indexOf('应核对')]), 0);
    };
    expect([await shown('heat'), await shown('colleges')]).toEqual([61, 61]);
    const svg = readFileSync(drawn, 'utf8');
    expect(svg.startsWith('<svg ') && svg.includes('各学院核对进度') && svg.includes('新名学院')).toBe(true);
    expect((await run(...picture, 'rounds')).json).toMatchObject({ error: { code: 'NOT_FOUND' } });

    // The workbook of the statistics has the same pictures, and is a sheet of ours as before.
    const workbook = join(folder, '统计.xlsx');
    await run('report', 'statistics', '--by', 'class', '--campaign', '全校核查', '--out', workbook);
    expect(picturesIn(workbook)).toEqual(
      expect.objectContaining({
        核对统计表: [],
        图: [expect.any(Array), expect.any(Array), expect.any(Array)],
      }),
    );
    for (const [width, height] of picturesIn(workbook).图!) {
      expect(width).toBe(1920);
      expect(height).toBeGreaterThan(300);
    }
    expect((await run('verify-report', workbook)).code).toBe(0);
    const close = ['campaign', 'close', '全校核查'];
    const out = join(folder, '归档.zip');
    const archive = ['campaign', 'archive', '全校核查', '--out', out];
    expect((await run(...archive)).json).toMatchObject({ error: { code: 'CAMPAIGN_OPEN' } });
    expect((await run(...close)).code).toBe(0);
    const archived = await run(...archive);
    expect(archived).toMatchObject({ code: 0, json: { leftOut: expect.any(Array) } });
    const { files, manifest } = await readArchive(out);
    expect(files.size).toBe(archived.json.files);
    expect(manifest.total).toMatchObject({ total: 61 });
    expect(manifest.files.map(({ name }) => name)).toEqual([...files.keys()]);
    for (const { name, sha256 } of manifest.files) expect(files.get(name), name).toBe(sha256);
    expect([...files.keys()]).toContain('最终名单.xlsx');
    expect((await run(...close, '--reopen')).code).toBe(2);
    expect((await run('check')).code).toBe(0);
    expect((await run(...close, '--reopen', '--reason', '重来')).code).toBe(0);
    expect((await run('check')).code).toBe(0);
    core = await openCore(dataDir, clock);
  });
});

/** Of each worksheet the pictures, as another program finds them: width and height in pixels. */
function picturesIn(workbook: string): Record<string, number[][]> {
  const script = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({sheet.title: [[image.width, image.height] for image in sheet._images] for sheet in book}))`;
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script, workbook], { encoding: 'utf8' }),
  ) as Record<string, number[][]>;
}
