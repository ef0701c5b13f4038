import type { ChaseContact } from '../../shared/domain/chaseStanding.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';

/** Contacts in one mutation. */
const CHUNK = 1_000;
/** Clocks of two computers differ. */
const CLOCK_SLACK_MS = 5 * 60 * 1000;

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch: string): void;
}

/**
 * Writes one contact about each of these students, named once or more often, as one batch. Errors: CAMPAIGN_CLOSED;
 * NOT_FOUND where there is nobody; USAGE where the contact is in the future or the promise before the contact.
 */
export function recordContacts(
  { db, clock, ids, actor, commit }: Needs,
  campaign: StoredCampaign,
  named: readonly string[],
  contact: Omit<ChaseContact, 'at'> & { at?: number | undefined; note: string },
): { batch: string; count: number } {
  if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
  const students = [...new Set(named)];
  if (students.length === 0) throw new AppError('NOT_FOUND', { what: 'student' });
  const now = clock.now();
  const at = contact.at ?? now;
  if (at > now + CLOCK_SLACK_MS) throw new AppError('USAGE', { case: 'contact-future' });
  if (contact.promise !== null && contact.promise < beijingDay(at))
    throw new AppError('USAGE', { case: 'promise-past', promise: contact.promise, day: beijingDay(at) });
  const batch = ids.next();
  const note = contact.note.toWellFormed().trim();
  db.transaction(() => {
    for (let start = 0; start < students.length; start += CHUNK) {
      const chunk = students.slice(start, start + CHUNK).map((student) => ({ id: ids.next(), student }));
      commit(
        'chase.log',
        { campaign: campaign.id, batch, actor, contact: { ...contact, at, note }, students: chunk },
        batch,
      );
    }
    const about = { id: batch, kind: 'chase' as const, campaign: campaign.id, students: students.length };
    commit('row.save', handBatchRow({ ...about, at: now, actor }), batch);
  });
  return { batch, count: students.length };
}
