import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { AUDIT_GROUPS } from '../../shared/domain/auditActions.ts';
import { askAll, contractProcedures } from '../harness/contractProcedures.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

const folder = folderForAll();
const dataDir = join(folder, 'data');
const DECLARED = contractProcedures().filter(({ access }) => access?.audits);
/** What shows whole numbers, prints, or takes away: the call itself is what is told. */
const SHOWS = new Set<unknown>(['unmask', 'print', 'export', 'backup']);

let core: Core;
/** Of the demo: a student with photos, and what else inputs name. */
const known = { student: '', campaign: '', class: '', erasure: 0, case: '' };
const selection = () => ({ ids: [known.student] });

/**
 * An input that is answered, for each, and what the audit calls it; in this order. `with`: what the call writes besides,
 * which is told by an entry of its own before.
 */
const ASKED: Record<string, { action: string; with?: string; input: () => unknown }> = {
  'students.reveal': { action: 'look', input: () => ({ id: known.student }) },
  'students.export': { action: 'export', input: () => ({ selection: selection(), format: 'csv' }) },
  'cases.get': { action: 'look', input: () => ({ case: known.case, unmasked: true }) },
  // What was put out is noted in the case's own history.
  'caseEvidence.export': { action: 'export', with: 'case', input: () => ({ cases: [known.case] }) },
  'chase.messages': {
    action: 'look',
    input: () => ({
      selection: selection(),
      template: { audience: 'class', body: '{名单}' },
      ...{ unmasked: true, limit: 10 },
    }),
  },
  'contacts.reveal': { action: 'look', input: () => ({ key: known.class }) },
  'mail.plan': {
    action: 'look',
    input: () => ({
      ...{ selection: { query: {} }, audience: 'student', subject: '核对', body: '{姓名}' },
      ...{ unmasked: true, limit: 10 },
    }),
  },
  'people.askUnmask': { action: 'unmask', input: () => ({ reason: '核对同名' }) },
  'privacy.held': { action: 'export', input: () => ({ student: known.student, reason: '本人申请' }) },
  'privacy.proof': {
    action: 'print',
    input: () => ({ seq: known.erasure, format: 'pdf', lang: 'zh' }),
  },
  'reports.create': {
    action: 'print',
    input: () => ({ kind: 'statistics', campaign: known.campaign, format: 'xlsx' }),
  },
  'photos.export': {
    action: 'export',
    input: () => ({ selection: selection(), role: 'graduation', naming: '{学号}' }),
  },
  'photos.retakes': { action: 'export', input: () => ({ query: { campaign: known.campaign } }) },
  'photos.shootingPlan': { action: 'export', input: () => ({ selection: { query: {} } }) },
  'reconcile.export': { action: 'export', input: () => ({ sources: ['chsi', 'sis'], unmasked: true }) },
  'sheets.export': { action: 'export', input: () => ({}) },
  'audit.export': { action: 'export', input: () => ({ filter: {} }) },
  'backups.make': { action: 'backup', input: () => undefined },
  'students.setFields': {
    action: 'record',
    input: () => ({ id: known.student, values: { remark: '测' }, reason: '补' }),
  },
  'campaigns.record': {
    action: 'verdict',
    input: () => ({ campaign: known.campaign, selection: selection(), verdict: 'correct', note: '' }),
  },
  'chase.saveRules': {
    action: 'settings-changed',
    input: () => ({ photoWorkingDays: 9, escalateAfter: 2, photographers: [] }),
  },
  'privacy.saveRetention': { action: 'settings-changed', input: () => ({ years: 30 }) },
  'people.saveLockAfter': { action: 'settings-changed', input: () => ({ minutes: 30 }) },
  'campaigns.close': { action: 'close', input: () => ({ id: known.campaign }) },
  'campaigns.archive': { action: 'export', input: () => ({ id: known.campaign }) },
  'campaigns.reopen': { action: 'reopen', input: () => ({ id: known.campaign, reason: '补' }) },
};

/** What shows and takes away, and is asked where what it needs is made: an import, a visit, a mail, a proof, a restore. */
const ELSEWHERE = [
  ...['imports.findings', 'imports.suggestions', 'imports.exportFindings', 'batches.rows', 'batches.export'],
  ...['counter.signature', 'mail.read', 'caseEvidence.open', 'caseOutputs.upload'],
  ...['backups.prepareRestore', 'backups.restore', 'hub.backup', 'hub.writeBundle', 'bundles.write'],
];

/** Whom the file names, the entry names. */
const NAMES = new Set([
  ...['students.reveal', 'students.export', 'photos.export', 'photos.retakes', 'reconcile.export'],
  ...['caseEvidence.export', 'privacy.held', 'cases.get', 'chase.messages', 'mail.plan'],
]);

async function newest(): Promise<{ seq: number; action: string; students: { count: number } }[]> {
  const { items } = await core.client.audit.page({ filter: {}, before: null, limit: 5 });
  return items;
}

beforeAll(async () => {
  expect((await xuejiInside('demo', '--students', '60', '--data', dataDir, '--json')).code).toBe(0);
  core = await openCore(dataDir);
  const { client } = core;
  const [campaign] = await client.campaigns.list();
  known.campaign = campaign!.id;
  const { items } = await client.students.page({
    query: { campaign: known.campaign, filter: { photo: 'both' } },
    ...{ offset: 0, limit: 1 },
  });
  known.student = items[0]!.id;
  known.class = (await client.contacts.list({ offset: 0, limit: 1 })).items[0]!.key;
  const { items: others } = await client.students.page({ query: {}, offset: 0, limit: 60 });
  const gone = { students: others.map(({ id }) => id).filter((id) => id !== known.student) };
  const plan = await resultOf(await client.privacy.plan(gone));
  const proof = await resultOf(await client.privacy.erase({ ...gone, digest: plan.digest, reason: '期满' }));
  known.erasure = proof.audit.seq;
  const form = { trouble: 'forgotten' };
  const opened = await client.cases.open({ type: 'account-trouble', students: [known.student], form });
  known.case = opened.opened[0]!;
  // The first sheet that is ever printed has the school's key made, which is told too.
  await resultOf(
    await client.reports.create({ kind: 'unverified', campaign: known.campaign, format: 'xlsx' }),
  );
}, 120_000);
afterAll(() => core.close());

/** What is done to a hub, or to a desk's tie to one, takes two of them: asked in sync/hostedHub, sync, syncRejoin, syncLease. */
const AT_HUBS: Record<string, (typeof AUDIT_GROUPS)['hub'][number]> = {
  ...{ 'hub.start': 'hub-started', 'hub.stop': 'hub-stopped', 'hub.newCode': 'hub-code' },
  ...{ 'hub.letIn': 'device-let-in', 'hub.setGrant': 'device-granted', 'hub.revoke': 'device-revoked' },
  ...{ 'hub.setLease': 'hub-lease', 'hub.setShare': 'hub-folder', 'hub.keepOnly': 'hub-kept-only' },
  ...{ 'hub.makeRecoverySheet': 'hub-key' },
  ...{ 'sync.join': 'hub-joined', 'sync.rejoin': 'hub-rejoined', 'sync.forget': 'hub-forgotten' },
  ...{ 'sync.trust': 'hub-trusted', 'sync.unlock': 'hub-unlocked', 'bundles.setShare': 'desk-folder' },
};

describe('what the contract says is audited', () => {
  test('is told by an action of its own, if it is done to a hub or to the tie to one', () => {
    const declared = DECLARED.filter(({ access }) => access!.audits === 'hub').map(({ name }) => name);
    expect(Object.keys(AT_HUBS).sort()).toEqual(declared.sort());
    expect(Object.values(AT_HUBS).sort()).toEqual([...AUDIT_GROUPS.hub].sort());
  });

  test('has an input here, or is asked elsewhere, if it shows, prints or takes away', () => {
    const shown = DECLARED.filter(({ access }) => SHOWS.has(access!.audits)).map(({ name }) => name);
    const here = Object.keys(ASKED).filter((name) => shown.includes(name));
    expect([...here, ...ELSEWHERE].sort()).toEqual(shown.sort());
  });

  test.each(Object.keys(ASKED))(
    '%s is told by one entry',
    async (name) => {
      const { action, input, with: besides } = ASKED[name]!;
      const { path } = DECLARED.find((one) => one.name === name) ?? { path: name.split('.') };
      const [before] = await newest();
      await askAll(core, path, input());
      const entries = await newest();
      const written = entries.filter(({ seq }) => seq > before!.seq).map((entry) => entry.action);
      expect(written).toEqual(besides ? [action, besides] : [action]);
      if (NAMES.has(name)) expect(entries[0]!.students.count).toBeGreaterThan(0);
    },
    60_000,
  );
});
