import { expect, it } from 'vitest';
import { deviceOrdinal } from '../../electron/hub/deviceOrdinal.ts';
import type { HubDb } from '../../electron/hub/hubPorts.ts';
import { settleHub } from '../../electron/hub/settleHub.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';

const enrol = (db: HubDb, id: string) =>
  db
    .insertInto('device')
    .values({
      ...{ id, name: id, state: 'active', last_mid: 0, grant_version: 1, scope: '"*"' },
      ...{ seen_seq: 0, seen_at: null },
    })
    .execute();

onBothEngines((engine) => {
  it('gives each device another one, for good, also when several ask at once', async () => {
    const { db } = await engine.hub();
    const names = ['甲', '乙', '丙', '丁', '戊'];
    for (const name of names) await enrol(db, name);
    const given = await Promise.all([...names, ...names].map((name) => deviceOrdinal(db, name)));
    expect([...given.slice(0, 5)].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(given.slice(5)).toEqual(given.slice(0, 5));
  });

  it('leaves some out where the hub goes on from a copy, whose devices may have got others meanwhile', async () => {
    const { db } = await engine.hub();
    const ports = hubPorts();
    for (const name of ['甲', '乙', '丙']) await enrol(db, name);
    expect(await deviceOrdinal(db, '甲')).toBe(1);
    expect(await deviceOrdinal(db, '乙')).toBe(2);
    expect(await settleHub(db, ports, 'another computer')).toBe('moved');
    expect(await deviceOrdinal(db, '丙')).toBe(24);
    expect(await deviceOrdinal(db, '乙')).toBe(2);
  });
});
