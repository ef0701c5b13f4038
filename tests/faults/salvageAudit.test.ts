import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyAudit } from '../../electron/audit/verifyAudit.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { explainStore } from '../../electron/core/recovery/explainStore.ts';
import { recoverStore } from '../../electron/core/recovery/recoverStore.ts';
import type { ReadDb } from '../../electron/db/database.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { resultOf } from '../harness/openCore.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { expectWhole } from './expectWhole.ts';
import { openFaultCore } from './openFaultCore.ts';

const running = { signal: new AbortController().signal, onProgress: () => undefined };
const salvage = (dataDir: string) =>
  recoverStore(dataDir, STORE_KEY, { clock: systemClock, ids: uuidIds, actor: 'test', ...running });

/** A store that did a few things, entries `from` to `to` of its audit taken out, as damaged pages take them. */
async function withGap(dataDir: string, gap: [number, number], before: () => Promise<void> = async () => {}) {
  const core = await openFaultCore(dataDir);
  await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  for (const name of ['甲', '乙', '丙', '丁']) await campaign(core, name);
  await core.close();
  await before();
  const db = connect(join(dataDir, STORE_FILE), STORE_KEY);
  db.raw.exec('DROP TRIGGER audit_not_removed');
  db.write('DELETE FROM audit WHERE seq BETWEEN ? AND ?').run(...gap);
  db.raw.close();
}

type FaultCore = Awaited<ReturnType<typeof openFaultCore>>;
const campaign = (core: FaultCore, name: string) =>
  core.client.campaigns.create({
    ...{ name, type: 'graduation-photo', deadline: '2026-12-31', lockRule: '24h', population: {} },
  });

function inStore<Result>(dataDir: string, look: (db: ReadDb) => Result): Result {
  const db = connect(join(dataDir, STORE_FILE), STORE_KEY);
  try {
    return look(db);
  } finally {
    db.raw.close();
  }
}

const entries = (db: ReadDb) =>
  db
    .read<{ seq: number; action: string; detail: string }>(
      'SELECT seq, action, detail FROM audit ORDER BY seq',
    )
    .all();

function verdict(db: ReadDb) {
  const steps = verifyAudit(db);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

describe('the audit of a store that is salvaged', () => {
  const folder = folderForAll();

  it('with a gap is told, and marked by an entry behind which the rest is entered anew', async () => {
    const dataDir = join(folder, 'gap');
    await withGap(dataDir, [2, 3]);
    const before = inStore(dataDir, entries);
    expect(inStore(dataDir, verdict).fault).toEqual({ kind: 'missing', seq: 2 });
    expect(explainStore(dataDir, STORE_KEY, null, running).audit).toEqual({ good: 1, isWhole: false });
    const { audit } = await salvage(dataDir);
    const behind = before.length - 1;
    expect(audit).toEqual({ entries: 1, lost: 2, gapAt: 2, enteredAnew: behind });
    const after = inStore(dataDir, entries);
    expect(JSON.parse(after[1]!.detail)).toEqual({ why: 'audit-gap', lost: 2, enteredAnew: behind });
    expect(after.slice(2, -1).map(({ detail }) => detail)).toEqual(
      before.slice(1).map(({ detail }) => detail),
    );
    expect(JSON.parse(after.at(-1)!.detail)).toMatchObject({ why: 'salvage', lost: 0 });
    await expectWhole(dataDir, []);
  });

  it('is filled from the newest backup, and then is one whole chain', async () => {
    const dataDir = join(folder, 'filled');
    await withGap(dataDir, [2, 3], async () => {
      const core = await openFaultCore(dataDir);
      await resultOf(await core.client.backups.make());
      await campaign(core, '后来');
      await core.close();
    });
    const { audit } = await salvage(dataDir);
    expect(audit).toMatchObject({ lost: 0, gapAt: null });
    expect(inStore(dataDir, verdict).fault).toBeNull();
    await expectWhole(dataDir, []);
  });

  it('that was changed is not made good: what follows is entered anew behind an entry that says so', async () => {
    const dataDir = join(folder, 'changed');
    const origin = join(folder, 'changed-origin');
    await withGap(origin, [9_999, 9_999]);
    cpSync(origin, dataDir, { recursive: true });
    const db = connect(join(dataDir, STORE_FILE), STORE_KEY);
    db.raw.exec('DROP TRIGGER audit_not_changed');
    db.write("UPDATE audit SET name = '别人' WHERE seq = 2").run();
    db.raw.close();
    const { audit } = await salvage(dataDir);
    expect(audit).toMatchObject({ entries: 1, lost: 0, gapAt: 2 });
    expect(inStore(dataDir, verdict).fault).toBeNull();
    expect(inStore(dataDir, entries)[1]!.detail).toContain('audit-gap');
  });
});
