import { useTranslation } from 'react-i18next';
import type { ComparedRegion, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { countsOf, sameIn } from '../../../shared/domain/comparisonCounts.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import '../../ui/PlainTable.css';

/** The same counts college by college, the school below: the columns add up in both directions. */
export function CollegeCounts({
  summary: { sources, regions, colleges },
  regionLabel,
  onOpen,
}: {
  summary: ComparisonSummary;
  regionLabel: (region: FileSource[]) => string;
  onOpen: (college: string) => void;
}) {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  const withExplained = countsOf(sources, regions).explained > 0;
  const cells = (of: readonly ComparedRegion[]) => {
    const counts = countsOf(sources, of);
    const regionCells = of.map((region) => ({
      key: region.sources.join(),
      count: region.students,
      wrong: region.sources.length < sources.length && region.explained < region.students,
    }));
    return [
      ...sources.map((source) => ({ key: `of ${source}`, count: counts.sources[source] ?? 0, wrong: false })),
      ...regionCells,
      ...(withExplained ? [{ key: 'explained', count: counts.explained, wrong: false }] : []),
      { key: 'same', count: sameIn(of), wrong: false },
      { key: 'formal', count: counts.formal, wrong: false },
      { key: 'differing', count: counts.differing, wrong: true },
    ].map(({ key, count, wrong }) => (
      <td key={key} className={`numbers${count === 0 ? ' zero' : wrong ? ' wrong' : ''}`}>
        {formatCount(count)}
      </td>
    ));
  };
  return (
    <div className="check-colleges">
      <table className="plain-table" aria-label={t('check.colleges')}>
        <thead>
          <tr>
            <th>{words.label('collegeName')}</th>
            {sources.map((source) => (
              <th key={source} className="right">
                {words.source(source)}
              </th>
            ))}
            {regions.map((region) => (
              <th key={region.sources.join()} className="right">
                {regionLabel(region.sources)}
              </th>
            ))}
            {withExplained && (
              <th className="right" title={t('check.explainedHint')}>
                {t('check.explained')}
              </th>
            )}
            <th className="right">{t('check.same')}</th>
            <th className="right">{t('check.formal')}</th>
            <th className="right">{t('check.differing')}</th>
          </tr>
        </thead>
        <tbody>
          {colleges.map(({ college, regions: of }) => (
            <tr key={college}>
              <th scope="row">
                <button type="button" className="check-college" onClick={() => onOpen(college)}>
                  {college === '' ? t('noCollege') : college}
                </button>
              </th>
              {cells(of)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('check.whole')}</th>
            {cells(regions)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
