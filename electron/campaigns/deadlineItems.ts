import type { DeadlineItem, ProgressRow } from '../../shared/contract/campaigns.ts';
import { type DeadlineRule, deadlineFinder, deadlineScope } from '../../shared/domain/campaignDeadlines.ts';
import { countVerified } from '../../shared/domain/verificationStatus.ts';

/**
 * Until when each college has time, or each class of one. `counted`: the students who are in them; those that have a
 * rule and no student any more come last.
 */
export function deadlineItems(
  campaignDeadline: string,
  rules: readonly DeadlineRule[],
  college: string | null,
  counted: readonly Pick<ProgressRow, 'group' | 'total' | 'statuses' | 'overdue'>[],
): DeadlineItem[] {
  const find = deadlineFinder(campaignDeadline, rules);
  const own = new Map(rules.map((rule) => [deadlineScope(rule.collegeName, rule.className), rule.deadline]));
  const itemOf = (
    collegeName: string,
    className: string | null,
    figures: Pick<DeadlineItem, 'expected' | 'missing' | 'overdue'>,
  ): DeadlineItem => ({
    collegeName,
    className,
    own: own.get(deadlineScope(collegeName, className)) ?? null,
    ...find(collegeName, className),
    classesWithOwn: className === null ? rules.filter((rule) => isClassOf(rule, collegeName)).length : 0,
    ...figures,
  });
  const items = counted.map(({ group, total, statuses, overdue }) => {
    const expected = total - (statuses.excluded ?? 0);
    const missing = expected - countVerified(statuses);
    return itemOf(group[0]!, group[1] ?? null, { expected, missing, overdue });
  });
  const met = new Set(items.map(({ collegeName, className }) => deadlineScope(collegeName, className)));
  for (const rule of rules) {
    const className = college === null ? null : rule.className;
    if (college !== null && !isClassOf(rule, college)) continue;
    const scope = deadlineScope(rule.collegeName, className);
    if (met.has(scope)) continue;
    met.add(scope);
    items.push(itemOf(rule.collegeName, className, { expected: 0, missing: 0, overdue: 0 }));
  }
  return items;
}

function isClassOf(rule: DeadlineRule, college: string): boolean {
  return rule.className !== null && rule.collegeName === college;
}
