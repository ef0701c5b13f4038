import { expect, it } from 'vitest';
import { CatchingUp } from '../../electron/core/sync/CatchingUp.ts';
import type { ReadDb } from '../../electron/db/database.ts';
import { handlePull } from '../../electron/hub/handlePull.ts';
import { applyDelta } from '../../electron/sync/client/applyDelta.ts';
import { stateOf } from '../../electron/sync/client/syncState.ts';
import type { PullAnswer } from '../../electron/sync/protocol/pulled.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { type ImageDesk, ImageScene } from './imageScene.ts';

/** More than is taken by the thread that answers people. */
const MANY = 1_200;

const rowsOf = (n: number, values: (at: number) => Record<string, string>, isNew: boolean) =>
  Array.from({ length: n }, (_, at) => ({
    ...{ student: `s${String(at).padStart(6, '0')}`, isNew },
    values: values(at),
  }));
const shownOf = (db: ReadDb) => ({
  records: db
    .read('SELECT id, source, fields FROM source_record JOIN student ON n = student_n ORDER BY 1, 2')
    .all(),
  students: db.read('SELECT id, name, phone, email FROM student ORDER BY id').all(),
  versions: db.read('SELECT entity, entity_id, ver FROM sync_row ORDER BY 1, 2').all(),
});

onBothEngines((engine) => {
  /** Two desks that have the same, and then one of them has an import of very many rows sent. */
  async function scene(): Promise<{ office: ImageDesk; other: ImageDesk; made: ImageScene }> {
    const made = new ImageScene(await engine.hub());
    const office = await made.desk('office', '*', true);
    const begun = rowsOf(20, (at) => ({ name: `学生${at}`, collegeName: '法学院' }), true);
    office.work.write('import.chunk', { source: 'chsi', chunk: 0, rows: begun });
    await office.sync();
    const other = await made.desk('other', '*', true);
    await other.sync();
    expect(shownOf(other.db)).toEqual(shownOf(office.db));
    const known = rowsOf(20, (at) => ({ phone: `138000000${at + 10}` }), false);
    const fresh = rowsOf(MANY, (at) => ({ name: `学生${at}`, collegeName: '法学院' }), true).slice(20);
    office.work.write('import.chunk', { source: 'chsi', chunk: 1, rows: [...known, ...fresh] });
    await office.sync();
    return { office, other, made };
  }

  it('takes a commit of very many rows beside, whole, with own work on top', async () => {
    const { office, other, made } = await scene();
    other.work.edit('s000003', { email: 'a@example.cn' });
    await other.sync();
    await office.sync();
    expect(shownOf(other.db)).toEqual(shownOf(office.db));
    expect(made.images.made).toBe(0);
    expectReplayEqual(other.db);
    expectConsistent(other.db);
  });

  it('has taken nothing of it when it is cut off', async () => {
    const { other, made } = await scene();
    const [token, cursor] = ['token', 'cursor'].map((key) => stateOf(other.db, key as 'token'));
    const before = shownOf(other.db);
    const asked = { device: 'other', token: token!, grantVersion: 1, limit: 300 };
    const answer = (await handlePull(made.hub.db, made.ports, asked)) as Extract<
      PullAnswer,
      { kind: 'delta' }
    >;
    expect(answer.head).toBe(answer.seq);
    const cut = (done: number) => {
      if (done > 1_000) throw new Error('cut off');
    };
    expect(() => applyDelta(other.db, answer, cut)).toThrow('cut off');
    expect(shownOf(other.db)).toEqual(before);
    expect(stateOf(other.db, 'cursor')).toBe(cursor);
    await other.sync();
    expect(shownOf(other.db)).not.toEqual(before);
  });

  it('begins anew where it does not follow on what is here', async () => {
    const { office, other } = await scene();
    other.db
      .write("UPDATE sync_row SET ver = ver - 1 WHERE entity = 'record' AND entity_id LIKE 's000007/%'")
      .run();
    await other.sync();
    expect(shownOf(other.db)).toEqual(shownOf(office.db));
  });
});

it('tells how far a desk is that was away for long, and nothing of a few changes', () => {
  const behind = new CatchingUp();
  behind.begin(5_000);
  expect(behind.now(5_300, 6_000)).toBeNull();
  expect(behind.now(5_300, 9_000)).toEqual({ stage: 'save', done: 300, total: 4_000 });
  // More came meanwhile.
  expect(behind.now(8_000, 9_500)).toEqual({ stage: 'save', done: 3_000, total: 4_500 });
  expect(behind.now(9_500, 9_500)).toBeNull();
  expect(behind.now(5_300, null)).toBeNull();
});
