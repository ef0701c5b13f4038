import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BACKUP_REASONS,
  type BackupReason,
  COPIES_STAY_DAYS,
  superfluousBackups,
  superfluousCopies,
} from '../../shared/domain/backupThinning.ts';

const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;
/** Noon in Beijing of 2026-11-02, a Monday, and so many days later. */
const noon = (days: number) => Date.UTC(2026, 10, 2, 4) + days * DAY;
const planned = (at: number) => ({ at, reason: 'planned' as BackupReason });

describe('backups that are no longer needed', () => {
  it('are all but the last of each of the last days and weeks', () => {
    const daily = Array.from({ length: 30 }, (_, day) => planned(noon(day)));
    const gone = superfluousBackups(daily, { daily: 3, weekly: 2, before: 5 }, ZONE).map(({ at }) => at);
    const kept = daily.map(({ at }) => at).filter((at) => !gone.includes(at));
    // Days 27 to 29, and day 27, the Sunday before: the last of each week.
    expect(kept).toEqual([noon(27), noon(28), noon(29)]);
    const weekly = superfluousBackups(daily, { daily: 1, weekly: 4, before: 5 }, ZONE).map(({ at }) => at);
    expect(daily.map(({ at }) => at).filter((at) => !weekly.includes(at))).toEqual([
      noon(13),
      noon(20),
      noon(27),
      noon(29),
    ]);
  });

  it('are told apart by the office’s days', () => {
    // 23:30 and 00:30 in Beijing are one day in UTC.
    const late = planned(Date.UTC(2026, 10, 2, 15, 30));
    const early = planned(Date.UTC(2026, 10, 2, 16, 30));
    expect(superfluousBackups([late, early], { daily: 2, weekly: 0, before: 1 }, ZONE)).toEqual([]);
    expect(superfluousBackups([late, early], { daily: 2, weekly: 0, before: 1 }, 0)).toEqual([late]);
  });

  it('never hold the newest of all, and of each kind only what is beyond its number', () => {
    const one = fc.record({
      at: fc.integer({ min: 0, max: 400 * DAY }),
      reason: fc.constantFrom(...BACKUP_REASONS),
    });
    const kept = fc.record({
      daily: fc.integer({ min: 1, max: 9 }),
      weekly: fc.integer({ min: 0, max: 9 }),
      before: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), kept, (backups, keep) => {
        const gone = new Set(superfluousBackups(backups, keep, ZONE));
        const newest = Math.max(...backups.map(({ at }) => at));
        if (backups.length > 0)
          expect(backups.some((each) => each.at === newest && !gone.has(each))).toBe(true);
        const byHand = backups.filter(({ reason }) => reason !== 'planned');
        expect(byHand.filter((each) => !gone.has(each)).length).toBeGreaterThanOrEqual(
          Math.min(byHand.length, keep.before),
        );
      }),
    );
  });
});

describe('copies that were put aside', () => {
  const copies = [0, 10, 50, 60, 70].map((days) => ({ at: noon(100) - days * DAY }));
  const now = noon(100);

  it('go when they are beyond the number, older than their days, and a newer backup is whole', () => {
    expect(superfluousCopies(copies, { keep: 3, now, goodAt: now })).toEqual([copies[3], copies[4]]);
    // Of these the newest is beyond the number, and young.
    expect(superfluousCopies(copies, { keep: 1, now, goodAt: now })).toEqual(copies.slice(2));
    const young = [1, 2, COPIES_STAY_DAYS - 1].map((days) => ({ at: now - days * DAY }));
    expect(superfluousCopies(young, { keep: 1, now, goodAt: now })).toEqual([]);
  });

  it('all stay while no newer backup is whole', () => {
    expect(superfluousCopies(copies, { keep: 1, now, goodAt: null })).toEqual([]);
    expect(superfluousCopies(copies, { keep: 1, now, goodAt: noon(35) })).toEqual([copies[4]]);
  });
});
