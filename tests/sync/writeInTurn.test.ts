import { expect, it } from 'vitest';
import { HeadWatch } from '../../electron/hub/HeadWatch.ts';
import { writeNote } from '../../electron/hub/hubNotes.ts';
import { writeInTurn } from '../../electron/hub/writeInTurn.ts';
import { onBothEngines } from '../harness/hubEngines.ts';

onBothEngines((engine) => {
  it('commits together what waits together: who fails has done nothing, and nobody is answered before', async () => {
    const { db } = await engine.hub();
    const order: string[] = [];
    const noted = (at: number) => (tx: typeof db) =>
      writeNote(tx as never, 'backup', { at, seq: 0, what: `of ${at}` });
    const write = (at: number, fails = false) =>
      writeInTurn(
        db,
        async (tx) => {
          await noted(at)(tx);
          order.push(`written ${at}`);
          if (fails) throw new Error('refused');
          return at;
        },
        1,
      ).finally(() => order.push(`told ${at}`));
    const answers = await Promise.allSettled([write(1), write(2), write(3, true)]);
    expect(answers).toMatchObject([{ value: 1 }, { value: 2 }, { reason: new Error('refused') }]);
    expect(order.slice(0, 3)).toEqual(['written 1', 'written 2', 'written 3']);
    const kept = await db.selectFrom('hub_note').select('value').where('name', '=', 'backup').execute();
    expect(kept.map(({ value }) => JSON.parse(value) as unknown)).toEqual([{ at: 2, seq: 0, what: 'of 2' }]);
  });

  it('does what is large by itself, in its turn', async () => {
    const { db } = await engine.hub();
    const order: string[] = [];
    const work = (name: string, size?: number) =>
      writeInTurn(db, async () => void order.push(name), size).finally(() => order.push(`${name} told`));
    await Promise.all([work('small', 1), work('large'), work('after', 1)]);
    expect(order).toEqual(['small', 'small told', 'large', 'large told', 'after', 'after told']);
  });

  it('wakes those whom something is for, and everybody for what another process wrote', async () => {
    const { db } = await engine.hub();
    const { head_seq } = await db.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
    const head = Number(head_seq);
    const waits: (() => void)[] = [];
    const heads = new HeadWatch(db, {
      now: () => 0,
      delay: (_, signal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true });
          waits.push(resolve);
        }),
    });
    const told: string[] = [];
    const wait = (device: string, grant: '*' | string[]) =>
      heads.wait(head, new AbortController().signal, { device, grant }).then(() => void told.push(device));
    const all = Promise.all([
      wait('office', '*'),
      wait('maths', ['数学学院']),
      wait('law', ['法学院']),
      wait('author', ['医学院']),
    ]);
    await expect.poll(() => waits.length).toBe(4);
    heads.news.add({ from: head + 1, to: head + 2, scopes: new Set(['数学学院']), device: 'author' });
    await db
      .updateTable('partition')
      .set({ head_seq: head + 2 })
      .execute();
    heads.moved();
    await expect.poll(() => told.toSorted(), { timeout: 5000 }).toEqual(['author', 'maths', 'office']);
    // Written elsewhere.
    await db
      .updateTable('partition')
      .set({ head_seq: head + 3 })
      .execute();
    heads.moved();
    await all;
  });
});
