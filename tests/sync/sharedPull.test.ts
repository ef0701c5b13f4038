import { expect, it } from 'vitest';
import type { PullAnswer } from '../../electron/sync/protocol/pulled.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { callerOf, enrolled, linkTo, pinOf, wireHub, wirePorts } from '../harness/syncWire.ts';
import { HubDevice, record } from './HubDevice.ts';

type Delta = Extract<PullAnswer, { kind: 'delta' }>;

onBothEngines((engine) => {
  it.each([3, 400])(
    'tells each desk of a college the same %i rows, packed once, and its author more',
    async (rows) => {
      const ports = wirePorts();
      const opened = await engine.hub(ports);
      const hub = await wireHub(opened, ports);
      const pin = await pinOf(opened, ports);
      const desks = await Promise.all(
        [['数学学院'], ['数学学院'], ['法学院'], '*' as const].map(async (grant) => {
          const known = await enrolled(opened, ports, grant as '*' | string[]);
          return { known, caller: callerOf(linkTo(hub.port, pin, ports), known) };
        }),
      );
      const office = new HubDevice(opened, ports, desks[3]!.known.device);
      await office.begin();
      const begun = office.token!;
      const students = Array.from({ length: rows }, (_, at) =>
        record(`s${at}`, { name: `学生${at}`, collegeName: '数学学院' }),
      );
      await office.push(...students);
      const pull = async ({ caller }: (typeof desks)[number]) =>
        (await caller.ask('pull', { token: begun, grantVersion: 1, limit: 1000 })) as Delta;
      const [first, second, law, own] = (await Promise.all(desks.map(pull))) as [Delta, Delta, Delta, Delta];
      // Again, from what was kept.
      const [third, other, author] = [await pull(desks[0]!), await pull(desks[2]!), await pull(desks[3]!)];
      const seen = (delta: Delta) => delta.deeds.flatMap(({ changes }) => changes.map(({ id }) => id));
      expect(seen(first)).toEqual(students.map(({ id }) => id));
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(first.deeds.map(({ ack }) => ack)).toEqual([null]);
      expect(seen(law)).toEqual([]);
      expect(other).toEqual(law);
      expect(own.deeds[0]!.ack).toMatchObject({ outcome: { kind: 'applied' } });
      expect(author).toEqual(own);
      // Their own number is their own.
      expect([first.lastMid, own.lastMid]).toEqual([0, 1]);
      // What is not the same any more is not told again.
      await office.push(record('s0', { phone: '1' }, {}));
      expect((await pull(desks[0]!)).seq).toBeGreaterThan(first.seq);
    },
  );
});
