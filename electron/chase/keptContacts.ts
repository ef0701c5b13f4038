import type { ChaseContact } from '../../shared/domain/chaseStanding.ts';
import type { ReadDb } from '../db/database.ts';
import { contactsOfCampaign, contactsOfStudent } from '../db/tables/chaseContactTable.ts';
import { logHead } from '../db/tables/logHead.ts';

type Contacts = ReadonlyMap<number, readonly ChaseContact[]>;

/** More changed students than these are read faster all at once. */
const FEW = 5_000;

/**
 * Contacts of the campaign last asked for, kept between questions: where a hundred thousand were contacted, reading them
 * all takes longer than everything else about the list, and each contact that is logged asks anew.
 */
export function keptContacts(db: ReadDb): (campaign: string) => Contacts {
  let kept: { campaign: string; head: number; contacts: Map<number, ChaseContact[]> } | null = null;
  return (campaign) => {
    const head = logHead(db);
    if (kept?.campaign !== campaign) kept = { campaign, head, contacts: contactsOfCampaign(db, campaign) };
    if (kept.head === head) return kept.contacts;
    const changed = db
      .read<{ n: number; isMoved: number }>(
        `SELECT DISTINCT student_n AS n, kind = 'changed' AND patch LIKE '{"student":%' AS isMoved
         FROM change WHERE seq > ? AND entity = 'chaseContact' LIMIT ?`,
      )
      .all(kept.head, FEW + 1);
    // A contact that went over to another student names only the one who has it now.
    const isMuch = changed.length > FEW || changed.some(({ isMoved }) => isMoved === 1);
    // Lists that are open go on with what they were made of.
    const contacts = isMuch ? contactsOfCampaign(db, campaign) : new Map(kept.contacts);
    if (!isMuch) {
      for (const { n } of changed) {
        const now = contactsOfStudent(db, campaign, n);
        if (now.length > 0) contacts.set(n, now);
        else contacts.delete(n);
      }
    }
    kept = { campaign, head, contacts };
    return contacts;
  };
}
