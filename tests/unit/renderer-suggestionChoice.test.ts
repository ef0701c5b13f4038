import { expect, test } from 'vitest';
import { exceptionsAfter, suggestionKey } from '../../renderer/screens/import/suggestionChoice.ts';

const at = (row: number, sheet: string | null = null) => ({ row, sheet });
const ticks = (...rows: [number, boolean][]) =>
  new Map(rows.map(([row, taken]) => [suggestionKey(at(row)), { ...at(row), taken }]));

test.each([
  ['one is taken where none is', false, [], ticks([3, true]), [at(3)]],
  ['one is left out where all are taken', true, [], ticks([3, false]), [at(3)]],
  ['what was taken alone is given back', false, [at(3), at(4)], ticks([3, false]), [at(4)]],
  ['what was left out is taken after all', true, [at(3)], ticks([3, true], [5, false]), [at(5)]],
  [
    'the same row of another sheet is another row',
    false,
    [at(3, '二班')],
    ticks([3, true]),
    [at(3, '二班'), at(3)],
  ],
])('%s', (_, all, before, ticked, after) => {
  expect(exceptionsAfter(all, before, ticked)).toEqual(after);
});
