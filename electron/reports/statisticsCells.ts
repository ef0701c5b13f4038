import type { StatisticsData, StatisticsGrouping, StatisticsRow } from './reportData.ts';
import type { StatisticsLine } from './statisticsFigures.ts';
import type { SheetText, StatisticsFigure, StatisticsLabel } from './text/sheetText.ts';

/** The columns that name a row, by what is counted. */
export const STATISTICS_LABELS: Record<StatisticsGrouping, readonly StatisticsLabel[]> = {
  college: ['college'],
  major: ['college', 'major'],
  class: ['college', 'major', 'class'],
  counsellor: ['college', 'counsellor'],
};

export interface StatisticsFigureColumn {
  figure: StatisticsFigure;
  group?: keyof SheetText['statisticsGroups'];
}

export const STATISTICS_FIGURES: readonly StatisticsFigureColumn[] = [
  { figure: 'due' },
  { figure: 'verified', group: 'verified' },
  { figure: 'open', group: 'verified' },
  { figure: 'locked', group: 'verified' },
  { figure: 'correct', group: 'conclusion' },
  { figure: 'wrong', group: 'conclusion' },
  { figure: 'notVerified', group: 'open' },
  { figure: 'photoMissing', group: 'open' },
  { figure: 'photoInProduction', group: 'open' },
  { figure: 'identityReview', group: 'open' },
  { figure: 'recordNotFound', group: 'open' },
  { figure: 'stale', group: 'open' },
  { figure: 'excluded' },
  { figure: 'rate' },
];

const NAME_OF: Record<StatisticsLabel, (row: StatisticsRow) => string | null> = {
  college: (row) => row.collegeName,
  major: (row) => row.majorName ?? null,
  class: (row) => row.className ?? null,
  counsellor: (row) => row.counsellor ?? null,
};

/** The texts that name a line; a group without a name is said to have none, never left blank. */
export function statisticsNames(line: StatisticsLine, by: StatisticsData['by'], text: SheetText): string[] {
  const labels = STATISTICS_LABELS[by];
  if (line.kind === 'row') return labels.map((label) => NAME_OF[label](line.row) ?? text.none);
  if (line.kind === 'total') return labels.map((_, index) => (index === 0 ? text.total : ''));
  return labels.map((_, index) => [line.collegeName ?? text.none, text.subtotal][index] ?? '');
}
