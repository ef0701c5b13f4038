import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { livePlanted, testPlanted } from './runPlanted.ts';
import { ROOT } from './sabotaged.ts';
import { misplaced, SABOTAGES } from './sabotages.ts';

/** Of the list (node tests/sync/sabotage/plant.ts plants all of it) those that are found at once. */
const QUICK = ['conflict-not-written', 'office-rows-to-everybody', 'refused-not-kept'];

it('has every fault where it can be planted, each under a name of its own', () => {
  expect(misplaced()).toEqual([]);
  expect(SABOTAGES.filter(({ equivalent }) => equivalent === undefined).length).toBeGreaterThanOrEqual(100);
});

it('is as long as the specification says, in hundreds', () => {
  const spec = readFileSync(join(ROOT, 'docs/spec/sync.md'), 'utf8');
  const said = Number(/there are more than (\d+) of them, each found when it was planted/.exec(spec)?.[1]);
  expect(said).toBe(Math.floor(SABOTAGES.length / 100) * 100);
});

it.each(QUICK)('finds %s, and nothing in the same world without it', async (name) => {
  const planted = await livePlanted(name, 1, 1);
  // One of what always holds, or what the hub itself says of two fences that do not agree.
  expect(planted.broken).toMatch(/^I\d+ |the other fence$/);
  expect((await livePlanted('', 1, 1)).broken).toBeNull();
});

it('finds a fault by tests of files, and none where none is planted', async () => {
  const files = ['tests/sync/secrets.test.ts'];
  expect((await testPlanted('secret-of-another-set', files))?.where).toContain('refuses a desk');
  expect(await testPlanted('', files)).toBeNull();
});
