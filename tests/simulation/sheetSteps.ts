import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { ReportResult } from '../../shared/contract/reports.ts';
import type { SheetRow } from '../../shared/contract/sheets.ts';
import { isAnswered, SHEET_ANSWERS, type SheetAnswer } from '../../shared/domain/sheetAnswer.ts';
import { resultOf } from '../harness/openCore.ts';
import { undoImport } from '../harness/runImport.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import type { Office } from './Office.ts';

const SAYS_SOMETHING: readonly SheetAnswer[] = ['correct', 'proxy', 'wrong'];

/**
 * The class sheets of a campaign are printed, one goes out, comes back with every kind of answer, and what came back
 * is taken back: the students are then as before, and the sheet is out again. The others go to their counsellors in one
 * step, which is taken back too.
 */
export async function sheetOutAndBack(office: Office, random: SeededRandom): Promise<void> {
  const { client, core, model } = office;
  const open = [...model.campaigns.values()].filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return;
  const campaign = random.pick(open).id;
  const request = { kind: 'record-check-sheet', campaign, filter: {}, format: 'xlsx', by: 'class' } as const;
  if ((await client.reports.estimate(request)).students === 0) return;
  await resultOf<ReportResult>(await client.reports.create(request));
  const query = { campaign, states: ['printed' as const] };
  const list = async () => client.sheets.list({ query, offset: 0, limit: 1_000 });
  const printed = await list();
  const { number, students } = random.pick(printed.items);

  const handed = await client.sheets.handle({ numbers: [number], kind: 'handed', holder: '王老师' });
  await office.applyBatch(handed.batch, new Map());
  expect((await list()).total).toBe(printed.total - 1);

  const { rows } = await client.sheets.scan({ text: number, campaign });
  expect(rows).toHaveLength(students);
  const answers = rows.flatMap((row) => answerOf(row, random));
  const before = office.studentTables();
  const back = await client.sheets.return({ number, campaign, answers, added: [{ name: '冯九' }] });
  await office.applyBatch(back.batch, new Map());
  office.note(`${number}: ${answers.map(({ answer }) => answer).join(' ')}`);
  expectConsistent(office.db);
  expectReplayEqual(office.db);
  const struck = answers.filter(({ answer }) => answer === 'struck').length;
  const said = answers.filter(({ answer }) => SAYS_SOMETHING.includes(answer)).length;
  expect(back).toMatchObject({ questions: struck + 1 });
  expect(back.recorded + back.unchanged).toBe(said);
  const answered = answers.filter(({ answer }) => isAnswered(answer)).length;
  const again = await client.sheets.scan({ text: number, campaign });
  expect(again.sheet).toMatchObject({ answered, state: answered === students ? 'returned' : 'partly' });
  const given = new Map(answers.map(({ at, answer }) => [at, answer]));
  expect(again.rows.map((row) => row.before)).toEqual(rows.map(({ at }) => given.get(at) ?? null));

  expect((await undoImport(core, back.batch)).kept).toEqual([]);
  model.batches.find((one) => one.batch === back.batch)!.undone = true;
  expect(office.studentTables()).toEqual(before);
  const { sheet } = await client.sheets.scan({ text: number, campaign });
  expect(sheet).toMatchObject({ state: 'out', answered: 0, holder: '王老师' });

  const each = await client.sheets.handToCounsellors({ query: { campaign } });
  expect(each.count + each.left.length).toBe(printed.total - 1);
  expect((await list()).total).toBe(each.left.length);
  if (each.batch !== null) {
    await office.applyBatch(each.batch, new Map());
    expectReplayEqual(office.db);
    await undoImport(core, each.batch);
    model.batches.find(({ batch }) => batch === each.batch)!.undone = true;
    expect((await list()).total).toBe(printed.total - 1);
  }
  if (random.chance(0.5)) return;
  await undoImport(core, handed.batch);
  model.batches.find((one) => one.batch === handed.batch)!.undone = true;
  expect((await list()).total).toBe(printed.total);
}

/** Some rows have no answer. */
function answerOf({ at, student }: SheetRow, random: SeededRandom) {
  if (student === null || random.chance(0.1)) return [];
  const answer = random.chance(0.5) ? 'correct' : random.pick(SHEET_ANSWERS);
  return [{ at, answer, written: answer === 'wrong' ? '照片不是本人' : '' }];
}
