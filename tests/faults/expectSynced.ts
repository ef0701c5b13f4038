import { join } from 'node:path';
import { expect } from 'vitest';
import type { Entity } from '../../electron/changes/change.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { checkStore } from '../../electron/core/checkStore.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import type { DataKey } from '../../electron/security/dataKey.ts';
import { hubPorts, noTrouble } from '../harness/hubEngines.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import type { DeskProcess } from './SyncProcesses.ts';

const running = { signal: new AbortController().signal, onProgress: () => undefined };
const byKey = (rows: readonly string[]) => [...rows].sort();

/**
 * That a hub and its desks, all of them closed, hold the same, and that nothing that was committed at a desk is lost or
 * there twice: each store is whole, each mutation has one number, one body and one answer, and what each said to have
 * kept stands in the hub’s log exactly once. How many entries the log has.
 */
export async function expectSynced(
  place: HubPlace,
  desks: readonly (Pick<DeskProcess, 'name' | 'dataDir' | 'kept'> & { key?: DataKey | null })[],
): Promise<number> {
  const hub = await openHub(place, hubPorts(), noTrouble);
  try {
    const { fault, state } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
    expect(fault).toBeNull();
    const rows = await hub.db.selectFrom('row').selectAll().where('fields', '<>', 'null').execute();
    const atHub = byKey(
      rows.map(({ entity, row_id, fields, ver }) => say(entity, row_id, ver, JSON.parse(fields))),
    );
    const told = await hub.db.selectFrom('log').select(['kind', 'device', 'mid', 'patch']).execute();
    for (const desk of desks) {
      const { key = STORE_KEY } = desk;
      const looks = await checkStore(desk.dataDir, key, running);
      expect(looks.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual(
        [],
      );
      const db = connect(join(desk.dataDir, STORE_FILE), key);
      try {
        const held = db
          .read<{ entity: Entity; id: string; ver: number }>(
            'SELECT entity, entity_id AS id, ver FROM sync_row',
          )
          .all()
          .flatMap(({ entity, id, ver }) => {
            const fields = readRow(db, entity, id);
            return fields === null ? [] : [say(entity, id, ver, fields)];
          });
        expect(byKey(held), desk.name).toEqual(atHub);
        const { device } = db
          .read<{ device: string }>("SELECT value AS device FROM sync_state WHERE key = 'device'")
          .get()!;
        const own = db
          .read<{ mid: number; state: string; mutation: number | null }>(
            'SELECT mid, state, mutation FROM outbox ORDER BY mid',
          )
          .all();
        expect(own.filter(({ state: is }) => is === 'pending')).toEqual([]);
        const answers = told.filter((one) => one.kind === 'ack' && one.device === device);
        expect(answers.map(({ mid }) => Number(mid)).sort((one, other) => one - other)).toEqual(
          own.map(({ mid }) => mid),
        );
      } finally {
        db.raw.close();
      }
      const patches = told.filter(({ kind, device: _ }) => kind === 'up').map(({ patch }) => patch);
      const all = patches.join('\n');
      const wrong = desk.kept.filter((text) => all.split(`"departmentName":"${text}"`).length !== 2);
      expect(wrong, `${desk.name}: not there once`).toEqual([]);
    }
    return state.seq;
  } finally {
    await hub.close();
  }
}

function say(entity: string, id: string, ver: unknown, fields: object): string {
  return JSON.stringify([entity, id, Number(ver), Object.entries(fields).sort()]);
}
