import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import type { SyncedChange, SyncedMutation } from '../../../electron/sync/protocol/syncedMutation.ts';
import { COLLEGES } from './anyRow.ts';
import type { ServedHub } from './ServedHub.ts';

export const HOSTILE = 'hostile';

/** A device of one college, whose program is nobody’s, sends something that it must not, or that nothing is. */
export async function hostileMutations(served: ServedHub, random: SeededRandom): Promise<void> {
  const device = HOSTILE;
  if (!served.grants.has(device)) await served.enrol(device, [COLLEGES[0]!]);
  const calls = served.hub.calls();
  const image = await served.deliver({ name: 'image', request: { device, acked: 0 } });
  const { token, lastMid } = image as { token: string; lastMid: number };
  const rows = [...served.history.rows].filter(([, { fields }]) => fields !== null);
  const [key, row] = rows.length > 0 ? random.pick(rows) : ['record\nx/sis', null];
  const [entity, id] = key.split('\n') as [string, string];
  const set = row?.fields ?? { name: '谁' };
  const changes = random.pick<SyncedChange[]>([
    [{ entity: 'nothing', id: '1', set: { a: 1 }, base: null }],
    [{ entity: '__proto__', id: '1', set: { a: 1 }, base: null }],
    [{ entity: 'record', id: 'zz/sis', set: { 'name"; DROP TABLE row; --': '1' }, base: null }],
    [{ entity: 'record', id: 'zy/sis', set: { collegeName: COLLEGES[0]!, nobodyKnows: '1' }, base: null }],
    // A row of anybody’s, changed, taken away, and made anew, as if it had been seen.
    [{ entity, id, set: Object.fromEntries(Object.keys(set).map((field) => [field, null])), base: set }],
    [{ entity, id, set: { ...set, collegeName: COLLEGES[0]! }, base: set }],
    [{ entity, id, set, base: null }],
    // A student of another college is taken into the own one, or given away.
    [{ entity: 'record', id: `${id.split('/')[0]}/chsi`, set: { collegeName: COLLEGES[0]! }, base: null }],
    [{ entity: 'word', id: 'collegeName/法学院', set: { meant: '理学院' }, base: null }],
    [{ entity: 'setting', id: 'anything', set: { value: '1' }, base: null }],
    [
      {
        entity: 'event',
        id: `h${lastMid}`,
        set: { student: id.split('/')[0]!, verdict: 'correct' },
        base: null,
      },
    ],
    [],
  ]);
  const mid = lastMid + 1;
  const mutation: SyncedMutation = {
    ...{
      mid,
      name: random.pick(['student.setFields', 'case.act', 'sync.join', 'x']),
      args: '{}',
      actor: '',
      at: 0,
    },
    ...{ batch: null, schema: served.hub.schemas.most, changes },
    part: random.chance(0.1) ? { of: 'h', at: random.between(1, 3), last: random.chance(0.5) } : null,
  };
  served.sentByHostile(device, mutation);
  await served.deliver({ name: 'push', request: { device, token, mutations: [mutation], lost: [] } });
  // Another device’s name on the own work, a number that is used, a token of its own making.
  for (const request of [
    { device, token: `${token}x`, mutations: [mutation], lost: [] },
    { device: 'nobody', token, mutations: [mutation], lost: [] },
  ]) {
    const answer = await calls.push(request);
    if (answer.kind !== 'refused') throw new Error(`taken from ${request.device}`);
  }
}
