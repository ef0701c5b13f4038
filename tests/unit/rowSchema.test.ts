import { expect, it } from 'vitest';
import type { Entity } from '../../electron/changes/change.ts';
import { isFieldOf } from '../../electron/changes/isFieldOf.ts';
import { isOfDesk } from '../../electron/changes/isOfDesk.ts';
import { ROW_TABLES } from '../../electron/changes/project/rowTables.ts';
import { CASE_ENTRY, OF_STUDENTS } from '../../electron/changes/readRow.ts';
import type { Fields, SyncedChange } from '../../electron/sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../../electron/sync/rules/entityRules.ts';
import { judgeChange } from '../../electron/sync/rules/judgeChange.ts';
import { ROW_SCHEMAS, RowSchemas } from '../../electron/sync/rules/RowSchemas.ts';
import { FIRST_SCHEMA, ROW_FIELDS, ROW_SCHEMA } from '../../electron/sync/rules/rowSchema.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';

const ENTITIES = Object.keys(ROW_FIELDS) as Entity[];
const fieldsOf = (entity: Entity) => ROW_FIELDS[entity].flatMap(({ fields }) => fields.split(' '));

/** Every field that any entity has a column or a place for. */
const ALL_FIELDS = new Set<string>([
  ...STUDENT_FIELDS,
  ...[...Object.values(ROW_TABLES), ...Object.values(OF_STUDENTS), CASE_ENTRY].flatMap(({ columns }) =>
    Object.keys(columns),
  ),
  ...ENTITIES.flatMap(fieldsOf),
  'student',
]);

it('says of every entity and field that travels since which version it does', () => {
  for (const entity of ENTITIES) {
    const real = isOfDesk(entity) ? [] : [...ALL_FIELDS].filter((field) => isFieldOf(entity, field));
    expect(fieldsOf(entity).toSorted(), entity).toEqual(real.toSorted());
  }
});

it('counts versions one by one, and nothing is said to be newer than the newest', () => {
  const versions = new Set(Object.values(ROW_FIELDS).flatMap((added) => added.map(({ since }) => since)));
  expect(Math.max(...versions)).toBe(ROW_SCHEMA);
  for (const added of Object.values(ROW_FIELDS))
    expect(added.map(({ since }) => since)).toEqual(
      added.map(({ since }) => since).toSorted((one, other) => one - other),
    );
  expect([ROW_SCHEMAS.least, ROW_SCHEMAS.most]).toEqual([Math.max(FIRST_SCHEMA, ROW_SCHEMA - 1), ROW_SCHEMA]);
});

it('serves its own version and the one before, and none from before there were any', () => {
  const served = (most: number) => {
    const schemas = new RowSchemas({ most, casts: {}, fields: ROW_FIELDS });
    return [schemas.least, schemas.most];
  };
  expect([1, 2, 3, 7].map(served)).toEqual([
    [1, 1],
    [1, 2],
    [2, 3],
    [6, 7],
  ]);
});

it('copies and looks at nothing for a desk of the newest version', () => {
  expect(ROW_SCHEMAS.viewOf(ROW_SCHEMA)).toBeNull();
});

/** As if a column of views, the second of a pair and an entity had come with a second version. */
const two = () =>
  new RowSchemas({
    most: 2,
    casts: {},
    fields: {
      ...ROW_FIELDS,
      milestone: [{ since: 2, fields: 'name from to kind' }],
      view: [
        { since: 1, fields: 'name query' },
        { since: 2, fields: 'columns' },
      ],
      record: [
        { since: 1, fields: STUDENT_FIELDS.filter((field) => field !== 'email').join(' ') },
        { since: 2, fields: 'email' },
      ],
    },
  });
const judge = (entity: Entity, now: Fields | null, set: Fields, base: Fields | null) =>
  judgeChange(ENTITY_RULES[entity].merge, now, { entity, id: 'x', set, base }, two().viewOf(1));

it('tells a desk of the version before what it knows, and nothing else', () => {
  const view = two().viewOf(1)!;
  const whole = { name: '名单', query: '{}' };
  expect(view.row('view', { ...whole, columns: '[]' })).toEqual(whole);
  expect(view.row('view', { columns: '[]' })).toBeNull();
  expect(view.row('milestone', { name: '公示' })).toBeNull();
  const deadline = { deadline: '2026-12-01' };
  expect(view.row('deadline', deadline)).toBe(deadline);
});

it('takes of a desk of the version before nothing that it can’t know, in what it says and in what it saw', () => {
  const change = (set: Fields, base: Fields | null): SyncedChange => ({ entity: 'view', id: 'x', set, base });
  const isOf = (set: Fields, base: Fields | null) => two().isOf(change(set, base), 1);
  expect(isOf({ name: '新' }, { name: '名单' })).toBe(true);
  expect(isOf({ name: '新' }, null)).toBe(true);
  expect(isOf({ name: '新', columns: '[]' }, null)).toBe(false);
  expect(isOf({ name: '新' }, { name: '名单', columns: '[]' })).toBe(false);
  expect(two().isOf(change({ columns: '[]' }, { columns: '[1]' }), 2)).toBe(true);
});

it('judges what it did by what it knows, and leaves the rest as it is', () => {
  const now = { name: '名单', query: '{}', columns: '[1]' };
  expect(judge('view', now, { name: '新' }, { name: '名单', query: '{}' })).toMatchObject({
    next: { ...now, name: '新' },
    conflicts: [],
    refused: null,
  });
  const pair = { phone: '138', email: 'a@x.cn' };
  expect(judge('record', pair, { phone: null }, { phone: '138' })).toMatchObject({
    next: { email: 'a@x.cn' },
    conflicts: [],
  });
});

it('tells both sides of a conflict with what only one of them could see, which is no part of it', () => {
  const now = { name: '他', query: '{}', columns: '[1]' };
  const { next, conflicts } = judge('view', now, { name: '我' }, { name: '名单', query: '{}' });
  expect(next).toEqual(now);
  expect(conflicts).toEqual([
    {
      group: 'row',
      base: { name: '名单', query: '{}', columns: '[1]' },
      theirs: now,
      mine: { name: '我', query: '{}', columns: '[1]' },
    },
  ]);
});

it('does not let a row be taken away by somebody who did not see all of it', () => {
  const now = { name: '名单', query: '{}', columns: '[1]' };
  const seen = { name: '名单', query: '{}' };
  const gone = { name: null, query: null };
  expect(judge('view', now, gone, seen)).toEqual({
    next: now,
    changed: false,
    conflicts: [],
    refused: 'schema',
  });
  expect(judge('view', seen, gone, seen)).toMatchObject({ next: null, refused: null });
});

it('leaves a conflict about what it does not know to those who do', () => {
  const view = two().viewOf(1)!;
  const conflict = (about: object, theirs: object, mine: object): Fields => ({
    ...{ row: 'x', group: 'row', base: '{}', state: 'open', ...about },
    ...{ theirs: JSON.stringify(theirs), mine: JSON.stringify(mine) },
  });
  const sides = [
    { name: '他', columns: '[1]' },
    { name: '我', columns: '[1]' },
  ] as const;
  expect(view.row('conflict', conflict({ entity: 'view' }, ...sides))).toEqual(
    conflict({ entity: 'view' }, { name: '他' }, { name: '我' }),
  );
  expect(view.row('conflict', conflict({ entity: 'milestone' }, ...sides))).toBeNull();
  expect(view.row('conflict', conflict({ entity: 'record', group: 'email' }, {}, {}))).toBeNull();
  const hidden = conflict({ entity: 'view' }, sides[0], { ...sides[1], columns: '[2]' });
  expect(view.row('conflict', hidden)).toBeNull();
  // A row that was to be no more can be left as it is by whoever sees a part of it.
  const gone = conflict({ entity: 'view' }, sides[0], {});
  expect(view.row('conflict', { ...gone, group: 'row' })).toEqual(
    conflict({ entity: 'view' }, { name: '他' }, {}),
  );
});

it('reads what was made in earlier versions by one cast after the other, and keeps what can’t be cast', () => {
  const schemas = new RowSchemas({
    most: 3,
    fields: ROW_FIELDS,
    casts: {
      // A word that is written otherwise since the second version, and one that nobody can read since the third.
      1: (change) => ({ ...change, set: { ...change.set, name: `${change.set.name}院` } }),
      2: (change) =>
        change.set.query === 'old' ? null : { ...change, set: { ...change.set, columns: '[]' } },
    },
  });
  const change: SyncedChange = { entity: 'view', id: 'v', set: { name: '文学' }, base: null };
  expect(schemas.cast(change, 1)?.set).toEqual({ name: '文学院', columns: '[]' });
  expect(schemas.cast(change, 2)?.set).toEqual({ name: '文学', columns: '[]' });
  expect(schemas.cast(change, 3)).toBe(change);
  expect(schemas.cast({ ...change, set: { query: 'old' } }, 1)).toBeNull();
  expect(schemas.cast(change, 4)).toBeNull();
  expect(schemas.cast(change, 0)).toBeNull();
});
