import type { Change } from '../../../electron/changes/change.ts';
import type { Fields, Value } from '../../../electron/sync/protocol/syncedMutation.ts';
import { RowSchemas } from '../../../electron/sync/rules/RowSchemas.ts';
import { ROW_FIELDS } from '../../../electron/sync/rules/rowSchema.ts';

/**
 * Two versions of what travels, so that desks of the version before can live in a world: the newer has what this program
 * has, the older lacks these entities and fields. What the checks know of it is written down here by itself. Their numbers
 * are not that of the program’s own, which worlds without old desks speak.
 */
export const [OLD, NEW] = [2, 3] as const;
const LATE: readonly string[] = ['milestone', 'mapping'];
const LATE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  // One of a pair, and one of a larger group.
  record: ['email', 'className'],
  // Of rows that are one thing.
  photo: ['dpi'],
  classContact: ['counsellor'],
  case: ['due'],
  // Of what is said once.
  mailReturn: ['reply'],
  sheetHandling: ['note'],
};

/** For the engine. */
export const TWO_SCHEMAS = new RowSchemas({
  most: NEW,
  casts: {},
  fields: Object.fromEntries(
    Object.entries(ROW_FIELDS).map(([entity, added]) => {
      if (LATE.includes(entity)) return [entity, added.map(({ fields }) => ({ since: NEW, fields }))];
      const late = LATE_FIELDS[entity];
      if (!late) return [entity, added];
      const early = added.flatMap(({ fields }) => fields.split(' ')).filter((field) => !late.includes(field));
      return [
        entity,
        [
          { since: 1, fields: early.join(' ') },
          { since: NEW, fields: late.join(' ') },
        ],
      ];
    }),
  ) as unknown as typeof ROW_FIELDS,
});

export function knowsEntity(schema: number, entity: string): boolean {
  return schema !== OLD || !LATE.includes(entity);
}

export function knowsField(schema: number, entity: string, field: string): boolean {
  return knowsEntity(schema, entity) && (schema !== OLD || !LATE_FIELDS[entity]?.includes(field));
}

/** What a desk of a version may have of a row; null: nothing. */
export function shownTo(schema: number, entity: string, row: Fields | null): Fields | null {
  if (row === null || schema !== OLD) return row;
  if (!knowsEntity(schema, entity)) return null;
  const shown = entity === 'conflict' ? conflictTo(schema, row) : known(schema, entity, row);
  return shown === null || Object.keys(shown).length === 0 ? null : shown;
}

/** Of a conflict: the fields that it knows, of both sides; nothing if what it does not know is in dispute. */
function conflictTo(schema: number, row: Fields): Fields | null {
  const entity = String(row.entity);
  const isKnown = row.group === 'row' || knowsField(schema, entity, String(row.group));
  if (!knowsEntity(schema, entity) || !isKnown) return null;
  const side = (name: string) => (typeof row[name] === 'string' ? (JSON.parse(row[name]) as Fields) : null);
  const hidden = (name: string) =>
    Object.entries(side(name) ?? {}).filter(([field]) => !knowsField(schema, entity, field));
  const isGone = row.group === 'row' && row.mine === '{}';
  if (!isGone && JSON.stringify(hidden('theirs').sort()) !== JSON.stringify(hidden('mine').sort()))
    return null;
  const shown: Record<string, Value> = { ...row };
  for (const name of ['base', 'theirs', 'mine']) {
    const fields = side(name);
    if (fields !== null) shown[name] = JSON.stringify(known(schema, entity, fields));
  }
  return shown;
}

function known(schema: number, entity: string, row: Fields): Fields {
  return Object.fromEntries(Object.entries(row).filter(([field]) => knowsField(schema, entity, field)));
}

/** What a program of a version would have made of what somebody did. */
export function doneIn(schema: number, changes: readonly Change[]): Change[] {
  const own = (entity: string, fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => knowsField(schema, entity, field)));
  return changes.flatMap((change): Change[] => {
    const { entity, entityId } = change;
    if (!knowsEntity(schema, entity)) return [];
    if (change.kind === 'made') {
      const values = own(entity, change.values);
      const isNothing = Object.values(values).every((value) => value === null);
      return isNothing ? [] : [{ entity, entityId, kind: 'made', values }];
    }
    const patch = own(entity, change.patch);
    return Object.keys(patch).length === 0 ? [] : [{ entity, entityId, kind: 'changed', patch }];
  });
}
