import { expect, test } from 'vitest';
import { chaseRounds } from '../../shared/domain/chaseRounds.ts';

test('a round is a day and a way, of those who were not done, each counted once', () => {
  const done = new Map([
    [1, 9], // before any round
    [2, 10],
    [3, 13],
    [4, 14],
  ]);
  const contacts = [
    ...[1, 2, 3, 4, 5].map((student) => ({ student, day: 10, way: 'qq' as const })),
    { student: 5, day: 10, way: 'qq' as const },
    { student: 4, day: 12, way: 'phone' as const },
    { student: 3, day: 14, way: 'phone' as const },
  ];
  const rounds = chaseRounds(contacts, (student) => done.get(student) ?? null, {
    days: 3,
    dayName: (day) => `${day}`,
  });
  expect(rounds).toEqual([
    { day: '10', way: 'qq', students: 4, within: 2, later: 1 },
    { day: '12', way: 'phone', students: 1, within: 1, later: 0 },
  ]);
});
