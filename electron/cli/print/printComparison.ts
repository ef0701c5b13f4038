import type { ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { countsOf, sameIn } from '../../../shared/domain/comparisonCounts.ts';
import type { CommandContext } from '../commandContext.ts';
import { alignTable } from './alignTable.ts';
import { printable } from './printable.ts';

/** The counts of the whole school and of each college, so that they can be seen to add up. */
export function printComparison(
  { words, text }: Pick<CommandContext, 'words' | 'text'>,
  summary: ComparisonSummary,
): string[] {
  const { sources } = summary;
  const withExplained = countsOf(sources, summary.regions).explained > 0;
  const line = (name: string, regions: ComparisonSummary['regions']) => {
    const counts = countsOf(sources, regions);
    return [
      name,
      ...sources.map((source) => counts.sources[source] ?? 0),
      ...regions.map((region) => region.students),
      ...(withExplained ? [counts.explained] : []),
      sameIn(regions),
      counts.formal,
      counts.differing,
    ].map(String);
  };
  const { open, returned, decided } = summary.states;
  return [
    ...alignTable(
      [
        words.columns.group,
        ...sources.map((source) => text.source(source)),
        ...summary.regions.map((region) =>
          words.region(
            region.sources.map((source) => text.source(source)),
            sources.length,
          ),
        ),
        ...(withExplained ? [words.explained] : []),
        words.same,
        words.formal,
        words.differing,
      ],
      [
        ...summary.colleges.map(({ college, regions }) => line(printable(college) || '—', regions)),
        line(words.all, summary.regions),
      ],
    ),
    words.work(open + returned, decided, summary.pairsOpen),
  ];
}
