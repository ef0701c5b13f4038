import { expect, it } from 'vitest';
import { saveSecret, secretOf } from '../../electron/db/tables/personSecret.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { exchangeSecrets } from '../../electron/hub/exchangeSecrets.ts';
import { syncSecrets } from '../../electron/sync/client/syncSecrets.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

const HASH = (word: string) => ({ hash: `argon2id$${word}`, mustChange: false, setAt: 5 });

async function scene() {
  const random = seededRandom(1, 'secrets');
  const hub = await SimHub.make(random, () => 0);
  const [office, other, college] = ['office', 'other', 'college'].map((name) =>
    SimDesk.named(name, random, () => 0),
  ) as [SimDesk, SimDesk, SimDesk];
  await hub.enrol('office', '*');
  await hub.enrol('other', '*');
  await hub.enrol('college', ['法学院']);
  const desks = [office, other, college];
  for (const desk of desks) desk.join();
  const save = (desk: SimDesk, id: string, colleges: string[] | null) =>
    desk.scene.write('people.save', {
      ...{ id, at: 1, actor: '管理员' },
      values: {
        ...{ kind: 'person', signInName: id, name: id, role: 'admin', state: 'active' },
        colleges: colleges === null ? null : JSON.stringify(colleges),
      },
    });
  const round = async (desk: SimDesk) => {
    const client = desk.client(hub.calls());
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
    await syncSecrets(desk.db, (asked) => exchangeSecrets(hub.db, desk.name, asked));
  };
  return { hub, office, other, college, desks, save, round };
}

it('lets people sign in at every desk that holds them, and by nothing at any other', async () => {
  const { hub, office, other, college, save, round } = await scene();
  save(office, 'whole', null);
  save(office, 'law', ['法学院']);
  save(office, 'arts', ['文学院']);
  for (const person of ['whole', 'law', 'arts']) saveSecret(office.db, person, HASH(person));
  for (const desk of [office, other, college]) await round(desk);
  for (const person of ['whole', 'law', 'arts']) expect(secretOf(other.db, person)).toEqual(HASH(person));
  expect(secretOf(college.db, 'law')).toEqual(HASH('law'));
  expect(secretOf(college.db, 'arts')).toBeNull();
  expect(secretOf(college.db, 'whole')).toBeNull();
  // Nothing of it is in the log.
  const log = hub.raw.prepare('SELECT patch FROM log').all() as { patch: string }[];
  expect(log.some(({ patch }) => patch.includes('argon2id'))).toBe(false);
});

it('takes a new one to the others, the later to arrive of two, and forgets whoever is gone', async () => {
  const { office, other, college, save, round } = await scene();
  save(office, 'boss', null);
  save(office, 'law', ['法学院']);
  saveSecret(office.db, 'law', HASH('first'));
  for (const desk of [office, other, college]) await round(desk);
  saveSecret(college.db, 'law', HASH('college'));
  saveSecret(other.db, 'law', HASH('other'));
  for (const desk of [college, other, office, college]) await round(desk);
  for (const desk of [office, other, college]) expect(secretOf(desk.db, 'law')).toEqual(HASH('other'));
  save(office, 'law', ['文学院']);
  for (const desk of [office, college]) await round(desk);
  expect(secretOf(college.db, 'law')).toBeNull();
  expect(secretOf(office.db, 'law')).toEqual(HASH('other'));
});

it('refuses a desk that sets one of somebody it does not hold, and people whom it makes itself', async () => {
  const { hub, office, college, save, round } = await scene();
  save(office, 'boss', null);
  saveSecret(office.db, 'boss', HASH('boss'));
  await round(office);
  const answer = await exchangeSecrets(hub.db, 'college', {
    changed: [{ person: 'boss', ...HASH('stolen') }],
    known: [],
  });
  expect(answer).toEqual({ taken: [{ person: 'boss', ver: null }], secrets: [] });
  save(college, 'mole', ['法学院']);
  await round(college);
  expect(college.db.read("SELECT 1 FROM person WHERE id = 'mole'").get()).toBeUndefined();
  await round(office);
  expect(secretOf(office.db, 'boss')).toEqual(HASH('boss'));
});
