import { type DeadlineRule, deadlineScope } from '../../../shared/domain/campaignDeadlines.ts';
import type { WordMeanings } from '../../../shared/domain/wordMeanings.ts';
import type { ReadDb } from '../database.ts';
import { wordMeanings } from './wordTable.ts';

/** The days of their own that a campaign's colleges and classes have, by the names that students have now. */
export function campaignDeadlines(db: ReadDb, campaign: string): DeadlineRule[] {
  const rules = storedDeadlines(db, campaign);
  if (rules.length === 0) return rules;
  const meanings = wordMeanings(db);
  const meant = new Map<string, DeadlineRule>();
  for (const stored of rules) {
    const rule = meantRule(stored, meanings);
    const scope = deadlineScope(rule.collegeName, rule.className);
    const other = meant.get(scope);
    // Two names became one: the later of their days, so that nobody is late who was not.
    if (!other || other.deadline < rule.deadline) meant.set(scope, rule);
  }
  return [...meant.values()];
}

/** Those of the stored rules that are meant by a college and class, however these were called. */
export function storedAs(
  db: ReadDb,
  campaign: string,
  collegeName: string,
  className: string | null,
): DeadlineRule[] {
  const meanings = wordMeanings(db);
  const scope = deadlineScope(collegeName, className);
  return storedDeadlines(db, campaign).filter((stored) => {
    const rule = meantRule(stored, meanings);
    return deadlineScope(rule.collegeName, rule.className) === scope;
  });
}

function storedDeadlines(db: ReadDb, campaign: string): DeadlineRule[] {
  return db
    .read<DeadlineRule>(
      `SELECT college_name AS collegeName, class_name AS className, deadline
       FROM campaign_deadline WHERE campaign_id = ? ORDER BY scope`,
    )
    .all(campaign);
}

function meantRule(rule: DeadlineRule, meanings: WordMeanings): DeadlineRule {
  return {
    ...rule,
    collegeName: meanings.of('collegeName', rule.collegeName),
    className: rule.className === null ? null : meanings.of('className', rule.className),
  };
}
