import type { Sabotage } from './sabotaged.ts';

const COMPACT = 'electron/hub/compactLog.ts';
const BLOBS = 'electron/hub/handleBlob.ts';
const FILES = 'electron/sync/client/SyncFiles.ts';
const GRANTS = 'electron/hub/enrolment/deviceGrants.ts';
const NEW_KEY = ['tests/contract/newHubKey.test.ts'];
const ROW_FENCE = ['tests/sync/rowFence.test.ts'];
const COMPACTION = ['tests/sync/compaction.test.ts'];
const HUB_BLOBS = ['tests/sync/hubBlobs.test.ts'];
const FILES_TEST = ['tests/sync/files.test.ts'];
const ENROLMENT = ['tests/sync/enrolment.test.ts', 'tests/sync/hubHandlers.test.ts'];
const DOOR = ['tests/sync/deviceDoor.test.ts'];
const AUDIT = ['tests/sync/audit.test.ts'];
const SECRETS = ['tests/sync/secrets.test.ts'];

/** What may go wrong where the simulation does not come: compaction, files, grants, what people sign in by, digests. */
export const STORE_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'any-digits-trusted',
    file: 'electron/core/sync/keyOfHub.ts',
    find: 'if (!sameFingerprint(digits, fingerprint))',
    replace: "if (digits === '')",
    by: NEW_KEY,
  },
  {
    name: 'renewed-key-not-shown',
    file: 'electron/hub/serveHub.ts',
    find: 'if (now.chain[0] === identity.chain[0]) return false;',
    replace: 'if (now.chain.length === identity.chain.length) return false;',
    by: NEW_KEY,
  },
  {
    name: 'leaked-key-of-bundles-kept',
    file: 'electron/hub/enrolment/hubKeys.ts',
    find: "await tx.deleteFrom('hub_note').where('name', '=', 'bundleKey').execute();",
    replace: '',
    by: NEW_KEY,
  },
  {
    name: 'image-beyond-the-grant',
    file: 'electron/hub/images/rowsAtOnce.ts',
    find: 'scopes === null ? everyRow(tx)',
    replace: 'scopes === null || scopes.length > 0 ? everyRow(tx)',
    by: 'worlds',
  },
  {
    name: 'image-file-beyond-the-grant',
    file: 'electron/hub/images/pagesOf.ts',
    find: 'const scopes = scopesOf(grant) ?? [null];',
    replace: 'const scopes = scopesOf(grant) === null ? [null] : [null];',
    by: ['tests/sync/image.test.ts'],
  },
  {
    name: 'pull-before-the-fence',
    file: 'electron/hub/handlePull.ts',
    find: 'fence(tx, { device }), saidBy(',
    replace: 'Promise.resolve(), saidBy(',
    by: ROW_FENCE,
  },
  {
    name: 'image-before-the-fence',
    file: 'electron/hub/handleImage.ts',
    find: 'await fence(tx, { device: device.id });',
    replace: '',
    by: ROW_FENCE,
  },
  {
    name: 'image-file-before-the-fence',
    file: 'electron/hub/images/writeImage.ts',
    find: 'await fence(tx, { grant });',
    replace: '',
    by: ROW_FENCE,
  },
  {
    name: 'file-before-the-fence',
    file: BLOBS,
    find: 'await fence(tx, { device });\n    return (await',
    replace: 'return (await',
    by: ROW_FENCE,
  },
  {
    name: 'audit-before-the-fence',
    file: 'electron/hub/handleAudit.ts',
    find: 'await fence(tx, { device: device.id });',
    replace: '',
    by: ROW_FENCE,
  },
  {
    name: 'fence-left-standing',
    file: 'electron/hub/fence.ts',
    find: "), '{}'), true)`.execute(tx);",
    replace: "), '{}'), false)`.execute(tx);",
    by: ROW_FENCE,
  },
  {
    name: 'fence-passed-by-the-owner',
    file: 'electron/hub/fenceRows.ts',
    find: 'FORCE ROW LEVEL SECURITY',
    replace: 'ENABLE ROW LEVEL SECURITY',
    by: ROW_FENCE,
  },
  {
    name: 'fence-open-to-who-was-revoked',
    file: 'electron/hub/fence.ts',
    find: " AND state = 'active'",
    replace: '',
    by: ROW_FENCE,
  },
  {
    name: 'fence-open-to-those-of-no-college',
    file: 'electron/hub/fence.ts',
    find: "AS one WHERE one <> '')",
    replace: 'AS one)',
    by: ROW_FENCE,
  },
  {
    name: 'horizon-not-asked',
    file: 'electron/hub/handlePull.ts',
    find: 'if (position.seq < horizon)',
    replace: 'if (position.seq + 1e9 < horizon)',
    by: COMPACTION,
  },
  {
    name: 'horizon-off-by-one',
    file: COMPACT,
    find: ".where('seq', '<=', horizon)\n      .where('kind', 'in', ['up', 'leave'])",
    replace: ".where('seq', '<=', horizon + 1)\n      .where('kind', 'in', ['up', 'leave'])",
    by: COMPACTION,
  },
  {
    name: 'horizon-before-the-backup',
    file: COMPACT,
    find: 'least === null ? durable : Math.min(durable, Number(least))',
    replace: 'least === null ? durable : Number(least)',
    by: COMPACTION,
  },
  {
    name: 'field-said-in-another-scope',
    file: COMPACT,
    find: 'const said = later.get(scope);',
    replace: 'const said = [...later.values()][0];',
    by: COMPACTION,
    equivalent:
      'entries of a scope that the row has left are needless whatever is behind, and behind its last leave there is one scope alone',
  },
  {
    name: 'newest-entry-alone-kept',
    file: COMPACT,
    find: 'if (said && fields.every((field) => said.has(field))) return true;',
    replace: 'if (said) return true;',
    by: COMPACTION,
  },
  {
    name: 'blob-given-to-anybody',
    file: BLOBS,
    find: 'return (await namedWithin(tx, grant, [sha256])).has(sha256);',
    replace: 'return (await namedWithin(tx, grant, [sha256])).size >= 0;',
    by: HUB_BLOBS,
  },
  {
    name: 'blob-not-hashed',
    file: BLOBS,
    find: "if (hash('sha256', whole, 'hex') !== sha256) return { kind: 'mismatch' };",
    replace: '',
    by: HUB_BLOBS,
  },
  {
    name: 'blob-named-without-having-it',
    file: BLOBS,
    find: 'return new Set([...proven].filter((one) => stored.has(one)));',
    replace: 'return stored;',
    by: HUB_BLOBS,
  },
  {
    name: 'blob-of-every-scope',
    file: BLOBS,
    find: "if (scopes !== null) query = query.where('scope', 'in', scopes);",
    replace: '',
    by: HUB_BLOBS,
  },
  {
    name: 'blob-swept-while-named',
    file: 'electron/hub/unnamedBlobs.ts',
    find: ".where('blob_ref.sha256', 'is', null)",
    replace: ".where('blob.sha256', 'is not', null)",
    by: HUB_BLOBS,
  },
  {
    name: 'blob-moved-with-its-row-forgotten',
    file: 'electron/hub/noteBlobs.ts',
    find: 'if (before?.scope === after.scope && old.join() === now.join()) continue;',
    replace: 'if (old.join() === now.join()) continue;',
    by: HUB_BLOBS,
  },
  {
    name: 'spoilt-file-kept',
    file: FILES,
    find: "if (bytes === null || hash('sha256', bytes, 'hex') !== sha256)",
    replace: 'if (bytes === null)',
    by: FILES_TEST,
  },
  {
    name: 'unsent-file-removed',
    file: FILES,
    find: "WHERE at_hub = 1 OR state <> 'here'",
    replace: "WHERE at_hub = 1 OR state <> ''",
    by: FILES_TEST,
  },
  {
    name: 'grant-without-a-new-version',
    file: GRANTS,
    find: 'const grantVersion = device.grantVersion + 1;',
    replace: 'const grantVersion = device.grantVersion;',
    by: ENROLMENT,
  },
  {
    name: 'approved-without-comparing',
    file: GRANTS,
    find: "if (!sameFingerprint(seen, own)) throw new AppError('HUB_DEVICE', { case: 'fingerprint' });",
    replace: '',
    by: ENROLMENT,
  },
  {
    name: 'challenge-answered-twice',
    file: 'electron/hub/enrolment/DeviceDoor.ts',
    find: 'if (until <= now || this.#answered.has(challenge))',
    replace: 'if (until <= now)',
    by: DOOR,
  },
  {
    name: 'session-for-ever',
    file: 'electron/hub/enrolment/DeviceDoor.ts',
    find: "if (ends <= this.#ports.now() || !this.#isSpoken(schema)) throw new Refusal('session-ended');",
    replace: '',
    by: DOOR,
  },
  {
    name: 'older-receipt-closes',
    file: 'electron/hub/handlePurged.ts',
    find: '.set({ purged_version: grantVersion })',
    replace: '.set({ purged_version: grantVersion + 1 })',
    by: DOOR,
  },
  {
    name: 'secrets-to-every-desk',
    file: 'electron/hub/exchangeSecrets.ts',
    find: 'rows.filter(({ scope }) => isGranted(grant, scope)).map(',
    replace: 'rows.filter(({ scope }) => isGranted(grant, scope) || true).map(',
    by: SECRETS,
  },
  {
    name: 'secret-of-another-set',
    file: 'electron/hub/exchangeSecrets.ts',
    find: 'people.has(secret.person) ? await keep(tx, secret) : null',
    replace: 'await keep(tx, secret)',
    by: SECRETS,
  },
  {
    name: 'secret-kept-without-its-person',
    file: 'electron/sync/client/syncSecrets.ts',
    find: "  db.write('DELETE FROM person_secret WHERE person NOT IN (SELECT id FROM person)').run();\n",
    replace: '',
    by: SECRETS,
  },
  {
    name: 'digest-of-what-is-shown',
    file: 'electron/sync/client/rowHashes.ts',
    find: 'const fields = overlay.baseOf(entity, id);',
    replace: 'const fields = overlay.visible(entity, id);',
    by: AUDIT,
  },
  {
    name: 'digest-not-kept-at-the-hub',
    file: 'electron/hub/HubRows.ts',
    find: '      noteDigests(this.#tx, written),\n',
    replace: '',
    by: AUDIT,
  },
  {
    name: 'digest-without-what-went',
    file: 'electron/hub/noteDigests.ts',
    find: 'if (before?.fields) changeOf(before).removed.push(',
    replace: 'if (before?.fields && after.fields) changeOf(before).removed.push(',
    by: AUDIT,
  },
  {
    name: 'digest-of-the-hub-adopted',
    file: 'electron/sync/protocol/rowDigest.ts',
    find: 'if (held && held.count === part.count && held.sum === part.sum)',
    replace: 'if (held && held.count === part.count)',
    by: AUDIT,
  },
  {
    name: 'audit-behind-the-head',
    file: 'electron/hub/handleAudit.ts',
    find: "return isOther || (await hasMoved(tx, grant, position.seq)) ? { kind: 'moved' } : { grant };",
    replace: "return isOther ? { kind: 'moved' } : { grant };",
    by: AUDIT,
  },
  {
    name: 'mended-without-an-incident',
    file: 'electron/sync/client/auditRows.ts',
    find: '      noteIncident(db, { at, entity, id, mine, hub });\n',
    replace: '',
    by: AUDIT,
  },
];
