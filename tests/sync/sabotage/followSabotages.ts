import type { Sabotage } from './sabotaged.ts';

const FOLLOW = 'electron/hub/rowsThatFollow.ts';
const PUSH = 'electron/hub/PushWork.ts';
const CONTENT = 'electron/hub/isNamedByContent.ts';
const OTHERS = 'electron/hub/scopeOfOthers.ts';
const OF_SHEET = 'electron/sync/rules/sheetOfRow.ts';
const NAMED = ['tests/unit/isNamedByContent.test.ts'];
const FOLLOWING = ['tests/unit/rowsThatFollow.test.ts', 'tests/sync/joined.test.ts'];
const SHEETS = ['tests/contract/syncSheets.test.ts', 'tests/unit/sheetOfRow.test.ts'];

/** What may go wrong with rows that are whose another row is: histories, visits, conflicts, what is about a sheet (0040), what cases go by. */
export const FOLLOW_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'follows-what-is-named-alike',
    file: FOLLOW,
    find: 'ref.like.entity === entity && ref.like.id === id;',
    replace: 'ref.like.entity !== "" && ref.like.id === id;',
    by: FOLLOWING,
  },
  {
    name: 'follows-all-of-its-kind',
    file: FOLLOW,
    find: 'ref.like.entity === entity && ref.like.id === id;',
    replace: 'ref.like.entity === entity && id !== "";',
    by: FOLLOWING,
  },
  {
    name: 'what-is-gone-follows',
    file: FOLLOW,
    find: 'const ref = row.fields === null ? null : studentOfRow(row.entity as Entity, row.id, row.fields);',
    replace: 'const ref = studentOfRow(row.entity as Entity, row.id, row.fields ?? {});',
    by: FOLLOWING,
  },
  {
    name: 'history-left-with-who-was-joined',
    file: PUSH,
    find: '    if (before?.student && before.student !== student) this.#takeAlong(before, row, mutation);\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'rules-under-any-name',
    file: CONTENT,
    find: "createHash('sha256').update(next.body).digest('hex') === id;",
    replace: "createHash('sha256').update(next.body).digest('hex') !== '';",
    by: NAMED,
  },
  {
    name: 'rules-of-a-college-not-taken',
    file: CONTENT,
    find: "  if (entity === 'caseRules')\n    return typeof next?.body === 'string' &&",
    replace: "  if (entity === 'caseRules')\n    return before !== null && typeof next?.body === 'string' &&",
    by: NAMED,
  },
  {
    name: 'key-under-any-name',
    file: CONTENT,
    find: ' && isPublicKeySetting(id, next.value);',
    replace: " && (isPublicKeySetting(id, next.value) || id !== '');",
    by: NAMED,
  },
  {
    name: 'views-and-marks-of-who-changed-them',
    file: OTHERS,
    find: 'return before?.scope ?? makersScope(grant);',
    replace: 'return makersScope(grant);',
    by: 'worlds',
  },
  {
    name: 'handing-out-of-no-sheet',
    file: OF_SHEET,
    find: "    case 'sheetReturn':\n    case 'sheetHandling':",
    replace: "    case 'sheetReturn':",
    by: 'worlds',
  },
  {
    name: 'who-stood-on-it-of-no-sheet',
    file: OF_SHEET,
    find: "    case 'sheetRows':\n      return id;\n",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'question-of-no-sheet',
    file: OF_SHEET,
    find: "return typeof fields.number === 'string' ? fields.number : null;",
    replace: 'return null;',
    by: SHEETS,
  },
];
