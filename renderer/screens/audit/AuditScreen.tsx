import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { AuditQuery } from '../../../shared/contract/audit.ts';
import { AUDIT_GROUPS, type AuditGroup } from '../../../shared/domain/auditActions.ts';
import { core, orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { AuditTable } from './AuditTable.tsx';
import { VerifyAudit } from './VerifyAudit.tsx';
import './Audit.css';

const PAGE = 100;
const GROUPS = Object.keys(AUDIT_GROUPS) as AuditGroup[];

/** What people did, newest first. What is searched is in the hash. */
export function AuditScreen() {
  const { t } = useTranslation(['audit', 'general']);
  const text = useWords();
  const { params } = useRoute();
  const filter = filterOf(params);
  const list = useInfiniteQuery({
    ...orpc.audit.page.infiniteOptions({
      input: (before: number | null) => ({ filter, before, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
    }),
  });
  const names = useQuery(orpc.audit.names.queryOptions());
  const saving = useTask<{ download: string; entries: number }>();
  const show = (next: Record<string, string | null>) => {
    const all = { ...Object.fromEntries(params), ...next };
    const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    navigate('audit', Object.fromEntries(kept), { replace: true });
  };
  const save = async () => {
    const made = await saving.start(t('audit:saving'), (signal) => core.audit.export({ filter }, { signal }));
    if (made) saveDownload(made.download);
  };
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const day = (name: string) => (params.has(name) ? dayjs(params.get(name)) : null);
  const isFiltered = params.size > 0;
  return (
    <>
      <PageHeader
        title={t('general:area.audit')}
        actions={
          <>
            <VerifyAudit />
            <Button loading={saving.state.kind === 'running'} onClick={() => void save()}>
              {t('audit:export')}
            </Button>
          </>
        }
      />
      <search className="audit-filter">
        <Select
          aria-label={t('audit:who')}
          className="audit-who"
          allowClear
          placeholder={t('audit:who')}
          value={params.get('person')}
          showSearch={{ optionFilterProp: 'label' }}
          options={(names.data?.people ?? []).map(({ person, name }) => ({
            value: person ?? '-',
            label: name,
          }))}
          onChange={(value: string | undefined) => show({ person: value ?? null })}
        />
        <Select
          aria-label={t('audit:what')}
          className="audit-who"
          allowClear
          placeholder={t('audit:what')}
          value={params.get('group')}
          options={GROUPS.map((group) => ({ value: group, label: text.trust.group(group) }))}
          onChange={(value: string | undefined) => show({ group: value ?? null })}
        />
        <DatePicker.RangePicker
          aria-label={t('audit:when')}
          allowEmpty={[true, true]}
          value={[day('since'), day('until')]}
          onChange={(range) =>
            show({
              since: range?.[0]?.format('YYYY-MM-DD') ?? null,
              until: range?.[1]?.format('YYYY-MM-DD') ?? null,
            })
          }
        />
        {params.has('student') && (
          <Button onClick={() => show({ student: null })}>{t('audit:oneStudent')}</Button>
        )}
        {isFiltered && (
          <Button onClick={() => navigate('audit', {}, { replace: true })}>{t('audit:all')}</Button>
        )}
      </search>
      <RunningTask state={saving.state} onCancel={saving.cancel} />
      {list.isError ? (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div className="audit-place">
          <AuditTable entries={items} onStudent={(student) => show({ student })} />
          {list.isSuccess && items.length === 0 && <p className="soft audit-none">{t('audit:none')}</p>}
          {list.hasNextPage && (
            <Button
              className="audit-more"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('audit:more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function filterOf(params: URLSearchParams): AuditQuery {
  const filter: AuditQuery = {};
  const [person, group, since, until, student] = ['person', 'group', 'since', 'until', 'student'].map(
    (name) => params.get(name),
  );
  if (person) filter.person = person === '-' ? '' : person;
  const known = GROUPS.find((one) => one === group);
  if (known) filter.actions = [...AUDIT_GROUPS[known]];
  if (since) filter.from = dayjs(since).startOf('day').valueOf();
  if (until) filter.to = dayjs(until).add(1, 'day').startOf('day').valueOf();
  if (student) filter.student = student;
  return filter;
}
