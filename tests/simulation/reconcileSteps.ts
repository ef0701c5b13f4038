import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import { resultOf } from '../harness/openCore.ts';
import { undoImport } from '../harness/runImport.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import type { Office } from './Office.ts';

const ALL: FileSource[] = ['chsi', 'sis', 'admission'];
const PAGE = { offset: 0, limit: 500 };

/**
 * Two sources are compared, some differences are decided, and all of it is taken back: in between the work is less by
 * what was decided, and afterwards students and work are as before.
 */
export async function decideDifferences(office: Office, random: SeededRandom): Promise<void> {
  const { client, core, model } = office;
  const sources = random.chance(0.5) ? ALL : ALL.toReversed();
  const summary = async () => resultOf(await client.reconcile.compare({ sources }));
  const openWork = async () =>
    (await client.reconcile.work({ sources, filter: { states: ['open'] }, ...PAGE })).items;
  const before = await openWork();
  const counted = await summary();
  const students = office.studentTables();
  if (before.length === 0) return;
  const said: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const open = await openWork();
    if (open.length === 0) break;
    const item = random.pick(open);
    const decision = random.pick(['accept', 'ignore', 'ask'] as const);
    const { batch, decided } = await resultOf(
      await client.reconcile.decide({
        sources,
        version: (await summary()).version,
        which: { items: [{ student: item.student, field: item.field }] },
        decision,
        accept: decision === 'accept' ? random.pick(Object.keys(item.values) as FileSource[]) : null,
      }),
    );
    expect(decided).toBe(1);
    await office.applyBatch(batch, new Map());
    said.push(batch);
    const left = await openWork();
    expect(left.some(({ student, field }) => student === item.student && field === item.field)).toBe(false);
    expect(left.length).toBeLessThan(open.length);
    expectConsistent(office.db);
  }
  expectReplayEqual(office.db);
  office.note(`${said.length} of ${before.length}`);
  for (const batch of said.reverse()) {
    expect((await undoImport(core, batch)).kept).toEqual([]);
    model.batches.find((one) => one.batch === batch)!.undone = true;
  }
  expect(office.studentTables()).toEqual(students);
  expect(await openWork()).toEqual(before);
  expect({ ...(await summary()), version: 0 }).toEqual({ ...counted, version: 0 });
}
