import { PlusOutlined, SendOutlined, SettingOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CaseDayView } from './CaseDayView.tsx';
import { CaseFilters } from './CaseFilters.tsx';
import { CASES_PER_PAGE, CaseList } from './CaseList.tsx';
import { CasePage } from './CasePage.tsx';
import { type CaseFilter, caseFilterOf, linkOfCaseFilter, queryOfCaseFilter } from './caseFilter.ts';
import { OpenCase } from './OpenCase.tsx';
import { ProblemBar } from './ProblemBar.tsx';
import { SendOut } from './papers/SendOut.tsx';
import { CaseRulesPage } from './rules/CaseRulesPage.tsx';
import './Cases.css';
import { useMay } from '../../state/useMay.ts';
import { Offered } from '../../ui/Offered.tsx';

/** Problems of students from their opening to their end: the list by whose turn it is, and one case whole. */
export function CasesScreen() {
  const { params } = useRoute();
  const may = useMay();
  const open = params.get('case');
  if (params.has('rules') && may('caseRules.versions')) return <CaseRulesPage />;
  return open === null ? <CaseBoard /> : <CasePage key={open} id={open} />;
}

function CaseBoard() {
  const { t } = useTranslation(['cases', 'general']);
  const { params } = useRoute();
  const filter = caseFilterOf(params);
  const [page, setPage] = useState(1);
  const isNew = params.has('new');
  const [isSending, setIsSending] = useState(false);
  const types = useQuery(orpc.cases.types.queryOptions());
  const list = useQuery(
    orpc.cases.list.queryOptions({
      input: {
        query: queryOfCaseFilter(filter),
        offset: (page - 1) * CASES_PER_PAGE,
        // The page of today shows cases of its own.
        limit: filter.queue === 'today' ? 0 : CASES_PER_PAGE,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const show = (next: Partial<CaseFilter>) => {
    setPage(1);
    navigate('cases', linkOfCaseFilter({ ...filter, ...next }), { replace: true });
  };
  const title = t('general:area.cases');
  if (list.isError || types.isError) {
    return (
      <>
        <PageHeader title={title} />
        <ErrorNotice error={list.error ?? types.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  if (!list.data || !types.data) return <PageHeader title={title} />;
  const { items, total, ...counts } = list.data;
  const isNarrowed = Object.keys(linkOfCaseFilter({ ...filter, queue: 'today' })).length > 0;
  const isEmpty = !isNarrowed && Object.values(counts.queues).every((count) => count === 0);
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            <Offered call="caseOutputs.upload">
              <Button icon={<SendOutlined />} onClick={() => setIsSending(true)}>
                {t('cases:out.title')}
              </Button>
            </Offered>
            <Offered call="caseRules.versions">
              <Button icon={<SettingOutlined />} onClick={() => navigate('cases', { rules: 'reviewers' })}>
                {t('cases:rules')}
              </Button>
            </Offered>
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => navigate('cases', { ...linkOfCaseFilter(filter), new: '' })}
            >
              {t('cases:open.action')}
            </Button>
          </>
        }
      />
      <div className="cases">
        <Offered call="cases.problems">
          <ProblemBar types={types.data.types} />
        </Offered>
        {isEmpty ? (
          <EmptyState title={t('cases:empty.title')}>{t('cases:empty.text')}</EmptyState>
        ) : (
          <>
            <CaseFilters filter={filter} types={types.data.types} counts={counts} onChange={show} />
            {filter.queue === 'today' ? (
              <CaseDayView filter={filter} />
            ) : (
              <CaseList
                filter={filter}
                items={items}
                total={total}
                page={page}
                isBusy={list.isPlaceholderData}
                onPage={setPage}
              />
            )}
          </>
        )}
      </div>
      {isSending && <SendOut onClose={() => setIsSending(false)} />}
      {isNew && (
        <OpenCase
          types={types.data.types}
          student={params.get('new') ?? ''}
          onClose={(opened) =>
            navigate('cases', opened === null ? linkOfCaseFilter(filter) : { case: opened }, {
              replace: true,
            })
          }
        />
      )}
    </>
  );
}
