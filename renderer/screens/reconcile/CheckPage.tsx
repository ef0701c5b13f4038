import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRegion, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { countsOf, sameIn } from '../../../shared/domain/comparisonCounts.ts';
import { DIFFERENCE_KINDS, TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { CollegeCounts } from './CollegeCounts.tsx';
import { Equation, type EquationTerm } from './Equation.tsx';
import { NO_FILTER, type ReconcilePlace } from './reconcilePlace.ts';

const TRUE_KINDS = DIFFERENCE_KINDS.filter((kind) => TRUE_DIFFERENCES.has(kind));
const WAYS_OF_WRITING = DIFFERENCE_KINDS.filter((kind) => !TRUE_DIFFERENCES.has(kind));

/** 一个不能多、一个不能少、一个不能错: three counts, each a sum whose parts can be opened, the first source the measure. */
export function CheckPage({
  summary,
  go,
}: {
  summary: ComparisonSummary;
  go: (change: Partial<ReconcilePlace>) => void;
}) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const { sources, regions, held } = summary;
  const [base, ...others] = sources as [FileSource, ...FileSource[]];
  const counts = countsOf(sources, regions);
  const name = (list: readonly FileSource[]) =>
    list.map((source) => words.source(source)).join(t('general:listJoin'));
  const regionLabel = (region: FileSource[]) =>
    region.length < sources.length
      ? t('reconcile:region.only', { source: name(region) })
      : region.length > 2
        ? t('reconcile:region.allThree')
        : t('reconcile:region.all', { sources: name(region) });
  /** Those who are missing for a known reason are a term of their own, and nothing to look at. */
  const regionTerms = (
    { sources: region, students, explained }: ComparedRegion,
    wrong: boolean,
  ): EquationTerm[] => {
    const term = (isExplained: boolean): EquationTerm => ({
      key: `${region.join()} ${isExplained}`,
      label: isExplained ? t('reconcile:region.explained', { source: name(region) }) : regionLabel(region),
      count: isExplained ? explained : students - explained,
      wrong: wrong && !isExplained,
      onOpen:
        region.length === sources.length ? null : () => go({ tab: 'people', region, explained: isExplained }),
    });
    return explained > 0 ? [term(false), term(true)] : [term(false)];
  };
  const sumOf = (source: FileSource, isWrong: (region: FileSource[]) => boolean) => (
    <Equation
      key={source}
      label={t('reconcile:check.of', { source: words.source(source) })}
      total={held[source] ?? 0}
      terms={regions
        .filter((region) => region.sources.includes(source))
        .flatMap((region) => regionTerms(region, isWrong(region.sources)))}
    />
  );
  const extra = regions.filter((region) => !region.sources.includes(base));
  const lacking = regions.filter(
    (region) => region.sources.includes(base) && region.sources.length < sources.length,
  );
  const missed = (of: readonly ComparedRegion[]) =>
    of.reduce((sum, { students, explained }) => sum + students - explained, 0);
  const tooMany = missed(extra);
  const tooFew = missed(lacking);
  const shared = regions.reduce((sum, one) => sum + (one.sources.length > 1 ? one.students : 0), 0);
  return (
    <div className="check">
      <p className="check-measure">{t('reconcile:check.measure', { source: words.source(base) })}</p>
      <div className="check-cards">
        <Card
          title={t('reconcile:check.more')}
          count={tooMany}
          found={t('reconcile:check.moreFound', { count: tooMany, formatted: formatCount(tooMany) })}
          none={t('reconcile:check.moreNone')}
          hint={t('reconcile:check.moreHint', { base: words.source(base), others: name(others) })}
        >
          {others.map((source) => sumOf(source, (region) => !region.includes(base)))}
        </Card>
        <Card
          title={t('reconcile:check.less')}
          count={tooFew}
          found={t('reconcile:check.lessFound', { count: tooFew, formatted: formatCount(tooFew) })}
          none={t('reconcile:check.lessNone')}
          hint={t('reconcile:check.lessHint', { base: words.source(base), others: name(others) })}
        >
          {sumOf(base, (region) => region.length < sources.length)}
        </Card>
        <Card
          title={t('reconcile:check.wrong')}
          count={counts.differing}
          found={t('reconcile:check.wrongFound', {
            count: counts.differing,
            formatted: formatCount(counts.differing),
          })}
          none={t('reconcile:check.wrongNone')}
          hint={t('reconcile:check.wrongHint')}
        >
          <Equation
            label={t('reconcile:check.shared')}
            total={shared}
            terms={[
              {
                key: 'same',
                label: t('reconcile:check.same'),
                count: sameIn(regions),
                wrong: false,
                onOpen: null,
              },
              {
                key: 'formal',
                label: t('reconcile:check.formal'),
                count: counts.formal,
                wrong: false,
                onOpen: () => go({ ...NO_FILTER, tab: 'work', kinds: WAYS_OF_WRITING }),
              },
              {
                key: 'differing',
                label: t('reconcile:check.differing'),
                count: counts.differing,
                wrong: true,
                onOpen: () => go({ ...NO_FILTER, tab: 'work', kinds: TRUE_KINDS }),
              },
            ]}
          />
        </Card>
      </div>
      <CollegeCounts
        summary={summary}
        regionLabel={regionLabel}
        onOpen={(college) => go({ ...NO_FILTER, tab: 'work', colleges: [college] })}
      />
    </div>
  );
}

function Card({
  title,
  count,
  found,
  none,
  hint,
  children,
}: {
  title: string;
  count: number;
  found: string;
  none: string;
  hint: string;
  children: ReactNode;
}) {
  return (
    <section className={count > 0 ? 'check-card' : 'check-card right'} aria-label={title}>
      <header>
        {count > 0 ? <ExclamationCircleFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}
        <h2>{title}</h2>
        <strong className="numbers">{count > 0 ? found : none}</strong>
        <span className="check-hint">{hint}</span>
      </header>
      {children}
    </section>
  );
}
