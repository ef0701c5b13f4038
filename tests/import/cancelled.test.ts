import { expect, test } from 'vitest';
import { saveWords } from '../../electron/import/saveWords.ts';
import { commitSpreadsheet } from '../../electron/import/session/commitSpreadsheet.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { undoBatch } from '../../electron/import/undoBatch.ts';
import { expectConsistent, sizesOf, tablesOf } from '../harness/storeInvariants.ts';
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

test('words that are cancelled while they are shown with their students change none of them', async () => {
  const scene = new StoreScene();
  const of = (index: number) => ({
    studentNo: String(index),
    name: '甲',
    collegeName: '新传院',
    level: '统招',
  });
  scene.importRoster(
    'chsi',
    Array.from({ length: 1_200 }, (_, index) => of(index)),
  );
  // Those of whom two sources speak are shown after the others.
  scene.importRoster('sis', [of(7), of(8)]);
  const before = tablesOf(scene.db);
  const words = [
    { field: 'collegeName' as const, spelling: '新传院', meant: '长江新闻与传播学院' },
    { field: 'level' as const, spelling: '统招', meant: '本科' },
  ];
  const save = (running: ReturnType<typeof cancelledAtTheEnd>) =>
    saveWords(scene.db, { words, how: 'typed', ...scene.context(), batch: 'w' }, running);
  const told: [number, number | null][] = [];
  const controller = new AbortController();
  const halfWay = save({
    signal: controller.signal,
    progress: (_, done, total) => {
      told.push([done, total]);
      if (done === 1_500) controller.abort();
    },
  });
  await expect(halfWay).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(told.at(-1)).toEqual([1_500, 2_400]);
  expect(tablesOf(scene.db)).toEqual(before);

  const saved = await save({ signal: new AbortController().signal, progress: () => undefined });
  expect(saved).toEqual({ batch: 'w', changed: 2 });
  expectConsistent(scene.db);
  expect(
    scene.db
      .read('SELECT college_name AS college, level, count(*) AS students FROM student GROUP BY 1, 2')
      .all(),
  ).toEqual([{ college: '长江新闻与传播学院', level: '本科', students: 1_200 }]);
  scene.db.raw.close();
});
