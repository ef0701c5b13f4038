import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { CheckPage } from './CheckPage.tsx';
import { PairsPage } from './PairsPage.tsx';
import { PeopleList } from './PeopleList.tsx';
import {
  NO_FILTER,
  paramsOfPlace,
  placeOfParams,
  type ReconcilePlace,
  TABS,
  type Tab,
} from './reconcilePlace.ts';
import { SourceBar } from './SourceBar.tsx';
import { SourcesNeeded } from './SourcesNeeded.tsx';
import { useComparison } from './useComparison.ts';
import { useSettle } from './useSettle.ts';
import { WorkList } from './WorkList.tsx';
import '../students/StudentsScreen.css';
import './Reconcile.css';
import { Offered } from '../../ui/Offered.tsx';

/** Sources against each other: the three counts, what differs, who is missing, who is twice, what was decided. */
export function ReconcileScreen() {
  const { t } = useTranslation(['reconcile', 'general']);
  const { params } = useRoute();
  const place = placeOfParams(params);
  const there = useQuery(orpc.reconcile.sources.queryOptions());
  const settling = useSettle();
  const exporting = useTask<{ download: string; summary: ComparisonSummary }>();
  const showNote = useUndo((state) => state.show);
  const present = (there.data ?? []).filter(({ students }) => students > 0).map(({ source }) => source);
  const sources = place.sources.length > 0 ? place.sources : present.slice(0, 2);
  const isReady = present.length > 1;
  const comparison = useComparison(isReady ? sources : [], place.scope);
  const { summary } = comparison;
  const go = (change: Partial<ReconcilePlace>) => {
    const isMove = change.tab !== undefined && change.tab !== place.tab;
    navigate('reconcile', paramsOfPlace({ ...place, sources, ...change }), { replace: !isMove });
  };
  const title = t('general:area.reconcile');

  if (there.error !== null && there.data === undefined) {
    return (
      <>
        <PageHeader title={title} />
        <div className="reconcile-notice">
          <ErrorNotice error={there.error} onRetry={() => void there.refetch()} />
        </div>
      </>
    );
  }
  if (there.data === undefined) return <PageHeader title={title} />;
  if (!isReady) {
    return (
      <>
        <PageHeader title={title} />
        <SourcesNeeded sources={there.data} />
      </>
    );
  }

  const exportAll = async () => {
    const { scope } = place;
    const result = await exporting.start(t('reconcile:export.task'), (signal) =>
      core.reconcile.export({ sources, scope, unmasked: false }, { signal }),
    );
    if (result === null) return;
    saveDownload(result.download);
    showNote(t('reconcile:export.done'));
  };
  return (
    <div className="reconcile">
      <PageHeader
        title={title}
        note={summary && <Settled summary={summary} />}
        actions={
          <Offered call="reconcile.export">
            <Button
              loading={exporting.state.kind === 'running'}
              disabled={!summary}
              onClick={() => void exportAll()}
            >
              {t('reconcile:export.button')}
            </Button>
          </Offered>
        }
      />
      <SourceBar
        counts={there.data}
        sources={sources}
        scope={place.scope}
        onSources={(next) => go({ sources: next, region: [], explained: false })}
        onScope={(scope) => go({ scope })}
      />
      {summary && (
        <div className="reconcile-tabs">
          <Segmented
            value={place.tab}
            options={TABS.map((value) => ({ value, label: tabLabel(value, summary) }))}
            onChange={(tab) => go({ ...NO_FILTER, tab })}
          />
        </div>
      )}
      {exporting.state.kind === 'failed' && (
        <div className="reconcile-notice">
          <ErrorNotice error={exporting.state.error} />
        </div>
      )}
      {comparison.error !== null && (
        <div className="reconcile-notice">
          <ErrorNotice error={comparison.error} onRetry={comparison.start} />
        </div>
      )}
      {!summary && comparison.running && (
        <div className="reconcile-notice">
          <RunningTask
            state={{
              kind: 'running',
              title: t('reconcile:running'),
              progress: comparison.progress,
              cancelling: false,
            }}
            onCancel={comparison.cancel}
          />
        </div>
      )}
      {comparison.cancelled && (
        <div className="reconcile-notice">
          <p role="status">{t('reconcile:cancelled')}</p>
          <Button onClick={comparison.start}>{t('reconcile:start')}</Button>
        </div>
      )}
      {summary && page(summary)}
    </div>
  );

  function tabLabel(tab: Tab, { states, regions, pairsOpen }: ComparisonSummary): string {
    const missing = regions.reduce(
      (sum, { sources: speaking, students, explained }) =>
        sum + (speaking.length < sources.length ? students - explained : 0),
      0,
    );
    const counts = {
      check: null,
      work: states.open + states.returned,
      people: missing,
      pairs: pairsOpen,
      decided: states.decided,
    };
    const count = counts[tab];
    return count === null ? t(`reconcile:tab.${tab}`) : `${t(`reconcile:tab.${tab}`)} ${formatCount(count)}`;
  }

  function page(shown: ComparisonSummary) {
    const common = { summary: shown, place, settling, go };
    switch (place.tab) {
      case 'check':
        return <CheckPage summary={shown} go={go} />;
      case 'work':
        return <WorkList key="work" {...common} decided={false} />;
      case 'people':
        return <PeopleList summary={shown} place={place} go={go} />;
      case 'pairs':
        return <PairsPage {...common} />;
      case 'decided':
        return <WorkList key="decided" {...common} decided />;
    }
  }
}

/** How much of it is settled. */
function Settled({ summary: { states, asked } }: { summary: ComparisonSummary }) {
  const { t } = useTranslation('reconcile');
  const total = states.open + states.returned + states.decided;
  if (total === 0) return null;
  const text = t('settled', { done: formatCount(states.decided), total: formatCount(total) });
  return (
    <span className="settled numbers">
      <Progress
        percent={Math.floor((states.decided / total) * 100)}
        showInfo={false}
        size={[96, 6]}
        status="normal"
        aria-label={text}
      />
      {text}
      {asked > 0 && ` · ${t('asked', { count: asked, formatted: formatCount(asked) })}`}
      {states.returned > 0 &&
        ` · ${t('returned', { count: states.returned, formatted: formatCount(states.returned) })}`}
    </span>
  );
}
