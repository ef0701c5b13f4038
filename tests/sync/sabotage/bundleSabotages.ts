import type { Sabotage } from './sabotaged.ts';

const IMPORT = 'electron/hub/bundles/importUp.ts';
const EXPORT = 'electron/hub/bundles/exportDown.ts';
const TAKE_DOWN = 'electron/sync/bundle/takeDown.ts';
const UP = 'electron/sync/bundle/upEntries.ts';
const TOLD = 'electron/sync/client/toldErasures.ts';
const STICKS = ['tests/sync/sticks.test.ts'];
const ERASURES = ['tests/sync/stickErasures.test.ts'];
const HUB_ENDS = ['tests/sync/stickEnds.test.ts'];
const VERSIONS = ['tests/sync/stickVersions.test.ts'];

/** What may go wrong at both ends of a bundle, behind its seal: what of it is taken, and what is written into it. */
export const BUNDLE_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'stick-of-before-the-hub-was-put-back',
    file: IMPORT,
    find: '    if (isPutBack) {\n',
    replace: '    if (isPutBack && about.number < 0) {\n',
    by: STICKS,
  },
  {
    name: 'put-back-not-noted-for-its-device',
    file: IMPORT,
    find: '({ ...mark, whole: true, from }));',
    replace: '({ ...mark, whole: true }));',
    by: STICKS,
  },
  {
    name: 'needs-whole-not-noted',
    file: IMPORT,
    find: '...{ ...mark, whole: needsWhole, up',
    replace: '...{ ...mark, up',
    by: [...HUB_ENDS, ...STICKS],
  },
  {
    name: 'stick-with-missing-files-taken',
    file: IMPORT,
    find: "    if (answer.missing.length > 0) refuseBundle('files', { number });\n",
    replace: '',
    by: HUB_ENDS,
  },
  {
    name: 'stick-of-a-twin-taken',
    file: IMPORT,
    find: "    if (answer.kind === 'device-cloned') refuseBundle('cloned');\n",
    replace: "    if (answer.kind === 'device-cloned') return;\n",
    by: HUB_ENDS,
  },
  {
    name: 'stick-of-before-an-erasure-is-a-twin',
    file: IMPORT,
    find: 'return mutations.filter(({ mid }) => mid > last);',
    replace: 'return mutations.filter(({ mid }) => mid > 0 * last);',
    by: ERASURES,
  },
  {
    name: 'refused-erasure-forgotten',
    file: IMPORT,
    find: 'if (answer.refused.length > 0)',
    replace: 'if (answer.refused.length > 1_000)',
    by: ERASURES,
  },
  {
    name: 'secret-of-an-old-stick-set-again',
    file: IMPORT,
    find: 'isFresh(before[secret.person], secret)',
    replace: 'isFresh(undefined, secret)',
    by: HUB_ENDS,
  },
  {
    name: 'taken-secret-not-told',
    file: IMPORT,
    find: 'secrets: { ...mark.secrets, ...secrets } }));',
    replace: 'secrets: { ...mark.secrets } }));',
    by: HUB_ENDS,
  },
  {
    name: 'stick-of-a-newer-desk-taken',
    file: IMPORT,
    find: "  if (schema > most) refuseBundle('schema-newer', { number });\n",
    replace: '',
    by: VERSIONS,
  },
  {
    name: 'stick-of-an-outdated-desk-taken',
    file: IMPORT,
    find: "  if (schema < least) refuseBundle('schema-older', { number });\n",
    replace: '',
    by: VERSIONS,
  },
  {
    name: 'version-of-the-stick-not-noted',
    file: IMPORT,
    find: '  await noteSchema(hub.db, from.id, schema);\n',
    replace: '',
    by: VERSIONS,
  },
  {
    name: 'stick-of-another-version-taken-at-a-desk',
    file: TAKE_DOWN,
    find: '  if (about.schema !== schema)\n',
    replace: '  if (about.schema > schema + 1_000)\n',
    by: VERSIONS,
  },
  {
    name: 'stick-written-in-the-newest-version',
    file: EXPORT,
    find: 'const schema = Number(device.schema_version ?? schemas.most);',
    replace: 'const schema = Number(device === null ? 0 : schemas.most);',
    by: VERSIONS,
  },
  {
    name: 'stick-goes-on-behind-another-grant',
    file: EXPORT,
    find: 'return isChanged ? null : { epoch, seq, chain: entry.chain };',
    replace: 'return isChanged && seq < 0 ? null : { epoch, seq, chain: entry.chain };',
    by: [...HUB_ENDS, ...STICKS],
  },
  {
    name: 'stick-from-before-the-horizon',
    file: EXPORT,
    find: "seq < ((await readNote(db, 'horizon')) ?? 0)",
    replace: "seq < 0 * ((await readNote(db, 'horizon')) ?? 0)",
    by: HUB_ENDS,
  },
  {
    name: 'what-is-needed-whole-goes-on',
    file: EXPORT,
    find: 'const start = whole || mark.whole ? null :',
    replace: 'const start = whole ? null :',
    by: [...STICKS, ...HUB_ENDS],
  },
  {
    name: 'stick-taken-for-an-answer',
    file: EXPORT,
    find: 'await this.#hub.asks.peek({ ...asked, schema,',
    replace: 'await this.#hub.asks.pull({ ...asked, schema,',
    by: HUB_ENDS,
  },
  {
    name: 'stick-in-one-piece',
    file: EXPORT,
    find: ', ...ends.filter((end) => end > here.seq));',
    replace: ', ...ends.filter((end) => end < 0 && end > here.seq));',
    by: HUB_ENDS,
  },
  {
    name: 'end-noted-before-it-is-written',
    file: EXPORT,
    find: '  const files = await writeBundle(target.files,',
    replace:
      '  await changeMark(db, id, (now) => ({ ...now, down: number, wants: [] }));\n  const files = await writeBundle(target.files,',
    by: HUB_ENDS,
  },
  {
    name: 'wanted-file-given-up',
    file: EXPORT,
    find: 'wants: now.wants.filter((one) => !answering.given.has(one))',
    replace: 'wants: []',
    by: HUB_ENDS,
  },
  {
    name: 'wanted-file-not-taken-along',
    file: EXPORT,
    find: '    yield* this.#blobs(this.#mark.wants);\n',
    replace: '',
    by: HUB_ENDS,
  },
  {
    name: 'stick-for-a-revoked-device',
    file: EXPORT,
    find: "if (device.state !== 'active') throw",
    replace: "if (device.state === '') throw",
    by: HUB_ENDS,
  },
  {
    name: 'stick-of-before-an-erasure-taken',
    file: TAKE_DOWN,
    find: '    this.#requireErased(answer.erased);\n',
    replace: '',
    by: ERASURES,
  },
  {
    name: 'whole-stick-of-before-an-erasure-taken',
    file: TAKE_DOWN,
    find: '    this.#requireErased(erased);\n',
    replace: '',
    by: ERASURES,
  },
  {
    name: 'delta-on-another-position',
    file: TAKE_DOWN,
    find: '    if (!isSamePosition(token, here.token)) {\n',
    replace: '    if (token === "") {\n',
    by: HUB_ENDS,
  },
  {
    name: 'delta-of-another-grant',
    file: TAKE_DOWN,
    find: "if (grantVersion !== Number(stateOf(db, 'grantVersion')))",
    replace: "if (grantVersion < 0 * Number(stateOf(db, 'grantVersion')))",
    by: [...STICKS, ...HUB_ENDS],
    equivalent:
      'a grant that was changed stands in the log, so that at one position there is one version of it; a device that is there has it',
  },
  {
    name: 'image-of-an-epoch-of-before',
    file: TAKE_DOWN,
    find: 'if (isOther && from !== here.epoch)',
    replace: "if (isOther && from === '')",
    by: HUB_ENDS,
  },
  {
    name: 'erasure-behind-what-waits',
    file: UP,
    find: "  for (const asked of await inTurn(() => erasuresDone(db)))\n    yield messageEntry({ name: 'erasures', body: asked });\n  yield messageEntry({ name: 'pull', body: { token, grantVersion, limit: 1 } });\n",
    replace:
      "  yield messageEntry({ name: 'pull', body: { token, grantVersion, limit: 1 } });\n  for (const asked of await inTurn(() => erasuresDone(db)))\n    yield messageEntry({ name: 'erasures', body: asked });\n",
    by: ERASURES,
  },
  {
    name: 'erasure-done-not-told-by-stick',
    file: UP,
    find: '  noteDone(db);\n  return erasuresToBring(db);',
    replace: '  return erasuresToBring(db);',
    by: ERASURES,
  },
  {
    name: 'erasure-lost-by-the-hub-not-brought',
    file: TOLD,
    find: 'if (!here.has(id)) bring.run(id);',
    replace: 'if (here.has(id)) bring.run(id);',
    by: ERASURES,
  },
  {
    name: 'old-stick-makes-erasures-wanted',
    file: TAKE_DOWN,
    find: 'takeErasuresTold(db, told, ports.now(), !isKnown);',
    replace: 'takeErasuresTold(db, told, ports.now(), true);',
    by: ERASURES,
  },
  {
    name: 'file-that-waits-not-taken-along',
    file: UP,
    find: "SELECT sha256 FROM sync_blob WHERE state <> 'here' ORDER",
    replace: "SELECT sha256 FROM sync_blob WHERE state = 'here' ORDER",
    by: HUB_ENDS,
  },
  {
    name: 'lost-file-not-said-on-the-stick',
    file: UP,
    find: 'if (bytes === null) lost.push(sha256);',
    replace: 'if (bytes === null) continue;',
    by: HUB_ENDS,
  },
];
