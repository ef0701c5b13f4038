import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { inOrder } from '../../shared/domain/milestones.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import type { Office } from './Office.ts';

const DAYS = ['2026-11-02', '2026-12-01', '2027-01-10', null] as const;

/** Steps of a timetable are drafted, made, edited and taken out; now and then it is taken back at once. */
export async function editTimetable(office: Office, random: SeededRandom): Promise<void> {
  const { client, core, model } = office;
  if (model.campaigns.size === 0) return;
  const campaign = random.pick([...model.campaigns.values()]);
  const read = async () => (await client.timetable.of({ campaign: campaign.id })).items;
  const before = await read();
  const [one] = random.shuffled(before);
  const [from, to] = [random.pick(DAYS), random.pick(DAYS)].sort();
  const step = { id: null, name: `事项${before.length + 1}`, from: from ?? null, to: to ?? null };
  const edits = one
    ? [
        { ...step, id: one.id },
        { id: one.id, remove: true as const },
        { ...step, id: null },
      ]
    : [step];
  const change = () =>
    random.chance(0.3)
      ? client.timetable.draft({ campaign: campaign.id })
      : client.timetable.set({ campaign: campaign.id, milestones: [random.pick(edits)] });
  if (campaign.closedAt !== null) {
    await office.expectNothingChanged(async () => {
      expect(await codeOfRefusal(change())).toBe('CAMPAIGN_CLOSED');
    });
    return;
  }
  const { batch, changed } = await change();
  office.note(`${campaign.name}: ${changed} of ${before.length}`);
  const after = await read();
  expect(after).toEqual(inOrder(after));
  if (batch === null) {
    expect(after).toEqual(before);
    return;
  }
  await office.applyBatch(batch, new Map());
  if (random.chance(0.6)) return;
  expect(await undoImport(core, batch)).toMatchObject({ reverted: changed, kept: [] });
  model.batches.find((known) => known.batch === batch)!.undone = true;
  expect((await read()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  expect(new Set((await read()).map((each) => JSON.stringify(each)))).toEqual(
    new Set(before.map((each) => JSON.stringify(each))),
  );
}
