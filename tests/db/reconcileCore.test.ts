import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import type { ComparedScope } from '../../shared/contract/reconcile.ts';
import type { FileSource, PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { testKey } from '../harness/testKey.ts';

const sources: FileSource[] = ['chsi', 'sis'];
const page = { offset: 0, limit: 100 };

type Rosters = Partial<Record<FileSource, PartialStudentValues[]>>;

/** Imports into a data folder while no core has it open, and looks that the log still replays. */
function bring(folder: string, rosters: Rosters): void {
  const db = openDatabase(folder, testKey(folder));
  const scene = new StoreScene(db);
  scene.now = Date.now();
  const head = db.read<{ count: number }>('SELECT count(*) AS count FROM change').get()!.count;
  for (let skipped = 0; skipped < head; skipped++) scene.nextId();
  for (const [source, rows] of Object.entries(rosters)) scene.importRoster(source as FileSource, rows);
  expectConsistent(db);
  expectReplayEqual(db);
  db.raw.close();
}

type Client = Awaited<ReturnType<typeof openCore>>['client'];

async function withCore<T>(folder: string, work: (client: Client) => Promise<T>): Promise<T> {
  const core = await openCore(folder);
  try {
    return await work(core.client);
  } finally {
    await core.close();
  }
}

const WANG = { name: '王五', birthDate: '2003-01-05' };
const BOTH: Rosters = {
  chsi: [{ ...WANG, studentNo: '2022003', examNo: '1', collegeName: '数学学院', grade: '2022' }],
  sis: [{ ...WANG, studentNo: '2099003', collegeName: '数学学院', grade: '2022' }],
};

async function onlyPair({ reconcile }: Client) {
  const { items } = await reconcile.pairs({ sources, ...page });
  expect(items).toHaveLength(1);
  return { ...items[0]!, one: items[0]!.one.student, other: items[0]!.other.student };
}

describe('a student who is missing from a source', () => {
  it('is explained as soon as staff say that they did not enrol, and missed again when that is undone', async () => {
    const folder = temporaryFolder();
    const gaveUp = { ...WANG, examNo: '1', registrationStatus: '注册学籍' };
    bring(folder, {
      chsi: [gaveUp],
      admission: [{ ...WANG, examNo: '1' }],
      sis: [{ name: '孙七', studentNo: '9' }],
    });
    await withCore(folder, async ({ reconcile, students, imports }) => {
      const missed = async () => {
        const { regions } = await resultOf(await reconcile.compare({ sources }));
        return regions.map(({ students: all, explained }) => [all, explained]);
      };
      expect(await missed()).toEqual([
        [0, 0],
        [1, 0],
        [1, 0],
      ]);
      const listed = (explained: boolean | null) =>
        reconcile.region({ sources, region: ['chsi'], explained, ...page });
      const { items } = await listed(null);
      const { batch } = await students.setFields({
        id: items[0]!.student,
        values: { registrationStatus: '放弃入学资格' },
        reason: '',
      });
      expect((await missed())[1]).toEqual([1, 1]);
      expect((await listed(true)).items).toMatchObject([{ name: '王五', explained: '放弃入学资格' }]);
      expect((await listed(false)).total).toBe(0);
      await resultOf(await imports.undo({ batch }));
      expect((await missed())[1]).toEqual([1, 0]);
    });
  });
});

describe('two who are probably one person', () => {
  it('stay apart through imports, and come back when what they seemed to be one by changes', async () => {
    const folder = temporaryFolder();
    bring(folder, BOTH);
    await withCore(folder, async (client) => {
      const { one, other } = await onlyPair(client);
      await client.reconcile.keepApart({ sources, one, other });
      const { pairs, pairsOpen } = await resultOf(await client.reconcile.compare({ sources }));
      expect([pairs, pairsOpen]).toEqual([1, 0]);
    });
    bring(folder, BOTH);
    bring(folder, { sis: [{ studentNo: '2099003', name: '王五', phone: '1' }] });
    await withCore(folder, async (client) => {
      expect(await onlyPair(client)).toMatchObject({ state: 'decided', actor: expect.any(String) });
      // Another choice of sources asks about the same two people.
      const [pair] = (await client.reconcile.pairs({ sources: ['sis', 'chsi', 'admission'], ...page })).items;
      expect(pair!.state).toBe('decided');
    });
    bring(folder, { sis: [{ studentNo: '2099003', name: '王五', idNumber: '11010520030105002X' }] });
    await withCore(folder, async (client) => {
      const { one, other, state } = await onlyPair(client);
      expect(state).toBe('returned');
      await client.reconcile.keepApart({ sources, one, other });
      expect((await onlyPair(client)).state).toBe('decided');
      await client.reconcile.reopenPair({ sources, one, other });
      expect((await onlyPair(client)).state).toBe('open');
    });
  });

  it('become one, with what differs to be looked at, and are two again when it is undone', async () => {
    const folder = temporaryFolder();
    bring(folder, { ...BOTH, sis: [{ ...BOTH.sis![0]!, collegeName: '数学与统计学院' }] });
    const batch = await withCore(folder, async (client) => {
      const { reconcile, students } = client;
      const { one, other } = await onlyPair(client);
      const detail = (await reconcile.pair({ one, other }))!;
      expect(detail.conflicts).toEqual([]);
      expect(detail.rows.find(({ field }) => field === 'name')?.kind).toBeNull();
      const { batch: joined } = await reconcile.join({ sources, keep: one, joined: other });
      const summary = await resultOf(await reconcile.compare({ sources }));
      expect(summary.regions.map(({ students: count }) => count)).toEqual([1, 0, 0]);
      expect(summary.pairs).toBe(0);
      const { items } = await reconcile.work({ sources, ...page });
      expect(items.map(({ field }) => field)).toEqual(['studentNo', 'collegeName']);
      // A link with the id of before still opens them, with the history of both.
      const opened = await students.get({ id: other, campaign: null });
      expect(opened.id).toBe(one);
      expect(new Set(opened.records.map(({ source }) => source))).toEqual(new Set(sources));
      expect((await reconcile.joins(page)).items).toMatchObject([
        { joined: other, into: one, batch: joined },
      ]);
      return joined;
    });
    bring(folder, { sis: [{ studentNo: '2099003', name: '王五', phone: '1' }] });
    await withCore(folder, async (client) => {
      expect((await resultOf(await client.reconcile.compare({ sources }))).pairs).toBe(0);
      expect(await resultOf(await client.imports.undo({ batch }))).toMatchObject({ kept: [] });
      const { state } = await onlyPair(client);
      expect(state).toBe('open');
    });
    bring(folder, {});
  });

  it('are found by the birth date in a number, and by its beginning', async () => {
    const folder = temporaryFolder();
    bring(folder, {
      chsi: [
        { name: '王五', studentNo: '1', idNumber: '11010520030105002X' },
        { name: '孙七', studentNo: '3', idNumber: '110105200301050035' },
      ],
      sis: [
        { name: '王 五', studentNo: '2', birthDate: '2003-01-05' },
        { name: '孙七', studentNo: '4', idNumber: '110105200301050027' },
      ],
    });
    await withCore(folder, async ({ reconcile }) => {
      const { items } = await reconcile.pairs({ sources, ...page });
      expect(items.map(({ one, because }) => [one.name, because])).toEqual([
        ['王五', 'nameAndBirthDate'],
        ['孙七', 'nameAndIdPrefix'],
      ]);
    });
  });
});

/** Two keys in agreement: without them a row with another name would be for a person to decide at the import. */
const KEYS = { studentNo: '1', examNo: '22110101100001' };

describe('decisions through the core', () => {
  const DIFFERENT: Rosters = {
    chsi: [{ ...KEYS, name: '李己', collegeName: '数学学院', grade: '2022' }],
    sis: [{ ...KEYS, name: '李已', collegeName: '数学系', grade: '2022' }],
  };
  const workOf = async ({ reconcile }: Client, field: string) => {
    const { items } = await reconcile.work({ sources, ...page });
    return items.find((item) => item.field === field);
  };

  it('come back with what they were taken on, also when the sources agree on something else by now', async () => {
    const folder = temporaryFolder();
    bring(folder, DIFFERENT);
    const decide = async (client: Client) => {
      const item = (await workOf(client, 'name'))!;
      const { version } = await resultOf(await client.reconcile.compare({ sources }));
      const which = { items: [{ student: item.student, field: 'name' as const }] };
      const decision = { decision: 'accept' as const, accept: 'sis' as const };
      await resultOf(await client.reconcile.decide({ sources, version, which, ...decision }));
      expect(await workOf(client, 'name')).toMatchObject({
        state: 'decided',
        staffWord: '李已',
        decision: { kind: 'accept', source: 'sis', at: expect.any(Number), before: null },
      });
    };
    await withCore(folder, decide);
    bring(folder, { chsi: [{ ...KEYS, name: '李 己' }] });
    await withCore(folder, async (client) => {
      expect(await workOf(client, 'name')).toMatchObject({
        state: 'returned',
        values: { chsi: '李 己', sis: '李已' },
        decision: { before: { chsi: '李己', sis: '李已' } },
      });
      await decide(client);
    });
    bring(folder, { chsi: [{ ...KEYS, name: '李 巳' }] });
    await withCore(folder, async (client) => {
      expect((await workOf(client, 'name'))!.state).toBe('returned');
    });
  });

  it('tell of an accepted word that no source says any more', async () => {
    const folder = temporaryFolder();
    bring(folder, {
      chsi: [{ studentNo: '1', name: '李四', ethnicity: '回族' }],
      sis: [{ studentNo: '1', name: '李四', ethnicity: '汉族' }],
    });
    await withCore(folder, async (client) => {
      const { version } = await resultOf(await client.reconcile.compare({ sources }));
      const { student } = (await workOf(client, 'ethnicity'))!;
      const which = { items: [{ student, field: 'ethnicity' as const }] };
      await resultOf(
        await client.reconcile.decide({ sources, version, which, decision: 'accept', accept: 'chsi' }),
      );
    });
    bring(folder, { chsi: [{ studentNo: '1', name: '李四', ethnicity: '汉族' }] });
    await withCore(folder, async (client) => {
      const item = (await workOf(client, 'ethnicity'))!;
      expect(item).toMatchObject({
        state: 'returned',
        staffWord: '回族',
        values: { chsi: '汉族', sis: '汉族' },
        decision: { before: { chsi: '回族', sis: '汉族' } },
      });
      const { version } = await resultOf(await client.reconcile.compare({ sources }));
      const which = { items: [{ student: item.student, field: 'ethnicity' as const }] };
      await resultOf(
        await client.reconcile.decide({ sources, version, which, decision: 'accept', accept: 'chsi' }),
      );
      expect(await workOf(client, 'ethnicity')).toBeUndefined();
      const { values } = await client.students.get({ id: item.student, campaign: null });
      expect(values.ethnicity).toBe('汉族');
    });
    bring(folder, {});
  });

  it('are taken back with all that rested on them', async () => {
    const folder = temporaryFolder();
    bring(folder, {
      chsi: [...DIFFERENT.chsi!, { studentNo: '2', name: '张三', collegeName: '数学学院' }],
      sis: [...DIFFERENT.sis!, { studentNo: '2', name: '张三', collegeName: '数学系' }],
    });
    await withCore(folder, async (client) => {
      const { reconcile } = client;
      const { version } = await resultOf(await reconcile.compare({ sources }));
      const { student } = (await workOf(client, 'collegeName'))!;
      const items = [{ student, field: 'collegeName' as const }];
      await resultOf(await reconcile.decide({ sources, version, which: { items }, decision: 'alias' }));
      const states = async () => (await resultOf(await reconcile.compare({ sources }))).states;
      expect(await states()).toEqual({ open: 1, returned: 0, decided: 2 });
      const { batch, reopened } = await reconcile.reopen({ sources, items });
      expect(reopened).toBe(1);
      expect(await states()).toEqual({ open: 3, returned: 0, decided: 0 });
      await expect(reconcile.reopen({ sources, items })).rejects.toMatchObject({ code: 'USAGE' });
      await resultOf(await client.imports.undo({ batch }));
      expect(await states()).toEqual({ open: 1, returned: 0, decided: 2 });
    });
    bring(folder, {});
  });

  it('are offered in bulk only where nobody can become somebody else', async () => {
    const folder = temporaryFolder();
    const names = (name: (at: number) => string) =>
      [4, 5, 6].map((at) => ({ studentNo: `${at}`, name: name(at), collegeName: '数学学院' }));
    bring(folder, {
      chsi: [...names((at) => `阿里木·买买提${at}`), { ...KEYS, name: '阿里木江' }],
      sis: [...names((at) => `阿里木•买买提${at}`), { ...KEYS, name: '阿里木江江' }],
    });
    await withCore(folder, async ({ reconcile }) => {
      const filter = (kind: 'dot' | 'cut') => ({ kinds: [kind], states: ['open' as const] });
      expect((await reconcile.work({ sources, filter: filter('dot'), ...page })).bulk).toEqual({
        count: 3,
        decisions: ['accept', 'ignore'],
      });
      expect((await reconcile.work({ sources, filter: filter('cut'), ...page })).bulk).toBeNull();
      expect((await reconcile.work({ sources, ...page })).bulk).toBeNull();
    });
  });

  it('and counts are of the scope that was chosen', async () => {
    const folder = temporaryFolder();
    bring(folder, {
      chsi: [
        { studentNo: '1', name: '甲', collegeName: '长江新闻与传播学', grade: '2022' },
        { studentNo: '2', name: '乙', collegeName: '数学学院', grade: '2022' },
        { studentNo: '3', name: '丙', collegeName: '数学学院', grade: '2023' },
      ],
      sis: [
        { studentNo: '1', name: '甲', collegeName: '长江新闻与传播学院', grade: '2022' },
        { studentNo: '2', name: '乙', collegeName: '物理学院', grade: '2022' },
      ],
    });
    await withCore(folder, async ({ reconcile }) => {
      const regions = async (scope: ComparedScope) => {
        const { regions: all } = await resultOf(await reconcile.compare({ sources, scope }));
        return all.map(({ students }) => students);
      };
      expect(await regions({})).toEqual([2, 1, 0]);
      expect(await regions({ collegeName: ['长江新闻与传播学院'] })).toEqual([1, 0, 0]);
      // Whoever any source counts among the college belongs to it: a difference is not to hide in the scope.
      expect(await regions({ collegeName: ['物理学院'] })).toEqual([1, 0, 0]);
      expect(await regions({ grade: ['2023'] })).toEqual([0, 1, 0]);
      expect(await regions({ collegeName: ['数学学院', '物理学院'] })).toEqual([1, 1, 0]);
      expect(await regions({ className: [''] })).toEqual([2, 1, 0]);
      expect(await regions({ grade: [''] })).toEqual([0, 0, 0]);
      expect(await regions({ collegeName: ['数学学院'], grade: ['2022'] })).toEqual([1, 0, 0]);
    });
  });

  it('of a whole kind are all taken or none, can be stopped, and are one batch', async () => {
    const folder = temporaryFolder();
    const names = (blank: string) =>
      Array.from({ length: 1_300 }, (_, at) => ({
        ...KEYS,
        studentNo: `${at}`,
        examNo: `E${at}`,
        name: `张三${blank}`,
      }));
    bring(folder, { chsi: names(''), sis: names(' ') });
    await withCore(folder, async ({ reconcile, imports, students }) => {
      const all = { kinds: ['space' as const], states: ['open' as const, 'returned' as const] };
      const { version } = await resultOf(await reconcile.compare({ sources }));
      const request = {
        sources,
        version,
        which: { all, count: 1_300 },
        decision: 'accept',
        accept: 'sis',
      } as const;
      const stop = new AbortController();
      const stages: string[] = [];
      const stopped = async () => {
        for await (const event of await reconcile.decide(request, { signal: stop.signal })) {
          stages.push(event.type === 'progress' ? `${event.stage} of ${event.total}` : event.type);
          stop.abort();
        }
      };
      await expect(stopped()).rejects.toMatchObject({ code: 'CANCELLED' });
      // Decisions, staff's words and the batch itself.
      expect(new Set(stages)).toEqual(new Set(['save of 2601']));
      const open = async () => (await resultOf(await reconcile.compare({ sources }))).states;
      expect(await open()).toEqual({ open: 1_300, returned: 0, decided: 0 });
      expect((await imports.batches()).filter(({ kind }) => kind === 'reconcile')).toEqual([]);
      const { batch, decided, version: after } = await resultOf(await reconcile.decide(request));
      expect({ decided, after }).toEqual({ decided: 1_300, after: version });
      expect(await open()).toEqual({ open: 0, returned: 0, decided: 1_300 });
      const list = (ways: ['accept:sis'] | ['ignore']) =>
        reconcile.work({ sources, filter: { ways, states: ['decided'] }, offset: 0, limit: 1 });
      const { total, ways, items } = await list(['accept:sis']);
      expect({ total, ways }).toEqual({ total: 1_300, ways: [{ key: 'accept:sis', count: 1_300 }] });
      expect((await list(['ignore'])).total).toBe(0);
      const detail = () => students.get({ id: items[0]!.student, campaign: null });
      expect((await detail()).sources).toContain('staff');
      await resultOf(await imports.undo({ batch }));
      expect(await open()).toEqual({ open: 1_300, returned: 0, decided: 0 });
      expect((await detail()).sources).not.toContain('staff');
    });
    bring(folder, {});
  });

  it('are followed in the list as one that is made anew shows them', async () => {
    const folder = temporaryFolder();
    bring(folder, {
      chsi: [
        { studentNo: '1', name: '甲己', collegeName: '长江新闻与传播学', ethnicity: '汉族' },
        { studentNo: '2', name: '乙', collegeName: '长江新闻与传播学', ethnicity: '汉族' },
        { studentNo: '3', name: '丙 丁', collegeName: '数学学院', gender: '男' },
      ],
      sis: [
        { studentNo: '1', name: '甲已', collegeName: '长江新闻与传播学院', ethnicity: '回族' },
        { studentNo: '2', name: '乙', collegeName: '长江新闻与传播学院', ethnicity: '汉' },
        { studentNo: '3', name: '丙丁', collegeName: '数学院', gender: '女' },
      ],
    });
    const seen: unknown[] = [];
    await withCore(folder, async ({ reconcile, imports }) => {
      const list = async () => {
        const { items, total } = await reconcile.work({ sources, offset: 0, limit: 100 });
        return { total, items };
      };
      const { items } = await list();
      let { version } = await resultOf(await reconcile.compare({ sources }));
      const batches: string[] = [];
      for (const [index, { student, field }] of items.entries()) {
        const decision = (['ignore', 'accept', 'ask'] as const)[index % 3]!;
        const which = { items: [{ student, field }] };
        const accept = decision === 'accept' ? ('sis' as const) : null;
        const done = await resultOf(await reconcile.decide({ sources, version, which, decision, accept }));
        ({ version } = done);
        batches.push(done.batch);
      }
      await resultOf(await imports.undo({ batch: batches[1]! }));
      await reconcile.reopen({ sources, items: [{ student: items[0]!.student, field: items[0]!.field }] });
      const cut = items.find(({ kind }) => kind === 'cut')!;
      const which = { items: [{ student: cut.student, field: cut.field }] };
      await resultOf(await reconcile.decide({ sources, version, which, decision: 'alias' }));
      seen.push(await list());
    });
    // The next core knows nothing of what the one before followed.
    await withCore(folder, async ({ reconcile }) => {
      const { items, total } = await reconcile.work({ sources, offset: 0, limit: 100 });
      expect({ total, items }).toEqual(seen[0]);
      expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['open', 'decided']));
    });
  });

  it('and a comparison that is cancelled leaves nothing behind, and can be made again', async () => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 2_100 }, (_, at) => ({ studentNo: `${at}`, name: '张三' }));
    bring(folder, { chsi: rows, sis: rows });
    await withCore(folder, async ({ reconcile }) => {
      const cancel = new AbortController();
      const stages: string[] = [];
      const run = async () => {
        for await (const event of await reconcile.compare({ sources }, { signal: cancel.signal })) {
          stages.push(event.type);
          cancel.abort();
        }
      };
      await expect(run()).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(stages).toEqual(['progress']);
      const { regions } = await resultOf(await reconcile.compare({ sources }));
      expect(regions[0]!.students).toBe(2_100);
    });
  });
});
