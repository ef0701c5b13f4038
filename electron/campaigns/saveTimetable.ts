import { AppError } from '../../shared/domain/errors.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { milestoneById, milestonesOf, type StoredMilestone } from '../db/tables/milestoneTable.ts';
import { dayOf, type UsualMilestone, usualMilestonesOf } from './usualMilestone.ts';

type Entry = MutationArgs<'campaign.setMilestones'>['milestones'][number];
/** Null as id: a new one. */
type Wanted =
  | ({ id: string | null } & Pick<StoredMilestone, 'name' | 'from' | 'to'>)
  | { id: string; remove: true };

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

interface Saved {
  /** null: nothing was different. */
  batch: string | null;
  changed: number;
}

/** Makes, changes and takes out steps of a timetable, as one batch that can be taken back. */
export function saveTimetable(needs: Needs, campaign: StoredCampaign, wanted: readonly Wanted[]): Saved {
  const { db, ids } = needs;
  const entries: Entry[] = [];
  for (const one of wanted) {
    const stored = one.id === null ? null : milestoneById(db, campaign.id, one.id);
    if (one.id !== null && stored === null) throw new AppError('NOT_FOUND', { what: 'milestone' });
    const id = one.id ?? ids.next();
    if ('remove' in one) {
      entries.push({ id, values: null });
      continue;
    }
    const { name, from, to } = one;
    refuseBackwards({ name, from, to });
    if (stored && stored.name === name && stored.from === from && stored.to === to) continue;
    entries.push({ id, values: { name, from, to, kind: stored?.kind ?? null } });
  }
  return write(needs, campaign, entries);
}

export type NewMilestone = Pick<StoredMilestone, 'name' | 'from' | 'to' | 'kind'>;

/** Steps that are made together with their campaign. Errors: USAGE where one ends before it begins. */
export function newMilestones(ids: Needs['ids'], wanted: readonly NewMilestone[]): Entry[] {
  return wanted.map(({ name, from, to, kind }) => {
    refuseBackwards({ name, from, to });
    return { id: ids.next(), values: { name, from, to, kind } };
  });
}

function refuseBackwards({ name, from, to }: Omit<NewMilestone, 'kind'>): void {
  if (from !== null && to !== null && from > to)
    throw new AppError('USAGE', { case: 'milestone-order', name, from, to });
}

/** Takes over what the year's calendar has for such a campaign and its timetable does not. */
export function draftTimetable(needs: Needs, campaign: StoredCampaign, language: 'zh' | 'en'): Saved {
  const entries = notYetIn(needs.db, campaign).map((usual): Entry => {
    const values = {
      name: usual.name[language],
      from: null,
      to: dayOf(usual, campaign.deadline),
      kind: usual.kind,
    };
    return { id: needs.ids.next(), values };
  });
  return write(needs, campaign, entries);
}

/** What the year's calendar has for such a campaign that its timetable has not. */
export function notYetIn(db: Needs['db'], campaign: StoredCampaign): UsualMilestone[] {
  const kinds = new Set(milestonesOf(db, campaign.id).map(({ kind }) => kind));
  return usualMilestonesOf(campaign.type).filter(({ kind }) => !kinds.has(kind));
}

function write({ db, clock, ids, actor, commit }: Needs, campaign: StoredCampaign, entries: Entry[]): Saved {
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  if (entries.length === 0) return { batch: null, changed: 0 };
  const batch = ids.next();
  const about = { id: batch, kind: 'timetable' as const, campaign: campaign.id, students: entries.length };
  db.transaction(() => {
    commit('campaign.setMilestones', { campaign: campaign.id, milestones: entries }, batch);
    commit('row.save', handBatchRow({ ...about, at: clock.now(), actor }), batch);
  });
  return { batch, changed: entries.length };
}
