import { PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Pagination, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_AGES } from '../../../shared/contract/cases.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CasePage } from './CasePage.tsx';
import { CaseTable } from './CaseTable.tsx';
import {
  CASE_VIEWS,
  type CaseFilter,
  caseFilterOf,
  linkOfCaseFilter,
  queryOfCaseFilter,
} from './caseFilter.ts';
import { OpenCase } from './OpenCase.tsx';
import { ProblemBar } from './ProblemBar.tsx';
import { CaseRulesPage } from './rules/CaseRulesPage.tsx';
import './Cases.css';

const ROWS_PER_PAGE = 100;

/** Problems of students from their opening to their end: the list by whose turn it is, and one case whole. */
export function CasesScreen() {
  const { params } = useRoute();
  const open = params.get('case');
  if (params.has('rules')) return <CaseRulesPage />;
  return open === null ? <CaseBoard /> : <CasePage key={open} id={open} />;
}

function CaseBoard() {
  const { t } = useTranslation(['cases', 'general']);
  const words = useWords();
  const { params } = useRoute();
  const filter = caseFilterOf(params);
  const [page, setPage] = useState(1);
  const isNew = params.has('new');
  const types = useQuery(orpc.cases.types.queryOptions());
  const list = useQuery(
    orpc.cases.list.queryOptions({
      input: { query: queryOfCaseFilter(filter), offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE },
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
  const { items, total, queues, ages } = list.data;
  const all = Object.values(queues).reduce((sum, count) => sum + count, 0);
  const countOf = (view: (typeof CASE_VIEWS)[number]) =>
    view === 'open' ? all - (queues.closed ?? 0) : (queues[view] ?? 0);
  const isNarrowed = filter.type !== null || filter.age !== null || filter.search !== '';
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            <Button icon={<SettingOutlined />} onClick={() => navigate('cases', { rules: 'reviewers' })}>
              {t('cases:rules')}
            </Button>
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
        <ProblemBar types={types.data.types} />
        {all === 0 && !isNarrowed ? (
          <EmptyState title={t('cases:empty.title')}>{t('cases:empty.text')}</EmptyState>
        ) : (
          <>
            <div className="cases-filter">
              <Segmented
                aria-label={t('cases:turn')}
                value={filter.queue}
                options={CASE_VIEWS.map((value) => ({
                  value,
                  label: `${viewName(value)} ${countOf(value)}`,
                }))}
                onChange={(queue) => show({ queue })}
              />
              <span className="cases-narrow">
                <Select
                  className="cases-type"
                  aria-label={t('cases:type')}
                  placeholder={t('cases:type')}
                  allowClear
                  value={filter.type}
                  options={types.data.types.map(({ id, name }) => ({
                    value: id,
                    label: words.cases.said(name),
                  }))}
                  onChange={(type?: string | null) => show({ type: type ?? null })}
                />
                <Select
                  className="cases-age"
                  aria-label={t('cases:age')}
                  placeholder={t('cases:age')}
                  allowClear
                  value={filter.age}
                  options={CASE_AGES.map((value) => ({
                    value,
                    label: `${t(`cases:ages.${value}`)} ${ages[value] ?? 0}`,
                  }))}
                  onChange={(age?: CaseFilter['age']) => show({ age: age ?? null })}
                />
                <Input.Search
                  key={filter.search}
                  className="cases-search"
                  aria-label={t('cases:search')}
                  placeholder={t('cases:search')}
                  allowClear
                  defaultValue={filter.search}
                  onSearch={(value) => show({ search: value.trim() })}
                />
              </span>
            </div>
            <div className="case-place" aria-busy={list.isPlaceholderData}>
              <CaseTable cases={items} />
              {items.length === 0 && <p className="soft case-none">{t('cases:none')}</p>}
            </div>
            {total > ROWS_PER_PAGE && (
              <Pagination
                size="small"
                align="end"
                current={page}
                pageSize={ROWS_PER_PAGE}
                total={total}
                showSizeChanger={false}
                onChange={setPage}
              />
            )}
          </>
        )}
      </div>
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

  function viewName(view: (typeof CASE_VIEWS)[number]): string {
    if (view === 'open') return t('cases:all');
    return view === 'closed' ? words.cases.closed : words.cases.level(view);
  }
}
