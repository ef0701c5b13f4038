import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { GROUP_FIELDS, type GroupBy } from '../../../shared/domain/groupFields.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';
import { completionOf } from '../../ui/completion.ts';

export type ProgressSort = {
  key: number | 'total' | 'rate' | 'due' | 'overdue' | Status;
  descending: boolean;
};

/** The statuses that anybody has, in their usual order: the columns worth showing. */
export function statusColumns(total: ProgressRow): Status[] {
  return STATUSES.filter((status) => (total.statuses[status] ?? 0) > 0);
}

/** By the chosen column; equal rows by their names, so that the order never jumps. A number as key is a column of the group. */
export function sortProgress(rows: readonly ProgressRow[], sort: ProgressSort): ProgressRow[] {
  const { key } = sort;
  const direction = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const order =
      typeof key === 'number'
        ? compareNames(a.group[key] ?? '', b.group[key] ?? '')
        : key === 'total'
          ? a.total - b.total
          : key === 'rate'
            ? (completionOf(a).rate ?? 2) - (completionOf(b).rate ?? 2)
            : key === 'due'
              ? (a.due?.first ?? '').localeCompare(b.due?.first ?? '')
              : key === 'overdue'
                ? a.overdue - b.overdue
                : (a.statuses[key] ?? 0) - (b.statuses[key] ?? 0);
    return order !== 0 ? order * direction : compareGroups(a.group, b.group);
  });
}

function compareGroups(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const order = compareNames(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

function compareNames(a: string, b: string): number {
  // What is not given comes last, whatever the language sorts first.
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return collator.compare(a, b);
}

/** The students behind a cell, as parameters of the students' hash. */
export function studentsOfGroup(
  campaign: Campaign['id'],
  by: GroupBy,
  group: readonly string[],
  status: Status | null,
): URLSearchParams {
  const params = new URLSearchParams({ campaign });
  GROUP_FIELDS[by].forEach((field, at) => {
    const value = group[at];
    if (value !== undefined) params.append(`f.${field}`, value);
  });
  if (status !== null) params.append('status', status);
  return params;
}
