import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import type { Office } from './Office.ts';

const DAY_MS = 86_400_000;

/** Students are contacted, some promise a day; now and then it is taken back, at once or much later. */
export async function contactStudents(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, core, clock } = office;
  if (model.campaigns.size === 0 || model.students.size === 0) return;
  const standing = model.batches.filter(({ kind, undone }) => kind === 'chase' && !undone);
  if (standing.length > 0 && random.chance(0.3)) {
    const batch = random.pick(standing);
    const { campaign, students } = model.contacts.get(batch.batch)!;
    office.note(`takes back ${students}`);
    expect(await undoImport(core, batch.batch)).toMatchObject({ reverted: students, kept: [] });
    batch.undone = true;
    model.contacts.delete(batch.batch);
    expectContacts(office, campaign);
    return;
  }
  const campaign = random.pick([...model.campaigns.values()]);
  const students = random.shuffled([...model.students.keys()]).slice(0, random.between(1, 6));
  const promise = random.chance(0.5) ? beijingDay(clock.now() + random.between(0, 20) * DAY_MS) : null;
  const outcome = promise === null ? ('no-answer' as const) : ('promised' as const);
  const contact = { whom: 'student' as const, way: 'phone' as const, outcome, promise };
  const log = () => client.chase.log({ campaign: campaign.id, selection: { ids: students }, contact });
  if (campaign.closedAt !== null) {
    await office.expectNothingChanged(async () => expect(await codeOfRefusal(log())).toBe('CAMPAIGN_CLOSED'));
    return;
  }
  const { batch, count } = await log();
  office.note(`${count} in ${campaign.name}, ${promise ?? 'no promise'}`);
  expect(count).toBe(students.length);
  await office.applyBatch(batch, new Map());
  model.contacts.set(batch, { campaign: campaign.id, students: count });
  expectContacts(office, campaign.id);
  // The newest promise is what holds, whatever was said before.
  if (promise === null) return;
  const { items } = await client.chase.list({
    query: { students: { campaign: campaign.id } },
    offset: 0,
    limit: 500,
  });
  for (const row of items.filter(({ id }) => students.includes(id)))
    expect([row.state, row.promise]).toEqual(['promised', promise]);
}

/** As many stand as were logged and not taken back, whoever the students have become since. */
function expectContacts({ db, model }: Office, campaign: string): void {
  const { held } = db
    .read<{ held: number }>(
      'SELECT count(*) AS held FROM chase_contact WHERE campaign_id = ? AND voided_by IS NULL',
    )
    .get(campaign)!;
  const known = [...model.contacts.values()].filter((one) => one.campaign === campaign);
  expect(held).toBe(known.reduce((sum, { students }) => sum + students, 0));
}

/** Whether a contact stands about a student, whoever they were when it was logged. */
export function isContacted({ db }: Office, student: string): boolean {
  return (
    db
      .read(
        `SELECT 1 FROM chase_contact c JOIN student s ON s.n = c.student_n
         WHERE s.id = ? AND c.voided_by IS NULL`,
      )
      .get(student) !== undefined
  );
}

/** A student checks at the counter: signs, or goes away without, which leaves nothing. */
export async function checkAtCounter(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, core, clock } = office;
  const open = [...model.campaigns.values()].filter(({ closedAt }) => closedAt === null);
  if (open.length === 0 || model.students.size === 0) return;
  const campaign = random.pick(open);
  const student = random.pick([...model.students.values()]);
  const show = () => client.counter.show({ student: student.id, campaign: campaign.id });
  const { token } = await client.counter.open();
  const pass = core.counter.redeem(token)!;
  if (!model.isMember(student, campaign)) {
    office.note('is not of it');
    expect(await codeOfRefusal(show())).toBe('COUNTER_OUTSIDE');
    return;
  }
  await show();
  const window = createRouterClient(core.counter.router, {
    context: { pass },
  }) as unknown as ContractRouterClient<CounterWindow>;
  for await (const screen of await window.watch({ holding: null })) {
    if (screen.at !== 'record') continue;
    const { visit, fields, askedPhoto } = screen.record;
    if (random.chance(0.2)) {
      office.note('left');
      await office.expectNothingChanged(() => window.leave({ visit, why: 'left' }));
      break;
    }
    const wrong = fields.length > 0 && random.chance(0.4) ? random.pick(fields).field : null;
    const verdict = wrong === null ? ('correct' as const) : ('wrong' as const);
    const answer = {
      visit,
      fields: fields.map(({ field }) => ({
        field,
        mark: field === wrong ? ('wrong' as const) : ('correct' as const),
        claimed: null,
      })),
      photo: askedPhoto && { mark: 'correct' as const, reason: null },
      comment: '',
      signature: { way: 'typed' as const, name: '本人' },
    };
    expect(await window.answer(answer)).toEqual({ verdict });
    const [latest] = (await client.counter.visits({ student: student.id })).items;
    office.note(`${verdict} in ${campaign.name}`);
    const event = model.eventOf(student, campaign, { source: 'counter', verdict, at: clock.now() });
    await office.applyBatch(latest!.batch, new Map([[student.id, { kind: 'event', event }]]));
    break;
  }
  await client.counter.shut();
}
