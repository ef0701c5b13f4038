import type { Sabotage } from './sabotaged.ts';

const JOINED = 'electron/hub/JoinedStudents.ts';
const STORIES = ['tests/sync/joined.test.ts'];
const COLLEGES = ['tests/sync/joinedColleges.test.ts'];

// The seeds that once found something.
const FOUND_ONCE = ['tests/sync/world.test.ts'];

/** What may go wrong with two who turn out to be one (decision 0041). */
export const JOIN_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'said-of-one-who-is-another',
    file: JOINED,
    find: "this.#isAnother(ref.student) ? 'gone' : null",
    replace: "this.#isAnother('') ? 'gone' : null",
    by: STORIES,
  },
  {
    name: 'handed-over-left-in-the-log',
    file: 'electron/changes/erase/purgeRows.ts',
    find: 'this.#handed ??= handedOver(this.#db);',
    replace: 'this.#handed ??= new Map();',
    // Seed 1183 of those that once found something.
    by: ['tests/sync/world.test.ts'],
  },
  {
    name: 'history-tells-of-what-was-not-done',
    file: 'electron/hub/refusalIn.ts',
    find: "return changed && alone.has(id) ? 'moved' : null;",
    replace: 'return null;',
    by: ['tests/unit/refusalIn.test.ts'],
  },
  {
    name: 'joined-in-part',
    file: JOINED,
    find: "this.#isLeft(row)) ? 'changed' : null",
    replace: 'this.#isLeft(row)) ? null : null',
    by: STORIES,
  },
  {
    name: 'number-of-one-desk-on-the-way',
    file: 'electron/sync/client/OutgoingBodies.ts',
    find: "if (entity === 'alias') delete set.n;",
    replace: '',
    by: STORIES,
  },
  {
    name: 'number-forgotten-when-joined',
    file: 'electron/changes/withOwnNumbers.ts',
    find: "change.entity !== 'alias' || change.kind !== 'made'",
    replace: "change.kind !== 'changed' || change.kind !== 'made'",
    by: STORIES,
  },
  {
    name: 'parted-before-they-are-back',
    file: 'electron/sync/client/writeShown.ts',
    find: 'return [...gone.filter((row) => !isAlias(row)).reverse(), ...rest, ...gone.filter(isAlias)];',
    replace: 'return [...gone.filter(isAlias), ...gone.filter((row) => !isAlias(row)).reverse(), ...rest];',
    by: STORIES,
  },
  {
    name: 'joined-left-on-the-disk',
    file: 'electron/changes/erase/purgeRows.ts',
    find: 'if (own !== null && !isHere(own)) gone.add(own);',
    replace: '',
    by: STORIES,
  },
  {
    name: 'given-back-to-nobody',
    file: 'electron/changes/erase/purgeRows.ts',
    find: 'return seq > made ? now : null;',
    replace: 'return null;',
    by: FOUND_ONCE,
  },
  {
    name: 'unsent-step-blanked-under-another-number',
    file: 'electron/changes/erase/purgeRows.ts',
    find: 'if (other !== n && !this.#waiting.has(other))',
    replace: 'if (other !== n)',
    by: FOUND_ONCE,
  },
  {
    name: 'number-that-waited-forgotten',
    file: 'electron/sync/client/leftRows.ts',
    find: '  keepNumber(db, { entity, id, n });\n',
    replace: '',
    by: FOUND_ONCE,
  },
  {
    name: 'numbers-counted-anew-in-a-replay',
    file: 'electron/changes/rebuildProjection.ts',
    find: '        n: row.student_n,\n',
    replace: '',
    by: FOUND_ONCE,
  },
  {
    name: 'number-of-once-left-on-the-disk',
    file: 'electron/changes/erase/purgeRows.ts',
    find: " AND patch ->> '$.n' IS NOT NULL\n",
    replace: '\n',
    by: FOUND_ONCE,
  },
  {
    name: 'made-anew-under-another-and-forgotten',
    file: 'electron/changes/erase/purgeRows.ts',
    find: "if (own > made) return made === 0 || seq >= own ? 'another' : null;",
    replace: '',
    by: FOUND_ONCE,
  },
  {
    name: 'handed-over-where-they-were',
    file: 'electron/hub/changesInTurn.ts',
    find: 'if (into.size === 0) return changes;',
    replace: 'return changes;',
    by: COLLEGES,
  },
  {
    name: 'parted-left-in-the-log',
    file: 'electron/changes/erase/purgeRows.ts',
    find: 'if (parted.has(n) && isStudent.get(n) !== undefined) blank.rowOfOneWhoStays(row);',
    replace: '',
    by: COLLEGES,
  },
  {
    name: 'shared-correction-left-in-the-log',
    file: 'electron/sync/client/partedRows.ts',
    find: 'if (row.to !== null) stay.push({ entity: row.entity, id: row.id });',
    replace: '',
    by: COLLEGES,
  },
  {
    name: 'shared-correction-left-by-an-image',
    file: 'electron/sync/client/partedRows.ts',
    find: 'return noteParted(db, [...aliases, ...shared]);',
    replace: 'return noteParted(db, aliases);',
    by: COLLEGES,
  },
  {
    name: 'parted-under-another-number',
    file: 'electron/changes/erase/purgeRows.ts',
    find: "if (entity === 'record') this.#emptyRecord(row, before);\n    else this.row",
    replace: 'this.row',
    by: COLLEGES,
  },
  {
    name: 'half-taken-back-without-a-log',
    file: 'electron/import/undoBatch.ts',
    find: "if (first === null) throw new AppError('BATCH_ELSEWHERE');",
    replace: 'if (first === null) return { batch, reverted: 0, kept: [] };',
    by: STORIES,
  },
  {
    name: 'joined-in-a-circle',
    file: JOINED,
    find: "if (!isThere || this.#isAnother(into)) return 'gone';",
    replace: "if (!isThere) return 'gone';",
    by: STORIES,
    equivalent:
      'what is handed over to one who is another is refused before (said-of-one-who-is-another), and the join with it',
  },
  {
    name: 'whom-it-leads-to-not-looked-at',
    file: JOINED,
    find: "return typeof set.into === 'string' ? [{ entity: 'alias', id: set.into }] : [];",
    replace: 'return [];',
    by: STORIES,
    equivalent:
      'what is handed over to one who is another is refused before (said-of-one-who-is-another), and the join with it',
  },
  {
    name: 'parted-by-half',
    file: JOINED,
    find: 'return !this.#parted.has(student) && (',
    replace: 'return (',
    by: STORIES,
  },
  {
    name: 'events-left-with-who-was-joined',
    file: JOINED,
    find: ': set.student === undefined;',
    replace: ': set.student === null;',
    by: STORIES,
  },
  {
    name: 'one-field-left-of-who-was-joined',
    file: JOINED,
    find: 'Object.keys(fields).some((field) => set[field] !== null)',
    replace: 'Object.keys(fields).every((field) => set[field] !== null)',
    by: STORIES,
  },
  {
    name: 'joined-on-left-behind',
    file: 'electron/hub/PushWork.ts',
    find: "if (entity === 'alias') this.#handOn(joinedOn(this.#rows, before, row), mutation);",
    replace: '',
    by: ['tests/sync/joinedLater.test.ts'],
  },
  {
    name: 'said-for-a-campaign-that-is-gone',
    file: 'electron/hub/GoneCampaigns.ts',
    find: 'return row === null ? this.#refused.get(id) === true : row.fields === null;',
    replace: 'return row === null ? false : false;',
    by: ['tests/sync/goneCampaign.test.ts'],
  },
  {
    name: 'said-for-a-campaign-that-was-lost-refused',
    file: 'electron/hub/GoneCampaigns.ts',
    find: 'return row === null ? this.#refused.get(id) === true : row.fields === null;',
    replace: 'return row === null || row.fields === null;',
    by: ['tests/sync/goneCampaign.test.ts'],
  },
  {
    name: 'half-a-step-kept',
    file: 'electron/changes/erase/SettledWork.ts',
    find: 'if (of === null) return;',
    replace: 'if (mid > 0) return;',
    by: ['tests/sync/wholeSteps.test.ts'],
  },
  {
    name: 'needed-file-beside-backups-swept',
    file: 'electron/hub/sweepBackupBlobs.ts',
    find: 'for (const sha256 of named) needed.add(sha256);',
    replace: 'needed.clear();',
    by: ['tests/sync/sweepBackupBlobs.test.ts'],
  },
];
