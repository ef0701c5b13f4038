import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { CASE_QUEUES, type CaseItem, type WholeCase } from '../../shared/contract/cases.ts';
import { expectCasesTrue } from '../harness/expectCases.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import type { Office } from './Office.ts';

type Action = Parameters<Office['client']['cases']['act']>[0]['action'];
const PERSONS = ['甲老师', '乙老师', '丙老师', '丁老师'];

/**
 * Cases are opened for a few students or by problems of a campaign, worked on one by one and many at once, while the
 * office writes their rules anew, days pass and the program is closed; the last and the first of it is taken back. All
 * the time each case is in exactly one list, is what its history comes to, and goes by the rules that it began with.
 * Afterwards the students are as before.
 */
export async function workOnCases(office: Office, random: SeededRandom): Promise<void> {
  if (office.model.students.size === 0) return;
  const before = office.studentTables();
  const said: string[] = [];
  const keep = async (batch: string | null) => {
    if (batch === null) return;
    await office.applyBatch(batch, new Map());
    said.push(batch);
  };
  await keep(await openSome(office, random));
  const began = new Map((await wholeCases(office)).map(({ item, type }) => [item.id, JSON.stringify(type)]));
  for (let turn = 0; turn < 10; turn++) {
    const cases = await casesOf(office);
    if (cases.length === 0) break;
    if (random.chance(0.2)) await writeRulesAnew(office, random);
    if (random.chance(0.15)) {
      await office.close();
      await office.open();
    }
    if (random.chance(0.2)) office.pass(60 * 24 * random.between(1, 40));
    await keep(await actOnSome(office, random, cases));
    if (random.chance(0.15) && said.length > 1) await takeBackLast(office, said);
    await expectCases(office);
  }
  expectConsistent(office.db);
  expectReplayEqual(office.db);
  for (const { item, type } of await wholeCases(office))
    expect(JSON.stringify(type)).toBe(began.get(item.id));
  office.note(`${began.size} cases, ${said.length} batches`);
  while (said.length > 0) await takeBackLast(office, said);
  expect((await casesOf(office)).length).toBe(0);
  expect(office.studentTables()).toEqual(before);
}

async function takeBackLast({ core, model }: Office, said: string[]): Promise<void> {
  const batch = said.pop()!;
  expect((await undoImport(core, batch)).kept).toEqual([]);
  model.batches.find((one) => one.batch === batch)!.undone = true;
}

async function openSome({ client, model }: Office, random: SeededRandom): Promise<string | null> {
  const campaigns = [...model.campaigns.values()];
  if (campaigns.length > 0 && random.chance(0.5)) {
    const campaign = random.pick(campaigns).id;
    const { problems } = await client.cases.problems({ campaign });
    if (problems.length > 0) {
      const { origin, type, count } = random.pick(problems);
      const done = await resultOf(await client.caseWork.openProblems({ campaign, origin, type }));
      expect(done.opened).toBe(count);
      const left = (await client.cases.problems({ campaign })).problems;
      expect(left.filter((one) => one.origin === origin && one.type === type)).toEqual([]);
      return done.batch;
    }
  }
  const { types } = await client.cases.types();
  const students = random.shuffled([...model.students.keys()]).slice(0, random.between(1, 5));
  const request = { type: random.pick(types).id, students };
  const { batch, opened } = await resultOf(await client.caseWork.open(request));
  expect(opened).toHaveLength(students.length);
  // The same once more opens nothing.
  const again = await resultOf(await client.caseWork.open(request));
  expect(again).toMatchObject({ batch: null, opened: [] });
  expect(again.already).toHaveLength(students.length);
  return batch;
}

async function casesOf({ client }: Office): Promise<CaseItem[]> {
  return (await client.cases.list({ query: {}, limit: 500 })).items;
}

async function wholeCases(office: Office): Promise<WholeCase[]> {
  return Promise.all((await casesOf(office)).map(({ id }) => office.client.cases.get({ case: id })));
}

/** The same to all that stand alike, or something to one of them; what is refused changes nothing. */
async function actOnSome(
  { client, db }: Office,
  random: SeededRandom,
  cases: readonly CaseItem[],
): Promise<string | null> {
  const one = await client.cases.get({ case: random.pick(cases).id });
  const { item } = one;
  const alike = cases.filter(({ type, state }) => type.id === item.type.id && state.id === item.state.id);
  const chosen = random.chance(0.4) ? alike : [item];
  const action = someAction(one, random);
  const request = { cases: chosen.map(({ id, version }) => ({ case: id, seen: version })), action };
  const rows = () => JSON.stringify(db.read('SELECT * FROM case_file ORDER BY id').all());
  const asBefore = rows();
  try {
    const { batch } = await resultOf(await client.caseWork.act(request));
    // Who still sees what was there before is refused.
    expect(await codeOfRefusal(client.cases.act(request))).toBe('CASE_REFUSED');
    return batch;
  } catch (error) {
    expect(error).toMatchObject({ code: 'CASE_REFUSED' });
    expect(rows()).toBe(asBefore);
    return null;
  }
}

function someAction({ type, steps, materials }: WholeCase, random: SeededRandom): Action {
  const possible = steps.filter(({ refusal }) => refusal === null);
  if (possible.length > 0 && random.chance(0.5)) {
    const { move } = random.pick(possible);
    return {
      ...{ do: 'move', move, person: random.pick(PERSONS), note: '说明' },
      ...{ reference: '文号', exception: '依据' },
    };
  }
  const missing = materials.filter(({ standing }) => standing === 'missing');
  if (missing.length > 0 && random.chance(0.6))
    return { do: 'waive', material: random.pick(missing).id, reason: '原件已核' };
  if (type.form.length > 0 && random.chance(0.7)) {
    const item = random.pick(type.form);
    const answers = {
      text: '内容',
      'long-text': '内容',
      date: '2026-03-01',
      choice: item.choices.length > 0 ? random.pick(item.choices).id : '',
      corrections: JSON.stringify([
        { field: random.pick(item.fields.length > 0 ? item.fields : ['name']), from: null, to: '新的' },
      ]),
    };
    return { do: 'fill', form: { [item.id]: answers[item.kind] } };
  }
  return random.pick<Action>([
    { do: 'comment', text: '已打电话' },
    { do: 'assign', person: random.pick(PERSONS) },
    { do: 'extend', due: '2099-01-01', reason: '等批复' },
    { do: 'move', move: random.pick(type.moves).id, person: null, note: '', reference: '', exception: '' },
  ]);
}

/** The office asks for one proof more or less, and gives another time: what is open goes on by what it began with. */
async function writeRulesAnew({ client }: Office, random: SeededRandom): Promise<void> {
  const { types } = await client.cases.types();
  const rule = structuredClone(random.pick(types));
  for (const material of rule.materials) if (random.chance(0.3)) material.isNeeded = !material.isNeeded;
  for (const state of rule.states)
    if (state.due && random.chance(0.3)) state.due.count = random.between(1, 30);
  await client.caseRules.save({ kind: 'type', rule, note: '改过' });
}

/** Every case is in exactly one list, and is what its history comes to. */
async function expectCases({ client, db }: Office): Promise<void> {
  expectCasesTrue(db);
  const all = await client.cases.list({ query: {}, limit: 500 });
  const counts = Object.values(all.queues).reduce((sum, count) => sum + count, 0);
  expect(counts).toBe(all.total);
  const seen: string[] = [];
  for (const queue of CASE_QUEUES) {
    const { items } = await client.cases.list({ query: { queues: [queue] }, limit: 500 });
    expect(items.length).toBe(all.queues[queue] ?? 0);
    seen.push(...items.map(({ id }) => id));
  }
  expect(seen.sort()).toEqual(all.items.map(({ id }) => id).sort());
}
