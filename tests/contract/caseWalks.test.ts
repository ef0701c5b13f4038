import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import chineseDays from 'chinese-days';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { WholeCase } from '../../shared/contract/cases.ts';
import type { ReportResult } from '../../shared/contract/reports.ts';
import type { CaseMove, CaseType } from '../../shared/domain/cases/caseType.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { setClock } from '../harness/runImport.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const SHIPPED = join(import.meta.dirname, '../../resources/cases');
const TYPES = readdirSync(SHIPPED).map((file) => file.replace('.json', ''));
/** A Monday in term; no holiday is near. */
const MONDAY = Date.UTC(2026, 2, 9, 2);
/** Each time another name, so that it is a change whoever's turn it is. */
let renamed = 0;
const both = () => [
  { field: 'name', from: null, to: `改名${'甲乙丙丁戊己庚辛壬癸'[++renamed % 10]}${renamed}` },
  { field: 'idNumber', from: null, to: renamed % 2 === 0 ? '11010519491231002X' : '440524188001010014' },
];

describe.skipIf(!canMakeFiles)('each type of case, walked by its steps', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const clock = setClock(MONDAY);
  const roster = Array.from({ length: 40 }, (_, at) =>
    madeStudent(at + 1, { 预计毕业日期: '20270630', 入学日期: '20230901' }),
  );
  let core: Core;
  let students: string[] = [];
  let types: CaseType[] = [];
  let turn = 0;
  const client = () => core.client;
  const typeNamed = (id: string) => types.find((type) => type.id === id)!;
  const show = (id: string) => client().cases.get({ case: id });

  beforeAll(async () => {
    await writeWorkbook(join(folder, '名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]);
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    expect((await importJson(dataDir, join(folder, '名单.xlsx'), '--as', 'roster')).code).toBe(0);
    core = await openCore(dataDir, clock);
    const { items } = await client().students.page({ query: {}, offset: 0, limit: 100 });
    students = items.map(({ id }) => id);
    ({ types } = await client().cases.types());
    const contact = {
      office: '教务处学籍科',
      address: '行政楼101',
      phone: '010-00000000',
      hours: '工作日',
      deadline: '',
    };
    await client().guides.saveContact(contact);
  }, 120_000);
  afterAll(async () => {
    await core.close();
  });

  /** Nobody has two cases of a type open at once: walks take one student after the other. */
  async function open(type: string, form: Record<string, string> = {}): Promise<string> {
    for (;;) {
      const student = students[turn++ % students.length]!;
      const { opened } = await client().cases.open({ type, students: [student], form });
      if (opened[0] !== undefined) return opened[0];
    }
  }
  type Acted = Parameters<Core['client']['cases']['act']>[0]['action'];
  async function act(id: string, action: Acted): Promise<WholeCase> {
    const { item } = await show(id);
    await client().cases.act({ cases: [{ case: id, seen: item.version }], action });
    return show(id);
  }
  const move = (id: string, step: CaseMove | string) => {
    const name = typeof step === 'string' ? step : step.id;
    // Nobody decides one case at two levels.
    const by = typeof step === 'string' ? 'office' : step.by;
    return act(id, {
      do: 'move',
      move: name,
      person: `${by}老师`,
      note: '说明',
      reference: '文号1',
      exception: '特殊情况',
    });
  };
  const refusal = async (id: string, step: string) =>
    (await show(id)).steps.find((one) => one.move === step)?.refusal?.case ?? null;

  /** Whatever is needed and asked is answered, the first choice where `form` does not say. */
  async function fillIn(id: string, form: Record<string, string> = {}): Promise<void> {
    if (Object.keys(form).length > 0) await act(id, { do: 'fill', form });
    for (;;) {
      const { missingItems, type } = await show(id);
      const item = type.form.find(({ id: one }) => one === missingItems[0]);
      if (!item) return;
      const answer = {
        text: '内容',
        'long-text': '内容',
        date: '2026-03-01',
        choice: item.choices[0]?.id ?? '',
        corrections: JSON.stringify(both().slice(0, 1)),
      }[item.kind];
      await act(id, { do: 'fill', form: { [item.id]: answer } });
    }
  }
  async function waiveAll(id: string): Promise<void> {
    for (const { id: material, standing } of (await show(id)).materials)
      if (standing === 'missing') await act(id, { do: 'waive', material, reason: '原件已核' });
  }

  /** The shortest way from the start to a state, without passing a closed one. */
  function wayTo({ start, moves, states }: CaseType, goal: string): CaseMove[] {
    const ways = new Map<string, CaseMove[]>([[start, []]]);
    const closed = new Set(states.filter(({ acts }) => acts === null).map(({ id }) => id));
    for (const [state, way] of ways) {
      if (closed.has(state)) continue;
      for (const one of moves) {
        if (one.from.includes(state) && !ways.has(one.to)) ways.set(one.to, [...way, one]);
      }
    }
    return ways.get(goal)!;
  }
  /** What the province decides is name and number at once. */
  const formFor = (way: readonly CaseMove[]): Record<string, string> =>
    way.some(({ decidedBy }) => decidedBy === 'province') ? { corrections: JSON.stringify(both()) } : {};

  it('all types are there', () => expect(types.map(({ id }) => id).sort()).toEqual(TYPES.sort()));

  it.each(TYPES)(
    '%s: every step can be taken, and every end is come to',
    async (id) => {
      const type = typeNamed(id);
      const ends = new Set<string>();
      for (const step of type.moves) {
        const from = step.from[0]!;
        const way = [...wayTo(type, from), step];
        const one = await open(id);
        await fillIn(one, formFor(way));
        await waiveAll(one);
        let whole = await show(one);
        for (const next of way) whole = await move(one, next);
        expect(whole.item.state.id, step.id).toBe(step.to);
        expect(whole.history.at(-1), step.id).toMatchObject({ did: 'move', subject: { zh: step.name.zh } });
        const { acts } = type.states.find((state) => state.id === step.to)!;
        expect(whole.item.queue).toBe(acts ?? 'closed');
        if (acts === null) ends.add(step.to);
        // Whatever is open is ended, so that the next walk finds the student free.
        for (const end of ['withdraw', 'refuse', 'over', 'solved', 'concluded']) {
          if ((await show(one)).item.queue !== 'closed' && (await refusal(one, end)) === null) {
            if ((await show(one)).steps.some(({ move: of }) => of === end)) await move(one, end);
          }
        }
      }
      expect([...ends].sort()).toEqual(
        type.states
          .filter(({ acts }) => acts === null)
          .map((state) => state.id)
          .sort(),
      );
    },
    240_000,
  );

  it.each(TYPES)(
    '%s: has letters of its own, each printed from a case',
    async (id) => {
      const type = typeNamed(id);
      const { letters } = await client().caseOutputs.letters();
      const own = letters.filter((letter) => letter.types.includes(id));
      expect(own.length).toBeGreaterThan(0);
      const one = await open(id);
      const hasCorrections = type.outputs.some((output) => output.id !== 'filing');
      await fillIn(one, hasCorrections ? { corrections: JSON.stringify(both().slice(0, 1)) } : {});
      for (const letter of [...own, letters.find((letter) => letter.id === 'more-proofs')!]) {
        // A letter of two types may name states of the other.
        const unknown = letter.states.filter((state) => !type.states.some((known) => known.id === state));
        if (letter.types.length === 1) expect(unknown, letter.id).toEqual([]);
        const kind = 'case-letter' as const;
        const request = { kind, format: 'pdf' as const, cases: [one], letter: letter.id };
        const made = await resultOf<ReportResult>(await client().reports.create(request));
        expect(made, letter.id).toMatchObject({ sheets: 1, cannotPrint: [], noted: { cases: 1 } });
      }
      for (const { id: output } of type.outputs) {
        if (output === 'upload') continue;
        const kind = output === 'corrections' ? 'case-corrections' : 'case-filing';
        const made = await resultOf<ReportResult>(
          await client().reports.create({ kind, format: 'pdf', cases: [one] }),
        );
        expect(made.noted).toMatchObject({ cases: 1 });
      }
      const said = (await show(one)).history.filter(({ did }) => did === 'put-out');
      expect(said.length).toBe(
        own.length + 1 + type.outputs.filter((output) => output.id !== 'upload').length,
      );
    },
    120_000,
  );

  const asked = async (id: string) => (await show(id)).materials.map((material) => material.id);
  const correcting = (...fields: string[]) => ({
    corrections: JSON.stringify(
      fields.map((field) => ({ field, from: null, to: field === 'birthDate' ? '2004-05-06' : '改过' })),
    ),
  });

  it('更正 asks for the examination authority’s proof, 变更 for the day of the police; each field for its own', async () => {
    const correction = await open('data-correction', { ...correcting('ethnicity'), origin: 'exam-office' });
    expect(await asked(correction)).toContain('exam-office-proof');
    await act(correction, { do: 'fill', form: { origin: 'school' } });
    expect(await asked(correction)).not.toContain('exam-office-proof');
    const change = await open('data-change', correcting('birthDate'));
    expect(await asked(change)).toEqual(expect.arrayContaining(['police', 'birth', 'id-card']));
    await act(change, { do: 'fill', form: correcting('name') });
    expect(await asked(change)).toEqual(expect.not.arrayContaining(['police', 'birth']));
    expect((await show(change)).missingItems).toContain('police-date');
  }, 120_000);

  it('in the term of graduation a change is refused where the province says so; after it only the school’s own mistakes are mended', async () => {
    await client().cases.chooseProfile({ profile: 'guangdong' });
    const before = clock.time;
    const one = await open('data-change', correcting('name'));
    await fillIn(one);
    await waiveAll(one);
    expect(await refusal(one, 'hand-in')).toBeNull();
    clock.time = Date.UTC(2027, 4, 10);
    expect(await refusal(one, 'hand-in')).toBe('rule-graduation-term');
    clock.time = Date.UTC(2027, 7, 10);
    expect(await refusal(one, 'hand-in')).toBe('rule-graduated');
    // Of somebody who studies on, a person says so.
    const handIn = (await show(one)).steps.find((step) => step.move === 'hand-in')!;
    expect(handIn.isExceptable).toBe(true);
    const goesOn = {
      do: 'move',
      move: 'hand-in',
      person: null,
      exception: '延长修业一年，教务处批件',
    } as const;
    const late = await act(one, goesOn);
    expect(late.item.queue).not.toBe('student');
    await client()
      .imports.undo({ batch: late.history.at(-1)!.batch! })
      .then(resultOf);
    const after = await open('diploma-correction', correcting('name'));
    await fillIn(after, { cause: 'school' });
    await waiveAll(after);
    let whole = await move(after, 'hand-in');
    expect((await show(after)).type.isRuled).toBe(false);
    for (const step of ['office-agrees', 'leader-agrees', 'report', 'granted'])
      whole = await move(after, typeNamed('diploma-correction').moves.find(({ id }) => id === step)!);
    expect(whole.item).toMatchObject({ queue: 'closed', state: { id: 'done' } });
    await act(one, { do: 'comment', text: '毕业后按勘误办' });
    clock.time = before;
    await client().cases.chooseProfile({ profile: 'general' });
  }, 120_000);

  it('department staff take the steps of the student and of their college, and none of the office', async () => {
    const one = await open('data-change', correcting('name'));
    await fillIn(one);
    await waiveAll(one);
    const { collegeName } = (await show(one)).item.student;
    const scope = { kind: 'colleges' as const, colleges: [collegeName!] };
    const { client: secretary } = core.openSession({
      as: { user: 'mi', name: '院系秘书', role: 'department', scope },
    });
    const take = async (by: string) => {
      const { item, steps } = await show(one);
      const { move: step } = steps.find((each) => each.by === by && each.refusal === null)!;
      const action = {
        do: 'move' as const,
        move: step,
        note: '材料齐',
        person: '院系审核人',
        reference: '1',
      };
      return secretary.cases.act({ cases: [{ case: one, seen: item.version }], action });
    };
    await take('student');
    expect((await show(one)).item.queue).toBe('department');
    await take('department');
    expect((await show(one)).item.queue).toBe('office');
    await expect(take('office')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await show(one)).item.queue).toBe('office');
    const { item } = await show(one);
    const assign = { do: 'assign' as const, person: '别人' };
    await expect(
      secretary.cases.act({ cases: [{ case: one, seen: item.version }], action: assign }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  }, 120_000);

  it('a mistaken answer has a day to be changed by the student, then the office has its turn', async () => {
    const one = await open('mistaken-answer', { meant: 'correct', 'submitted-on': beijingDay(clock.time) });
    const { item } = await show(one);
    expect(item).toMatchObject({ queue: 'student', due: beijingDay(clock.time + 86_400_000), age: 'soon' });
    clock.time += 2 * 86_400_000;
    expect((await show(one)).item.age).toBe('overdue');
    expect((await move(one, 'too-late')).item).toMatchObject({ queue: 'office', state: { id: 'office' } });
    expect((await move(one, 'report')).item.queue).toBe('outside');
    clock.time -= 2 * 86_400_000;
  }, 120_000);

  it('a missing photo waits for the photographer’s working days, and is done only when the print is the same', async () => {
    const one = await open('photo-missing', { code: 'has', photographer: '采集单位甲' });
    await move(one, 'send');
    const shot = await move(one, 'shot');
    expect(shot.item.due).toBe(chineseDays.findWorkday(10, beijingDay(clock.time)));
    await act(one, { do: 'fill', form: { 'vendor-state': 'rejected' } });
    expect((await move(one, 'not-made')).item.queue).toBe('student');
    await move(one, 'shot');
    await act(one, { do: 'fill', form: { 'vendor-state': 'online' } });
    await move(one, 'arrived');
    expect(await refusal(one, 'verified')).toBe('form-missing');
    await act(one, { do: 'fill', form: { 'same-print': 'yes' } });
    expect((await move(one, 'verified')).item.state.id).toBe('done');
  }, 120_000);

  it('a certification on paper asks for proofs and the fee, and its clock runs in working days; a registered one does not', async () => {
    const one = await open('certification', { kind: 'registered', 'diploma-no': '100001202305000001' });
    expect(await asked(one)).toEqual([]);
    expect((await show(one)).missingItems).toEqual([]);
    await act(one, { do: 'fill', form: { kind: 'paper' } });
    expect(await asked(one)).toEqual(['id-card', 'diploma']);
    expect((await show(one)).missingItems).toEqual(['fee']);
    expect(await refusal(one, 'apply')).toBe('form-missing');
    await act(one, { do: 'fill', form: { fee: '0元', 'paid-on': '2026-03-09' } });
    expect(await refusal(one, 'apply')).toBe('materials-missing');
    await waiveAll(one);
    const applied = await move(one, 'apply');
    expect(applied.item.due).toBe(chineseDays.findWorkday(20, beijingDay(clock.time)));
    expect((await move(one, 'certified')).item.queue).toBe('closed');
  }, 120_000);

  it('the store holds, after all of it', async () => {
    await core.close();
    const { code } = await xuejiInside('check', '--data', dataDir, '--json');
    core = await openCore(dataDir, clock);
    expect(code).toBe(0);
  }, 120_000);
});

describe.skipIf(!canMakeFiles)('missing photos of a campaign', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  it('are opened with what 学信网 says of each student’s 采集码', async () => {
    const year = new Date().getFullYear();
    const cases = [
      ['注册学籍', year + 1, 'has'],
      ['待注册', year + 1, 'registration'],
      ['注册学籍', year + 3, 'year'],
      ['注册学籍', year - 1, 'year'],
    ] as const;
    const rows = rowsOf(
      cases.map(([status, graduates], at) =>
        madeStudent(at + 1, { 注册状态: status, 预计毕业日期: `${graduates}0630` }),
      ),
    ).map((row, at) => [...row, at === 0 ? '学习形式' : '普通全日制']);
    await writeWorkbook(join(folder, '名单.xlsx'), [{ name: '甲', rows }]);
    const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await importJson(dataDir, join(folder, '名单.xlsx'), '--as', 'roster')).code).toBeLessThan(2);
    const campaign = ['campaign', 'create', '--name', '校对', '--type', 'graduation-photo'];
    await desk(...campaign, '--deadline', '2099-06-30');
    await desk('cases', 'problems', '--open', 'photo-missing');
    const { items } = (
      await desk<{ items: { number: string; student: { studentNo: string } }[] }>('cases', 'list')
    ).json;
    const said: Record<string, string> = {};
    for (const { number, student } of items) {
      const { form } = (await desk<{ form: { code: string } }>('cases', 'show', number)).json;
      said[student.studentNo] = form.code;
    }
    expect(cases.map((_, at) => said[madeStudent(at + 1).学号!])).toEqual(cases.map(([, , code]) => code));
  }, 120_000);
});
