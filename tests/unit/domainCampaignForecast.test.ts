import { describe, expect, test } from 'vitest';
import { campaignForecast } from '../../shared/domain/campaignForecast.ts';
import { numberOfDay } from '../../shared/domain/daysLeft.ts';

const on = (days: Record<string, number>) =>
  new Map(Object.entries(days).map(([day, count]) => [numberOfDay(day), count]));

describe('how far a campaign has come, and where that leads', () => {
  // 2026-04-20 is a Monday; 1 to 5 May are off, 9 May (a Saturday) is worked, by the State Council's calendar.
  const base = { begun: '2026-04-10', today: '2026-04-20' };
  const until = (day: string, verified: number, expected = 100) => ({ day, expected, verified });

  test('counts by hand', () => {
    const verifiedOn = on({ '2026-04-12': 10, '2026-04-15': 20, '2026-04-19': 15, '2026-04-20': 5 });
    const trend = campaignForecast({ ...base, deadlines: [until('2026-05-10', 50)], verifiedOn });
    expect(trend.verified).toBe(50);
    expect(trend.days[0]).toEqual({ day: '2026-04-09', verified: 0 });
    expect(trend.days.at(-1)).toEqual({ day: '2026-04-20', verified: 50 });
    expect(trend.days).toHaveLength(12);
    expect(trend.days.find(({ day }) => day === '2026-04-15')!.verified).toBe(30);
    // 13 to 19 April: 35 in seven days, five a day; 50 are missing, twenty days are left.
    expect(trend.forecast).toEqual({
      kind: 'open',
      pace: 5,
      overdue: 0,
      atDeadline: 100,
      doneOn: '2026-04-30',
      needed: 2.5,
      // 21-24 and 27-30 April, 6-8 and 9 May
      neededPerWorkingDay: 50 / 12,
    });
  });

  test('nobody moves: no day is promised', () => {
    const trend = campaignForecast({
      ...base,
      deadlines: [until('2026-05-10', 40)],
      verifiedOn: on({ '2026-04-11': 40 }),
    });
    expect(trend.forecast).toMatchObject({ pace: 0, atDeadline: 40, doneOn: null, needed: 3 });
  });

  test('the first day knows no pace yet, and a passed deadline no need', () => {
    const first = campaignForecast({
      ...base,
      today: base.begun,
      deadlines: [until('2026-05-10', 4)],
      verifiedOn: on({ '2026-04-10': 4 }),
    });
    expect(first.forecast).toMatchObject({ pace: 0, doneOn: null });
    const late = campaignForecast({
      ...base,
      today: '2026-05-11',
      deadlines: [until('2026-05-10', 93)],
      verifiedOn: on({ '2026-05-10': 93 }),
    });
    expect(late.forecast).toMatchObject({
      overdue: 7,
      atDeadline: null,
      needed: null,
      neededPerWorkingDay: null,
      pace: 93 / 7,
    });
    expect(late.forecast).toMatchObject({ doneOn: '2026-05-12' });
  });

  test('where classes have days of their own, what it takes keeps the nearest of them too', () => {
    const deadlines = [
      until('2026-04-18', 8, 10),
      until('2026-04-20', 9, 10),
      until('2026-04-24', 10, 30),
      until('2026-05-10', 23, 50),
    ];
    const trend = campaignForecast({ ...base, deadlines, verifiedOn: on({ '2026-04-15': 50 }) });
    expect(trend).toMatchObject({ expected: 100, verified: 50 });
    expect(trend.forecast).toMatchObject({
      // Two were due by the 18th; who is due today is not late yet.
      overdue: 2,
      // 2 + 1 + 20 within the four days to the 24th, Tuesday to Friday: steeper than 50 within twenty.
      needed: 23 / 4,
      neededPerWorkingDay: 23 / 4,
    });
  });

  test('who verified before the campaign was set up, years ago, or tomorrow is counted once', () => {
    const verifiedOn = on({ '2011-01-01': 1, '2026-04-01': 2, '2026-04-21': 3, '2026-04-20': 94 });
    const trend = campaignForecast({ ...base, deadlines: [until('2026-05-10', 100)], verifiedOn });
    expect(trend.verified).toBe(100);
    expect(trend.days.at(-1)).toEqual({ day: '2026-04-20', verified: 100 });
    expect(trend.days[0]!.day).toBe('2025-03-15');
    expect(trend.days[1]).toEqual({ day: '2025-03-16', verified: 1 });
    expect(trend.forecast).toEqual({ kind: 'done' });
  });
});
