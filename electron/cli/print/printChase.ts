import type { ChaseGroup, ChaseRow } from '../../../shared/contract/chase.ts';
import { CHASE_STATES } from '../../../shared/domain/chaseStanding.ts';
import type { CommandContext } from '../commandContext.ts';
import { alignTable } from './alignTable.ts';
import { printable } from './printable.ts';

type Speaking = Pick<CommandContext, 'words' | 'text'>;

export function printChaseList(
  { words, text }: Speaking,
  total: number,
  rows: readonly ChaseRow[],
): string[] {
  if (rows.length === 0) return [words.chase.none];
  const { columns } = words.chase;
  return [
    ...alignTable(
      [
        text.label('studentNo'),
        text.label('name'),
        text.label('className'),
        columns.state,
        columns.contacts,
        columns.promise,
        columns.reason,
      ],
      rows.map((row) => [
        row.values.studentNo ?? '',
        printable(row.values.name ?? ''),
        printable(row.values.className ?? ''),
        text.chase.state(row.state),
        String(row.contacts),
        row.promise ?? '',
        printable(text.chase.reason(row.reason)),
      ]),
    ),
    words.total(total),
  ];
}

export function printChaseGroups(
  { words, text }: Speaking,
  total: number,
  groups: readonly ChaseGroup[],
): string[] {
  if (groups.length === 0) return [words.chase.none];
  const met = CHASE_STATES.filter((state) => groups.some(({ states }) => (states[state] ?? 0) > 0));
  return [
    ...alignTable(
      [words.columns.group, words.columns.total, ...met.map((state) => text.chase.state(state))],
      groups.map(({ group, total: count, states }) => [
        printable(group.filter((part) => part !== '').join(' / ')) || '—',
        String(count),
        ...met.map((state) => String(states[state] ?? 0)),
      ]),
    ),
    words.total(total),
  ];
}
