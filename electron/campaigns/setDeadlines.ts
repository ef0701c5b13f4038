import { deadlineScope } from '../../shared/domain/campaignDeadlines.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import { storedAs } from '../db/tables/campaignDeadlineTable.ts';
import { campaignById } from '../db/tables/campaignTable.ts';

type Rule = MutationArgs<'campaign.setDeadlines'>['rules'][number];

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

/** Gives colleges and classes a day of their own, or takes it from them, as one batch that can be taken back. */
export function setDeadlines(
  { db, clock, ids, actor, commit }: Needs,
  campaignId: string,
  wanted: readonly Rule[],
): { batch: string | null; changed: number } {
  const campaign = campaignById(db, campaignId);
  if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  const rules: Rule[] = [];
  let changed = 0;
  for (const rule of wanted) {
    const stored = storedAs(db, campaign.id, rule.collegeName, rule.className);
    const scope = deadlineScope(rule.collegeName, rule.className);
    // A rule that was made under another name of the same college or class gives way to this one.
    const others = stored.filter(
      ({ collegeName, className }) => deadlineScope(collegeName, className) !== scope,
    );
    const before = stored.find((one) => !others.includes(one))?.deadline ?? null;
    if (others.length === 0 && before === rule.deadline) continue;
    changed++;
    rules.push(...others.map((other) => ({ ...other, deadline: null })), rule);
  }
  // Two days for one college or class: which of them is meant is not ours to choose.
  const scopes = new Set(rules.map(({ collegeName, className }) => deadlineScope(collegeName, className)));
  if (scopes.size < rules.length) throw new AppError('USAGE', { case: 'input', field: 'rules' });
  if (changed === 0) return { batch: null, changed };
  const batch = ids.next();
  const about = { id: batch, kind: 'deadlines' as const, campaign: campaign.id, students: changed };
  db.transaction(() => {
    commit('campaign.setDeadlines', { campaign: campaign.id, rules }, batch);
    commit('row.save', handBatchRow({ ...about, at: clock.now(), actor }), batch);
  });
  return { batch, changed };
}
