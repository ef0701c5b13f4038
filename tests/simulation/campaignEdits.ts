import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import { CAMPAIGN_TYPES, LOCK_RULES } from '../../shared/domain/verificationStatus.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import { COVERED } from './campaignSteps.ts';
import type { Office } from './Office.ts';

type Rules = Pick<
  Campaign,
  'name' | 'deadline' | 'type' | 'lockRule' | 'population' | 'coveredFields' | 'coversPhoto'
>;

/** Any rule of a campaign is edited, whichever way it has come: what its lock rule keeps is refused. */
export async function editCampaign(office: Office, random: SeededRandom): Promise<void> {
  const { model, client } = office;
  if (model.campaigns.size === 0) return;
  const before = random.pick([...model.campaigns.values()]);
  const edit = anyEdit(office, before, random);
  const fields = (Object.keys(edit) as (keyof Rules)[]).filter((field) => !same(edit[field], before[field]));
  const update = () => client.campaigns.update({ id: before.id, ...edit });
  const refusal = fields.length === 0 ? null : refusalOf(office, before, edit, fields);
  office.note(`${before.name}: ${fields.join(' ')}${refusal ? `, ${refusal}` : ''}`);
  if (refusal !== null) {
    await office.expectNothingChanged(async () => expect(await codeOfRefusal(update())).toBe(refusal));
    return;
  }
  const { campaign, batch } = await update();
  expect(campaign).toEqual({ ...before, ...edit });
  expect(batch === null).toBe(fields.length === 0);
  if (batch === null) return;
  await office.applyBatch(batch, new Map());
  model.campaigns.set(before.id, campaign);
  const undone = Object.fromEntries(fields.map((field) => [field, before[field]]));
  model.campaignEdits.push({ batch, campaign: before.id, before: undone, after: edit });
}

/** The making or an edit of a campaign is taken back, unless something has come of it. */
export async function undoCampaignEdit(office: Office, random: SeededRandom): Promise<void> {
  const { model, core } = office;
  if (model.campaignEdits.length === 0) return;
  const chosen = random.chance(0.5) ? model.campaignEdits.at(-1)! : random.pick(model.campaignEdits);
  const { batch, campaign: id, before, after } = chosen;
  const now = model.campaigns.get(id)!;
  const fields = Object.keys(before ?? after) as (keyof Rules)[];
  const isAnother = fields.some((field) => !same(now[field], after[field]));
  const isNeeded = before === null && hangsOn(office, id);
  const refused = before !== null && refusalOf(office, now, before, fields) !== null;
  const isKept = now.closedAt !== null || isAnother || isNeeded || refused;
  office.note(`${now.name}: ${before ? fields.join(' ') : 'made'}, ${isKept ? 'kept' : 'taken back'}`);
  const answer = await undoImport(core, batch);
  expect(answer).toMatchObject({
    reverted: isKept ? 0 : 1,
    kept: isKept ? [{ student: '', name: now.name, fields: ['campaign'] }] : [],
  });
  model.batches.find((one) => one.batch === batch)!.undone = true;
  model.campaignEdits.splice(model.campaignEdits.indexOf(chosen), 1);
  if (isKept) return;
  if (before) model.campaigns.set(id, { ...now, ...before });
  else model.campaigns.delete(id);
}

function anyEdit(office: Office, { name, population }: Campaign, random: SeededRandom): Partial<Rules> {
  const edit: Partial<Rules> = {};
  if (random.chance(0.4)) edit.name = `${name}改`.slice(-40);
  if (random.chance(0.4)) edit.deadline = random.pick(['2026-12-31', '2027-01-15', '2027-01-16']);
  if (random.chance(0.2)) edit.type = random.pick(CAMPAIGN_TYPES);
  if (random.chance(0.2)) edit.lockRule = random.pick(LOCK_RULES);
  if (random.chance(0.2)) edit.coveredFields = random.shuffled(COVERED).slice(0, random.between(1, 4));
  if (random.chance(0.2)) edit.coversPhoto = random.chance(0.5);
  if (random.chance(0.3)) {
    const grade = random.pick(office.people).grade!;
    const { grade: _, ...others } = population;
    edit.population = random.chance(0.5) ? others : { ...others, grade: [grade] };
  }
  return edit;
}

/** What the rule says in plain words. */
function refusalOf(
  office: Office,
  campaign: Campaign,
  edit: Partial<Rules>,
  fields: readonly (keyof Rules)[],
): 'CAMPAIGN_CLOSED' | 'CAMPAIGN_FIXED' | null {
  const { model } = office;
  if (campaign.closedAt !== null) return 'CAMPAIGN_CLOSED';
  const answered = [...model.students.values()].filter(({ events }) =>
    events.some((event) => event.campaign === campaign.id),
  );
  if (answered.length > 0) {
    const fixed: readonly (keyof Rules)[] = ['type', 'lockRule', 'coveredFields', 'coversPhoto'];
    if (fields.some((field) => fixed.includes(field))) return 'CAMPAIGN_FIXED';
    const after = { ...campaign, ...edit };
    const dropsOut = answered.some(
      (student) => model.isMember(student, campaign) && !model.isMember(student, after),
    );
    return dropsOut ? 'CAMPAIGN_FIXED' : null;
  }
  const isOut = has(office, 'sheet', campaign.id) || isContacted(office, campaign.id);
  return fields.includes('type') && isOut ? 'CAMPAIGN_FIXED' : null;
}

function hangsOn(office: Office, campaign: string): boolean {
  const isKnown = (['sheet', 'event', 'campaign_milestone'] as const).some((table) =>
    has(office, table, campaign),
  );
  return isKnown || isContacted(office, campaign);
}

/** Contacts that were taken back keep nothing. */
function isContacted({ model }: Office, campaign: string): boolean {
  return [...model.contacts.values()].some((one) => one.campaign === campaign);
}

function has({ db }: Office, table: 'sheet' | 'event' | 'campaign_milestone', campaign: string): boolean {
  return db.read(`SELECT 1 FROM ${table} WHERE campaign_id = ?`).get(campaign) !== undefined;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
