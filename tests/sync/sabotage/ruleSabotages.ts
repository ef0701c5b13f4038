import type { Sabotage } from './sabotaged.ts';

const DELTA = 'electron/sync/client/applyDelta.ts';
const IMAGE = 'electron/sync/client/applyImage.ts';
const SETTLE = 'electron/sync/client/settleOwn.ts';
const SHOWN = 'electron/sync/client/writeShown.ts';
const JUDGE = 'electron/sync/rules/judgeChange.ts';
const RULES = 'electron/sync/rules/entityRules.ts';
const NOTE = 'electron/changes/noteOutgoing.ts';
const JUDGE_TEST = ['tests/unit/judgeChange.test.ts'];
const PURGE = ['tests/sync/purge.test.ts'];
const OUTBOX = ['tests/db/outbox.test.ts'];

/** What may go wrong in the rules that both sides go by, in what is noted, and in what is taken off a disk. */
export const RULE_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'written-as-whole-rows',
    file: SHOWN,
    find: 'from === null\n        ? {',
    replace: "from === null || entity === 'record'\n        ? {",
    by: 'worlds',
  },
  {
    name: 'what-was-seen-not-noted',
    file: NOTE,
    find: "const before = change.kind === 'made' ? null : readRow(db, entity, entityId);",
    replace: "const before = change.kind === 'made' ? null : null;",
    by: 'worlds',
  },
  {
    name: 'seen-is-the-last-of-the-mutation',
    file: NOTE,
    find: '(?, ?, ?, ?) ON CONFLICT DO NOTHING',
    replace: '(?, ?, ?, ?) ON CONFLICT DO UPDATE SET before = NULL',
    by: OUTBOX,
  },
  {
    name: 'base-not-compared',
    file: JUDGE,
    find: 'if (!isSame(theirs, base ?? {})) {',
    replace: 'if (!isSame(theirs, base ?? {}) && change.base !== null) {',
    by: 'worlds',
  },
  {
    name: 'last-writer-wins',
    file: JUDGE,
    find: 'if (!isSame(theirs, base ?? {})) {',
    replace: "if (!isSame(theirs, base ?? {}) && rule.kind !== 'merge') {",
    by: 'worlds',
  },
  {
    name: 'same-value-disputed',
    file: JUDGE,
    find: '    if (isSame(theirs, mine)) continue;\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'said-once-said-otherwise',
    file: JUDGE,
    find: "      ? null\n      : 'taken';\n  }\n  if (isMade)",
    replace: '      ? null\n      : null;\n  }\n  if (isMade)',
    by: JUDGE_TEST,
  },
  {
    name: 'what-is-gone-is-made-anew',
    file: JUDGE,
    find: "if (now === null) return 'gone';",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'step-from-another-state',
    file: JUDGE,
    find: "rule.kind === 'guarded' && isElsewhere(rule, now, change) ? 'moved' : null",
    replace: 'null',
    by: JUDGE_TEST,
  },
  {
    name: 'step-in-the-place-of-another',
    file: JUDGE,
    find: 'seen[state] === undefined ? [by] : [by, state, ...Object.keys(set)]',
    replace: '[by]',
    by: JUDGE_TEST,
  },
  {
    name: 'state-of-a-step-not-told',
    file: RULES,
    find: 'new Set([rule.by, rule.state, ...Object.keys(set)])',
    replace: '[rule.by]',
    by: ['tests/sync/caseSteps.test.ts'],
  },
  {
    name: 'pair-torn',
    file: RULES,
    find: "['phone', 'email'],",
    replace: "['phone'],\n    ['email'],",
    by: 'worlds',
  },
  {
    name: 'what-went-not-told',
    file: 'electron/sync/rules/patchBetween.ts',
    find: 'if (next?.[field] === undefined) patch[field] = null;',
    replace: 'if (next?.[field] === undefined) continue;',
    by: 'worlds',
  },
  {
    name: 'purge-not-when-a-row-leaves',
    file: DELTA,
    find: '      noteLeft(db, change.entity, change.id);\n',
    replace: '',
    by: PURGE,
  },
  {
    name: 'question-kept-with-the-sheet',
    file: 'electron/sync/rules/studentOfRow.ts',
    find: "return typeof fields.student === 'string' ? { student: fields.student } : null;",
    replace: 'return null;',
    by: PURGE,
  },
  {
    name: 'purge-not-on-narrowing',
    file: 'electron/sync/client/ImageTaking.ts',
    find: '    if (!this.#parts.isWhole) {\n',
    replace: '    if (this.#parts.isFirst) {\n',
    by: PURGE,
  },
  {
    name: 'refused-work-of-others-stays',
    file: DELTA,
    find: 'if (refused && !versions.isKnown(entity, id)) noteLeft(db, entity, id);',
    replace: '',
    by: PURGE,
  },
  {
    name: 'receipt-never-owed',
    file: IMAGE,
    find: "setState(db, 'purgeOwed', String(image.grantVersion));",
    replace: '{}',
    by: PURGE,
  },
  {
    name: 'write-ahead-log-not-emptied',
    file: 'electron/sync/client/purgeLeft.ts',
    find: "db.raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]",
    replace: '[{ busy: 0 }]',
    by: PURGE,
  },
  {
    name: 'typed-work-not-handed-over',
    file: SETTLE,
    find: "if (!isSettled && outcome.why?.code === 'scope') keepTyped(db, mid);",
    replace: '',
    by: PURGE,
  },
];
