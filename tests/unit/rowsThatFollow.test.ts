import { expect, it } from 'vitest';
import type { HubRow } from '../../electron/hub/hubRow.ts';
import { rowsThatFollow } from '../../electron/hub/rowsThatFollow.ts';

const row = (entity: string, id: string, fields: HubRow['fields']): HubRow => ({
  ...{ entity, id, fields, student: 's1', scope: '法学院', ver: 1, seq: 1 },
});

it('whose another row is are the history of a case, a visit at the counter, and conflicts about it, and nothing named alike', () => {
  const entry = row('caseEntry', 'e1', { case: 'x' });
  const visit = row('counterVisit', 'x', { at: 1 });
  const conflict = (id: string, entity: string, of: string) => row('conflict', id, { entity, row: of });
  const rows = [
    ...[entry, row('caseEntry', 'e2', { case: 'y' }), row('case', 'x', { student: 's1' })],
    ...[visit, conflict('k1', 'case', 'x'), conflict('k2', 'event', 'x'), conflict('k3', 'case', 'y')],
    ...[row('caseEntry', 'gone', null), row('event', 'x', { student: 's1' })],
  ];
  const ids = (entity: string, id: string) => rowsThatFollow(rows, { entity, id }).map((one) => one.id);
  expect(ids('case', 'x')).toEqual(['e1', 'k1']);
  expect(ids('event', 'x')).toEqual(['x', 'k2']);
  expect(ids('caseEntry', 'e1')).toEqual([]);
});

it('what is gone follows nothing, also where it would be about nobody', () => {
  expect(rowsThatFollow([row('counterVisit', 'x', null)], { entity: 'event', id: 'x' })).toEqual([]);
});
