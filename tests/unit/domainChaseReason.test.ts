import { describe, expect, test } from 'vitest';
import { type CaptureCodeInput, captureCode } from '../../shared/domain/captureCode.ts';
import {
  CHASE_REASONS,
  type ChaseInput,
  chaseReason,
  workingDayAfter,
} from '../../shared/domain/chaseReason.ts';
import { type ChaseContact, chaseStanding } from '../../shared/domain/chaseStanding.ts';
import { recordCauses } from '../../shared/domain/recordCauses.ts';
import { isSettled, STATUSES } from '../../shared/domain/verificationStatus.ts';
import { createText, LANGUAGES } from '../../shared/text/createText.ts';

describe('采集码: who can fetch one (教学服〔2022〕10号)', () => {
  const registered: CaptureCodeInput = {
    registrationStatus: '注册学籍',
    expectedGraduationDate: '2027-06-30',
    mode: '普通全日制',
    idType: 'resident',
    today: '2026-11-29',
  };
  const cases: [string, Partial<CaptureCodeInput>, ReturnType<typeof captureCode>][] = [
    ['graduates next year', {}, { can: 'yes' }],
    ['graduates this year', { expectedGraduationDate: '2026-12-20' }, { can: 'yes' }],
    [
      'graduates in two years',
      { expectedGraduationDate: '2028-06-30' },
      { can: 'year', year: '2028', from: '2027-01-01' },
    ],
    [
      'the same on the 1st of January',
      { expectedGraduationDate: '2028-06-30', today: '2027-01-01' },
      { can: 'yes' },
    ],
    [
      'should have graduated last year',
      { expectedGraduationDate: '2025-06-30' },
      { can: 'year', year: '2025', from: null },
    ],
    [
      'is not registered yet',
      { registrationStatus: '待注册' },
      { can: 'registration', registrationStatus: '待注册' },
    ],
    [
      'registration comes before the year',
      { registrationStatus: '暂缓注册', expectedGraduationDate: null },
      { can: 'registration', registrationStatus: '暂缓注册' },
    ],
    [
      'continuing education, any year',
      { mode: '函授', expectedGraduationDate: '2029-01-10' },
      { can: 'yes' },
    ],
    ['continuing education, no year', { mode: '业余', expectedGraduationDate: null }, { can: 'yes' }],
    [
      'a passport may be of 来华留学生',
      { idType: 'passport', expectedGraduationDate: '2029-06-30' },
      { can: 'unknown', missing: 'mode' },
    ],
    [
      'a form that is not known',
      { mode: null, expectedGraduationDate: '2029-06-30' },
      { can: 'unknown', missing: 'mode' },
    ],
    ['no year', { expectedGraduationDate: null }, { can: 'unknown', missing: 'expectedGraduationDate' }],
    ['no 注册状态', { registrationStatus: null }, { can: 'unknown', missing: 'registrationStatus' }],
  ];
  test.each(cases)('%s', (_, part, expected) => {
    expect(captureCode({ ...registered, ...part })).toEqual(expected);
  });
});

describe('why a student is not done', () => {
  const base: ChaseInput = {
    status: 'not-verified',
    isAboutGraduationPhoto: true,
    said: null,
    verdictDay: null,
    photoWorkingDays: 10,
    photographer: null,
    registrationStatus: '注册学籍',
    expectedGraduationDate: '2026-06-30',
    mode: '普通全日制',
    idType: 'resident',
    today: '2026-05-07',
  };
  const codeOf = (part: Partial<ChaseInput>) => chaseReason({ ...base, ...part })?.code ?? null;
  const told = (outcome: NonNullable<ChaseInput['said']>['outcome'], day = '2026-05-06') => ({
    said: { outcome, day },
  });

  test('each status, when nothing more is known', () => {
    expect(STATUSES.map((status) => codeOf({ status }))).toEqual([
      'not-started', // not-verified
      null, // verified-open
      null, // locked
      'disputed',
      'photo-go', // photo-missing
      'photo-waiting', // photo-in-production
      'identity',
      'identity',
      'identity',
      'record-not-found',
      'stale',
      null, // excluded
    ]);
    for (const status of STATUSES) expect(isSettled(status)).toBe(codeOf({ status }) === null);
  });

  test('what a contact said of an account that has not verified', () => {
    expect(codeOf(told('not-registered'))).toBe('not-registered');
    expect(codeOf(told('stopped-half-way'))).toBe('stopped-half-way');
    expect(codeOf(told('says-done'))).toBe('says-done');
    expect(codeOf(told('not-found'))).toBe('record-not-found');
    expect(codeOf({ ...told('no-code'), expectedGraduationDate: '2029-06-30' })).toBe('code-year');
    // A later word of the status counts more than what was said on the phone.
    expect(codeOf({ ...told('says-done'), status: 'disputed' })).toBe('disputed');
  });

  test('without a photo', () => {
    const status = 'photo-missing';
    expect(codeOf({ status, registrationStatus: '待注册' })).toBe('code-registration');
    expect(codeOf({ status, registrationStatus: null })).toBe('code-unknown');
    expect(codeOf({ status, isAboutGraduationPhoto: false })).toBe('photo-none');
    expect(codeOf({ status, ...told('not-registered') })).toBe('not-registered');
    expect(codeOf({ status, ...told('says-done') })).toBe('photo-go');
  });

  test('a photo is late only when its working days are over', () => {
    // Ten working days after Monday 20 April: 21-24, 27-30 April, 6 and 7 May (1 to 5 May are off).
    expect(workingDayAfter('2026-04-20', 10)).toBe('2026-05-07');
    // 9 May 2026, a Saturday, is worked.
    expect(workingDayAfter('2026-05-08', 1)).toBe('2026-05-09');
    const made = { status: 'photo-in-production', verdictDay: '2026-04-20' } as const;
    expect(chaseReason({ ...base, ...made })).toEqual({
      code: 'photo-waiting',
      params: { since: '2026-04-20', due: '2026-05-07', workingDays: '10' },
    });
    expect(codeOf({ ...made, today: '2026-05-08' })).toBe('photo-late');
    // Another photographer: forty working days.
    expect(codeOf({ ...made, today: '2026-05-08', photoWorkingDays: 40 })).toBe('photo-waiting');
    expect(codeOf({ status: 'photo-missing', ...told('photographed', '2026-04-17') })).toBe('photo-late');
    expect(codeOf(told('photographed', '2026-04-20'))).toBe('photo-waiting');
  });

  test('every reason has a sentence and next steps in both languages, and none speaks of a password', () => {
    const params = {
      day: '2026-05-06',
      since: '2026-04-20',
      due: '2026-05-07',
      workingDays: '10',
      year: '2028',
      from: '2027-01-01',
      registrationStatus: '待注册',
      missing: 'mode',
    };
    for (const language of LANGUAGES) {
      const { chase } = createText(language);
      for (const code of CHASE_REASONS) {
        const said = [
          chase.reason({ code, params }),
          chase.step({ code, params }),
          chase.tell({ code, params }),
        ];
        for (const sentence of said) {
          expect(sentence.length, `${language} ${code}`).toBeGreaterThan(4);
          expect(sentence, `${language} ${code}`).not.toMatch(/密码|口令|password|\{\{/i);
        }
      }
    }
    expect(
      createText('zh').chase.reason({ code: 'code-year', params: { year: '2028', from: '2027-01-01' } }),
    ).toContain('2027-01-01');
    expect(
      createText('zh').chase.step({ code: 'code-unknown', params: { missing: 'expectedGraduationDate' } }),
    ).toContain('预计毕业日期');
  });
});

describe('why a record is not found', () => {
  const chsi = { name: '买买提·艾力', idNumber: '11010519491231002X', idType: 'resident' };
  test('likely causes from what sources say', () => {
    expect(recordCauses({ sis: chsi })).toEqual([{ code: 'not-in-chsi' }]);
    expect(recordCauses({ chsi })).toEqual([{ code: 'account' }]);
    expect(recordCauses({ chsi, sis: { ...chsi } })).toEqual([{ code: 'account' }]);
    expect(recordCauses({ chsi, sis: { ...chsi, name: '买买提.艾力' } })).toEqual([
      { code: 'differs', field: 'name', kind: 'dot', source: 'sis' },
    ]);
    expect(
      recordCauses({
        chsi,
        sis: { ...chsi, idNumber: '11010519491231002x' },
        admission: { name: '买买提 ·艾力' },
      }),
    ).toEqual([
      { code: 'differs', field: 'name', kind: 'space', source: 'admission' },
      { code: 'differs', field: 'idNumber', kind: 'case', source: 'sis' },
    ]);
    expect(recordCauses({ chsi: { ...chsi, idType: 'military' } })).toEqual([{ code: 'military' }]);
  });
});

describe('where chasing stands', () => {
  const DAY = 86_400_000;
  const first = Date.parse('2026-05-01T10:00:00+08:00');
  const contact = (days: number, part: Partial<ChaseContact> = {}): ChaseContact => ({
    at: first + days * DAY,
    whom: 'student',
    way: 'phone',
    outcome: 'told',
    promise: null,
    ...part,
  });
  const on = (today: string, ...contacts: ChaseContact[]) =>
    chaseStanding(contacts, { today, escalateAfter: 3 });

  test('a promise holds through its day and is broken after it', () => {
    const promised = contact(0, { outcome: 'promised', promise: '2026-05-06' });
    expect(on('2026-05-06', promised).state).toBe('promised');
    expect(on('2026-05-07', promised)).toMatchObject({ state: 'broken', promise: '2026-05-06', contacts: 1 });
    // Another call does not mend it; another promise does, until its own day.
    expect(on('2026-05-07', promised, contact(6)).state).toBe('broken');
    expect(on('2026-05-07', promised, contact(6, { promise: '2026-05-09' })).state).toBe('promised');
  });

  test('three contacts, or a broken promise, and the college is told; then it starts anew', () => {
    expect(on('2026-05-07').state).toBe('never');
    expect(on('2026-05-07', contact(0), contact(1)).state).toBe('contacted');
    const three = [contact(0), contact(1, { outcome: 'no-answer' }), contact(2)];
    expect(on('2026-05-07', ...three).state).toBe('escalate');
    const told = contact(3, { whom: 'college', way: 'email' });
    expect(on('2026-05-07', ...three, told)).toMatchObject({
      state: 'escalated',
      contacts: 3,
      escalatedAt: told.at,
    });
    expect(on('2026-05-07', ...three, told, contact(4)).state).toBe('escalated');
    expect(on('2026-05-09', ...three, told, contact(4), contact(5), contact(6)).state).toBe('escalate');
    const broken = contact(0, { promise: '2026-05-02' });
    expect(on('2026-05-07', broken, told).state).toBe('escalated');
    expect(on('2026-05-07', broken, told, contact(4, { promise: '2026-05-06' })).state).toBe('broken');
  });

  test('what was said of where the student stands stays through calls that say nothing of it', () => {
    const stopped = contact(0, { outcome: 'stopped-half-way' });
    expect(on('2026-05-07', stopped, contact(2, { outcome: 'no-answer' })).said).toEqual({
      outcome: 'stopped-half-way',
      day: '2026-05-01',
    });
  });
});
