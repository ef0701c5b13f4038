import { expect, it } from 'vitest';
import { isLeaseNearEnd } from '../../renderer/state/isLeaseNearEnd.ts';

const DAY = 86_400_000;

it.each([
  [90, 7.1, false],
  [90, 6.9, true],
  // Of a short one for its last third.
  [3, 1.1, false],
  [3, 0.9, true],
  [90, -1, true],
])('of %d days, %d before the end: %s', (days, before, isNear) => {
  expect(isLeaseNearEnd({ days, endsAt: 100 * DAY, isEnded: before < 0 }, (100 - before) * DAY)).toBe(isNear);
});
