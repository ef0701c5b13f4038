import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Listed {
  total: number;
  states: Record<string, number>;
  reasons: Record<string, number>;
  items: {
    studentNo: string;
    state: string;
    reasonCode: string;
    reason: string;
    step: string;
    causes: string[];
    contacts: number;
  }[];
  groups: { group: string[]; total: number; states: Record<string, number> }[];
}

const day = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Rules about 采集码 depend on 学习形式, which made students do not have. */
const withMode = (rows: (string | null)[][]) =>
  rows.map((row, index) => [...row, index === 0 ? '学习形式' : '普通全日制']);

describe.skipIf(!canMakeFiles)('chase', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const thisYear = Number(day(0).slice(0, 4));
  const roster = [
    madeStudent(1, {
      班级: '软件2301',
      分院: '计算机学院',
      注册状态: '注册学籍',
      预计毕业日期: `${thisYear + 1}0630`,
    }),
    madeStudent(2, {
      班级: '软件2301',
      分院: '计算机学院',
      注册状态: '待注册',
      预计毕业日期: `${thisYear + 1}0630`,
    }),
    madeStudent(3, {
      班级: '软件2301',
      分院: '计算机学院',
      注册状态: '注册学籍',
      预计毕业日期: `${thisYear + 3}0630`,
    }),
    madeStudent(4, {
      班级: '英语2301',
      分院: '外国语学院',
      注册状态: '注册学籍',
      预计毕业日期: `${thisYear + 1}0630`,
    }),
    madeStudent(5, {
      班级: '英语2301',
      分院: '外国语学院',
      注册状态: '休学',
      预计毕业日期: `${thisYear + 1}0630`,
    }),
  ];
  const [one, two, three, four] = roster.map((student) => student.学号!) as [string, string, string, string];
  const chase = (...args: string[]) => xuejiInside<Listed>('chase', ...args, '--data', dataDir, '--json');

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: withMode(rowsOf(roster)) }]);
    await importJson(dataDir, path('名单.xlsx'), '--as', 'roster');
    const campaign = ['--type', 'graduation-photo', '--name', '图像校对', '--deadline', day(30)];
    await xuejiInside('campaign', 'create', ...campaign, '--data', dataDir);
    writeWorkbook(path('状态.xlsx'), [
      {
        name: '甲',
        rows: [
          ['学号', '核对状态'],
          [four, '找不到学籍'],
        ],
      },
    ]);
    await importJson(dataDir, path('状态.xlsx'), '--as', 'status');
  });

  it('tells why each is not done and what comes next', async () => {
    const { code, json } = await chase('list');
    expect(code).toBe(0);
    expect([json.total, json.states]).toEqual([4, { never: 4 }]);
    expect(json.items.map(({ studentNo, reasonCode }) => [studentNo, reasonCode])).toEqual([
      [one, 'photo-go'],
      [two, 'code-registration'],
      [three, 'code-year'],
      [four, 'record-not-found'],
    ]);
    expect(json.items[1]!.reason).toContain('待注册');
    expect(json.items[2]!.reason).toContain(`${thisYear + 2}-01-01`);
    expect(json.items[3]!.causes).toEqual([expect.stringContaining('各来源一致')]);
    const only = await chase('list', '--reason', 'code-year', '--reason', 'photo-go');
    expect(only.json.items.map(({ studentNo }) => studentNo)).toEqual([one, three]);
    expect(only.json.reasons).toMatchObject({ 'code-registration': 1, 'photo-go': 1 });
    const { json: by } = await chase('list', '--by', 'class', '--where', 'collegeName=计算机学院');
    expect(by.groups.map(({ group, total }) => [group[2], total])).toEqual([
      ['软件2301', 3],
      ['英语2301', 1],
    ]);
  });

  it('logs contacts; a broken promise comes to the top, and the college is told in time', async () => {
    const call = ['--way', 'phone', '--outcome', 'promised', '--promise'];
    expect((await chase('log', four, ...call, day(-2), '--at', day(-5))).code).toBe(0);
    const logged = await xuejiInside<{ batch: string; count: number }>(
      ...[
        'chase',
        'log',
        '--where',
        'className=软件2301',
        '--reason',
        'code-year',
        '--data',
        dataDir,
        '--json',
      ],
      ...['--way', 'qq', '--whom', 'monitor', '--outcome', 'told'],
    );
    expect(logged.json.count).toBe(1);
    const core = await openCore(dataDir);
    const list = async () => {
      const { items } = await core.client.chase.list({ offset: 0, limit: 10 });
      return items.map(({ values, state, contacts }) => [values.studentNo, state, contacts]);
    };
    const idOf = new Map(
      (await core.client.chase.list({ offset: 0, limit: 10 })).items.map(({ id, values }) => [
        values.studentNo,
        id,
      ]),
    );
    const about = (studentNo: string) => ({ selection: { ids: [idOf.get(studentNo)!] } });
    const contact = { whom: 'student', way: 'phone', outcome: 'no-answer' } as const;
    await core.client.chase.log({ ...about(one), contact: { ...contact, promise: day(5) } });
    for (let time = 0; time < 3; time++) await core.client.chase.log({ ...about(two), contact });
    expect(await list()).toEqual([
      [four, 'broken', 1],
      [two, 'escalate', 3],
      [three, 'contacted', 1],
      [one, 'promised', 1],
    ]);
    const told = { whom: 'college', way: 'email', outcome: 'told', note: '电话 13812345678' } as const;
    await core.client.chase.log({ ...about(four), contact: told });
    expect(await list()).toContainEqual([four, 'escalated', 1]);
    const [newest] = await core.client.chase.contacts({ student: idOf.get(four)! });
    expect(newest).toMatchObject({ whom: 'college', note: '电话 13*******78' });
    const { timeline } = await core.client.students.get({ id: idOf.get(four)! });
    expect(timeline[0]).toMatchObject({
      kind: 'contact',
      contact: { whom: 'college' },
      note: '电话 13*******78',
    });
    await resultOf(await core.client.imports.undo({ batch: logged.json.batch }));
    expect(await list()).toContainEqual([three, 'never', 0]);
    await core.close();
    const { code, json } = await chase('list');
    expect([code, json.states]).toEqual([1, { escalate: 1, never: 1, escalated: 1, promised: 1 }]);
    expect((await xuejiInside('check', '--data', dataDir, '--json')).code).toBe(0);
  });

  it('writes messages from templates, which the office edits', async () => {
    const core = await openCore(dataDir);
    const { client } = core;
    const [personal, , ofClass] = await client.chase.templates();
    const body = `${personal!.body}{宿舍}`;
    const saved = await client.chase.saveTemplate({ ...personal!, body });
    expect([saved.unknown, saved.template.edited]).toEqual([['宿舍'], true]);
    await expect(client.chase.saveTemplate({ ...personal!, body: '请告诉我你的密码' })).rejects.toMatchObject(
      {
        code: 'USAGE',
      },
    );
    expect((await client.chase.deleteTemplate({ id: 'personal' }))[0]).toEqual(personal);
    await client.chase.saveTemplate({
      id: null,
      name: '电话提纲',
      audience: 'student',
      body: '{姓名} {原因}',
    });
    const selection = { query: { students: { filter: { fields: { collegeName: ['计算机学院'] } } } } };
    const made = await client.chase.messages({ selection, template: ofClass!, limit: 10 });
    expect([made.total, made.items[0]!.students]).toEqual([1, 3]);
    expect(made.items[0]!.text).toMatch(/\n\S\*+（学号末四位 \d{4}）\n/);
    expect(made.items[0]!.text).not.toContain(roster[0]!.姓名);
    await core.close();
    const { code, json } = await xuejiInside<{ items: { text: string }[] }>(
      ...['chase', 'message', '--template', '电话提纲', '--reason', 'code-year', '--data', dataDir, '--json'],
    );
    expect([code, json.items.length, json.items[0]!.text]).toEqual([
      0,
      1,
      expect.stringContaining(String(thisYear + 3)),
    ]);
  });

  it('counts what was copied or printed as chasing once it went out, and not before', async () => {
    const rounds = async () => {
      const core = await openCore(dataDir);
      const { campaign } = await core.client.chase.list({ offset: 0, limit: 1 });
      const ways = await core.client.chase.rounds({ campaign: campaign!.id });
      await core.close();
      return new Map(ways.map(({ way, students }) => [way, students]));
    };
    const before = await rounds();
    const message = ['chase', 'message', '--template', 'class'];
    const notice = ['report', 'chase-notice', '--out', join(dataDir, '..', '通知.pdf')];
    const run = <Json>(...args: string[]) => xuejiInside<Json>(...args, '--data', dataDir, '--json');
    const silent = await run<{ items: { students: number; about: string[] }[] }>(...message);
    await run(...notice);
    expect(await rounds()).toEqual(before);
    for (const { students, about } of silent.json.items) expect(about).toHaveLength(students);
    const about = new Set(silent.json.items.flatMap((item) => item.about));
    const pasted = await run<{ logged: { batch: string; count: number } }>(...message, '--log', 'wechat');
    expect(pasted.json.logged.count).toBe(about.size);
    const printed = await run<{ logged: { batch: string; count: number } }>(...notice, '--log');
    expect(printed.json.logged.count).toBe(about.size);
    const after = await rounds();
    expect([after.get('wechat'), after.get('paper')]).toEqual([about.size, about.size]);
    for (const { json } of [pasted, printed]) await run('undo', json.logged.batch);
    expect(await rounds()).toEqual(before);
    expect((await run('report', 'statistics', '--log', '--out', join(dataDir, '..', '表.pdf'))).code).toBe(2);
  });

  it('follows the rules that the office sets, and refuses what makes no sense in a sentence', async () => {
    const set = await xuejiInside<object>(
      'chase',
      'rules',
      '--escalate-after',
      '1',
      '--data',
      dataDir,
      '--json',
    );
    expect(set.json).toEqual({ photoWorkingDays: 10, escalateAfter: 1, photographers: [] });
    // A photo is late by what its photographer takes.
    await chase('log', one, '--way', 'phone', '--outcome', 'photographed', '--at', day(-30));
    await chase('rules', '--photo-days', '60');
    const reasonOf = async () => {
      const { json } = await chase('list', '--search', one);
      return [json.items[0]!.reasonCode, json.items[0]!.reason, json.items[0]!.step];
    };
    expect((await reasonOf())[0]).toBe('photo-waiting');
    await chase('photographer', '光影照相馆', '--days', '1', '--college', '计算机学院');
    expect(await reasonOf()).toEqual([
      'photo-late',
      expect.stringContaining('光影照相馆'),
      expect.stringContaining('光影照相馆'),
    ]);
    await chase('photographer', '光影照相馆', '--remove');
    expect((await reasonOf())[0]).toBe('photo-waiting');
    const wrong = await xuejiInside<{ error: { code: string; message: string } }>(
      ...['chase', 'log', one, '--way', 'phone', '--outcome', 'promised', '--promise', day(-1)],
      ...['--data', dataDir, '--json'],
    );
    expect([wrong.code, wrong.json.error.code]).toEqual([2, 'USAGE']);
    expect(wrong.json.error.message).toContain('承诺日期');
    expect((await chase('log', '--way', 'phone', '--outcome', 'told')).code).toBe(2);
    const both = await chase('log', one, '--reason', 'code-year', '--way', 'phone', '--outcome', 'told');
    expect(both.code).toBe(2);
    expect((await chase('log', '没有此人', '--way', 'phone', '--outcome', 'told')).code).toBe(4);
  });
});
