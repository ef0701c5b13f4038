import { STATUSES, type Status } from './verificationStatus.ts';

/** What a status means for the work: done, still changeable, needs a person, waits for a photo, nothing yet. */
export const STATUS_GROUPS = ['done', 'open', 'person', 'photo', 'waiting', 'outside'] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

const GROUP_OF: Record<Status, StatusGroup> = {
  locked: 'done',
  'verified-open': 'open',
  disputed: 'person',
  stale: 'person',
  'record-not-found': 'person',
  'identity-failed': 'person',
  'identity-uncertain': 'person',
  'identity-abnormal': 'person',
  'photo-missing': 'photo',
  'photo-in-production': 'photo',
  'not-verified': 'waiting',
  excluded: 'outside',
};

export function groupOf(status: Status): StatusGroup {
  return GROUP_OF[status];
}

export function statusesOf(group: StatusGroup): Status[] {
  return STATUSES.filter((status) => GROUP_OF[status] === group);
}

/** Adds the counts of statuses up to counts of groups; a status that is absent counts nothing. */
export function countGroups(statuses: Partial<Record<Status, number>>): Record<StatusGroup, number> {
  const counts: Record<StatusGroup, number> = {
    done: 0,
    open: 0,
    person: 0,
    photo: 0,
    waiting: 0,
    outside: 0,
  };
  for (const status of STATUSES) counts[GROUP_OF[status]] += statuses[status] ?? 0;
  return counts;
}
