import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { recoverHub } from '../../electron/hub/hubRing.ts';
import { openBesideHub, openHub } from '../../electron/hub/openHub.ts';
import { restoreHub } from '../../electron/hub/restoreHub.ts';
import { hubMeans, hubPorts, noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { openCore } from '../harness/openCore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { fillHub } from './fillHub.ts';

interface Status {
  protection: string;
  passphrase: boolean;
  account: boolean;
  recovery: number | null;
}
interface Refused {
  error: { code: string; message: string };
}

const at = (place: HubPlace) =>
  place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];
/** The same place as another computer reaches it, or another account: its key folder is empty. */
const elsewhere = (place: HubPlace, passphrase: string | null = null): HubPlace => ({
  ...place,
  means: { ...place.means, accountDir: join(temporaryFolder(), 'keys'), passphrase },
});
const how = { at: 1, signal: new AbortController().signal, onProgress: () => undefined };

async function headOf(place: HubPlace): Promise<number> {
  const hub = await openBesideHub(place, noTrouble);
  try {
    const { head } = await hub.db
      .selectFrom('partition')
      .select('head_seq as head')
      .executeTakeFirstOrThrow();
    return Number(head);
  } finally {
    await hub.close();
  }
}

onBothEngines((engine) => {
  it('prints a recovery key while it is served, by which its backup and its data open elsewhere', async () => {
    const place = await engine.place();
    const hub = await openHub(place, hubPorts(), noTrouble);
    await fillHub(hub, 7);
    const folder = temporaryFolder();
    const none = await xuejiInside('hub', 'key', 'status', ...at(place));
    expect(none.stdout).toContain('还没有主机的恢复密钥');
    const first = await xuejiInside<{ recoveryKey: string }>(
      'hub',
      'key',
      'recovery',
      ...at(place),
      '--json',
    );
    const made = await xuejiInside<{ recoveryKey: string }>('hub', 'key', 'recovery', ...at(place), '--json');
    const file = join(folder, 'hub.xjh');
    expect(await xuejiInside('hub', 'backup', file, ...at(place))).toMatchObject({ code: 0 });
    const told = await xuejiInside('hub', 'status', ...at(place));
    expect(told.stdout).toMatch(/改打开主机的办法 +生成恢复密钥/);
    const status = await xuejiInside<Status>('hub', 'key', 'status', ...at(place), '--json');
    expect(status.json).toMatchObject({ protection: 'account', recovery: expect.any(Number) });
    await hub.close();

    // The computer is broken: its backup opens by what was printed last, and by nothing else.
    const other = elsewhere(await engine.place());
    const scratch = join(temporaryFolder(), 'scratch');
    const restoring = (recoveryKey: string | null) =>
      restoreHub(other, file, other.engine === 'sqlite' ? other.dataDir : scratch, { ...how, recoveryKey });
    await expect(restoring(null)).rejects.toMatchObject({ code: 'STORE_LOCKED', params: { case: 'hub' } });
    await expect(restoring(first.json.recoveryKey)).rejects.toMatchObject({ code: 'KEY_WRONG' });
    const back = await restoring(made.json.recoveryKey);
    expect(back.manifest.seq).toBe(7);
    expect(await headOf(other)).toBe(7);
  });

  it('opens by its recovery key, and by the passphrase that is set then', async () => {
    const place = await engine.place();
    const hub = await openHub(place, hubPorts(), noTrouble);
    await fillHub(hub, 3);
    await hub.close();
    const made = await xuejiInside<{ recoveryKey: string }>('hub', 'key', 'recovery', ...at(place), '--json');
    const away = elsewhere(place, '桂花落在教务处门口');
    await expect(
      openBesideHub({ ...away, means: { ...away.means, passphrase: null } }, noTrouble),
    ).rejects.toMatchObject({ code: 'STORE_LOCKED', params: { case: 'hub' } });
    await expect(recoverHub(away, 'AAAAA-BBBBB')).rejects.toMatchObject({ code: 'KEY_WRONG' });
    expect(await recoverHub(away, made.json.recoveryKey)).toBe('passphrase');
    expect(await headOf(away)).toBe(3);
    // What opened it before opens it no more.
    await expect(openBesideHub(place, noTrouble)).rejects.toMatchObject({ code: 'STORE_LOCKED', params: {} });
  });

  it('takes a passphrase by a command, and is backed up with it', async () => {
    const place = await engine.place();
    const hub = await openHub(place, hubPorts(), noTrouble);
    await fillHub(hub, 3);
    const folder = temporaryFolder();
    const secret = join(folder, 'secret.txt');
    writeFileSync(secret, '桂花落在教务处门口\n');
    const short = join(folder, 'short.txt');
    writeFileSync(short, 'abc\n');
    const refused = await xuejiInside<Refused>(
      ...['hub', 'key', 'set-passphrase', '--new-passphrase-file', short, ...at(place), '--json'],
    );
    expect(refused.json.error.code).toBe('KEY_PASSPHRASE');
    const set = await xuejiInside<Status>(
      ...['hub', 'key', 'set-passphrase', '--new-passphrase-file', secret, ...at(place), '--json'],
    );
    expect(set.json).toMatchObject({ protection: 'passphrase', passphrase: true, account: false });
    const file = join(folder, 'hub.xjh');
    const opened = await xuejiInside('hub', 'backup', file, '--passphrase-file', secret, ...at(place));
    expect(opened.code).toBe(0);
    const locked = await xuejiInside<Refused>('hub', 'status', ...at(place), '--json');
    expect(locked.json.error.code).toBe('STORE_LOCKED');
    await hub.close();
    const other = elsewhere(await engine.place(), '桂花落在教务处门口');
    await restoreHub(
      ...([other, file, other.engine === 'sqlite' ? other.dataDir : join(folder, 'scratch'), how] as const),
    );
    expect(await headOf(other)).toBe(3);
    const removed = await xuejiInside<Status>(
      ...['hub', 'key', 'remove-passphrase', '--passphrase-file', secret, ...at(place), '--json'],
    );
    expect(removed.json).toMatchObject({ protection: 'account', passphrase: false });
    expect(await headOf(place)).toBe(3);
  });
});

it('leaves a desk’s folder alone that is named in place of a hub’s', async () => {
  const folder = temporaryFolder();
  const desk = join(folder, 'desk');
  const core = await openCore(desk);
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  await core.close();
  const made = await xuejiInside<{ recoveryKey: string }>('key', 'recovery', '--data', desk, '--json');
  const before = readFileSync(join(desk, 'keys.json'), 'utf8');
  const typed = join(folder, 'key.txt');
  writeFileSync(typed, made.json.recoveryKey);
  const refused = await xuejiInside<Refused>(
    ...['hub', 'key', 'recover', '--key-file', typed, '--data', desk, '--json'],
  );
  expect(refused).toMatchObject({ code: 4, json: { error: { code: 'HUB_REFUSED' } } });
  expect(readFileSync(join(desk, 'keys.json'), 'utf8')).toBe(before);
});

it('prints the sheet whole or not at all, and the key of before opens until then', async () => {
  const folder = temporaryFolder();
  const place: HubPlace = { engine: 'sqlite', dataDir: join(folder, 'hub'), means: hubMeans() };
  const hub = await openHub(place, hubPorts(), noTrouble);
  await hub.close();
  const before = readFileSync(join(place.dataDir, 'keys.json'), 'utf8');
  const nowhere = await xuejiInside<Refused>(
    ...['hub', 'key', 'recovery', '--out', join(folder, 'no', 'key.pdf'), ...at(place), '--json'],
  );
  expect(nowhere.json.error.code).toBe('FILE_NOT_WRITABLE');
  expect(readFileSync(join(place.dataDir, 'keys.json'), 'utf8')).toBe(before);
  const sheet = join(folder, 'key.pdf');
  expect(await xuejiInside('hub', 'key', 'recovery', '--out', sheet, ...at(place))).toMatchObject({
    code: 0,
  });
  expect(existsSync(sheet)).toBe(true);
  expect(readFileSync(join(place.dataDir, 'keys.json'), 'utf8')).not.toBe(before);
});
