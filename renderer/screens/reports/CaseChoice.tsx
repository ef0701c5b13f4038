import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseQuery, CaseQueue } from '../../../shared/contract/cases.ts';
import { CASE_LEVELS } from '../../../shared/domain/cases/caseType.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { OPEN_CASES } from './reportDraft.ts';

/** Of which cases forms are made: of which types, and whose turn it is. */
export function CaseChoice({ query, onChange }: { query: CaseQuery; onChange: (query: CaseQuery) => void }) {
  const { t } = useTranslation(['reports', 'cases']);
  const words = useWords();
  const { data } = useQuery(orpc.cases.types.queryOptions());
  const turn: CaseQueue | 'open' = query.queues.length === 1 ? query.queues[0]! : 'open';
  return (
    <>
      <div className="report-field">
        <label htmlFor="report-case-type">{t('cases:type')}</label>
        <Select
          id="report-case-type"
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          placeholder={t('reports:all')}
          value={query.types}
          options={(data?.types ?? []).map(({ id, name }) => ({ value: id, label: words.cases.said(name) }))}
          onChange={(types: string[]) => onChange({ ...query, types })}
        />
      </div>
      <div className="report-field">
        <label htmlFor="report-case-queue">{t('cases:turn')}</label>
        <Select
          id="report-case-queue"
          value={turn}
          options={[
            { value: 'open', label: t('cases:all') },
            ...CASE_LEVELS.map((level) => ({ value: level, label: words.cases.level(level) })),
            { value: 'closed', label: words.cases.closed },
          ]}
          onChange={(queue: typeof turn) =>
            onChange({ ...query, queues: queue === 'open' ? OPEN_CASES.queues : [queue] })
          }
        />
      </div>
    </>
  );
}
