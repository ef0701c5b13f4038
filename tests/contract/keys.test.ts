import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { type Finished, xueji } from '../harness/xueji.ts';

type Answer = Finished<{
  error: { code: string; message: string; hint: string };
  protection: string;
  recoveryKey: string;
}>;

const SCHOOL = ['--school-code', '10000', '--school-name', '示例大学'];

/** A data folder, and an account of its own whose key folder may be lost. */
function scene() {
  const folder = temporaryFolder();
  const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
  const run = (environment: Record<string, string>, ...args: string[]) =>
    xueji(
      { environment: { XUEJI_KEYS: keys, ...environment } },
      ...args,
      '--data',
      data,
      '--json',
    ) as Promise<Answer>;
  const secret = (name: string, text: string) => {
    writeFileSync(join(folder, name), `${text}\r\n`);
    return join(folder, name);
  };
  return { folder, data, keys, run, secret };
}

describe('the key of a store', () => {
  it('is kept outside the data folder where nothing else is asked for, which is told as what it is', async () => {
    const { data, keys, run } = scene();
    expect((await run({}, 'init', ...SCHOOL)).code).toBe(0);
    expect(readdirSync(keys)).toHaveLength(1);
    const status = await run({}, 'key', 'status');
    expect(status).toMatchObject({
      code: 0,
      json: { encrypted: true, protection: 'account', recovery: null },
    });
    // Who has the data folder alone has nothing.
    rmSync(keys, { recursive: true });
    const locked = await run({}, 'students');
    expect(locked).toMatchObject({ code: 4, json: { error: { code: 'STORE_LOCKED' } } });
    expect(locked.json.error.message).toContain('没有打开它的钥匙');
    expect(existsSync(join(data, 'keys.json'))).toBe(true);
  });

  it('opens with the passphrase that init was given, and with no other', async () => {
    const { data, keys, run, secret } = scene();
    const file = secret('passphrase', '一句好记的话 2027');
    expect((await run({}, 'init', ...SCHOOL, '--passphrase-file', file)).code).toBe(0);
    expect(existsSync(keys)).toBe(false);
    expect(await run({}, 'students')).toMatchObject({ code: 4, json: { error: { code: 'STORE_LOCKED' } } });
    for (const command of [['students'], ['check'], ['backup', '--to', join(data, '..', 'b.xjb')]]) {
      const wrong = await run({ XUEJI_PASSPHRASE: '一句别的话 2027' }, ...command);
      expect(wrong).toMatchObject({ code: 4, json: { error: { code: 'KEY_WRONG', message: '口令不对。' } } });
    }
    expect((await run({ XUEJI_PASSPHRASE: '一句好记的话 2027' }, 'students')).code).toBe(0);
    const short = scene();
    const refused = await short.run({ XUEJI_PASSPHRASE: '短' }, 'init', ...SCHOOL);
    expect(refused).toMatchObject({ code: 4, json: { error: { code: 'KEY_PASSPHRASE' } } });
  });

  it('is given another passphrase, and none, only by who knows the one that it has', async () => {
    const { folder, keys, run, secret } = scene();
    await run({}, 'init', ...SCHOOL);
    const before = join(folder, 'before.xueji');
    expect((await run({}, 'backup', '--to', before)).code).toBe(0);
    const [one, two] = [secret('one', 'first passphrase'), secret('two', 'second passphrase')];
    expect((await run({}, 'key', 'set-passphrase', '--new-passphrase-file', one)).code).toBe(0);
    // The account's key file would open it without.
    expect(readdirSync(keys)).toEqual([]);
    expect((await run({}, 'key', 'set-passphrase', '--new-passphrase-file', two)).code).toBe(4);
    const changed = await run(
      {},
      'key',
      'set-passphrase',
      '--new-passphrase-file',
      two,
      '--passphrase-file',
      one,
    );
    expect(changed.code).toBe(0);
    expect((await run({}, 'students', '--passphrase-file', one)).json.error.code).toBe('KEY_WRONG');
    const status = await run({}, 'key', 'status', '--passphrase-file', two);
    expect(status.json).toMatchObject({ protection: 'passphrase' });
    // A backup of before has no way in that is left, but it is of the same store, and of its key.
    expect((await run({}, 'restore', before, '--passphrase-file', two)).code).toBe(0);
    expect((await run({}, 'key', 'remove-passphrase', '--passphrase-file', two)).code).toBe(0);
    expect((await run({}, 'students')).code).toBe(0);
  });

  it('is recovered by the printed key: a slip is told by its group, an older print opens nothing', async () => {
    const { folder, run, secret } = scene();
    await run({ XUEJI_PASSPHRASE: 'to be forgotten' }, 'init', ...SCHOOL);
    const never = await run({ XUEJI_RECOVERY_KEY: 'AAAAA' }, 'key', 'recover');
    expect(never).toMatchObject({ code: 4, json: { error: { code: 'KEY_RING' } } });
    const asked = { XUEJI_PASSPHRASE: 'to be forgotten' };
    const before = (await run(asked, 'key', 'recovery')).json.recoveryKey;
    const { recoveryKey } = (await run(asked, 'key', 'recovery')).json;
    expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);

    const sheet = join(folder, '恢复密钥.pdf');
    const groups = recoveryKey.split('-');
    const slip = [
      ...groups.slice(0, 2),
      groups[2]!.replace(/^./, (first) => (first === '7' ? '8' : '7')),
      ...groups.slice(3),
    ];
    const recover = (text: string) =>
      run(
        { XUEJI_NEW_PASSPHRASE: 'a new passphrase' },
        'key',
        'recover',
        '--key-file',
        secret('typed', text),
      );
    const wrong = await recover(slip.join('-'));
    expect(wrong).toMatchObject({ code: 4, json: { error: { message: '恢复密钥的第 3 组输错了。' } } });
    expect((await recover(before)).json.error.message).toBe('恢复密钥不对。');
    expect((await run(asked, 'students')).code).toBe(0);
    expect((await recover(recoveryKey.toLowerCase().replaceAll('-', ' '))).code).toBe(0);
    expect((await run(asked, 'students')).json.error.code).toBe('KEY_WRONG');
    const now = { XUEJI_PASSPHRASE: 'a new passphrase' };
    expect((await run(now, 'students')).code).toBe(0);
    expect((await run(now, 'key', 'recovery', '--out', sheet)).code).toBe(0);
    expect(readFileSync(sheet).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('opens a backup elsewhere, which is encrypted there with the key of that folder', async () => {
    const { folder, run } = scene();
    const [here, there] = [{ XUEJI_PASSPHRASE: 'of the old computer' }, scene()];
    await run(here, 'demo', '--students', '20');
    const backup = join(folder, 'b.xjb');
    expect((await run(here, 'backup', '--to', backup)).code).toBe(0);
    expect(await there.run({}, 'restore', backup)).toMatchObject({
      code: 4,
      json: { error: { code: 'STORE_LOCKED' } },
    });
    expect((await there.run(here, 'restore', backup)).code).toBe(0);
    expect((await there.run(here, 'check')).json).toMatchObject({ ok: true });
  });

  it('survives a ring that is damaged by its copy, and says clearly when both are', async () => {
    const { data, run } = scene();
    await run({}, 'init', ...SCHOOL);
    const [ring, copy] = [join(data, 'keys.json'), join(data, 'keys.copy.json')];
    const whole = readFileSync(ring, 'utf8');
    for (const broken of [
      whole.replace(/"wrapped": "(.)/, (_, first) => `"wrapped": "${first === 'A' ? 'B' : 'A'}`),
      '',
      '{',
    ]) {
      writeFileSync(ring, broken);
      expect((await run({}, 'students')).code).toBe(0);
      expect(readFileSync(ring, 'utf8')).toBe(whole);
    }
    for (const file of [ring, copy]) writeFileSync(file, whole.replace('account', 'system'));
    const damaged = await run({}, 'students');
    expect(damaged).toMatchObject({ code: 4, json: { error: { code: 'KEY_RING' } } });
    expect(damaged.json.error.message).toContain('已损坏');
    rmSync(ring);
    rmSync(copy);
    const missing = await run({}, 'students');
    expect(missing.json.error.message).toContain('没有钥匙文件');
    writeFileSync(ring, whole);
    expect((await run({}, 'students')).code).toBe(0);
  });
});
