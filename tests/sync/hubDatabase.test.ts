import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HUB_MIGRATIONS } from '../../electron/hub/hubMigrations.ts';
import { hubSchema, migrateHub } from '../../electron/hub/migrateHub.ts';
import { openBesideHub, openHub } from '../../electron/hub/openHub.ts';
import { isPlainDatabase } from '../../electron/security/isPlainDatabase.ts';
import { hubMeans, hubPorts, noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

onBothEngines((engine) => {
  it('makes a hub once, and finds it again', async () => {
    const place = await engine.place();
    const first = await openHub(place, hubPorts(), noTrouble);
    const made = await first.db.selectFrom('partition').selectAll().execute();
    expect(first.woke).toBe('new');
    expect(made).toMatchObject([{ id: 1, head_seq: 0, durable_seq: 0 }]);
    expect(new Set([made[0]!.hub, made[0]!.instance, made[0]!.epoch]).size).toBe(3);
    expect(made[0]!.secret).toMatch(/^[0-9a-f]{64}$/);
    await first.close();
    const again = await openHub(place, hubPorts(), noTrouble);
    expect(again.woke).toBe('same');
    expect(await again.db.selectFrom('partition').selectAll().execute()).toEqual(made);
    await again.close();
  });

  it('is refused where a newer program wrote it, and by a command where there is none', async () => {
    const place = await engine.place();
    await expect(openBesideHub(place, noTrouble)).rejects.toMatchObject({
      code: 'HUB_REFUSED',
      params: { case: 'none' },
    });
    const hub = await openHub(place, hubPorts(), noTrouble);
    await hub.db.updateTable('hub_schema').set({ version: 99 }).execute();
    await hub.close();
    for (const open of [() => openHub(place, hubPorts(), noTrouble), () => openBesideHub(place, noTrouble)])
      await expect(open()).rejects.toMatchObject({ code: 'STORE_NEWER', params: { found: 99 } });
  });

  it('takes a step of the schema wholly or not at all', async () => {
    const { db } = await engine.hub();
    const breaks = {
      version: HUB_MIGRATIONS.length + 1,
      up: async (tx: typeof db) => {
        await tx.schema.createTable('half').addColumn('a', 'text').execute();
        throw new Error('in the middle');
      },
    };
    const asked: number[][] = [];
    const before = async (...steps: [number, number]) => void asked.push(steps);
    const steps = [...HUB_MIGRATIONS, breaks];
    await expect(migrateHub(db, engine.name, { steps, before })).rejects.toThrow('middle');
    expect(asked).toEqual([[HUB_MIGRATIONS.length, steps.length]]);
    expect(await hubSchema(db)).toBe(HUB_MIGRATIONS.length);
    expect((await db.introspection.getTables()).map(({ name }) => name)).not.toContain('half');
  });

  it('is served by several at once only on PostgreSQL', async () => {
    const place = await engine.place();
    const opened = await Promise.allSettled([1, 2, 3].map(() => openHub(place, hubPorts(), noTrouble)));
    const served = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(served.length).toBe(engine.name === 'postgres' ? 3 : 1);
    expect(served.filter(({ woke }) => woke === 'new')).toHaveLength(1);
    expect(await served[0]!.db.selectFrom('partition').select('id').execute()).toEqual([{ id: 1 }]);
    for (const hub of served) await hub.close();
  });
});

describe('a folder', () => {
  const folder = (passphrase: string | null = null) => ({
    ...{ engine: 'sqlite' as const, dataDir: join(temporaryFolder(), 'hub'), means: hubMeans(passphrase) },
  });

  it('is encrypted, and opened by its passphrase alone', async () => {
    const place = folder('correct horse battery');
    const { dataDir } = place;
    await (await openHub(place, hubPorts(), noTrouble)).close();
    expect(isPlainDatabase(join(dataDir, 'hub.sqlite'))).toBe(false);
    await expect(openHub({ ...place, means: hubMeans() }, hubPorts(), noTrouble)).rejects.toMatchObject({
      code: 'STORE_LOCKED',
    });
    await (await openBesideHub(place, noTrouble)).close();
  });

  it('of a desk is refused, and one whose key ring is gone', async () => {
    const place = folder();
    await (await openHub(place, hubPorts(), noTrouble)).close();
    for (const name of ['keys.json', 'keys.copy.json']) rmSync(join(place.dataDir, name));
    const refused = { code: 'KEY_RING', params: { case: 'missing' } };
    await expect(openHub(place, hubPorts(), noTrouble)).rejects.toMatchObject(refused);
    writeFileSync(join(place.dataDir, 'store.sqlite'), '');
    const isDesk = { code: 'HUB_REFUSED', params: { case: 'desk' } };
    await expect(openHub(place, hubPorts(), noTrouble)).rejects.toMatchObject(isDesk);
  });

  it('that was moved has another instance from there on, in its chain', async () => {
    const place = folder();
    const here = await openHub(place, hubPorts(), noTrouble);
    const before = await here.db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    await here.close();
    const dataDir = `${place.dataDir}-2`;
    renameSync(place.dataDir, dataDir);
    const moved = await openHub({ ...place, dataDir }, hubPorts(), noTrouble);
    const after = await moved.db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    expect(moved.woke).toBe('moved');
    expect(after).toMatchObject({ hub: before.hub, epoch: before.epoch, head_seq: 1 });
    expect(after.instance).not.toBe(before.instance);
    const entries = await moved.db.selectFrom('log').selectAll().execute();
    expect(entries).toMatchObject([{ seq: 1, kind: 'instance', chain: after.head_chain }]);
    expect(JSON.parse(entries[0]!.patch)).toEqual({ instance: after.instance, before: before.instance });
    await moved.close();
  });
});
