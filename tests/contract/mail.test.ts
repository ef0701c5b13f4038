import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { addMail } from '../../electron/mail/mailTable.ts';
import type { MailServer as Settings } from '../../shared/contract/mail.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import {
  MAIL_PASSWORD,
  MAIL_USER,
  type MailServer,
  readMail,
  startMailServer,
} from '../harness/mailServer.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { startXueji, xueji } from '../harness/xueji.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const student = { audience: 'student', subject: '请核对：{姓名}', body: '{姓名}同学，{下一步}' } as const;
const counsellor = {
  audience: 'counsellor',
  subject: '{学院} {人数} 人',
  body: '{辅导员}老师：\n{名单}',
} as const;
const everybody = { query: {} };

describe.skipIf(!canMakeFiles)('mail', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const at = (serial: number) => `s${serial}@stu.example.edu.cn`;
  const roster = [
    madeStudent(1, { 班级: '软件2301', 分院: '计算机学院' }),
    madeStudent(2, { 班级: '软件2301', 分院: '计算机学院' }),
    madeStudent(3, { 班级: '英语2301', 分院: '外国语学院' }),
    madeStudent(4, { 班级: '英语2301', 分院: '外国语学院' }),
    madeStudent(5, { 班级: '英语2302', 分院: '外国语学院' }),
    madeStudent(6, { 班级: '日语2301', 分院: '外国语学院' }),
  ];
  let server: MailServer;
  let settings: Settings;
  let core: Core;

  const write = async (name: string, rows: (string | null)[][], as: string) => {
    writeWorkbook(path(name), [{ name: '甲', rows }]);
    await importJson(dataDir, path(name), '--as', as);
  };
  const planOf = async (asked: Parameters<Core['client']['mail']['plan']>[0]) =>
    resultOf(await core.client.mail.plan(asked));
  const queue = async (template: typeof student | typeof counsellor, round: number | null = null) => {
    const plan = await planOf({ selection: everybody, ...template, round, limit: 500 });
    if (plan.total === 0) return { plan, mailing: '' };
    return { plan, ...(await resultOf(await core.client.mail.queue({ plan: plan.plan, name: '测试' }))) };
  };
  const run = async () => resultOf(await core.client.mail.run());
  const stands = async (mailing: string) => {
    const { items } = await core.client.mail.mails({ mailing, limit: 500 });
    return items.map(({ address, state, problem, attempts, reply }) => ({
      address,
      state,
      problem,
      attempts,
      reply,
    }));
  };
  const receivedBy = (serial: number) => server.received.filter(({ to }) => to === at(serial)).length;

  beforeAll(async () => {
    server = await startMailServer();
    settings = {
      host: 'localhost',
      port: server.port,
      security: 'starttls',
      user: MAIL_USER,
      from: MAIL_USER,
      fromName: '学籍科',
      perMinute: 600,
      certificate: server.certificate,
    };
    await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    await write('名单.xlsx', rowsOf(roster), 'roster');
    await write(
      '邮箱.xlsx',
      [['学号', '邮箱'], ...[0, 1, 2, 3].map((n) => [roster[n]!.学号, at(n + 1)])],
      'contacts',
    );
    await write(
      '辅导员.xlsx',
      [
        ['学院', '班级', '辅导员', '邮箱'],
        ['计算机学院', '软件2301', '李老师', 'li@example.edu.cn'],
        ['外国语学院', '英语2301', '李老师', 'li@example.edu.cn'],
        ['外国语学院', '英语2302', '赵老师', 'zhao@example.edu.cn'],
      ],
      'contacts',
    );
    await xueji(
      'campaign',
      'create',
      '--type',
      'graduation-photo',
      '--name',
      '图像校对',
      '--deadline',
      '2099-12-31',
      '--data',
      dataDir,
    );
    core = await openCore(dataDir);
    await core.client.mail.saveServer({ server: settings, password: { text: MAIL_PASSWORD, keep: true } });
  });
  afterAll(async () => {
    await core?.close();
    await server?.close();
  });

  it('says clearly what is wrong with a server, and keeps the password out of store and settings', async () => {
    const { client } = core;
    const problemOf = async (changes: Partial<Settings>, password = MAIL_PASSWORD) => {
      const input = { server: { ...settings, ...changes }, password, to: 'me@example.edu.cn' };
      return (await client.mail.test(input)).trouble?.problem ?? null;
    };
    const shut = await startMailServer();
    await shut.close();
    const secure = await startMailServer({ secure: true });
    const plain = await startMailServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const anybody = await startMailServer({ authOptional: true, disabledCommands: ['AUTH'] });
    expect(await problemOf({ host: 'no-such-host.invalid' })).toBe('dns');
    expect(await problemOf({ port: shut.port })).toBe('refused');
    expect(await problemOf({ certificate: '' })).toBe('certificate');
    expect(await problemOf({ port: plain.port })).toBe('tls');
    expect(await problemOf({ security: 'tls' })).toBe('tls');
    expect(await problemOf({}, 'wrong')).toBe('password');
    expect(await problemOf({ from: 'somebody@example.edu.cn' })).toBe('sender');
    expect(await problemOf({ port: anybody.port, certificate: anybody.certificate })).toBe('no-auth');
    server.conduct.set('me@example.edu.cn', ['unknown']);
    expect(await problemOf({})).toBe('recipient');
    expect(
      await problemOf({ port: secure.port, security: 'tls', certificate: secure.certificate }),
    ).toBeNull();
    expect(await problemOf({ port: plain.port, security: 'none' })).toBeNull();
    const { subject, from } = readMail(secure.received[0]!.message);
    expect([subject, from]).toEqual(['学籍核对台：发信测试', `学籍科 <${MAIL_USER}>`]);
    for (const other of [secure, plain, anybody]) await other.close();

    expect(
      await client.mail.saveServer({ server: settings, password: { text: MAIL_PASSWORD, keep: true } }),
    ).toEqual({
      server: settings,
      password: 'file',
    });
    await core.close();
    // In no file as it is, not even in its own, which nobody else on this computer may read.
    const kept = path('data/secrets/mail-password');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const holding = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dataDir, name))
      .filter((file) => statSync(file).isFile() && readFileSync(file).includes(MAIL_PASSWORD));
    expect(holding).toEqual([]);
    await xueji('backup', '--to', path('备份.xjb'), '--data', dataDir);
    core = await openCore(dataDir);
  });

  it('shows who would get what: each college’s mail has its own masked students only, whoever is not reached is named', async () => {
    const { plan } = {
      plan: await planOf({ selection: everybody, ...counsellor, limit: 500 }),
    };
    expect(
      plan.items.map(({ recipient, address, subject, students }) => [recipient, address, subject, students]),
    ).toEqual([
      ['计算机学院 李老师', 'l***@example.edu.cn', '计算机学院 2 人', 2],
      ['外国语学院 李老师', 'l***@example.edu.cn', '外国语学院 2 人', 2],
      ['外国语学院 赵老师', 'z***@example.edu.cn', '外国语学院 1 人', 1],
    ]);
    const ofComputing = plan.items[0]!;
    expect(ofComputing.list.map(({ studentNo }) => studentNo)).toEqual(
      roster.slice(0, 2).map(({ 学号 }) => `*${学号!.slice(-4)}`),
    );
    for (const { body, list } of plan.items)
      for (const { 姓名, 学号 } of roster)
        expect(body + JSON.stringify(list)).not.toMatch(new RegExp(`${姓名}|${学号}`));
    expect(plan.unreached).toMatchObject({
      total: 1,
      items: [{ studentNo: roster[5]!.学号, why: 'no-contact' }],
    });
    const personal = await planOf({ selection: everybody, ...student, limit: 500 });
    expect([personal.total, personal.unreached.items.map(({ why }) => why).sort()]).toEqual([
      4,
      ['no-address', 'no-address'],
    ]);
    await expect(
      planOf({ selection: everybody, ...student, body: '请回复密码', limit: 1 }),
    ).rejects.toMatchObject({ code: 'USAGE' });
    expect(server.received).toHaveLength(0);
  });

  it('sends once: tries again after 4xx, records a bounce, never repeats what may have arrived, and logs contacts', async () => {
    server.conduct.set(at(1), ['later']);
    server.conduct.set(at(2), ['unknown']);
    server.conduct.set(at(3), ['take-and-drop']);
    const stale = await planOf({ selection: everybody, ...student, limit: 1 });
    const { mailing } = await queue(student);
    await expect(
      core.client.mail.queue({ plan: stale.plan, name: '测试' }).then(resultOf),
    ).rejects.toMatchObject({ code: 'STALE_PLAN' });
    expect((await queue(student)).plan).toMatchObject({ total: 0, already: 4, round: 1 });
    expect(await run()).toMatchObject({ left: 1 });
    const after = await stands(mailing);
    expect(after.map(({ address, ...rest }) => rest)).toEqual([
      { state: 'unclear', problem: 'unclear', attempts: 1, reply: '' },
      {
        state: 'bounced',
        problem: 'recipient',
        attempts: 1,
        reply: '550 No such user <s***@stu.example.edu.cn>',
      },
      { state: 'queued', problem: 'later', attempts: 1, reply: '450 Greylisted, come again' },
      { state: 'sent', problem: null, attempts: 1, reply: '250 queued' },
    ]);
    await core.client.mail.control({ mailing, act: 'retry' });
    expect(await run()).toMatchObject({ sent: 1, left: 0 });
    expect([1, 2, 3, 4].map(receivedBy)).toEqual([1, 0, 1, 1]);
    const list = await core.client.chase.list({ offset: 0, limit: 10 });
    const contacts = new Map(
      list.items.map(({ values, last }) => [values.studentNo, last && [last.way, last.whom, last.note]]),
    );
    expect(roster.slice(0, 4).map(({ 学号 }) => contacts.get(学号!))).toEqual([
      ['email', 'student', `请核对：${roster[0]!.姓名}`],
      null,
      null,
      ['email', 'student', `请核对：${roster[3]!.姓名}`],
    ]);
    // The bounced one may be written to again in this round; the unclear one only when a person says so.
    const again = await planOf({ selection: everybody, ...student, limit: 10 });
    expect([again.total, again.already, again.items[0]!.recipient]).toEqual([1, 3, roster[1]!.姓名]);
    const { items } = await core.client.mail.mails({ mailing, states: ['unclear'], limit: 1 });
    await core.client.mail.settle({ n: items[0]!.n, as: 'again' });
    expect(await run()).toMatchObject({ sent: 1 });
    expect(receivedBy(3)).toBe(2);
    const next = await planOf({ selection: everybody, ...student, round: 2, limit: 1 });
    expect([next.total, next.already, next.newestRound]).toEqual([4, 0, 1]);
  });

  it('stops as a whole for a wrong password, costs no mail an attempt, and goes on; what is done since is not sent', async () => {
    await core.client.mail.saveServer({ server: settings, password: { text: 'wrong', keep: false } });
    const before = server.received.length;
    const { mailing } = await queue(counsellor);
    expect(await run()).toMatchObject({
      left: 3,
      sending: { state: 'stopped', trouble: { problem: 'password' } },
    });
    expect(await stands(mailing)).toEqual(
      Array(3).fill(expect.objectContaining({ state: 'queued', attempts: 0 })),
    );
    const chased = await core.client.chase.list({ offset: 0, limit: 10 });
    const done = chased.items.find(({ values }) => values.className === '英语2302')!;
    await core.client.campaigns.record({
      campaign: chased.campaign!.id,
      selection: { ids: [done.id] },
      verdict: 'correct',
    });
    await core.client.mail.saveServer({ server: settings, password: { text: MAIL_PASSWORD, keep: true } });
    server.conduct.set('li@example.edu.cn', ['hang-up']);
    await core.client.mail.control({ mailing, act: 'retry' });
    await run();
    await core.client.mail.control({ mailing, act: 'retry' });
    await run();
    expect((await stands(mailing)).map(({ state, problem }) => [state, problem])).toEqual([
      ['sent', null],
      ['sent', null],
      ['cancelled', 'done-since'],
    ]);
    const mails = server.received.slice(before).map(({ message }) => readMail(message));
    const classes = mails.map(({ sheet }) =>
      sheet!.slice(1).map(([className, name]) => [className, name!.slice(1)]),
    );
    expect(classes).toEqual([Array(2).fill(['软件2301', '**']), Array(2).fill(['英语2301', '**'])]);
  });

  it('survives kill -9 between handing over and the answer: that mail is unclear, none is sent twice', async () => {
    server.conduct.set(at(2), ['hold']);
    const before = [1, 2, 3, 4].map(receivedBy);
    const { mailing } = await queue(student, 3);
    await core.close();
    const sending = startXueji(['mail', 'send', '--data', dataDir, '--json']);
    await server.held;
    sending.kill('SIGKILL');
    await new Promise((resolve) => sending.once('exit', resolve));
    core = await openCore(dataDir);
    expect((await stands(mailing)).map(({ state }) => state)).toEqual([
      'unclear',
      'queued',
      'queued',
      'sent',
    ]);
    expect(await run()).toMatchObject({ sent: 2, left: 0 });
    expect([1, 2, 3, 4].map((serial, index) => receivedBy(serial) - before[index]!)).toEqual([1, 1, 1, 1]);
    const ids = server.received.map(({ message }) => readMail(message).id);
    expect(new Set(ids).size).toBe(ids.length - 1); // The one that a person sent again.
    await core.close();
    expect((await xueji('check', '--data', dataDir, '--json')).code).toBe(0);
    core = await openCore(dataDir);
  });

  it('queues all mails or none: cancelled, or ended half way', async () => {
    const asked = { selection: everybody, ...student, round: 9, limit: 1 };
    const { plan, total } = await planOf(asked);
    const { items: before } = await core.client.mail.mailings();
    const controller = new AbortController();
    // Planning ends as early, and leaves the plan that was seen.
    const planning = await core.client.mail.plan({ ...asked, round: 8 }, { signal: controller.signal });
    controller.abort();
    await expect(resultOf(planning)).rejects.toMatchObject({ code: 'CANCELLED' });
    const cancelled = new AbortController();
    const events = await core.client.mail.queue({ plan, name: '测试' }, { signal: cancelled.signal });
    cancelled.abort();
    await expect(resultOf(events)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await core.client.mail.mailings()).items).toEqual(before);
    await core.close();
    const db = openDatabase(dataDir, testKey(dataDir));
    const mail = { recipient: '甲', address: at(1), subject: '', body: '', list: [], students: [] };
    addMail(db, 'never-there', { ...mail, id: 'half', key: 'half' }, 0);
    db.raw.close();
    core = await openCore(dataDir);
    expect((await planOf(asked)).total).toBe(total);
    const { items } = await core.client.mail.mailings();
    expect(items).toEqual(before);
    await core.close();
    const after = openDatabase(dataDir, testKey(dataDir));
    expect(after.read("SELECT 1 FROM mail WHERE id = 'half'").all()).toEqual([]);
    after.raw.close();
    core = await openCore(dataDir);
  });

  it('is used by the command line: server, dry run, list, cancel; a restored backup sends nothing by itself', async () => {
    await queue(student, 4);
    await core.close();
    const data = ['--data', dataDir, '--json'];
    writeFileSync(path('password'), `${MAIL_PASSWORD}\n`);
    const kept = await xueji<{ server: Settings; password: string }>(
      'mail',
      'server',
      '--per-minute',
      '500',
      '--password-file',
      path('password'),
      ...data,
    );
    expect([kept.code, kept.json.server.perMinute, kept.json.password]).toEqual([0, 500, 'file']);
    expect(kept.stdout + kept.stderr).not.toContain(MAIL_PASSWORD);
    expect((await xueji('mail', 'test', '--to', 'me@example.edu.cn', ...data)).code).toBe(0);
    const dry = await xueji<{ total: number; items: object[]; mailing: null }>(
      'mail',
      'write',
      '--template',
      'counsellor',
      '--dry-run',
      ...data,
    );
    expect([dry.code, dry.json.total, dry.json.items.length, dry.json.mailing]).toEqual([1, 2, 2, null]);
    const list = await xueji<{ items: { id: string; states: object }[] }>('mail', 'list', ...data);
    const newest = list.json.items[0]!;
    expect([list.code, newest.states]).toEqual([1, { queued: 4 }]);
    await xueji('backup', '--to', path('b.xjb'), '--data', dataDir);
    await xueji('restore', path('b.xjb'), '--data', path('other'));
    const restored = await xueji<{ items: { states: object }[] }>(
      'mail',
      'list',
      '--data',
      path('other'),
      '--json',
    );
    expect(restored.json.items[0]!.states).toEqual({ unclear: 4 });
    const cancelled = await xueji<{ changed: number }>('mail', 'control', newest.id, 'cancel', ...data);
    expect(cancelled.json.changed).toBe(4);
    const sent = await xueji<{ sent: number; left: number }>('mail', 'send', ...data);
    expect([sent.code, sent.json]).toEqual([0, { sent: 0, left: 0, trouble: null }]);
    core = await openCore(dataDir);
  });
});
