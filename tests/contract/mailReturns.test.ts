import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { ReadMessage } from '../../shared/contract/mailReturns.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { MAIL_PASSWORD, MAIL_USER, type MailServer, startMailServer } from '../harness/mailServer.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook, writeZip } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const student = { audience: 'student', subject: '请核对', body: '{姓名}同学，{下一步}' } as const;
const counsellor = { audience: 'counsellor', subject: '{学院}', body: '{名单}' } as const;
const everybody = { query: {} };
const at = (serial: number) => `s${serial}@stu.example.edu.cn`;

describe.skipIf(!canMakeFiles)('mails that come back', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const roster = [1, 2, 3, 4, 5, 6].map((n) =>
    madeStudent(n, { 班级: n < 4 ? '软件2301' : '英语2301', 分院: n < 4 ? '计算机学院' : '外国语学院' }),
  );
  const numberOf = (serial: number) => roster[serial - 1]!.学号!;
  let server: MailServer;
  let core: Core;

  const write = async (name: string, rows: (string | null)[][], as: string) => {
    writeWorkbook(path(name), [{ name: '甲', rows }]);
    await importJson(dataDir, path(name), '--as', as);
  };
  const planOf = async (asked: Parameters<Core['client']['mail']['plan']>[0]) =>
    resultOf(await core.client.mail.plan(asked));
  const send = async (template: typeof student | typeof counsellor, round: number) => {
    const plan = await planOf({ selection: everybody, ...template, round, limit: 100 });
    const { mailing } = await resultOf(await core.client.mail.queue({ plan: plan.plan, name: '测试' }));
    await resultOf(await core.client.mail.run());
    return mailing;
  };
  /** The message that went to an address last. */
  const original = (address: string) => server.received.findLast(({ to }) => to === address)!.message;
  const failed = (address: string, status: string, reply: string) => ({
    address,
    action: 'failed',
    status,
    reply,
  });
  const make = (messages: object[], mbox?: string) =>
    execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'writeReturns.py')], {
      input: JSON.stringify({ messages, mbox }),
    });
  const read = async (...files: string[]) => {
    const offered = await Promise.all(files.map(async (name) => (await core.offerPath(path(name))).file));
    return resultOf(await core.client.mail.readReturns({ files: offered }));
  };
  const said = (items: ReadMessage[]) =>
    Object.fromEntries(
      items.map(({ file, outcome, cause, by, mail }) => [
        file,
        [outcome, cause, by, mail?.recipient ?? null],
      ]),
    );
  const states = async (mailing: string) => {
    const { items } = await core.client.mail.mails({ mailing, limit: 100 });
    return Object.fromEntries(items.map(({ recipient, state, problem }) => [recipient, [state, problem]]));
  };
  const names = () => roster.map(({ 姓名 }) => 姓名!);

  beforeAll(async () => {
    server = await startMailServer();
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    await write('名单.xlsx', rowsOf(roster), 'roster');
    await write(
      '邮箱.xlsx',
      [['学号', '邮箱'], ...roster.slice(0, 5).map(({ 学号 }, n) => [学号!, at(n + 1)])],
      'contacts',
    );
    await write(
      '辅导员.xlsx',
      [
        ['学院', '班级', '辅导员', '邮箱'],
        ['计算机学院', '软件2301', '李老师', 'Li@example.edu.cn'],
        ['外国语学院', '英语2301', '赵老师', 'zhao@example.edu.cn'],
      ],
      'contacts',
    );
    const campaign = ['--type', 'graduation-photo', '--name', '图像校对', '--deadline', '2099-12-31'];
    await xuejiInside('campaign', 'create', ...campaign, '--data', dataDir);
    core = await openCore(dataDir);
    await core.client.mail.saveServer({
      server: {
        ...{ host: 'localhost', port: server.port, security: 'starttls', user: MAIL_USER, from: MAIL_USER },
        ...{ fromName: '学籍科', perMinute: 600, certificate: server.certificate },
      },
      password: { text: MAIL_PASSWORD, keep: true },
    });
  });
  afterAll(async () => {
    await core?.close();
    await server?.close();
  });

  let first = '';
  let batch = '';

  it('are known by their name or as the only one to an address, with the cause that the server tells; nothing is guessed', async () => {
    first = await send(student, 1);
    make([
      // By the fields, with the whole mail.
      {
        path: path('1-不存在.eml'),
        original: original(at(1)),
        recipients: [
          failed(at(1), '5.1.1', `550 5.1.1 <${at(1)}>: Recipient address rejected: User unknown`),
        ],
      },
      // By the fields, with the head of the mail alone.
      {
        path: path('2-满了.eml'),
        original: original(at(2)),
        headOnly: true,
        recipients: [failed(at(2), '5.2.2', '552 5.2.2 Over quota')],
      },
      // A page of free text in GBK, without a word of which mail it was.
      {
        path: path('3-系统退信.eml'),
        from: 'PostMaster <PostMaster@qq.com>',
        subject: '系统退信/Systems bounce',
        charset: 'gb18030',
        text: `<html><body><p>很抱歉，您的邮件被退回。</p><p>收件人：${at(3)}</p><p>退信原因：该用户不存在，550 Mailbox not found</p></body></html>`,
      },
      // It may come yet.
      {
        path: path('4-延迟.eml'),
        original: original(at(4)),
        recipients: [{ ...failed(at(4), '4.4.1', '451 connection timed out'), action: 'delayed' }],
      },
      // Two of ours in one text: which of them?
      {
        path: path('5-两个地址.eml'),
        from: 'Postmaster@163.com',
        subject: '系统退信',
        text: `您发给 ${at(4)}、${at(5)} 的邮件有一封没有送达。原因：用户不存在`,
      },
      // What is about nothing of ours.
      {
        path: path('6-别人的.eml'),
        recipients: [failed('someone@example.com', '5.1.1', '550 no such user')],
      },
      // A person, and a person's machine.
      {
        path: path('7-回信.eml'),
        from: at(5),
        subject: 'Re: 退信',
        text: '老师好，我的邮箱以前总退信，现在可以了。550',
      },
      {
        path: path('8-自动回复.eml'),
        from: at(5),
        subject: '自动回复：请核对',
        headers: { 'Auto-Submitted': 'auto-replied', 'Return-Path': '<>' },
        text: '我在休假，无法处理邮件。',
      },
      // It came back, and nothing tells why: known by the header of ours, though the server gave it another name.
      {
        path: path('9-不说原因.eml'),
        original: original(at(5)).replace(/^Message-ID:.*$/im, 'Message-ID: <tencent_0A@qq.com>'),
        recipients: [failed('forwarded@example.com', '5.0.0', 'delivery failed')],
      },
    ]);
    writeFileSync(path('photo.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
    const files = '1-不存在 2-满了 3-系统退信 4-延迟 5-两个地址 6-别人的 7-回信 8-自动回复 9-不说原因'.split(
      ' ',
    );
    const before = await core.client.imports.batches({ limit: 1 });
    const found = await read(...files.map((name) => `${name}.eml`), 'photo.jpg');
    const [a, b, c, d, e] = names();
    expect(said(found.items)).toEqual({
      '1-不存在.eml': ['returned', 'address', 'name', a],
      '2-满了.eml': ['returned', 'full', 'name', b],
      '3-系统退信.eml': ['returned', 'address', 'address', c],
      '4-延迟.eml': ['delayed', null, 'name', d],
      '5-两个地址.eml': ['several', null, null, null],
      '6-别人的.eml': ['not-ours', null, null, null],
      '7-回信.eml': ['no-report', null, null, null],
      '8-自动回复.eml': ['no-report', null, null, null],
      '9-不说原因.eml': ['returned', 'unknown', 'name', e],
      'photo.jpg': ['unreadable', null, null, null],
    });
    expect(found.counts).toEqual({
      ...{ returned: 4, several: 1, delayed: 1, 'not-ours': 1, 'no-report': 2, unreadable: 1 },
    });
    // Masked, whoever's it is.
    expect(JSON.stringify(found.items)).not.toMatch(/s\d@|forwarded@|someone@/);
    // Looked at is not recorded.
    expect((await states(first))[a!]).toEqual(['sent', null]);
    expect(await core.client.imports.batches({ limit: 1 })).toEqual(before);

    const recorded = await core.client.mail.recordReturns({ plan: found.plan });
    batch = recorded.batch;
    expect(recorded).toMatchObject({ mails: 4, addresses: 2, students: 4 });
    await expect(core.client.mail.recordReturns({ plan: found.plan })).rejects.toMatchObject({
      code: 'STALE_PLAN',
    });
    expect(await states(first)).toEqual({
      [a!]: ['bounced', 'returned-address'],
      [b!]: ['bounced', 'returned-full'],
      [c!]: ['bounced', 'returned-address'],
      [d!]: ['sent', null],
      [e!]: ['bounced', 'returned-unknown'],
    });
    const { items } = await core.client.mail.mailings();
    expect(items[0]!.states).toEqual({ bounced: 4, sent: 1 });
  });

  it('leave nobody told: the chase lists whom no mail reaches, and no more mails go there; others may get theirs again', async () => {
    const list = await core.client.chase.list({ offset: 0, limit: 10 });
    const rows = new Map(list.items.map((row) => [row.values.studentNo, row]));
    expect([1, 2, 3, 4, 5].map((serial) => rows.get(numberOf(serial))!.state)).toEqual([
      ...['never', 'never', 'never', 'contacted', 'never'],
    ]);
    const unreachable = await core.client.chase.list({ query: { unreachable: true }, offset: 0, limit: 10 });
    expect(unreachable.items.map(({ values }) => values.studentNo)).toEqual([numberOf(1), numberOf(3)]);
    expect(unreachable.items[0]!.unreachable).toEqual([
      { whom: 'student', address: 's***@stu.example.edu.cn', at: expect.any(Number) },
    ]);
    const counts = await core.client.chase.counts({ by: 'class' });
    expect([counts.total, counts.unreachable]).toEqual([6, 2]);
    const plan = await planOf({ selection: everybody, ...student, round: 1, limit: 10 });
    expect(plan.items.map(({ recipient }) => recipient)).toEqual([names()[1], names()[4]]);
    expect([plan.already, plan.unreached.items.map(({ why }) => why).sort()]).toEqual([
      1,
      ['dead', 'dead', 'no-address'],
    ]);
    // The one of a full mailbox goes once more in the same round, and is sent.
    await send(student, 1);
    expect(await states(first)).toMatchObject({ [names()[1]!]: ['bounced', 'returned-full'] });
    const again = await planOf({ selection: everybody, ...student, round: 1, limit: 10 });
    expect([again.total, again.already]).toEqual([0, 3]);
    // The same report once more, or one of the first time, says nothing new.
    expect(said((await read('1-不存在.eml', '2-满了.eml')).items)).toMatchObject({
      '1-不存在.eml': ['already', 'address', 'name', names()[0]],
      '2-满了.eml': ['already', 'full', 'name', names()[1]],
    });
    // With another address somebody is reached again.
    await core.close();
    await write(
      '新邮箱.xlsx',
      [
        ['学号', '邮箱'],
        [numberOf(3), 'new3@stu.example.edu.cn'],
      ],
      'contacts',
    );
    core = await openCore(dataDir);
    expect((await core.client.chase.counts({ by: 'class' })).unreachable).toBe(1);
  });

  it('are taken back as one: mails are sent, contacts stand, addresses are written to; the log replays', async () => {
    await resultOf(await core.client.imports.undo({ batch }));
    const [a, b, c, d, e] = names();
    expect(await states(first)).toEqual({
      [a!]: ['sent', null],
      // Those that went once more since are not sent twice over.
      [b!]: ['bounced', 'returned-full'],
      [c!]: ['sent', null],
      [d!]: ['sent', null],
      [e!]: ['bounced', 'returned-unknown'],
    });
    const { items } = await core.client.chase.list({ offset: 0, limit: 10 });
    const state = new Map(items.map((row) => [row.values.studentNo, row.state]));
    expect([1, 2, 3, 4, 5].map((serial) => state.get(numberOf(serial)))).toEqual(Array(5).fill('contacted'));
    expect((await core.client.chase.counts({ by: 'class' })).unreachable).toBe(0);
    await core.close();
    expect((await xuejiInside('check', '--data', dataDir, '--json')).code).toBe(0);
    core = await openCore(dataDir);
  });

  it('are read from an mbox and from a zip, by the command line too; a counsellor who is not reached is told of each student', async () => {
    await send(counsellor, 1);
    const messages = [
      {
        path: path('辅导员.eml'),
        original: original('Li@example.edu.cn'),
        recipients: [failed('li@example.edu.cn', '5.2.1', '550 5.2.1 mailbox disabled')],
      },
      {
        path: path('提示.eml'),
        from: 'mailer-daemon@example.edu.cn',
        subject: '退信通知',
        text: `From 这一行不是信的开头\n${at(4)}：收件箱已满`,
      },
    ];
    make(messages, path('收件箱.mbox'));
    writeFileSync(path('说明.txt'), '一共两封');
    writeZip(
      path('退信.zip'),
      ['辅导员.eml', '说明.txt'].map((name) => ({ name, path: path(name) })),
    );
    await core.close();
    const data = ['--data', dataDir, '--json'];
    interface Read {
      counts: Record<string, number>;
      items: { file: string; place: number; outcome: string; cause: string }[];
      recorded: { mails: number; students: number } | null;
    }
    const dry = await xuejiInside<Read>('mail', 'returns', path('收件箱.mbox'), '--dry-run', ...data);
    expect([dry.code, dry.json.recorded]).toEqual([1, null]);
    expect(dry.json.items.map(({ place, outcome, cause }) => [place, outcome, cause])).toEqual([
      [1, 'returned', 'address'],
      [2, 'returned', 'full'],
    ]);
    const done = await xuejiInside<Read>('mail', 'returns', path('退信.zip'), ...data);
    expect([done.code, done.json.counts, done.json.recorded]).toMatchObject([
      1,
      { returned: 1, unreadable: 1 },
      { mails: 1, students: 3 },
    ]);
    expect(done.stdout).not.toContain('li@example');
    const listed = await xuejiInside<{ total: number; unreachable: number }>(
      ...['chase', 'list', '--unreachable', ...data],
    );
    expect([listed.json.total, listed.json.unreachable]).toEqual([3, 3]);
    const nothing = await xuejiInside<Read>('mail', 'returns', path('退信.zip'), ...data);
    expect([nothing.code, nothing.json.recorded]).toEqual([1, null]);
    rmSync(path('退信.zip'));
    expect((await xuejiInside('mail', 'returns', path('退信.zip'), ...data)).code).toBe(3);
    core = await openCore(dataDir);
  });
});
