import { expect, test } from 'vitest';
import { commitSpreadsheet } from '../../electron/import/session/commitSpreadsheet.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { undoBatch } from '../../electron/import/undoBatch.ts';
import { sizesOf } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';

const ROWS = [
  { studentNo: '2022001', name: '张三' },
  { studentNo: '2022002', name: '李四' },
];

/** Somebody cancels when they read that all is written. */
function cancelledAtTheEnd() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    progress: (_: string, done: number, total: number | null) => {
      if (done === total) controller.abort();
    },
  };
}

test('an import that is cancelled after its last row and before it is saved leaves nothing', async () => {
  const scene = new StoreScene();
  const planner = scene.planRoster('chsi', ROWS);
  const before = sizesOf(scene.db);
  const commit = commitSpreadsheet(
    scene.db,
    {
      rows: planner.rows,
      findings: [],
      missingFromFile: 0,
      named: null,
      campaign: null,
      finish: null,
      changedFields: new Map(),
      baseline: 0,
    },
    {
      kind: 'roster',
      source: 'chsi',
      campaign: null,
      mapping: suggestMapping(['学号', '姓名'], 'roster'),
      headings: ['学号', '姓名'],
      batch: { file: '名单.csv', format: 'csv', encoding: 'utf-8', sheet: null, headerRow: 1 },
      words: [],
      nextId: () => scene.nextId(),
    },
    { batch: 'b', device: 'here', actor: '测试员', at: scene.now },
    cancelledAtTheEnd(),
  );
  await expect(commit).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(sizesOf(scene.db)).toEqual(before);
  scene.db.raw.close();
});

test('an undo that is cancelled at its end leaves all as it was', async () => {
  const scene = new StoreScene();
  const { batch } = scene.importRoster('chsi', ROWS);
  const before = sizesOf(scene.db);
  const undo = undoBatch(scene.db, batch, { ...scene.context(), batch: 'u' }, cancelledAtTheEnd());
  await expect(undo).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(sizesOf(scene.db)).toEqual(before);
  expect((await scene.undo(batch)).reverted).toBe(2);
  scene.db.raw.close();
});
