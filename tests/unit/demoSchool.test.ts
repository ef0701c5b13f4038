import { describe, expect, it } from 'vitest';
import { recordInSource } from '../../electron/demo/demoSchool.ts';
import { makeDemoSchool } from '../../electron/demo/makeDemoSchool.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { inspectIdNumber } from '../../shared/domain/idNumber.ts';
import { ID_TYPES, type IdType, KEY_FIELDS, STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';

const REQUEST = { students: 5000, seed: 1, today: '2026-11-24 13:30:00' } as const;
const school = makeDemoSchool(REQUEST);
const everyone = [...school.students.map(({ values }) => values), ...school.onlyInSis];
const graduating = school.students.filter((student) => student.graduating);
const DATED: readonly IdType[] = ['resident', 'hkmo-residence', 'tw-residence'];

describe('seededRandom', () => {
  it('gives the same stream for the same seed and name, another for another', () => {
    const draw = (seed: number, stream: string) => {
      const random = seededRandom(seed, stream);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  });

  it('spreads evenly and keeps within bounds', () => {
    const random = seededRandom(7);
    const counts = Array<number>(10).fill(0);
    for (let index = 0; index < 100_000; index += 1) {
      const place = random.below(10);
      counts[place] = counts[place]! + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('shuffles without losing or adding', () => {
    const list = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = seededRandom(3).shuffled(list);
    expect(shuffled).not.toEqual(list);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
  });
});

describe('makeDemoSchool', () => {
  it('is the same for the same request, another for another seed', () => {
    expect(JSON.stringify(makeDemoSchool(REQUEST))).toBe(JSON.stringify(school));
    const other = makeDemoSchool({ ...REQUEST, seed: 2 });
    expect(other.students[0]!.values.name).not.toBe(school.students[0]!.values.name);
  });

  it.each([1, 2, 29, 60, 199, 200, 1000])('makes exactly %i students', (students) => {
    expect(makeDemoSchool({ ...REQUEST, students }).students).toHaveLength(students);
  });

  it('refuses what is no number of students or no date', () => {
    expect(() => makeDemoSchool({ ...REQUEST, students: 0 })).toThrow(RangeError);
    expect(() => makeDemoSchool({ ...REQUEST, today: 'yesterday' })).toThrow(RangeError);
    expect(() => makeDemoSchool({ ...REQUEST, today: '2026-13-01' })).toThrow(RangeError);
  });

  it('gives every student all fields, text or null', () => {
    for (const values of everyone) {
      expect(Object.keys(values).toSorted()).toEqual(STUDENT_FIELDS.toSorted());
      for (const value of Object.values(values)) expect(value).not.toBe('');
    }
  });

  it('has unique keys of the right shape', () => {
    for (const field of KEY_FIELDS) {
      const known = everyone.map((values) => values[field]).filter((value) => value !== null);
      expect(new Set(known).size).toBe(known.length);
    }
    const phones = everyone.map(({ phone }) => phone).filter((phone) => phone !== null);
    expect(new Set(phones).size).toBe(phones.length);
    for (const { studentNo, examNo, phone, email } of everyone) {
      expect(studentNo).toMatch(/^\d{10}$/);
      expect(examNo ?? '20260000000000').toMatch(/^\d{14}$/);
      expect(phone ?? '15400000000').toMatch(/^154\d{8}$/);
      expect(email ?? 'x@example.edu.cn').toMatch(/@example\.edu\.cn$/);
    }
  });

  it('has identity numbers that agree with type, birthday and gender', () => {
    for (const values of everyone) {
      const inspected = inspectIdNumber(values.idNumber!, null);
      expect([values.idNumber, inspected.inferred]).toEqual([values.idNumber, values.idType]);
      expect(inspected.findings.filter(({ code }) => code !== 'ID_TYPE_OTHER')).toEqual([]);
      if (DATED.includes(values.idType as IdType)) {
        expect(inspected.birthDate).toBe(values.birthDate);
        expect(inspected.gender).toBe(values.gender);
      }
    }
  });

  it('shows every kind of document, name and status from two hundred students on', () => {
    for (const size of [200, 5000]) {
      const some = makeDemoSchool({ ...REQUEST, students: size }).students;
      const types = new Set(some.map(({ values }) => values.idType));
      expect(ID_TYPES.filter((type) => !types.has(type))).toEqual([]);
      const names = some.map(({ values }) => values.name!);
      for (const rare of ['䶮', '㛃', '𬱖', '𠮷'])
        expect(names.some((name) => name.includes(rare))).toBe(true);
      expect(names.some((name) => name.includes('\u00b7'))).toBe(true);
      expect(new Set(names).size).toBeLessThan(names.length);
      const lengths = new Set(names.map((name) => [...name].length));
      for (const length of [2, 3, 4]) expect(lengths).toContain(length);
      const remarks = new Set(some.map(({ values }) => values.remark));
      for (const flag of ['身份核验未通过', '身份核验不确定', '身份核验异常'])
        expect(remarks).toContain(flag);
    }
    const statuses = new Set(everyone.map(({ registrationStatus }) => registrationStatus));
    for (const status of ['注册学籍', '休学', '保留学籍', '暂缓注册', '待注册'])
      expect(statuses).toContain(status);
  });

  it('has classes of thirty to forty-five over four grades, each with a counsellor', () => {
    expect(new Set(school.classes.map(({ grade }) => grade))).toEqual(new Set([2023, 2024, 2025, 2026]));
    expect(new Set(school.classes.map(({ name }) => name)).size).toBe(school.classes.length);
    for (const { size, counsellor } of school.classes) {
      expect(size).toBeGreaterThanOrEqual(30);
      expect(size).toBeLessThanOrEqual(45);
      expect(school.counsellors.map(({ name }) => name)).toContain(counsellor);
    }
    expect(school.colleges.some(({ name }) => name.length > 8)).toBe(true);
    for (const { majorCode } of school.classes) expect(majorCode).toMatch(/^\d{6}$/);
  });

  it('counts the school year from September', () => {
    const before = makeDemoSchool({ ...REQUEST, students: 300, today: '2026-08-31' });
    expect([before.schoolYear, before.graduationYear]).toEqual([2025, 2026]);
    expect(before.now).toBe('2026-08-31 08:00:00');
  });

  it('tells of a photo verification under way', () => {
    const share = (status: string) =>
      graduating.filter(({ verification }) => verification.status === status).length / graduating.length;
    expect(share('正确')).toBeCloseTo(0.62, 1);
    expect(share('有误')).toBeCloseTo(0.02, 2);
    const dayBefore = '2026-11-23 13:30:00';
    const times = graduating.map(({ verification }) => verification.at).filter((at) => at !== null);
    expect(times.every((at) => at <= school.now && at > '2026-10-01')).toBe(true);
    expect(times.filter((at) => at > dayBefore).length).toBeGreaterThan(20);
    for (const student of school.students) {
      if (student.verification.status === '未核对') continue;
      expect(student.graduating && student.graduationPhoto).toBe(true);
      expect(student.values.registrationStatus).toBe('注册学籍');
    }
  });

  it('lets 教务 and 学信网 differ in every way that real lists do', () => {
    const pairs = school.students.map((student) => ({
      truth: student.values,
      chsi: recordInSource(student, 'chsi'),
      sis: recordInSource(student, 'sis'),
    }));
    expect(pairs.filter(({ sis }) => sis === null).length).toBeGreaterThanOrEqual(6);
    expect(school.onlyInSis.length).toBeGreaterThanOrEqual(3);
    const some = (test: (pair: (typeof pairs)[number]) => boolean) => expect(pairs.some(test)).toBe(true);
    some(
      ({ chsi, truth }) =>
        chsi!.collegeName === truth.collegeName!.slice(0, 8) && truth.collegeName!.length > 8,
    );
    some(({ sis, truth }) => sis !== null && sis.name !== truth.name && truth.name!.includes('\u00b7'));
    some(({ sis }) => ['毛难族', '崩龙族', '僳僳族'].includes(sis?.ethnicity ?? ''));
    some(({ sis, truth }) => sis !== null && sis.collegeName!.length < truth.collegeName!.length);
    some(({ sis }) => sis?.name?.includes('?') ?? false);
    some(({ sis }) => sis?.idNumber?.endsWith('x') ?? false);
    some(
      ({ sis, truth }) =>
        sis !== null &&
        [...sis.idNumber!.toUpperCase()].filter((digit, at) => digit !== truth.idNumber![at]).length === 1,
    );
    expect(pairs.every(({ chsi }) => chsi !== null && !('phone' in chsi) && !('counsellor' in chsi))).toBe(
      true,
    );
  });
});
