import { expect, it } from 'vitest';
import { ID_SEPARATOR } from '../../electron/changes/change.ts';
import { sheetOfRow } from '../../electron/sync/rules/sheetOfRow.ts';

it('what is about a sheet is of it: who stood on it, handing out, coming back, what is asked; and nothing else is', () => {
  const id = ['S1', 'h1'].join(ID_SEPARATOR);
  expect(sheetOfRow('sheetRows', 'S1', {})).toBe('S1');
  expect(sheetOfRow('sheetHandling', id, {})).toBe('S1');
  expect(sheetOfRow('sheetReturn', id, {})).toBe('S1');
  expect(sheetOfRow('sheetQuestion', 'q1', { number: 'S1' })).toBe('S1');
  expect(sheetOfRow('sheetQuestion', 'q1', {})).toBeNull();
  expect(sheetOfRow('sheet', 'S1', { collegeName: '法学院' })).toBeNull();
  expect(sheetOfRow('record', id, {})).toBeNull();
});
