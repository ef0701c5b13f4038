import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { hubPorts, noTrouble, onBothEngines, onPostgres } from '../harness/hubEngines.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { fillHub } from './fillHub.ts';

interface Refused {
  error: { code: string; message: string; hint: string };
}
interface Status {
  seq: number;
  durableSeq: number;
  backup: { seq: number; what: string; ageSeconds: number } | null;
  devices: { name: string; lag: number; outbox: { depth: number; oldestAt: string } | null }[];
  oldestOutbox: string | null;
}

const at = (place: HubPlace) =>
  place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];

onBothEngines((engine) => {
  it('is told how it stands, backed up and put back by commands', async () => {
    const place = await engine.place();
    const file = join(temporaryFolder(), 'hub.xjh');
    const hub = await openHub(place, hubPorts(), noTrouble);
    await fillHub(hub, 12);
    const device = {
      ...{
        id: 'd-1',
        name: '学籍科 1',
        state: 'active' as const,
        last_mid: 3,
        grant_version: 1,
        scope: '"*"',
      },
      ...{ seen_seq: 5, seen_at: 1_700_000_000_000, outbox_depth: 4, outbox_oldest_at: 1_700_000_000_000 },
    };
    const unsaid = { public_key: null, asked_at: null, clock_skew_ms: null, app_version: null };
    await hub.db
      .insertInto('device')
      .values({ ...device, ...unsaid, schema_version: null, purged_version: null })
      .execute();

    const before = await xuejiInside<Status>('hub', 'status', ...at(place), '--json');
    expect(before.json).toMatchObject({ seq: 12, durableSeq: 0, backup: null });
    // There is no backup: somebody has to make one.
    expect(before.code).toBe(1);
    expect(before.json.devices).toMatchObject([{ name: '学籍科 1', lag: 7, outbox: { depth: 4 } }]);
    expect(before.json.oldestOutbox).toBe('2023-11-14T22:13:20.000Z');
    const people = await xuejiInside('hub', 'status', ...at(place));
    expect(people.stdout).toContain('还没有备份');
    expect(people.stdout).toMatch(/学籍科 1 +使用中 +全校 +7 +2023-11-15 06:13 +4/);

    const made = await xuejiInside<{ seq: number }>('hub', 'backup', file, ...at(place), '--json');
    expect(made).toMatchObject({ code: 0, json: { seq: 12 } });
    const after = await xuejiInside<Status>('hub', 'status', ...at(place), '--json');
    expect(after).toMatchObject({ code: 0, json: { durableSeq: 12, backup: { seq: 12, what: 'file' } } });

    if (engine.name === 'sqlite') {
      const inUse = await xuejiInside<Refused>('hub', 'restore', file, ...at(place), '--json');
      expect(inUse).toMatchObject({ code: 4, json: { error: { code: 'STORE_IN_USE' } } });
    }
    await fillHub(hub, 9, 'later');
    await hub.close();
    const back = await xuejiInside<{ seq: number }>('hub', 'restore', file, ...at(place), '--json');
    expect(back).toMatchObject({ code: 0, json: { seq: 12 } });
    const restored = await xuejiInside<Status>('hub', 'status', ...at(place), '--json');
    expect(restored.json).toMatchObject({ seq: 12, durableSeq: 12 });
  });
});

it('a command makes no hub, and says so', async () => {
  const dataDir = join(temporaryFolder(), 'nobody');
  for (const args of [['status'], ['backup', join(temporaryFolder(), 'f')]]) {
    const refused = await xuejiInside<Refused>('hub', ...args, '--data', dataDir, '--json');
    expect(refused).toMatchObject({ code: 4, json: { error: { code: 'HUB_REFUSED' } } });
    expect(refused.json.error.message).toBe('这里还没有同步主机的数据。');
  }
  expect(existsSync(dataDir) ? readdirSync(dataDir) : []).toEqual([]);
});

it('an address that is none, that nobody answers at, or two places are refused', async () => {
  const said = async (...args: string[]) => {
    const { code, json } = await xuejiInside<Refused>('hub', 'status', ...args, '--json');
    expect(code).toBe(4);
    return json.error.message;
  };
  expect(await said('--pg', 'mysql://x/y')).toContain('数据库地址的写法不对');
  expect(await said('--pg', 'postgresql://127.0.0.1:1/x')).toContain(
    '连不上 PostgreSQL 数据库（ECONNREFUSED）',
  );
  expect(await said('--pg', 'postgresql://127.0.0.1:1/x', '--data', temporaryFolder())).toContain(
    '两处都写了',
  );
});

onPostgres(
  (engine) => {
    it('counts as backed up what the server’s own archive holds, and nothing before', async () => {
      const place = (await engine.place()) as Extract<HubPlace, { engine: 'postgres' }>;
      const hub = await openHub(place, hubPorts(), noTrouble);
      onTestFinished(() => hub.close());
      await fillHub(hub, 7);
      const ask = () =>
        xuejiInside<{ archived: number | null; waiting: number }>(
          'hub',
          ...['backup', '--archived', ...at(place), '--json'],
        );
      expect((await ask()).json).toEqual({ archived: null, waiting: 7 });
      await fillHub(hub, 5, 'later');
      expect((await ask()).json).toEqual({ archived: null, waiting: 7 });
      const server = engine.server()!;
      await server.ask(place.url, 'SELECT pg_switch_wal()');
      await expect
        .poll(async () => (await ask()).json, { timeout: 20_000 })
        .toEqual({ archived: 7, waiting: 12 });
      const status = await xuejiInside<Status>('hub', 'status', ...at(place), '--json');
      expect(status.json).toMatchObject({ durableSeq: 7, backup: { seq: 7, what: 'archive' } });
    });
  },
  ['fsync = off', 'archive_mode = on', "archive_command = 'cp %p ../%f'"],
);

onPostgres((engine) => {
  it('is not said to be archived by a server that archives nothing', async () => {
    const place = await engine.place();
    await (await openHub(place, hubPorts(), noTrouble)).close();
    const { code, json } = await xuejiInside<Refused>('hub', 'backup', '--archived', ...at(place), '--json');
    expect(code).toBe(4);
    expect(json.error.message).toContain('没有打开 WAL 归档');
  });
});
