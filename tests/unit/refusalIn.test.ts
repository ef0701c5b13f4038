import { expect, it } from 'vitest';
import { refusalIn, withoutStep } from '../../electron/hub/refusalIn.ts';
import type { SyncedMutation } from '../../electron/sync/protocol/syncedMutation.ts';

const said = (name: string, changes: SyncedMutation['changes']): SyncedMutation => ({
  ...{ mid: 1, name, args: '{}', actor: '甲', at: 1, batch: null, schema: 1, part: null },
  changes,
});
const step = { entity: 'case', id: 'c1', set: { version: 3 }, base: { version: 2 } };
const entry = { entity: 'caseEntry', id: 'e3', set: { case: 'c1', version: 3 }, base: null };

it('knows an entry of a history without the step that it tells of', () => {
  expect([...withoutStep(said('case.act', [step, entry]))]).toEqual([]);
  expect([...withoutStep(said('case.act', [entry]))]).toEqual(['e3']);
  expect([...withoutStep(said('case.act', [{ ...step, id: 'c2' }, entry]))]).toEqual(['e3', 'c2']);
  // The step without its entry, too.
  expect([...withoutStep(said('case.act', [step]))]).toEqual(['c1']);
  expect([...withoutStep(said('student.join', [{ ...step, set: { student: 's2' } }]))]).toEqual([]);
  const back = { ...step, set: { version: 2 }, base: { version: 3 } };
  expect([...withoutStep(said('batch.undo', [back]))]).toEqual([]);
  // Taken back: it was there, and its case goes back by a change of its own or is gone.
  expect([...withoutStep(said('batch.undo', [{ ...entry, base: { version: 3 } }]))]).toEqual([]);
  // What was there before comes row by row.
  expect([...withoutStep(said('sync.join', [entry]))]).toEqual([]);
});

it('refuses it, unless it is there already', () => {
  const effect = { entity: 'caseEntry' as const, id: 'e3', set: entry.set, conflicts: [] };
  const within = { whole: true, alone: new Set(['e3']), lost: new Set<string>() };
  expect(refusalIn({ ...effect, changed: true }, within)).toBe('moved');
  expect(refusalIn({ ...effect, changed: false }, within)).toBeNull();
  expect(refusalIn({ ...effect, changed: true }, { ...within, alone: new Set() })).toBeNull();
  expect(refusalIn({ ...effect, changed: false, conflicts: [1] }, within)).toBe('changed');
});
