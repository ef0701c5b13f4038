import { expect, it } from 'vitest';
import {
  type Entity,
  type Patch,
  type PatchValue,
  parseEffect,
  patchOf,
} from '../../electron/changes/change.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { testKey } from '../harness/testKey.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** Every row of a store by what its log adds up to: fields that were emptied are not in it. */
function folded(db: ReturnType<typeof openDatabase>) {
  const rows = new Map<string, Record<string, PatchValue>>();
  const log = db.read<{ entity: Entity; id: string; kind: 'made' | 'changed'; patch: string }>(
    'SELECT entity, entity_id AS id, kind, patch FROM change ORDER BY seq',
  );
  for (const { entity, id, kind, patch } of log.iterate()) {
    const key = `${entity}\n${id}`;
    const row = rows.get(key) ?? {};
    for (const [field, [, to]] of Object.entries(patchOf(parseEffect(kind, patch)) as Patch)) {
      if (to === null) delete row[field];
      else row[field] = to;
    }
    rows.set(key, row);
  }
  return rows;
}

it('reads of every row of a store what its log adds up to', async () => {
  const dataDir = temporaryFolder();
  await xuejiInside('demo', '--students', '300', '--seed', '5', '--data', dataDir);
  const db = openDatabase(dataDir, testKey(dataDir));
  const entities = new Set<string>();
  const differing: unknown[] = [];
  for (const [key, row] of folded(db)) {
    const [entity, id] = key.split('\n') as [Entity, string];
    entities.add(entity);
    const expected = Object.keys(row).length === 0 ? null : row;
    const read = readRow(db, entity, id);
    const same =
      JSON.stringify(Object.entries(read ?? {}).sort()) ===
      JSON.stringify(Object.entries(expected ?? {}).sort());
    if (!same) differing.push({ entity, id, read, expected });
  }
  db.raw.close();
  expect(differing.slice(0, 5)).toEqual([]);
  expect(entities.size).toBeGreaterThan(8);
}, 120_000);
