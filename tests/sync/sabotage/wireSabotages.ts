import type { Sabotage } from './sabotaged.ts';

const BUNDLE = ['tests/sync/bundle/bundle.test.ts', 'tests/sync/bundle/bundleHostile.test.ts'];
const COMPACTION = ['tests/sync/compaction.test.ts'];
const WIRE = ['tests/sync/wire.test.ts', 'tests/sync/hostileWire.test.ts'];
const TURNS = ['tests/sync/writeInTurn.test.ts'];
const BACKUP = ['tests/sync/hubBackup.test.ts'];

/** What may go wrong between places: bundles, keys, the wire, backups, several processes of one hub. */
export const WIRE_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'failed-turn-kept',
    file: 'electron/hub/writeInTurn.ts',
    find: '    await sql`ROLLBACK TO SAVEPOINT turn`.execute(tx);\n',
    replace: '',
    by: TURNS,
  },
  {
    name: 'told-before-the-commit',
    file: 'electron/hub/writeInTurn.ts',
    find: '    return () => done(result);',
    replace: '    done(result);\n    return () => undefined;',
    by: TURNS,
  },
  {
    name: 'college-not-woken',
    file: 'electron/hub/LogNews.ts',
    find: 'for (const scope of scopes) this.#ofScope.set(scope, to);',
    replace: '',
    by: TURNS,
  },
  {
    name: 'bundle-of-anybody',
    file: 'electron/sync/bundle/verifyPart.ts',
    find: "if (!verify(null, signedText(text), key, signature)) refuseBundle('unsigned', named);",
    replace: '',
    by: BUNDLE,
  },
  {
    name: 'bundle-not-hashed',
    file: 'electron/sync/bundle/verifyPart.ts',
    find: "if (hash.digest('hex') !== trailer.sha256) refuseBundle('damaged', named);",
    replace: '',
    by: BUNDLE,
  },
  {
    name: 'bundle-of-another-hub',
    file: 'electron/sync/bundle/openBundle.ts',
    find: "if (about.hub !== reader.hub) refuseBundle('other-hub', named);",
    replace: '',
    by: BUNDLE,
  },
  {
    name: 'bundle-for-another-device',
    file: 'electron/sync/bundle/openBundle.ts',
    find: "if (about.to.id !== reader.id) refuseBundle('other-device', { ...named, device: about.to.id });",
    replace: '',
    by: BUNDLE,
  },
  {
    name: 'bundle-out-of-order',
    file: 'electron/sync/bundle/placeOfBundle.ts',
    find: "if (about.mids[0] > here.mid + 1) refuseBundle('order', first);",
    replace: '',
    by: BUNDLE,
  },
  {
    name: 'bundle-of-another-epoch',
    file: 'electron/sync/bundle/placeOfBundle.ts',
    find: "    if (about.epoch !== here.epoch) refuseBundle('epoch', { number: about.number });\n    if (about.mids",
    replace: '    if (about.mids',
    by: BUNDLE,
  },
  {
    name: 'bundle-not-flushed',
    file: 'electron/sync/bundle/writeBundle.ts',
    find: '    await file.flush();\n    const sha256',
    replace: '    const sha256',
    by: ['tests/sync/bundle/bundleCrash.test.ts'],
    equivalent:
      'the trailer is written to the same file and flushed behind it, which takes all bytes before it along; what this one is for is that what is read again comes off the stick',
  },
  {
    name: 'bundle-named-before-its-end',
    file: 'electron/sync/bundle/writeBundle.ts',
    find: '    await file.flush();\n    await file.close();',
    replace: '    await file.close();',
    by: ['tests/sync/bundle/bundleCrash.test.ts'],
  },
  {
    name: 'answer-to-another-question',
    file: 'electron/sync/net/HubLink.ts',
    find: '    if (said.data.nonce !== nonce) throw this.#late();\n    this.skew',
    replace: '    this.skew',
    by: WIRE,
  },
  {
    name: 'any-key-of-the-root',
    file: 'electron/sync/net/judgeHub.ts',
    find: 'if (below !== undefined && !(below.checkIssued(certificate) && below.verify(certificate.publicKey)))\n      return null;',
    replace: '',
    by: [...WIRE, 'tests/sync/hubCertificate.test.ts'],
  },
  {
    name: 'pin-not-compared',
    file: 'electron/sync/net/judgeHub.ts',
    find: 'if (spkiPin(certificate.publicKey) === pin.spki)',
    replace: 'if (spkiPin(certificate.publicKey) !== "")',
    by: [...WIRE, 'tests/sync/hubCertificate.test.ts'],
  },
  {
    name: 'nonce-used-again',
    file: 'electron/sync/net/NonceMemory.ts',
    find: 'if (used.has(nonce)) return false;',
    replace: '',
    by: WIRE,
  },
  {
    name: 'half-characters-taken',
    file: 'electron/sync/net/answerQuestion.ts',
    find: "if (NO_TEXT.test(text)) throw new Refusal('malformed');",
    replace: '',
    by: WIRE,
  },
  {
    name: 'log-read-without-its-links',
    file: 'electron/hub/verifyLog.ts',
    find: "if (entry.patch !== '' && chainLink(link, entry) !== stored)",
    replace: 'if (stored === null)',
    by: [...BACKUP, 'tests/sync/hubDatabase.test.ts'],
  },
  {
    name: 'backed-up-before-it-was-read',
    file: 'electron/hub/backupHub.ts',
    find: '    const { manifest } = await readHubBackupFile(unfinished, null, signal);\n',
    replace:
      "    await noteBackup(hub.db, state, { at, what: 'file' });\n    const { manifest } = await readHubBackupFile(unfinished, null, signal);\n",
    by: BACKUP,
  },
  {
    name: 'commits-not-flushed',
    file: 'electron/db/openDatabase.ts',
    find: "raw.pragma('synchronous = FULL');",
    replace: "raw.pragma('synchronous = NORMAL');",
    by: ['tests/faults/hubPowerLoss.test.ts'],
  },
  {
    name: 'erased-patch-told',
    file: 'electron/hub/handlePull.ts',
    find: "if (entry.kind !== 'up' || patch === '') return null;",
    replace: "if (entry.kind !== 'up') return null;",
    by: [...COMPACTION, 'tests/sync/eraseAtHub.test.ts'],
  },
  {
    name: 'partition-not-locked',
    file: 'electron/hub/lockPartition.ts',
    find: "    .updateTable('partition')\n    .set((expression) => ({ id: expression.ref('id') }))\n    .returning([",
    replace: "    .selectFrom('partition')\n    .select([",
    by: ['tests/sync/order/hubProcesses.test.ts'],
  },
];
