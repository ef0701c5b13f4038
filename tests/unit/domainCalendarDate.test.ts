import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate, readCalendarDate } from '../../shared/domain/calendarDate.ts';
import { anyText } from '../harness/anyText.ts';

describe('readCalendarDate', () => {
  it.each([
    '20260301',
    '20260301.0',
    '2026-3-1',
    '2026/3/1',
    '2026.3.1',
    '2026.03.01',
    '2026年3月1日',
    '2026年03月01号',
    '2026 年 3 月 1 日',
    '２０２６－０３－０１',
    '2026-03-01 00:00:00',
    '2026-02-28T16:00:00.000Z',
    '46082',
    '46082.0',
  ])('%s', (text) => {
    expect(readCalendarDate(text)).toEqual({ kind: 'day', date: '2026-03-01', time: null });
  });

  it.each([
    ['2026-03-01 09:05', '2026-03-01', '09:05:00'],
    ['2026/3/1 9:05:07', '2026-03-01', '09:05:07'],
    ['46082.5', '2026-03-01', '12:00:00'],
    ['2026-03-01T09:05:07+08:00', '2026-03-01', '09:05:07'],
  ])('%s has a time', (text, date, time) => {
    expect(readCalendarDate(text)).toEqual({ kind: 'day', date, time });
  });

  it.each(['2026年3月', '2026-3', '202603', '2026.03'])(
    '%s is no date, and the first is only offered',
    (text) => {
      expect(readCalendarDate(text)).toEqual({ kind: 'month', first: '2026-03-01' });
    },
  );

  it.each([
    '',
    '不详',
    '20260231',
    '20261301',
    '2025-02-29',
    '26-3-1',
    '3/1/2026',
    '2026',
    '1',
    '20260000',
    '99999',
    '2026-03-01 25:00',
  ])('%s is unreadable', (text) => {
    expect(readCalendarDate(text)).toEqual({ kind: 'unreadable' });
  });

  it('agrees with the calendar whatever the writing', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1930-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.constantFrom('', '-', '/', '.'),
        (day, separator) => {
          const iso = day.toISOString().slice(0, 10);
          expect(readCalendarDate(iso.split('-').join(separator))).toEqual({
            kind: 'day',
            date: iso,
            time: null,
          });
          const serial = Math.floor(day.getTime() / 86_400_000) + 25_569;
          expect(readCalendarDate(String(serial))).toEqual({ kind: 'day', date: iso, time: null });
        },
      ),
    );
  });

  it('never throws, and what it reads is a date', () => {
    const nearly = fc.stringMatching(/^[\d\-/.年月日: TZ]{0,22}$/);
    fc.assert(
      fc.property(fc.oneof(anyText, nearly), (text) => {
        const reading = readCalendarDate(text);
        if (reading.kind === 'day') {
          const [year = 0, month = 0, day = 0] = reading.date.split('-').map(Number);
          expect(isoDate(year, month, day)).toBe(reading.date);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
