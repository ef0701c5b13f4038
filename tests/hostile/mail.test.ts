import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { MailServer as Settings } from '../../shared/contract/mail.ts';
import { canMakeFiles } from '../contract/madeFiles.ts';
import { madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import {
  MAIL_PASSWORD,
  MAIL_USER,
  type MailServer,
  readMail,
  startMailServer,
} from '../harness/mailServer.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { writeUtf16 } from '../harness/writeUtf16.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** Values that would be a header, another recipient or a field, had anybody believed them. */
const EVIL = 'Bcc: victim@example.com';
const NAMES = [
  `张\r\n${EVIL}`,
  `李\n${EVIL}`,
  `王\u2028${EVIL}`,
  `赵\u0000\r\n\r\n<script>`,
  '{下一步}',
  '{姓名}{名单}',
  '$&$1',
  `"钱" <victim@example.com>`,
  `孙\r\n.\r\nMAIL FROM:<x@example.com>`,
];
const ADDRESSES = [
  `a@stu.example.edu.cn\r\n${EVIL}`,
  'a@stu.example.edu.cn, victim@example.com',
  '"a" <victim@example.com>',
  'a@stu.example.edu.cn>\r\nRCPT TO:<victim@example.com',
  'victim@example.com;a@stu.example.edu.cn',
];

describe.skipIf(!canMakeFiles)('mails to students with hostile names', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const desk = (...args: string[]) => xuejiInside(...args, '--data', dataDir, '--json');
  let server: MailServer;
  let core: Core;

  beforeAll(async () => {
    server = await startMailServer();
    const students = NAMES.map((name, at) =>
      madeStudent(at + 1, { 姓名: name, 班级: '软件2301', 分院: '计算机学院' }),
    );
    await desk('init', '--school-code', '10000', '--school-name', `示例\r\n${EVIL}`);
    writeUtf16(path('名单.csv'), rowsOf(students));
    expect((await desk('import', path('名单.csv'), '--as', 'roster')).code).toBeLessThan(2);
    const contacts = students.map((student, at) => [student.学号!, `s${at}@stu.example.edu.cn`]);
    writeUtf16(path('邮箱.csv'), [['学号', '邮箱'], ...contacts]);
    expect((await desk('import', path('邮箱.csv'), '--as', 'contacts')).code).toBeLessThan(2);
    const hostile = ADDRESSES.map((address, at) => [students[at]!.学号!, address]);
    writeUtf16(path('坏邮箱.csv'), [['学号', '邮箱'], ...hostile]);
    await desk('import', path('坏邮箱.csv'), '--as', 'contacts');
    const teachers = [
      ['学院', '班级', '辅导员', '邮箱'],
      ['计算机学院', '软件2301', `{名单}\r\n${EVIL}`, 'li@example.edu.cn'],
    ];
    writeUtf16(path('辅导员.csv'), teachers);
    await desk('import', path('辅导员.csv'), '--as', 'contacts');
    const campaign = ['--type', 'graduation-photo', '--name', `核对\r\n${EVIL}`, '--deadline', '2099-12-31'];
    expect((await desk('campaign', 'create', ...campaign)).code).toBe(0);
    core = await openCore(dataDir);
    const settings = settingsOf(server);
    await core.client.mail.saveServer({ server: settings, password: { text: MAIL_PASSWORD, keep: true } });
    for (const template of [
      { audience: 'student', subject: '请核对：{姓名} {学院}', body: '{姓名}同学，{下一步}' },
      { audience: 'counsellor', subject: '{辅导员} {学院} {人数}', body: '{辅导员}老师：\n{名单}' },
    ] as const) {
      const plan = await resultOf(
        await core.client.mail.plan({ selection: { query: {} }, ...template, round: null, limit: 500 }),
      );
      expect(plan.total).toBeGreaterThan(0);
      await resultOf(await core.client.mail.queue({ plan: plan.plan, name: `甲\r\n${EVIL}` }));
    }
    await resultOf(await core.client.mail.run());
  }, 120_000);
  afterAll(async () => {
    await core?.close();
    await server?.close();
  });

  it('go to nobody else, whatever stood in the column of addresses', () => {
    expect(server.received.length).toBe(NAMES.length);
    for (const { to } of server.received)
      expect(to).toMatch(/^(s\d@stu\.example\.edu\.cn|li@example\.edu\.cn)$/);
  });

  it('have the headers of every mail, and no other', () => {
    const KNOWN =
      /^(from|to|subject|date|message-id|mime-version|content-type|content-transfer-encoding|auto-submitted|x-[a-z-]+|precedence|reply-to)$/;
    for (const { message } of server.received) {
      const head = message.replaceAll('\r\n', '\n').split('\n\n')[0]!;
      const names = [...head.matchAll(/^([^\s:]+):/gm)].map(([, name]) => name!.toLowerCase());
      expect(names.filter((name) => !KNOWN.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(head.split('\n').filter((line) => line.startsWith(EVIL.slice(0, 4)))).toEqual([]);
    }
  });

  it('say what stands in a value as it is: no field of it is filled in', () => {
    const said = server.received.map(({ message }) => readMail(message));
    const of = (name: string) => said.filter(({ text }) => text.startsWith(`${name}同学，`));
    expect(of('{姓名}{名单}').length).toBe(1);
    expect(of('$&$1').length).toBe(1);
    expect(said.find(({ subject }) => subject.includes('{名单}'))).toBeDefined();
  });

  it('a sender, a server or a recipient of a trial with a line in it is refused', async () => {
    const base = settingsOf(server);
    const before = server.received.length;
    for (const changes of [
      { from: `${MAIL_USER}\r\n${EVIL}` },
      { from: `"x" <${MAIL_USER}>, victim@example.com` },
      { user: `a\r\nRSET` },
      { host: 'localhost\r\nx' },
    ])
      await expect(
        core.client.mail
          .test({ server: { ...base, ...changes }, password: MAIL_PASSWORD, to: 'me@example.edu.cn' })
          .then(({ trouble }) => {
            if (trouble) throw new Error(trouble.problem);
          }),
      ).rejects.toThrow();
    for (const to of [`me@example.edu.cn\r\n${EVIL}`, 'me@example.edu.cn, victim@example.com'])
      await expect(
        core.client.mail.test({ server: base, password: MAIL_PASSWORD, to }).then(({ trouble }) => {
          if (trouble) throw new Error(trouble.problem);
        }),
      ).rejects.toThrow();
    expect(server.received.length).toBe(before);
    // A line in the sender's name is told or becomes a blank, and is never a header.
    const named = { ...base, fromName: `学籍科\r\n${EVIL}` };
    await core.client.mail
      .test({ server: named, password: MAIL_PASSWORD, to: 'me@example.edu.cn' })
      .catch(() => null);
    for (const { message } of server.received.slice(before)) expect(message).not.toMatch(/^Bcc:/im);
  });
});

function settingsOf({ port, certificate }: MailServer): Settings {
  return {
    host: 'localhost',
    port,
    security: 'starttls',
    user: MAIL_USER,
    from: MAIL_USER,
    fromName: '学籍科',
    perMinute: 600,
    certificate,
  };
}
