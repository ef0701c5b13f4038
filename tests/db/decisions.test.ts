import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { compareSources } from '../../electron/reconcile/compareSources.ts';
import { Decisions } from '../../electron/reconcile/Decisions.ts';
import { listWork, type Work } from '../../electron/reconcile/listWork.ts';
import { planDecisions } from '../../electron/reconcile/planDecisions.ts';
import type { DecisionKind } from '../../shared/contract/reconcile.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { expectConsistent, expectReplayEqual, tablesOf } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { testKey } from '../harness/testKey.ts';

const SOURCES: FileSource[] = ['chsi', 'sis'];

async function workOf(scene: StoreScene): Promise<Work[]> {
  const quiet = { signal: undefined, progress: () => undefined };
  return listWork(await compareSources(scene.db, SOURCES, quiet), new Decisions(scene.db));
}

function decide(
  scene: StoreScene,
  work: readonly Work[],
  kind: DecisionKind,
  accept: FileSource | null = null,
) {
  const by = { kind, accept, at: scene.now, actor: '测试员' };
  const planned = planDecisions(work, new Decisions(scene.db), by);
  const batch = scene.nextId();
  scene.db.transaction(() => {
    scene.write('reconcile.decide', { decisions: planned.decide }, batch);
    const by = { how: 'comparison' as const, at: scene.now, actor: '测试员' };
    scene.write('words.save', { words: planned.dictionary, ...by }, batch);
    for (const [student, values] of planned.words) {
      scene.write('student.setFields', { student, values, reason: '' }, batch);
    }
    scene.write(
      'row.save',
      {
        entity: 'batch',
        id: batch,
        before: null,
        after: {
          kind: 'edit',
          source: 'staff',
          file: '',
          format: '',
          counts: '{}',
          at: scene.now,
          actor: '测试员',
        },
      },
      batch,
    );
  });
  return batch;
}

/** Two students; the names of both and the college of one differ. */
function twoSources(): { scene: StoreScene; zhang: string } {
  const scene = new StoreScene();
  const chsi = [
    { studentNo: '1', name: '张三', collegeName: '计算机学院' },
    { studentNo: '2', name: '李四', collegeName: '计算机学院' },
  ];
  const { rows } = scene.importRoster('chsi', chsi);
  scene.importRoster('sis', [
    { studentNo: '1', name: '张 三', collegeName: '计算机科学系' },
    { studentNo: '2', name: '李四', collegeName: '计算机科学系' },
  ]);
  return { scene, zhang: rows[0]!.student! };
}

const states = (work: readonly Work[]) =>
  work.map(
    ({ difference, decided }) => `${difference.field} ${decided.state} ${decided.decision?.kind ?? ''}`,
  );

describe('decisions about differences', () => {
  it('accept a word as the value in use, so that what was verified of it becomes stale', async () => {
    const { scene, zhang } = twoSources();
    const campaign = scene.campaign({ coveredFields: ['name'], coversPhoto: false });
    scene.verdict(campaign, [zhang], 'correct');
    expect(scene.verification(campaign, zhang)?.fields_unchanged).toBe(1);
    const name = (await workOf(scene)).filter(({ difference }) => difference.field === 'name');
    const batch = decide(scene, name, 'accept', 'sis');
    expect(scene.student(zhang).values.name).toBe('张 三');
    expect(scene.verification(campaign, zhang)?.fields_unchanged).toBe(0);
    expectConsistent(scene.db);
    expectReplayEqual(scene.db);
    await scene.undo(batch);
    expect(scene.student(zhang).values.name).toBe('张三');
    expect(scene.verification(campaign, zhang)?.fields_unchanged).toBe(1);
    expect(states(await workOf(scene))).toContain('name open ');
    expectConsistent(scene.db);
    expectReplayEqual(scene.db);
  });

  it('hold until one of the two values changes, and then come back', async () => {
    const { scene } = twoSources();
    const name = (await workOf(scene)).filter(({ difference }) => difference.field === 'name');
    decide(scene, name, 'ignore');
    expect(states(await workOf(scene))).toContain('name decided ignore');
    scene.importRoster('sis', [{ studentNo: '1', name: '张 三', phone: '1' }]);
    expect(states(await workOf(scene))).toContain('name decided ignore');
    scene.importRoster('sis', [{ studentNo: '1', name: '张  三' }]);
    expect(states(await workOf(scene))).toContain('name returned ignore');
    expectReplayEqual(scene.db);
  });

  it('say once for all that two words mean the same', async () => {
    const { scene } = twoSources();
    const [college] = (await workOf(scene)).filter(({ difference }) => difference.field === 'collegeName');
    const batch = decide(scene, [college!], 'alias');
    const all = states(await workOf(scene)).filter((state) => state.startsWith('collegeName'));
    expect(all).toEqual(['collegeName decided alias', 'collegeName decided alias']);
    const colleges = () => scene.db.read('SELECT DISTINCT college_name AS name FROM student').all();
    expect(colleges()).toEqual([{ name: '计算机学院' }]);
    expectReplayEqual(scene.db);
    await scene.undo(batch);
    expect(states(await workOf(scene)).filter((state) => state === 'collegeName open ')).toHaveLength(2);
  });

  it('take the place of one another, and withdraw what an acceptance had said', async () => {
    const { scene, zhang } = twoSources();
    const name = async () => (await workOf(scene)).filter(({ difference }) => difference.field === 'name');
    decide(scene, await name(), 'accept', 'sis');
    const before = tablesOf(scene.db);
    const batch = decide(scene, await name(), 'ask');
    expect(scene.student(zhang).values.name).toBe('张三');
    expectConsistent(scene.db);
    await scene.undo(batch);
    expect(tablesOf(scene.db)).toEqual(before);
    expectReplayEqual(scene.db);
  });

  it('are kept when they were taken anew since', async () => {
    const { scene } = twoSources();
    const name = async () => (await workOf(scene)).filter(({ difference }) => difference.field === 'name');
    const first = decide(scene, await name(), 'ignore');
    decide(scene, await name(), 'ask');
    const { kept } = await scene.undo(first);
    expect(kept.map(({ fields }) => fields)).toEqual([['name']]);
    expect(states(await name())).toEqual(['name decided ask']);
  });
});

describe('decisions through the core', () => {
  const folder = folderForAll();

  it('are taken on what was seen, in bulk only on ways of writing, and can be undone', async () => {
    const db = openDatabase(folder, testKey(folder));
    const scene = new StoreScene(db);
    const rows = ['1', '2', '3'].map((studentNo) => ({ studentNo, name: `张${studentNo}三`, gender: '男' }));
    scene.importRoster('chsi', rows);
    scene.importRoster(
      'sis',
      rows.map((row) => ({ ...row, name: ` ${row.name}`, gender: '女' })),
    );
    db.raw.close();
    const core = await openCore(folder);
    const { reconcile, imports } = core.client;
    const sources = SOURCES;
    const summary = await resultOf(await reconcile.compare({ sources }));
    expect(summary.states).toEqual({ open: 6, returned: 0, decided: 0 });
    const { version } = summary;
    const spaces = { kinds: ['space' as const], fields: ['name' as const] };
    const bulk = { sources, version, decision: 'ignore' as const };
    const genders = { all: { kinds: ['other' as const], fields: ['gender' as const] }, count: 3 };
    await expect(reconcile.decide({ ...bulk, which: genders }).then(resultOf)).rejects.toMatchObject({
      code: 'USAGE',
    });
    const fewer = { all: spaces, count: 2 };
    await expect(reconcile.decide({ ...bulk, which: fewer }).then(resultOf)).rejects.toMatchObject({
      code: 'STALE_PLAN',
    });
    const { batch, decided } = await resultOf(
      await reconcile.decide({ ...bulk, which: { all: spaces, count: 3 } }),
    );
    expect(decided).toBe(3);
    const after = await reconcile.work({ sources, filter: { states: ['open'] }, offset: 0, limit: 10 });
    expect(after.total).toBe(3);
    expect(after.fields).toEqual([{ key: 'gender', count: 3 }]);
    const [item] = after.items;
    await resultOf(
      await reconcile.decide({
        sources,
        version,
        which: { items: [{ student: item!.student, field: 'gender' }] },
        decision: 'accept',
        accept: 'sis',
      }),
    );
    const detail = await core.client.students.get({ id: item!.student, campaign: null });
    expect(detail.values.gender).toBe('女');
    await resultOf(await imports.undo({ batch }));
    const undone = await resultOf(await reconcile.compare({ sources }));
    expect(undone.states).toEqual({ open: 5, returned: 0, decided: 1 });
    await core.close();
  });
});
