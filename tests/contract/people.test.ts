import type { ContractRouterClient } from '@orpc/contract';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import type { AuditEntry } from '../../shared/contract/audit.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { resultOf, strictLog } from '../harness/openCore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { testKey } from '../harness/testKey.ts';

type Client = ContractRouterClient<Contract>;

const ADMIN = { signInName: 'WangFang', name: '王芳', role: 'admin' as const, colleges: null };
const CLERK = { signInName: 'lilei', name: '李雷', role: 'clerk' as const, colleges: null };
const SECRET = '桂花落在教务处门口';
const OTHER = '春眠不觉晓处处啼鸟';

/** The code of an error of the contract, and the case that it tells. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('it was not refused');
  const { code, params } = Reflect.get(error, 'data') as { code: string; params: { case?: string } };
  return params.case === undefined ? code : `${code} ${params.case}`;
}

describe('people and their sessions', () => {
  let dataDir = '';
  let core: Core;
  let now = Date.UTC(2026, 10, 2, 1);
  const clock = { now: () => now };
  const minutes = (count: number) => {
    now += count * 60_000;
  };

  const open = async () => {
    core = await createCore({
      dataDir,
      key: testKey(dataDir),
      clock,
      ids: uuidIds,
      log: strictLog,
      actor: '办公室电脑',
    });
  };
  beforeEach(async () => {
    dataDir = temporaryFolder();
    now = Date.UTC(2026, 10, 2, 1);
    await open();
    onTestFinished(() => core.close());
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  });

  const newWindow = (): Client => core.openSession().client;
  const withPeople = async (): Promise<{ admin: Client; clerk: string }> => {
    await newWindow().people.add({ ...ADMIN, password: SECRET });
    const admin = newWindow();
    await admin.people.signIn({ name: 'wangfang', password: SECRET });
    const { id } = await admin.people.add({ ...CLERK, password: SECRET, mustChange: false });
    return { admin, clerk: id };
  };
  const entries = async (admin: Client, filter = {}): Promise<AuditEntry[]> =>
    (await admin.audit.page({ filter, before: null, limit: 100 })).items;

  it('works as the office itself until somebody is added, who must be an administrator of the whole school', async () => {
    const window = newWindow();
    expect(await window.people.me()).toMatchObject({
      signsIn: false,
      person: null,
      role: 'admin',
      held: null,
    });
    expect(await window.people.list()).toEqual({ people: [], tasks: [], here: [] });
    expect(await refusal(window.people.add({ ...CLERK, password: SECRET }))).toBe(
      'PERSON_REFUSED first-admin',
    );
    expect(await refusal(window.people.add({ ...ADMIN, colleges: ['数学学院'], password: SECRET }))).toBe(
      'PERSON_REFUSED first-admin',
    );
    const added = await window.people.add({ ...ADMIN, password: SECRET });
    expect(added).toMatchObject({
      signInName: 'wangfang',
      name: '王芳',
      role: 'admin',
      mustChange: false,
      lastSignIn: null,
    });
    // From now on nobody does anything without signing in, the window that added them included.
    expect(await window.people.me()).toMatchObject({
      signsIn: true,
      person: null,
      role: null,
      permissions: [],
    });
    expect(await refusal(window.people.list())).toBe('NOT_SIGNED_IN');
    expect(await refusal(window.audit.head())).toBe('NOT_SIGNED_IN');
    const me = await window.people.signIn({ name: ' ＷangFang', password: SECRET });
    expect(me).toMatchObject({ signsIn: true, person: { name: '王芳' }, role: 'admin' });
    // After a restart all the same.
    await core.close();
    await open();
    expect(await refusal(newWindow().people.list())).toBe('NOT_SIGNED_IN');
    expect(await newWindow().people.signIn({ name: 'wangfang', password: SECRET })).toMatchObject({
      role: 'admin',
    });
  });

  it('answers an unknown name as a wrong password, in as many words and with the same waits', async () => {
    await withPeople();
    const attempts = async (name: string) => {
      const window = newWindow();
      const said: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        said.push(await refusal(window.people.signIn({ name, password: 'wrong password' })));
      }
      return said;
    };
    const expected = [
      'SIGN_IN_WRONG',
      'SIGN_IN_WRONG',
      'SIGN_IN_WRONG',
      'SIGN_IN_WRONG wait',
      'SIGN_IN_WAIT wait',
    ];
    expect(await attempts('lilei')).toEqual(expected);
    expect(await attempts('nobody.here')).toEqual(expected);
    // Not even the right password is looked at before the wait is over, in whatever window.
    expect(await refusal(newWindow().people.signIn({ name: 'lilei', password: SECRET }))).toBe(
      'SIGN_IN_WAIT wait',
    );
    now += 5_000;
    expect(await newWindow().people.signIn({ name: 'lilei', password: SECRET })).toMatchObject({
      role: 'clerk',
    });
  });

  it('makes a window wait that tries many names, and keeps the waits when the program starts anew', async () => {
    await withPeople();
    const window = newWindow();
    for (const name of ['a1', 'a2', 'a3', 'a4']) {
      await refusal(window.people.signIn({ name, password: 'wrong password' }));
    }
    expect(await refusal(window.people.signIn({ name: 'lilei', password: SECRET }))).toBe(
      'SIGN_IN_WAIT wait',
    );
    for (let count = 0; count < 4; count += 1) {
      await refusal(newWindow().people.signIn({ name: 'lilei', password: 'wrong password' }));
    }
    await core.close();
    await open();
    expect(await refusal(newWindow().people.signIn({ name: 'lilei', password: SECRET }))).toBe(
      'SIGN_IN_WAIT wait',
    );
    now += 5_000;
    await newWindow().people.signIn({ name: 'lilei', password: SECRET });
  });

  it('does not let attempts that come at once get around the waits', async () => {
    await withPeople();
    const said = await Promise.all(
      Array.from({ length: 12 }, () =>
        refusal(newWindow().people.signIn({ name: 'lilei', password: 'guess me not' })),
      ),
    );
    expect(said.filter((code) => code.startsWith('SIGN_IN_WRONG'))).toHaveLength(4);
    expect(said.filter((code) => code === 'SIGN_IN_WAIT wait')).toHaveLength(8);
  });

  it('keeps the last administrator who can sign in', async () => {
    const { admin, clerk } = await withPeople();
    const { people } = await admin.people.list();
    const first = people.find(({ role }) => role === 'admin')!;
    const edit = { id: first.id, signInName: first.signInName, name: first.name, colleges: null };
    expect(await refusal(admin.people.setState({ id: first.id, state: 'disabled' }))).toBe(
      'PERSON_REFUSED last-admin',
    );
    expect(await refusal(admin.people.edit({ ...edit, role: 'clerk' }))).toBe('PERSON_REFUSED last-admin');
    await admin.people.edit({ id: clerk, ...CLERK, role: 'admin' });
    await admin.people.edit({ ...edit, role: 'clerk' });
    const other = newWindow();
    await other.people.signIn({ name: 'lilei', password: SECRET });
    expect(await refusal(other.people.setState({ id: clerk, state: 'disabled' }))).toBe(
      'PERSON_REFUSED last-admin',
    );
  });

  it('ends the sessions of who is disabled or gets another role, and goes on under a new name', async () => {
    const { admin, clerk } = await withPeople();
    const [one, other] = [newWindow(), newWindow()];
    for (const window of [one, other]) await window.people.signIn({ name: 'lilei', password: SECRET });
    await admin.people.edit({ id: clerk, ...CLERK, name: '李磊' });
    expect(await one.people.me()).toMatchObject({ person: { name: '李磊' } });
    await admin.people.edit({ id: clerk, ...CLERK, name: '李磊', role: 'reader' });
    for (const window of [one, other])
      expect(await window.people.me()).toMatchObject({ person: null, role: null });
    await one.people.signIn({ name: 'lilei', password: SECRET });
    await admin.people.setState({ id: clerk, state: 'disabled' });
    expect(await one.people.me()).toMatchObject({ person: null });
    expect(await refusal(one.people.signIn({ name: 'lilei', password: SECRET }))).toBe(
      'PERSON_REFUSED disabled',
    );
    // Whoever does not know the password learns nothing of it.
    expect(await refusal(one.people.signIn({ name: 'lilei', password: 'wrong password' }))).toBe(
      'SIGN_IN_WRONG',
    );
    await admin.people.setState({ id: clerk, state: 'active' });
    await one.people.signIn({ name: 'lilei', password: SECRET });
    const ended = await entries(admin, { actions: ['session-ended'] });
    expect(ended.map(({ name, detail }) => [name, detail.why])).toEqual([
      ['李磊', 'disabled'],
      ['李磊', 'changed'],
      ['李磊', 'changed'],
    ]);
  });

  it('locks a window that nobody uses, and opens it to nobody but who was in it', async () => {
    const { admin } = await withPeople();
    minutes(14);
    expect(await admin.people.list()).toBeTruthy();
    // Asking alone is no use of a window: it asks by itself whenever something changes.
    minutes(1);
    expect(await refusal(admin.people.list())).toBe('NOT_SIGNED_IN locked');
    expect(await admin.people.me()).toMatchObject({ held: 'locked', person: { name: '王芳' } });
    expect(await refusal(admin.people.unlock({ password: 'wrong password' }))).toBe('SIGN_IN_WRONG');
    expect(await admin.people.unlock({ password: SECRET })).toMatchObject({ held: null });
    minutes(14);
    await admin.people.touch();
    minutes(14);
    expect(await admin.people.list()).toBeTruthy();
    await admin.people.saveLockAfter({ minutes: 0 });
    minutes(9999);
    expect(await admin.people.me()).toMatchObject({ held: null, lockAfter: 0 });
    await admin.people.lock();
    await admin.people.touch();
    expect(await admin.people.me()).toMatchObject({ held: 'locked' });
    // A clock that was set back locks nothing, nor does it keep a window open forever.
    await admin.people.unlock({ password: SECRET });
    await admin.people.saveLockAfter({ minutes: 5 });
    minutes(-60 * 24);
    expect(await admin.people.me()).toMatchObject({ held: null });
    minutes(6);
    expect(await refusal(admin.people.list())).toBe('NOT_SIGNED_IN locked');
    await admin.people.signOut();
    expect(await admin.people.me()).toMatchObject({ held: null, person: null });
  });

  it('asks for a password of one’s own first, refuses weak ones with the reason, and ends nobody else’s session', async () => {
    const { admin, clerk } = await withPeople();
    const window = newWindow();
    await window.people.signIn({ name: 'lilei', password: SECRET });
    await admin.people.setPassword({ id: clerk, password: OTHER });
    expect(await window.people.me()).toMatchObject({ person: null });
    expect(await window.people.signIn({ name: 'lilei', password: OTHER })).toMatchObject({
      held: 'must-change',
    });
    expect(await refusal(window.people.list())).toBe('NOT_SIGNED_IN must-change');
    const change = (next: string) => window.people.changePassword({ old: OTHER, next });
    expect(await refusal(change('short'))).toBe('PASSWORD_REFUSED short');
    expect(await refusal(change('password123'))).toBe('PASSWORD_REFUSED common');
    expect(await refusal(change('lilei is my name'))).toBe('PASSWORD_REFUSED name');
    expect(await refusal(change(OTHER))).toBe('PASSWORD_REFUSED same');
    expect(
      await refusal(window.people.changePassword({ old: 'wrong password', next: 'four quiet lakes' })),
    ).toBe('SIGN_IN_WRONG');
    expect(await change('four quiet lakes')).toMatchObject({ held: null });
    await newWindow().people.signIn({ name: 'lilei', password: 'four quiet lakes' });
    expect((await admin.people.me()).person).not.toBeNull();
  });

  it('takes out who was added by mistake, but nobody who was here', async () => {
    const { admin, clerk } = await withPeople();
    await admin.people.remove({ id: clerk });
    expect((await admin.people.list()).people.map(({ name }) => name)).toEqual(['王芳']);
    const { id } = await admin.people.add({ ...CLERK, password: SECRET, mustChange: false });
    await newWindow().people.signIn({ name: 'lilei', password: SECRET });
    expect(await refusal(admin.people.remove({ id }))).toBe('PERSON_REFUSED was-here');
    expect(await refusal(admin.people.add({ ...CLERK, signInName: 'LILEI', password: SECRET }))).toBe(
      'PERSON_REFUSED name-taken',
    );
    expect(await refusal(admin.people.add({ ...CLERK, signInName: 'li lei', password: SECRET }))).toBe(
      'PERSON_REFUSED name-bad',
    );
  });

  it('lets a task in by its key, as what it is for and nothing else, until it is revoked', async () => {
    const { admin } = await withPeople();
    const { task, key } = await admin.people.addTask({ name: '每晚导入', role: 'importer' });
    const run = newWindow();
    expect(await run.people.signInTask({ key })).toMatchObject({
      role: 'importer',
      person: { name: '每晚导入' },
    });
    expect(await refusal(run.people.list())).toBe('NOT_ALLOWED');
    for (const wrong of [
      '',
      'xjt_',
      key.slice(0, -1),
      `${key.slice(0, -1)}${key.endsWith('A') ? 'E' : 'A'}`,
    ]) {
      const said = await refusal(newWindow().people.signInTask({ key: wrong }));
      expect(said).toBe('TASK_KEY_WRONG');
    }
    // Wrong ones, however many, keep no good one waiting; the window that tries them waits.
    expect(await newWindow().people.signInTask({ key })).toMatchObject({ role: 'importer' });
    const trying = newWindow();
    const tries = [];
    for (let time = 0; time < 5; time += 1) tries.push(await refusal(trying.people.signInTask({ key: '' })));
    expect(tries.at(-1)).toMatch(/^SIGN_IN_WAIT/);
    await admin.people.revokeTask({ id: task.id });
    expect(await run.people.me()).toMatchObject({ person: null });
    expect(await refusal(newWindow().people.signInTask({ key }))).toBe('TASK_KEY_WRONG');
    // A task's name is no name to sign in by.
    expect(await refusal(newWindow().people.signIn({ name: 'task 每晚导入', password: key }))).toBe(
      'SIGN_IN_WRONG',
    );
  });

  it('opens whole numbers for ten minutes to whoever asks with a reason', async () => {
    const { admin } = await withPeople();
    const clerk = newWindow();
    await clerk.people.signIn({ name: 'lilei', password: SECRET });
    await expect(clerk.people.askUnmask({ reason: ' ' })).rejects.toThrow();
    const { unmaskedUntil } = await clerk.people.askUnmask({ reason: '核对两名同名学生' });
    expect(unmaskedUntil).toBe(now + 10 * 60_000);
    minutes(10);
    expect((await clerk.people.me()).unmaskedUntil).toBeNull();
    await clerk.people.askUnmask({ reason: '再看一次' });
    expect((await clerk.people.mask()).unmaskedUntil).toBeNull();
    const told = await entries(admin, { actions: ['unmask'] });
    expect(told.map(({ name, detail }) => [name, detail.reason])).toEqual([
      ['李雷', '再看一次'],
      ['李雷', '核对两名同名学生'],
    ]);
  });

  it('keeps no password, and nothing that was typed for a name, in the log or the audit', async () => {
    await withPeople();
    await refusal(newWindow().people.signIn({ name: 'i-typed-my-password', password: 'wrong password' }));
    await core.close();
    const db = openDatabase(dataDir, testKey(dataDir));
    const all = ['change', 'mutation', 'audit', 'sign_in_wait', 'person']
      .map((table) => JSON.stringify(db.raw.prepare(`SELECT * FROM ${table}`).all()))
      .join('\n');
    const hashes = db.raw.prepare('SELECT hash FROM person_secret').pluck().all() as string[];
    db.raw.close();
    await open();
    expect(hashes.every((hash) => hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
    for (const text of [SECRET, 'i-typed-my-password', 'wrong password', 'argon2id', ...hashes]) {
      expect(all).not.toContain(text);
    }
    expect(all).toContain('王芳');
  });

  it('tells what people did in one whole chain, in the transaction that did it', async () => {
    const { admin } = await withPeople();
    await admin.people.signOut();
    await admin.people.signIn({ name: 'wangfang', password: SECRET });
    const clerk = newWindow();
    await clerk.people.signIn({ name: 'lilei', password: SECRET });
    expect(await refusal(clerk.people.list())).toBe('NOT_ALLOWED');
    expect(await refusal(clerk.audit.page({ filter: {}, before: null, limit: 1 }))).toBe('NOT_ALLOWED');
    await refusal(clerk.people.setPassword({ id: 'x', password: SECRET }));
    const told = (await entries(admin)).reverse();
    expect(told.map(({ seq, name, action, outcome }) => [seq, name, action, outcome])).toEqual([
      [1, '办公室电脑', 'settings-changed', 'done'],
      [2, '办公室电脑', 'person-added', 'done'],
      [3, '王芳', 'sign-in', 'done'],
      [4, '王芳', 'person-added', 'done'],
      [5, '王芳', 'sign-out', 'done'],
      [6, '王芳', 'sign-in', 'done'],
      [7, '李雷', 'sign-in', 'done'],
      [8, '李雷', 'refused', 'refused'],
    ]);
    const { text } = await admin.audit.head();
    const verdict = await resultOf(await admin.audit.verify({ anchors: [text] }));
    expect(verdict).toMatchObject({ checked: 8, fault: null });
    expect(await refusal(admin.audit.verify({ anchors: ['nonsense'] }))).toBe('AUDIT_ANCHOR');
    // By pages, and by who.
    const first = await admin.audit.page({ filter: {}, before: null, limit: 3 });
    expect(first.items.map(({ seq }) => seq)).toEqual([8, 7, 6]);
    const second = await admin.audit.page({ filter: {}, before: first.next, limit: 3 });
    expect(second.items.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    const ofClerk = await entries(admin, { person: told[6]!.person! });
    expect(ofClerk.map(({ seq }) => seq)).toEqual([8, 7]);
    expect((await entries(admin, { person: '' })).map(({ seq }) => seq)).toEqual([2, 1]);
    const { people } = await admin.audit.names();
    expect(people.map(({ name }) => name)).toEqual(expect.arrayContaining(['王芳', '李雷', '办公室电脑']));
    const { download, entries: count } = await resultOf(
      await admin.audit.export({ filter: { actions: ['sign-in'] } }),
    );
    expect(count).toBe(3);
    expect(download).not.toBe('');
  });
});
