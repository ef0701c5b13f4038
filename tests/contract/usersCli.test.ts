import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { testKey } from '../harness/testKey.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

const SECRET = '桂花落在教务处门口';
const OTHER = '春眠不觉晓处处啼鸟';

interface Refused {
  error: { code: string; message: string; hint: string };
}

describe('people and the audit on the command line', () => {
  const folder = folderForAll();
  let data = '';
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, `${text}\n`);
    return path;
  };
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xuejiInside<Json>('--data', data, '--json', ...args);
  const asAdmin = <Json = Record<string, unknown>>(...args: string[]) =>
    run<Json>('--user', 'wangfang', '--password-file', join(folder, 'secret'), ...args);
  const codeOf = (json: unknown) => (json as Refused).error.code;

  beforeAll(async () => {
    data = join(folder, 'data');
    file('secret', SECRET);
    file('other', OTHER);
    file('short', 'short');
    expect((await run('init', '--school-code', '10000', '--school-name', '示例大学')).code).toBe(0);
    expect((await run('demo', '--students', '30', '--seed', '3')).code).toBe(0);
  });
  afterEach(() => vi.unstubAllEnvs());

  it('asks nobody until the first administrator is added, and everybody from then on', async () => {
    expect((await run('users', 'list')).json).toEqual({ people: [], tasks: [] });
    const add = ['users', 'add', 'WangFang', '--name', '王芳', '--new-password-file'];
    expect(codeOf((await run(...add, join(folder, 'short'), '--role', 'admin')).json)).toBe(
      'PASSWORD_REFUSED',
    );
    const asClerk = await run(...add, join(folder, 'secret'), '--role', 'clerk');
    expect([asClerk.code, codeOf(asClerk.json)]).toEqual([4, 'PERSON_REFUSED']);
    const first = await run<{ person: { signInName: string } }>(
      ...add,
      join(folder, 'secret'),
      '--role',
      'admin',
    );
    expect([first.code, first.json.person.signInName]).toEqual([0, 'wangfang']);

    const nobody = await run('students');
    expect([nobody.code, codeOf(nobody.json)]).toEqual([4, 'NOT_SIGNED_IN']);
    expect((await asAdmin<{ total: number }>('students', '--limit', '5')).json.total).toBe(30);
    // Behind the command too, where the command has no such options of its own, and from the environment.
    const behind = await run('students', '--user', 'wangfang', '--password-file', join(folder, 'secret'));
    expect(behind.code).toBe(0);
    vi.stubEnv('XUEJI_USER', 'wangfang');
    const unsaid = await run('students');
    expect([unsaid.code, codeOf(unsaid.json)]).toEqual([2, 'USAGE']);
    vi.stubEnv('XUEJI_PASSWORD', SECRET);
    expect((await run('students')).code).toBe(0);
    const wrong = await run('--user=wangfang', `--password-file=${join(folder, 'other')}`, 'students');
    expect([wrong.code, codeOf(wrong.json)]).toEqual([4, 'SIGN_IN_WRONG']);
  });

  it('keeps what else is called --user or --password-file as it was', async () => {
    const server = await asAdmin<{ server: { user: string } }>(
      'mail',
      'server',
      '--host',
      'mail.example.edu.cn',
      '--user',
      'jwc',
      '--from',
      'jwc@example.edu.cn',
    );
    expect([server.code, server.json.server.user]).toEqual([0, 'jwc']);
  });

  it('adds, edits, disables and lists people, by name', async () => {
    const add = await asAdmin(
      'users',
      'add',
      'lilei',
      '--name',
      '李雷',
      '--role',
      'department',
      '--college',
      '数学学院',
      '--college',
      '物理学院',
      '--new-password-file',
      join(folder, 'other'),
    );
    expect(add.json).toMatchObject({
      person: { signInName: 'lilei', role: 'department', mustChange: true, lastSignIn: null },
    });
    const asLilei = (...args: string[]) =>
      run('--user', 'lilei', '--password-file', join(folder, 'other'), ...args);
    const must = await asLilei('students');
    expect([must.code, codeOf(must.json)]).toEqual([4, 'NOT_SIGNED_IN']);
    expect(
      (await asLilei('users', 'password', '--new-password-file', file('own', 'four quiet lakes'))).code,
    ).toBe(0);
    const refused = await run('--user', 'lilei', '--password-file', join(folder, 'own'), 'users', 'list');
    expect([refused.code, codeOf(refused.json)]).toEqual([4, 'NOT_ALLOWED']);
    const edited = await asAdmin(
      'users',
      'edit',
      'lilei',
      '--role',
      'clerk',
      '--whole-school',
      '--name',
      '李磊',
    );
    expect(edited.json).toMatchObject({ person: { name: '李磊', role: 'clerk', colleges: null } });
    expect((await asAdmin('users', 'disable', 'lilei')).json).toMatchObject({
      person: { state: 'disabled' },
    });
    const disabled = await run('--user', 'lilei', '--password-file', join(folder, 'own'), 'students');
    expect([disabled.code, codeOf(disabled.json)]).toEqual([4, 'PERSON_REFUSED']);
    expect((await asAdmin('users', 'enable', 'lilei')).code).toBe(0);
    expect(codeOf((await asAdmin('users', 'disable', 'wangfang')).json)).toBe('PERSON_REFUSED');
    expect(codeOf((await asAdmin('users', 'disable', 'nobody')).json)).toBe('NOT_FOUND');
    expect((await asAdmin('users', 'lock-after', '30')).json).toEqual({ minutes: 30 });
    const { stdout } = await xuejiInside(
      '--data',
      data,
      '--user',
      'wangfang',
      '--password-file',
      join(folder, 'secret'),
      'users',
      'list',
    );
    expect(stdout).toMatch(/lilei\s+李磊\s+学籍管理员\s+全校\s+可登录/);
  });

  it('lets a task in by its key, for what it is for, until it is revoked', async () => {
    const made = await asAdmin<{ key: string }>('users', 'task', 'add', '每晚导入', '--role', 'importer');
    vi.stubEnv('XUEJI_TASK_KEY', made.json.key);
    const roster = file('roster.csv', '学号,姓名,证件号码\n20260001,赵六,110105194912310020');
    const imported = await run('import', roster, '--as', 'roster', '--source', 'sis');
    expect(imported.code, JSON.stringify(imported.json)).toBeLessThan(2);
    expect(codeOf((await run('users', 'list')).json)).toBe('NOT_ALLOWED');
    expect(codeOf((await run('audit', 'list')).json)).toBe('NOT_ALLOWED');
    vi.unstubAllEnvs();
    expect((await asAdmin('users', 'task', 'revoke', '每晚导入')).code).toBe(0);
    vi.stubEnv('XUEJI_TASK_KEY', made.json.key);
    expect(codeOf((await run('users', 'list')).json)).toBe('TASK_KEY_WRONG');
  });

  it('lists the audit, saves it, and verifies it against an end that was written down', async () => {
    interface Listed {
      items: { seq: number; name: string; action: string; detail: Record<string, unknown> }[];
      next: number | null;
    }
    const imports = await asAdmin<Listed>('audit', 'list', '--action', 'import', '--person', '每晚导入');
    expect(imports.json.items.map(({ name, action }) => [name, action])).toEqual([['每晚导入', 'import']]);
    const task = await asAdmin<Listed>('audit', 'list', '--person', '每晚导入', '--action', 'sign-in');
    expect(task.json.items.map(({ name, action }) => [name, action])).toEqual([
      ['每晚导入', 'sign-in'],
      ['每晚导入', 'sign-in'],
      ['每晚导入', 'sign-in'],
    ]);
    const people = await asAdmin<Listed>(
      'audit',
      'list',
      '--action',
      'person-added',
      '--action',
      'person-disabled',
    );
    expect(people.json.items.map(({ action, detail }) => [action, detail.name])).toEqual([
      ['person-disabled', '李磊'],
      ['person-added', '李雷'],
      ['person-added', '王芳'],
    ]);
    const page = await asAdmin<Listed>('audit', 'list', '--limit', '2');
    expect(page.json.items).toHaveLength(2);
    const older = await asAdmin<Listed>('audit', 'list', '--limit', '2', '--before', String(page.json.next));
    expect(older.json.items[0]!.seq).toBe(page.json.next! - 1);
    expect((await asAdmin<Listed>('audit', 'list', '--since', '2999-01-01')).json.items).toEqual([]);
    expect((await asAdmin('audit', 'list', '--since', 'yesterday')).code).toBe(2);

    const { json: head } = await asAdmin<{ text: string; head: { seq: number } }>('audit', 'head');
    const whole = await asAdmin<{ ok: boolean; checked: number }>('audit', 'verify', '--anchor', head.text);
    expect([whole.code, whole.json.ok]).toEqual([0, true]);
    expect(codeOf((await asAdmin('audit', 'verify', '--anchor', 'x')).json)).toBe('AUDIT_ANCHOR');
    const out = join(folder, 'audit.csv');
    const saved = await asAdmin<{ entries: number }>('audit', 'export', '--out', out);
    const lines = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(saved.json.entries + 1);
    expect(lines[0]).toBe('seq,at,name,role,session,action,outcome,students,detail');
    expect(lines.at(-1)).toContain('settings-changed');

    // Somebody with the store in hand cuts off its end, and another entry out of its middle.
    const db = openDatabase(data, testKey(data));
    db.raw.exec(`DROP TRIGGER audit_not_removed; DELETE FROM audit WHERE seq >= ${head.head.seq}`);
    db.raw.close();
    // Signing in wrote the number anew.
    const cut = await asAdmin<{ fault: unknown } & Refused>('audit', 'verify', '--anchor', head.text);
    expect([cut.code, cut.json.fault, codeOf(cut.json)]).toEqual([
      4,
      { kind: 'anchor', seq: head.head.seq },
      'STORE_DAMAGED',
    ]);
    const again = openDatabase(data, testKey(data));
    again.raw.exec('DELETE FROM audit WHERE seq = 5');
    again.raw.close();
    const { code, json } = await asAdmin<Refused & { checks: { name: string; problems: string[] }[] }>(
      'check',
    );
    expect(code).toBe(4);
    expect(json.checks.find(({ name }) => name === 'audit')!.problems).toEqual(['missing, entry 5']);
  });

  it('prints a recovery key for an administrator only, and takes it for a forgotten password, told in the audit', async () => {
    expect(codeOf((await run('key', 'recovery')).json)).toBe('NOT_SIGNED_IN');
    expect(codeOf((await run('key', 'status')).json)).toBe('NOT_SIGNED_IN');
    const backup = ['backup', '--to', join(folder, 'refused.xueji')];
    expect(codeOf((await run(...backup)).json)).toBe('NOT_SIGNED_IN');
    const { recoveryKey } = (await asAdmin<{ recoveryKey: string }>('key', 'recovery')).json;
    file('recovery', recoveryKey);
    const wrong = recoveryKey.split('-').toReversed().join('-');
    file('wrong', wrong);
    const next = file('next', '月落乌啼霜满天江枫渔火');
    const reset = (key: string, name = 'wangfang') =>
      run('users', 'reset-admin', name, '--key-file', join(folder, key), '--new-password-file', next);
    expect(codeOf((await reset('wrong')).json)).toBe('KEY_WRONG');
    expect(codeOf((await reset('recovery', 'nobody')).json)).toBe('NOT_FOUND');
    expect((await reset('recovery')).code).toBe(0);
    expect(codeOf((await asAdmin('users', 'list')).json)).toBe('SIGN_IN_WRONG');
    const signedIn = (...args: string[]) => run('--user', 'wangfang', '--password-file', next, ...args);
    expect((await signedIn('users', 'list')).code).toBe(0);
    const { items } = (await signedIn('audit', 'list')).json as { items: { action: string }[] };
    const told = items.map(({ action }) => action);
    expect(told).toEqual(expect.arrayContaining(['admin-reset', 'key-changed', 'sign-in-refused']));
  });

  it('names in the audit whom a list and a printed sheet were about', async () => {
    const next = join(folder, 'next');
    const signedIn = <Json>(...args: string[]) =>
      run<Json>('--user', 'wangfang', '--password-file', next, ...args);
    const { items, total } = (
      await signedIn<{ items: { id: string; className: string }[]; total: number }>(
        'students',
        '--limit',
        '1',
      )
    ).json;
    const [one] = items;
    const about = ['--where', `className=${one!.className}`];
    expect((await signedIn('students', ...about, '--out', join(folder, 'list.csv'))).code).toBe(0);
    const sheet = ['report', 'record-check-sheet', ...about, '--out', join(folder, 'sheet.pdf')];
    expect((await signedIn(...sheet)).code).toBeLessThan(2);
    const { json } = await signedIn<{
      items: { action: string; students: { count: number; ids: string[] } }[];
    }>('audit', 'list');
    for (const action of ['export', 'print']) {
      const told = json.items.find((entry) => entry.action === action)!;
      expect(told.students.count).toBeGreaterThan(0);
      expect(told.students.count).toBeLessThan(total);
      expect(told.students.ids).toContain(one!.id);
    }
  });
});
