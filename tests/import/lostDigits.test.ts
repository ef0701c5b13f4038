import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowReader } from '../../electron/import/createRowReader.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { findWholeNumber, type NumberHolder } from '../../electron/import/reconcile/findWholeNumber.ts';
import { RosterPlanner, type RosterStore } from '../../electron/import/reconcile/planRoster.ts';
import { type TakenSuggestions, takeAllOf } from '../../electron/import/reconcile/takenSuggestions.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { createColumnWatch } from '../../electron/import/validate/columnWatch.ts';
import { checkCharacter, isCheckRight } from '../../shared/domain/idNumber.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { keptDigits } from '../../shared/domain/lostDigits.ts';

interface Known {
  n: number;
  name: string;
  studentNo: string;
  idNumber: string;
  officeName?: string;
}

function storeOf(students: readonly Known[]): RosterStore {
  return {
    find: (field, value) =>
      students
        .filter((student) => field !== 'examNo' && student[field] === keyForm(value))
        .map(({ n, name }) => ({ n, id: `S${n}`, name })),
    findByIdPrefix: (digits) => students.filter(({ idNumber }) => idNumber.startsWith(digits)),
    sourceOf: () => 'chsi',
    zeroLengths: () => [],
    isClass: () => false,
    record: () => null,
    officeName: (n) => students.find((student) => student.n === n)?.officeName ?? null,
    shorterNames: () => new Map(),
    newId: (values) => `new ${values.studentNo ?? values.idNumber}`,
  };
}

const HEADINGS = ['学号', '姓名', '身份证号'];

function plan(rows: readonly Cell[][], students: readonly Known[], taken: TakenSuggestions = takeAllOf()) {
  const mapping = suggestMapping(HEADINGS, 'roster');
  const read = createRowReader(mapping);
  const watch = createColumnWatch(mapping);
  const planner = new RosterPlanner(storeOf(students), taken);
  for (const [index, cells] of rows.entries()) {
    const parsed = read({ number: index + 2, cells });
    watch.see(parsed);
    planner.add(parsed);
  }
  planner.end(watch.distrusted());
  return [...planner.rows];
}

const number = (text: string): Cell => ({ kind: 'number', text, number: Number(text) });
const whole = (seventeen: string) => seventeen + checkCharacter(seventeen);
const ZHANG: Known = { n: 1, name: '张三', studentNo: '2022001', idNumber: whole('11010519900307231') };
const TAKE = takeAllOf('lostDigits');

describe('what a spreadsheet leaves of a number', () => {
  it.each([
    ['110105199003072000', '110105199003072'],
    ['1.10105199003072E+17', '110105199003072'],
    ['1.1010519900307E+17', '110105199003070'],
    ['1.10105E+17', null],
    ['1.10105199003072E+16', null],
    ['110105199003072316', null],
    ['', null],
  ])('%s: %s', (text, digits) => {
    expect(keptDigits(text)).toBe(digits);
  });

  it('is the beginning of every number that it rounds', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{16}$/), (seventeen) => {
        const kept = `${seventeen.slice(0, 15)}000`;
        expect(whole(seventeen).startsWith(keptDigits(kept) as string)).toBe(true);
      }),
    );
  });
});

describe('the whole number', () => {
  const holder = (n: number, name: string, idNumber: string): NumberHolder => ({ n, name, idNumber });
  const find = (
    holders: NumberHolder[],
    values: { studentNo?: string; name: string },
    known: number[] = [],
  ) =>
    findWholeNumber(
      '110105199003072',
      values,
      () => holders,
      () => known.map((n) => ({ n, id: `S${n}`, name: null })),
    );
  const zhang = holder(1, '张三', ZHANG.idNumber);
  const twin = holder(2, '张三', whole('11010519900307235'));

  it('is found by 学号, or by the name where no key is known', () => {
    expect(find([zhang], { studentNo: '2022001', name: '张三' }, [1])).toEqual({
      kind: 'found',
      number: ZHANG.idNumber,
      n: 1,
      by: 'studentNo',
    });
    expect(find([zhang], { name: '张 三' })).toMatchObject({ number: ZHANG.idNumber, by: 'name' });
  });

  it('is not found where two may be meant, or anything speaks against it', () => {
    expect(find([zhang, twin], { name: '张三' })).toBeNull();
    expect(find([zhang, twin], { studentNo: '2022001', name: '张三' }, [1])).toMatchObject({
      number: ZHANG.idNumber,
    });
    expect(find([zhang], { name: '李四' })).toBeNull();
    expect(find([zhang], { studentNo: '2022001', name: '李四' }, [1])).toBeNull();
    expect(find([zhang], { studentNo: '2022009', name: '张三' }, [9])).toBeNull();
    expect(find([zhang], { studentNo: '2022009', name: '张三' }, [1, 9])).toBeNull();
    expect(find([holder(1, '张三', '110105199003072000')], { name: '张三' })).toBeNull();
    const second = holder(1, '张三', twin.idNumber);
    expect(find([zhang, second], { studentNo: '2022001', name: '张三' }, [1])).toBeNull();
  });

  it('is not offered where the row says another birth date or gender, and that is told', () => {
    const known = { studentNo: '2022001', name: '张三' };
    const row = (more: object) =>
      findWholeNumber(
        '110105199003072',
        { ...known, ...more },
        () => [zhang],
        () => [{ n: 1, id: 'S1', name: null }],
      );
    expect(row({ birthDate: '1990-03-07', gender: '男' })).toMatchObject({ kind: 'found' });
    expect(row({ birthDate: '1990-03-08' })).toEqual({ kind: 'contradicted', by: 'birthDate' });
    expect(row({ gender: '女' })).toEqual({ kind: 'contradicted', by: 'gender' });
  });

  it('is always a sound number that begins as asked', () => {
    const digits = fc.stringMatching(/^110105199003072\d{2}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), digits)), (made) => {
        const found = find(
          made.map(([n, seventeen]) => holder(n, '张三', whole(seventeen))),
          { name: '张三' },
        );
        const students = new Set(made.map(([n]) => n));
        if (found?.kind !== 'found') return;
        expect(students.size).toBe(1);
        expect(isCheckRight(found.number) && found.number.startsWith('110105199003072')).toBe(true);
      }),
    );
  });
});

describe('a rounded number in a roster', () => {
  it('is held back and the whole one is suggested', () => {
    const [row] = plan([['2022001', '张三', number('110105199003072000')]], [ZHANG]);
    expect(row).toMatchObject({ student: 'S1', values: { idNumber: null } });
    expect(row?.findings).toMatchObject([
      { code: 'ID_DIGITS_LOST', severity: 'block', suggestion: ZHANG.idNumber, params: { by: 'studentNo' } },
    ]);
  });

  it('is replaced where a person asked for it, and the row says so', () => {
    const [row] = plan([['2022001', '张三', number('110105199003072000')]], [ZHANG], TAKE);
    expect(row).toMatchObject({
      outcome: 'updated',
      values: { idNumber: ZHANG.idNumber, idType: 'resident' },
      repairs: [{ field: 'idNumber', received: '110105199003072000', by: 'studentNo', source: 'chsi' }],
    });
    expect(row?.findings).toMatchObject([
      { code: 'ID_DIGITS_LOST', severity: 'note', params: { case: 'repaired' } },
    ]);
  });

  it('identifies the row where it was its only key', () => {
    const cells: Cell[] = [null, '张三', number('110105199003072000')];
    expect(plan([cells], [ZHANG])[0]).toMatchObject({ outcome: 'rejected' });
    expect(plan([cells], [ZHANG], TAKE)[0]).toMatchObject({
      outcome: 'updated',
      student: 'S1',
      repairs: [{ by: 'name' }],
    });
  });

  it('stays held back where nobody, or nobody alone, can be meant', () => {
    const twin = { ...ZHANG, n: 2, studentNo: '2022002', idNumber: whole('11010519900307235') };
    const cells: Cell[] = [null, '张三', number('110105199003072000')];
    expect(plan([cells], [ZHANG, twin], TAKE)[0]).toMatchObject({ outcome: 'rejected' });
    const unknown = plan([['2022009', '王五', number('110105199003072000')]], [ZHANG], TAKE)[0];
    expect(unknown).toMatchObject({ outcome: 'created', values: { idNumber: null } });
    expect(unknown?.findings[0]).toMatchObject({ severity: 'block', suggestion: null });
  });

  it('is not believed in a damaged column, though its check passes', () => {
    // A number that ends so by itself and is right, as one in eleven of them is.
    const lucky = Array.from({ length: 90 }, (_, at) =>
      `11010519${at + 10}0307200000`.slice(0, 15).concat('000'),
    ).find(isCheckRight) as string;
    const alone = plan([['2022003', '赵六', lucky]], []);
    expect(alone[0]?.values.idNumber).toBe(lucky);
    const rows = plan(
      [
        ['2022001', '张三', number('110105199003072000')],
        ['2022002', '李四', '11010519491231002X'],
        ['2022003', '赵六', lucky],
        ['2022004', '钱七', number('110105199003073000')],
      ],
      [ZHANG],
    );
    expect(rows[2]).toMatchObject({ outcome: 'created', values: { idNumber: null } });
    expect(rows[2]?.findings).toMatchObject([
      { code: 'ID_DIGITS_LOST', severity: 'block', params: { case: 'distrusted' } },
    ]);
    expect(rows[1]?.values.idNumber).toBe('11010519491231002X');
    const only = plan(
      [
        [null, '赵六', lucky],
        ['2022001', '张三', number('110105199003072000')],
        ['2022002', '李四', number('110105199003074000')],
      ],
      [],
    );
    expect(only[0]).toMatchObject({ outcome: 'rejected', student: null });
  });
});

describe('names', () => {
  const TAKE_NAMES = takeAllOf('names');
  it('get the office’s own writing where asked, and the source keeps its own', () => {
    const known = { ...ZHANG, name: '阿卜杜·热合曼' };
    const cells: Cell[] = ['2022001', '阿卜杜•热合曼', null];
    expect(plan([cells], [known])[0]).not.toHaveProperty('officeName');
    expect(plan([cells], [known], TAKE_NAMES)[0]).toMatchObject({
      values: { name: '阿卜杜•热合曼' },
      officeName: '阿卜杜·热合曼',
    });
  });

  it('are left to what staff decided, and where a character is lost', () => {
    const decided = { ...ZHANG, name: '阿卜杜•热合曼', officeName: '阿卜杜热合曼' };
    expect(plan([['2022001', '阿卜杜•热合曼', null]], [decided], TAKE_NAMES)[0]).not.toHaveProperty(
      'officeName',
    );
    expect(plan([['2022005', '张 ?', null]], [], TAKE_NAMES)[0]).not.toHaveProperty('officeName');
    expect(plan([['2022005', '张三', null]], [], TAKE_NAMES)[0]).not.toHaveProperty('officeName');
  });
});
