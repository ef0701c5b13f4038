import type { Sabotage } from './sabotaged.ts';

const JUDGE = 'electron/sync/rules/judgeChange.ts';
const PULL = 'electron/hub/handlePull.ts';
const SEEN = 'electron/hub/seenChanges.ts';
const SCHEMAS = 'electron/sync/rules/RowSchemas.ts';
const VIEW = 'electron/sync/rules/RowView.ts';
const ROW_SCHEMA_TEST = ['tests/unit/rowSchema.test.ts'];

/** What may go wrong between desks of one version and of the one before. */
export const VERSION_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'photo-goes-in-part',
    file: 'electron/changes/mutations/undoChanges.ts',
    find: "{ photo: 'hash', case: 'student' }",
    replace: "{ case: 'student' }",
    by: ['tests/sync/goingOn.test.ts'],
  },
  {
    name: 'case-goes-in-part',
    file: 'electron/changes/mutations/undoChanges.ts',
    find: "{ photo: 'hash', case: 'student' }",
    replace: "{ photo: 'hash' }",
    by: ['tests/sync/goingOn.test.ts'],
  },
  {
    name: 'conflict-that-is-no-more-not-told',
    file: SEEN,
    find: "if (!about.get(id) && typeof fields.entity === 'string') about.set(id, fields);",
    replace: '',
    by: ['tests/sync/world.test.ts'],
  },
  {
    name: 'old-desk-told-all',
    file: SEEN,
    find: 'return part === patch ? change : { ...change, patch: part };',
    replace: 'return change;',
    by: 'worlds',
  },
  {
    name: 'old-image-holds-all',
    file: 'electron/hub/images/seenText.ts',
    find: 'if (view === null || view.seesAll(entity)) return whole;',
    replace: 'if (view !== undefined) return whole;',
    by: 'worlds',
  },
  {
    name: 'old-base-compared-with-all',
    file: JUDGE,
    find: 'const seen = view && now ? view.row(change.entity, now) : now;',
    replace: 'const seen = view && now && rule.kind === null ? view.row(change.entity, now) : now;',
    by: 'worlds',
  },
  {
    name: 'row-taken-away-half-seen',
    file: JUDGE,
    find: "  return view.row(entity, judged.next) === null ? refused(now, 'schema') : judged;",
    replace: '  return view.row(entity, judged.next) === null ? { ...judged, next: null } : judged;',
    by: ['tests/unit/rowSchema.test.ts'],
  },
  {
    name: 'conflict-without-the-unseen',
    file: JUDGE,
    find: 'const unseen = seen === now ? {} : unseenOf(rule, group, row, seen ?? {});',
    replace: 'const unseen = {};',
    by: ['tests/unit/rowSchema.test.ts'],
  },
  {
    name: 'updated-desk-goes-on',
    file: PULL,
    find: "  if (schemaOf(position) !== schema) return { kind: 'reset', why: 'schema', erased };\n",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'updated-desk-keeps-versions',
    file: 'electron/hub/handleImage.ts',
    find: 'follows: schemaOf(position) === schema };',
    replace: 'follows: true };',
    by: 'worlds',
  },
  {
    name: 'old-work-sent-as-new',
    file: 'electron/sync/client/rowSchemaOf.ts',
    find: "    db.write('UPDATE outbox SET schema = ? WHERE schema IS NULL').run(before);\n",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'old-work-shown-as-new',
    file: 'electron/sync/client/Overlay.ts',
    find: 'const view = schema === null ? null : this.#schemas.viewOf(schema);',
    replace: 'const view = schema === 0 ? this.#schemas.viewOf(schema) : null;',
    by: 'worlds',
  },
  {
    name: 'old-digest-of-whole-rows',
    file: 'electron/hub/handleAudit.ts',
    find: '  const fields = view ? view.row(entity, whole) : whole;',
    replace: '  const fields = view === undefined ? null : whole;',
    by: 'worlds',
  },
  {
    name: 'version-from-nowhere-read',
    file: 'electron/sync/rules/RowSchemas.ts',
    find: '    if (version > this.most || version < FIRST_SCHEMA) return null;\n',
    replace: '',
    by: ['tests/unit/rowSchema.test.ts'],
  },
  {
    name: 'version-before-not-served',
    file: SCHEMAS,
    find: 'this.least = Math.max(FIRST_SCHEMA, table.most - 1);',
    replace: 'this.least = Math.max(FIRST_SCHEMA, table.most);',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'version-before-the-one-before-served',
    file: SCHEMAS,
    find: 'this.least = Math.max(FIRST_SCHEMA, table.most - 1);',
    replace: 'this.least = Math.max(FIRST_SCHEMA, table.most - 2);',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'cast-left-out',
    file: SCHEMAS,
    find: 'for (let from = version; from < this.most && told !== null; from++) {',
    replace: 'for (let from = version + 1; from < this.most && told !== null; from++) {',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'base-of-another-version-taken',
    file: SCHEMAS,
    find: 'return view === null || (known(set) && known(base));',
    replace: 'return view === null || known(set);',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'fields-of-another-version-taken',
    file: SCHEMAS,
    find: 'return view === null || (known(set) && known(base));',
    replace: 'return view === null || known(base);',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'fields-of-its-own-version-hidden',
    file: VIEW,
    find: 'added.filter(({ since }) => since <= version);',
    replace: 'added.filter(({ since }) => since < version);',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'conflicts-told-whole',
    file: VIEW,
    find: "    if (this.#partly.size > 0) this.#partly.add('conflict');\n",
    replace: '',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'conflict-about-what-is-hidden-told',
    file: VIEW,
    find: 'if (!isTakenAway && unseen(whole.theirs) !== unseen(whole.mine)) return null;',
    replace: 'if (!isTakenAway && unseen(whole.theirs) === "") return null;',
    by: ROW_SCHEMA_TEST,
  },
  {
    name: 'row-to-be-taken-away-not-told',
    file: VIEW,
    find: "const isTakenAway = group === WHOLE_ROW && whole.mine === '{}';",
    replace: "const isTakenAway = group === '' && whole.mine === '{}';",
    by: ROW_SCHEMA_TEST,
  },
];
