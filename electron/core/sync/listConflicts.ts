import type { ConflictItem } from '../../../shared/contract/sync.ts';
import type { Entity } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Fields } from '../../sync/protocol/syncedMutation.ts';
import { computerNames } from './computerNames.ts';
import { shownValue } from './shownValue.ts';
import { seesStudent, studentOf } from './studentOf.ts';

interface Stored {
  id: string;
  entity: Entity;
  entity_id: string;
  field_group: string;
  base: string | null;
  theirs: string;
  mine: string;
  device: string;
  actor: string;
  at: number;
  their_device: string | null;
  their_actor: string | null;
  their_at: number | null;
}

interface Group {
  group: string;
  file: string | null;
  actor: string;
  at: number;
  count: number;
}

/** Open conflicts of those whom the asker may see, oldest first, and how many were made in one go. */
export function listConflicts(
  db: ReadDb,
  { group, offset, limit }: { group: string | null; offset: number; limit: number },
): { items: ConflictItem[]; total: number; groups: Group[] } {
  const all = openConflicts(db);
  const shown = group === null ? all : all.filter((one) => groupOf(one) === group);
  const computers = { here: stateOf(db, 'device'), names: computerNames(db) };
  return {
    items: shown.slice(offset, offset + limit).map((one) => itemOf(db, one, computers)),
    total: shown.length,
    groups: groupsOf(db, all),
  };
}

export function countConflicts(db: ReadDb): number {
  if (seesStudent(db, null)) {
    return db.read<{ n: number }>("SELECT count(*) AS n FROM conflict WHERE state = 'open'").get()!.n;
  }
  return openConflicts(db).length;
}

/** Ids of open conflicts that the asker may see: those named, or all of a group. */
export function chosenConflicts(
  db: ReadDb,
  { conflicts, group }: { conflicts: readonly string[]; group: string | null },
): string[] {
  const named = new Set(conflicts);
  return openConflicts(db)
    .filter((one) => (group === null ? named.has(one.id) : groupOf(one) === group))
    .map(({ id }) => id);
}

function openConflicts(db: ReadDb): Stored[] {
  const all = db.read<Stored>("SELECT * FROM conflict WHERE state = 'open' ORDER BY at, id").all();
  if (seesStudent(db, null)) return all;
  return all.filter(({ entity, entity_id }) => seesStudent(db, studentOf(db, entity, entity_id)));
}

function groupOf({ device, at }: Stored): string {
  return `${device}/${at}`;
}

function groupsOf(db: ReadDb, all: readonly Stored[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of all) {
    const key = groupOf(one);
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, { group: key, file: fileOf(db, one.at), actor: one.actor, at: one.at, count: 1 });
  }
  return [...groups.values()].filter(({ count }) => count > 1);
}

/** The file of an import that was committed at a time. */
function fileOf(db: ReadDb, at: number): string | null {
  const batch = db.read<{ file: string }>("SELECT file FROM batch WHERE at = ? AND file <> ''").get(at);
  return batch?.file ?? null;
}

interface Computers {
  here: string | null;
  names: ReadonlyMap<string, string>;
}

function sideOf(
  { here, names }: Computers,
  { actor, device, at }: { actor: string | null; device: string | null; at: number | null },
): ConflictItem['mine'] {
  return {
    ...{ actor: actor ?? '', device: device ?? '', at },
    computer: device === null ? null : (names.get(device) ?? null),
    isHere: device !== null && device === here,
  };
}

function itemOf(db: ReadDb, one: Stored, computers: Computers): ConflictItem {
  const { id, entity, entity_id: row } = one;
  const [base, theirs, mine] = [one.base, one.theirs, one.mine].map(fieldsOf) as [Fields, Fields, Fields];
  const now = readRow(db, entity, row);
  const student = studentOf(db, entity, row, mine);
  const known = student === null ? null : studentById(db, student);
  const isPhoto = entity === 'photo';
  const names = isPhoto ? ['fileName'] : namesOf(base, theirs, mine);
  return {
    ...{ id, entity, isGone: now === null },
    student: known && {
      id: known.id,
      name: known.values.name,
      studentNo: known.values.studentNo,
      className: known.values.className,
      collegeName: known.values.collegeName,
    },
    fields: names.map((field) => ({
      field,
      base: shownValue(field, base[field]),
      mine: shownValue(field, mine[field]),
      theirs: shownValue(field, theirs[field]),
      now: shownValue(field, now?.[field]),
    })),
    // Taking theirs leaves what is there now: also nothing, where it was taken away since.
    photos: isPhoto
      ? { before: textOf(base.hash), mine: textOf(mine.hash), theirs: textOf(now?.hash) }
      : null,
    mine: sideOf(computers, one),
    theirs: sideOf(computers, { actor: one.their_actor, device: one.their_device, at: one.their_at }),
    ...{ group: groupOf(one), file: fileOf(db, one.at) },
    canType: entity === 'record' && now !== null,
  };
}

function textOf(value: Fields[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function fieldsOf(text: string | null): Fields {
  return text === null ? {} : (JSON.parse(text) as Fields);
}

/** Fields in which the sides differ; the rest of a row that is disputed as one thing says nothing. */
function namesOf(base: Fields, theirs: Fields, mine: Fields): string[] {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine), ...Object.keys(base)]);
  return [...names].filter((field) => (theirs[field] ?? null) !== (mine[field] ?? null));
}
