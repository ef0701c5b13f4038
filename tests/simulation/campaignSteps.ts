import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import type { FacetField, StudentField } from '../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES, VERDICTS } from '../../shared/domain/verificationStatus.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import type { Office } from './Office.ts';
import type { Effect, ModelStudent } from './officeModel.ts';
import { randomQuery, studentsOf } from './queries.ts';

export const COVERED: readonly StudentField[] = [
  'name',
  'birthDate',
  'idNumber',
  'majorName',
  'className',
  'phone',
];
const MOST_CAMPAIGNS = 4;

export async function createCampaign(office: Office, random: SeededRandom): Promise<void> {
  const { model, client } = office;
  if (model.campaigns.size >= MOST_CAMPAIGNS) return;
  const population: Partial<Record<FacetField, string[]>> = {};
  for (const field of ['collegeName', 'grade'] as const) {
    if (random.chance(0.3)) population[field] = [random.pick(office.people)[field]!];
  }
  const covered = random.shuffled(COVERED).slice(0, random.between(1, 4));
  const draft = {
    name: `第${model.campaigns.size + 1}批`,
    type: random.pick(CAMPAIGN_TYPES),
    deadline: '2026-12-31',
    lockRule: random.pick(LOCK_RULES),
    population,
    ...(random.chance(0.5) ? { coveredFields: covered, coversPhoto: random.chance(0.5) } : {}),
  };
  const { batch, ...made } = await client.campaigns.create(draft);
  expect(made).toMatchObject({ ...draft, createdAt: office.clock.now(), closedAt: null });
  office.note(`${made.type}, ${made.lockRule}, ${JSON.stringify(population)}`);
  model.campaigns.set(made.id, made);
  await office.applyBatch(batch, new Map());
  model.campaignEdits.push({ batch, campaign: made.id, before: null, after: made });
  const { total } = await client.campaigns.countPopulation({ population });
  expect(total).toBe(studentsOf(office, studentQuery.parse({ campaign: made.id })).length);
}

/** A campaign is closed, or opened again. */
export async function closeCampaign(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, clock } = office;
  if (model.campaigns.size === 0) return;
  const before = random.pick([...model.campaigns.values()]);
  const closed = random.chance(0.5);
  const after = closed
    ? await client.campaigns.close({ id: before.id })
    : await client.campaigns.reopen({ id: before.id, reason: '还有人没核对' });
  const closedAt = closed ? (before.closedAt ?? clock.now()) : null;
  office.note(closed ? 'closed' : 'open');
  expect(after).toEqual({ ...before, closedAt });
  if (closed !== (before.closedAt !== null)) {
    const [line] = await client.imports.batches();
    expect(line!.kind).toBe(closed ? 'close' : 'reopen');
    await office.applyBatch(line!.batch, new Map());
    if (closed) model.close(before, clock.now());
    else model.finals.delete(before.id);
  }
  model.campaigns.set(before.id, after);
}

/** Staff say what they know of some students. */
export async function recordVerdict(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, clock } = office;
  if (model.campaigns.size === 0 || model.students.size === 0) return;
  const campaign = random.pick([...model.campaigns.values()]);
  const verdict = random.chance(0.5) ? 'correct' : random.pick(VERDICTS);
  const query = { ...randomQuery(office, random), search: '' };
  const byQuery = random.chance(0.4);
  const meant: ModelStudent[] = byQuery
    ? studentsOf(office, query)
    : random.shuffled([...model.students.values()]).slice(0, random.between(1, 5));
  const selection = byQuery ? { query } : { ids: meant.map(({ id }) => id) };
  const members = meant.filter((student) => model.isMember(student, campaign));
  const record = () => client.campaigns.record({ campaign: campaign.id, selection, verdict });
  office.note(`${verdict} of ${members.length}, ${meant.length - members.length} outside`);
  if (campaign.closedAt !== null || members.length === 0) {
    await office.expectNothingChanged(async () => {
      const code = campaign.closedAt === null ? 'NOT_FOUND' : 'CAMPAIGN_CLOSED';
      expect(await codeOfRefusal(record())).toBe(code);
    });
    return;
  }
  const { batch, count, outside } = await record();
  expect({ count, outside }).toEqual({ count: members.length, outside: meant.length - members.length });
  const effects = new Map<string, Effect>();
  for (const student of members) {
    const event = model.eventOf(student, campaign, { source: 'staff', verdict, at: clock.now() });
    effects.set(student.id, { kind: 'event', event });
  }
  await office.applyBatch(batch, effects);
}
