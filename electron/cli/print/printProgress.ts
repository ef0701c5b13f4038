import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';
import type { CommandContext } from '../commandContext.ts';
import { alignTable } from './alignTable.ts';
import { printable } from './printable.ts';

/** A column for each status that anybody has. */
export function printProgress(
  { words, text }: Pick<CommandContext, 'words' | 'text'>,
  { campaign, total, rows }: { campaign: Campaign | null; total: ProgressRow; rows: readonly ProgressRow[] },
): string[] {
  const met: Status[] = STATUSES.filter((status) => (total.statuses[status] ?? 0) > 0);
  const line = (name: string, row: ProgressRow) => [
    name,
    String(row.total),
    ...met.map((status) => String(row.statuses[status] ?? 0)),
  ];
  return [
    ...(campaign ? [printable(campaign.name)] : []),
    ...alignTable(
      [words.columns.group, words.columns.total, ...met.map((status) => text.status(status))],
      [
        ...rows.map((row) => line(row.group.filter((part) => part !== '').join(' / ') || '—', row)),
        line(words.all, total),
      ],
    ),
  ];
}
