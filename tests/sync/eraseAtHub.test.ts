import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { eraseAtHub } from '../../electron/hub/eraseAtHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { checkPrefix } from './rig/invariants.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

async function scene() {
  const random = seededRandom(1, 'erase');
  const hub = await SimHub.make(random, () => 0);
  const desks = ['office', 'late'].map((name) => SimDesk.named(name, random, () => 0)) as [SimDesk, SimDesk];
  for (const desk of desks) {
    await hub.enrol(desk.name, '*');
    desk.join();
  }
  const round = async (desk: SimDesk) => {
    const client = desk.client(hub.calls());
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
  };
  const record = (desk: SimDesk, student: string, name: string) =>
    desk.scene.write('import.chunk', {
      ...{ source: 'chsi', chunk: 0 },
      rows: [{ student, isNew: true, values: { name, collegeName: '法学院' } }],
    });
  return { hub, office: desks[0], late: desks[1], round, record };
}

const studentsOf = ({ db }: SimDesk) => db.read<{ id: string }>('SELECT id FROM student ORDER BY id').all();

it('erases students at the hub: they leave every desk, and nothing that waits or is written down says who they were', async () => {
  const { hub, office, late, round, record } = await scene();
  record(office, 's1', '要走的人');
  record(office, 's2', '留下的人');
  for (const desk of [office, late]) await round(desk);
  // What the other desk has not read yet is blanked before it gets there.
  office.scene.edit('s1', { phone: '13800001111' });
  office.scene.edit('s2', { phone: '13800002222' });
  await round(office);
  const erased = await eraseAtHub(hub.db, hub.ports, 'office', ['s1']);
  expect(erased).toMatchObject({ rows: 2 });
  const said = hub.raw
    .prepare('SELECT patch FROM log UNION SELECT fields FROM row UNION SELECT args FROM mutation')
    .all();
  for (const mark of ['要走的人', '13800001111']) expect(JSON.stringify(said)).not.toContain(mark);
  expect(JSON.stringify(said)).toContain('13800002222');
  for (const desk of [late, office]) {
    await round(desk);
    expect(studentsOf(desk)).toEqual([{ id: 's2' }]);
    checkPrefix(hub, desk, '*');
  }
  expect((await readAtOnce(hub.db, (tx) => verifyLog(tx))).fault).toBeNull();
  // One who comes back is somebody new.
  record(late, 's1', '又来了');
  for (const desk of [late, office]) await round(desk);
  expect(studentsOf(office)).toEqual([{ id: 's1' }, { id: 's2' }]);
});
