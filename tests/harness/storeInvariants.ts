import { expect } from 'vitest';
import { chooseView } from '../../electron/changes/chooseView.ts';
import {
  compareProjections,
  PROJECTED_TABLES,
  rebuildProjection,
} from '../../electron/changes/rebuildProjection.ts';
import { fieldsHash } from '../../electron/changes/verifiedHash.ts';
import type { ReadDb, WriteDb } from '../../electron/db/database.ts';
import { campaigns } from '../../electron/db/tables/campaignTable.ts';
import { studentsWithKey } from '../../electron/db/tables/studentKeys.ts';
import {
  iterateStudents,
  SOURCE_BIT,
  sourceRecords,
  wordsOf,
} from '../../electron/db/tables/studentTable.ts';
import { wordMeanings } from '../../electron/db/tables/wordTable.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { KEY_FIELDS, type KeyField } from '../../shared/domain/studentFields.ts';
import { memoryStore } from './memoryStore.ts';

export { memoryStore };

let emptyStore: WriteDb | null = null;

/** Replays the whole log into an empty store and expects the same tables, row by row. */
export function expectReplayEqual(db: ReadDb): void {
  // One store for all replays: making a schema takes longer than a short log.
  emptyStore ??= memoryStore();
  for (const table of [...PROJECTED_TABLES, 'sqlite_sequence'])
    emptyStore.write(`DELETE FROM ${table}`).run();
  rebuildProjection(db, emptyStore);
  expect(compareProjections(db, emptyStore)).toEqual([]);
}

/**
 * What must be true of the tables at any moment: the view follows from the sources' records, every key of every
 * source finds its student, each verification is that of the newest verdict and says whether it still covers
 * what is held.
 */
export function expectConsistent(db: ReadDb): void {
  const problems: string[] = [];
  const meanings = wordMeanings(db);
  const records = new Map<number, number>();
  for (const { student_n: n } of db
    .read<{ student_n: number }>('SELECT student_n FROM source_record')
    .all()) {
    records.set(n, (records.get(n) ?? 0) + 1);
  }
  for (const student of iterateStudents(db)) {
    const check = (isTrue: boolean, what: string) => {
      if (!isTrue) problems.push(`student ${student.n}: ${what}`);
    };
    const said = sourceRecords(db, student.n);
    const bits = said.reduce((sum, record) => sum | SOURCE_BIT[record.source], 0);
    check(bits === student.sources && bits !== 0, `sources ${student.sources}, said by ${bits}`);
    check(
      (records.get(student.n) ?? 0) === (said.length > 1 ? said.length : 0),
      'records of a single source',
    );
    records.delete(student.n);
    const view = chooseView(said, meanings);
    check(
      JSON.stringify(view.values) === JSON.stringify(student.values),
      'the view is not what the sources say',
    );
    check(JSON.stringify(view.received) === JSON.stringify(student.received), 'the words as received');
    check(view.differing === student.differing, 'differing');
    check(!Object.values(student.values).includes(''), 'an empty text');
    for (const { source, values } of said) {
      check(Object.keys(values).length > 0, `an empty record of ${source}`);
      for (const field of KEY_FIELDS) {
        const key = values[field];
        if (key) check(studentsWithKey(db, field, key).includes(student.n), `not found by ${field} ${key}`);
      }
    }
    if (said.length === 1) check(said[0]!.source !== 'staff', 'known to staff alone');
  }
  for (const n of records.keys()) problems.push(`student ${n} is gone and their records are not`);
  expectKeysTrue(db, problems);
  expect(problems).toEqual([]);
  expectVerificationsTrue(db);
}

/** No key leads to a student of whom no source says it. */
function expectKeysTrue(db: ReadDb, problems: string[]): void {
  const keys = db
    .read<{ field: KeyField; value: string; student_n: number }>('SELECT * FROM other_key')
    .all();
  for (const { field, value, student_n: n } of keys) {
    const isSaid = sourceRecords(db, n).some(({ values }) => keyForm(values[field]) === value);
    if (!isSaid) problems.push(`student ${n} is found by ${field} ${value}, which nobody says`);
  }
}

function expectVerificationsTrue(db: ReadDb): void {
  const found: unknown[] = [];
  for (const campaign of campaigns(db)) {
    for (const student of iterateStudents(db)) {
      const newest = db
        .read<{ n: number; verdict: string; at: number; fields_hash: string; photo_hash: string | null }>(
          `SELECT n, verdict, coalesce(said_at, recorded_at) AS at, fields_hash, photo_hash FROM event
           WHERE student_n = ? AND campaign_id = ? AND voided_by IS NULL`,
        )
        .all(student.n, campaign.id)
        .sort((one, other) => other.at - one.at || other.n - one.n)[0];
      if (!newest) continue;
      const role = campaign.type === 'graduation-photo' ? 'graduation' : 'admission';
      const photo =
        db
          .read<{ hash: string }>('SELECT hash FROM photo WHERE student_n = ? AND role = ?')
          .get(student.n, role)?.hash ?? null;
      found.push({
        campaign_id: campaign.id,
        student_n: student.n,
        event_n: newest.n,
        verdict: newest.verdict,
        verdict_at: newest.at,
        fields_unchanged: fieldsHash(campaign.coveredFields, wordsOf(student)) === newest.fields_hash ? 1 : 0,
        photo_unchanged: !campaign.coversPhoto || photo === newest.photo_hash ? 1 : 0,
      });
    }
  }
  const order = (one: unknown) => JSON.stringify(one);
  const stored = db.read('SELECT * FROM verification').all();
  expect(stored.map(order).sort()).toEqual(found.map(order).sort());
}

/** Whole tables as text, to be compared with what they were before; without the ids and numbers the log gives. */
export function tablesOf(
  db: ReadDb,
  tables: readonly string[] = [
    'student',
    'source_record',
    'other_key',
    'photo',
    'verification',
    'setting',
    'campaign',
    'saved_view',
    'decision',
    'student_alias',
    'value_alias',
    'photo_review',
  ],
): Record<string, string[]> {
  return Object.fromEntries(
    tables.map((table) => [
      table,
      [...db.read(`SELECT * FROM ${table}`).rawIterate()].map((row) => JSON.stringify(row)).sort(),
    ]),
  );
}

/** How many rows every projected table has, the log included. */
export function sizesOf(db: ReadDb): Record<string, number> {
  return Object.fromEntries(
    [...PROJECTED_TABLES, 'change', 'mutation'].map((table) => [
      table,
      db.read<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).get()!.count,
    ]),
  );
}
