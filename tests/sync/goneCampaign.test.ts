import { expect, it } from 'vitest';
import { readRow } from '../../electron/changes/readRow.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** What is said for a campaign that the hub does not have: a verdict, a contact. */

const LAW = { collegeName: '法学院' };

async function make(story: string, grant: '*' | string[] = '*') {
  const desks = await TwoDesks.make(story, grant);
  desks.office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', ...LAW }]);
  const student = desks.student('甲');
  await desks.sync(desks.office, desks.clerk);
  return { ...desks, desks, student };
}

function contact({ scene }: TwoDesks['clerk'], campaign: string, student: string): void {
  const how = { whom: 'student' as const, way: 'phone' as const, outcome: 'told' as const };
  const said = { ...how, at: scene.now, promise: null, note: '印记联系' };
  const about = { campaign, batch: scene.nextId(), actor: '王' };
  scene.write('chase.log', { ...about, contact: said, students: [{ id: scene.nextId(), student }] });
}

const of = ({ db }: TwoDesks['clerk']) => ({
  events: db.read('SELECT id FROM event').all().length,
  contacts: db.read('SELECT id FROM chase_contact').all().length,
});
const kept = ({ hub }: TwoDesks) =>
  (hub.look('SELECT body FROM quarantine').all() as { body: string }[]).map(({ body }) => body).join('\n');

it('is refused, kept and told where the campaign was refused', async () => {
  const { desks, office, clerk, hub, student } = await make('refused');
  const campaign = clerk.scene.campaign();
  clerk.scene.verdict(campaign, [student], 'wrong');
  contact(clerk, campaign, student);
  // Less was given to it before it could send that; campaigns are the whole school’s.
  await hub.grant('clerk', ['法学院']);
  await desks.sync(clerk, office);
  expect(desks.outcomes(clerk).filter((one) => one === 'gone')).toHaveLength(2);
  for (const desk of desks.both) {
    expect(readRow(desk.db, 'campaign', campaign)).toBeNull();
    expect(of(desk)).toEqual({ events: 0, contacts: 0 });
  }
  expect(kept(desks)).toContain('verification.record');
  expect(kept(desks)).toContain('印记联系');
  await desks.end();
});

it('is refused, kept and told where the campaign was taken back meanwhile', async () => {
  const { desks, office, clerk, student } = await make('taken back', ['法学院']);
  const { scene } = office;
  const campaign = scene.campaign();
  await desks.sync(office, clerk);
  clerk.scene.verdict(campaign, [student], 'wrong');
  contact(clerk, campaign, student);
  scene.write('row.save', {
    entity: 'campaign',
    id: campaign,
    before: readRow(office.db, 'campaign', campaign),
    after: null,
  } as never);
  await desks.sync(office, clerk, office);
  expect(desks.outcomes(clerk).filter((one) => one === 'gone')).toHaveLength(2);
  for (const desk of desks.both) expect(of(desk)).toEqual({ events: 0, contacts: 0 });
  expect(kept(desks)).toContain('印记联系');
  await desks.end();
});

it('is taken by a hub that has lost the campaign, which comes again', async () => {
  const { desks, office, clerk, hub, student } = await make('put back', ['法学院']);
  const backup = hub.backUp();
  const campaign = office.scene.campaign();
  await desks.sync(office, clerk);
  clerk.scene.verdict(campaign, [student], 'wrong');
  contact(clerk, campaign, student);
  await desks.sync(clerk);
  hub.restore(backup);
  // The clerk’s desk is the first to come back.
  await desks.sync(clerk, office, clerk);
  for (const desk of desks.both) {
    expect(readRow(desk.db, 'campaign', campaign)).not.toBeNull();
    expect(of(desk)).toEqual({ events: 1, contacts: 1 });
  }
  expect(kept(desks)).toBe('');
  await desks.end();
});
