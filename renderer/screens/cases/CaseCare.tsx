import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useActOnCase } from './useActOnCase.ts';

/** Who in the office looks after a case, and another deadline with its reason. */
export function CaseCare({ item }: { item: CaseItem }) {
  const { t } = useTranslation('cases');
  const id = useId();
  const act = useActOnCase(item);
  const types = useQuery(orpc.cases.types.queryOptions());
  const [person, setPerson] = useState(item.assignee ?? '');
  const [due, setDue] = useState(item.due ?? '');
  const [reason, setReason] = useState('');
  const isMoved = due !== '' && due !== item.due;
  return (
    <>
      <form
        className="case-care"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ do: 'assign', person: person.trim() === '' ? null : person });
        }}
      >
        <label htmlFor={`${id}-person`}>{t('assignee')}</label>
        <AutoComplete
          id={`${id}-person`}
          size="small"
          value={person}
          options={(types.data?.reviewers ?? []).map(({ name }) => ({ value: name }))}
          onChange={setPerson}
        />
        {person.trim() !== (item.assignee ?? '') && (
          <Button size="small" htmlType="submit" loading={act.isPending}>
            {t('save')}
          </Button>
        )}
      </form>
      <form
        className="case-care"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') act.mutate({ do: 'extend', due, reason });
        }}
      >
        <label htmlFor={`${id}-due`}>{t('due')}</label>
        <Input
          id={`${id}-due`}
          size="small"
          type="date"
          value={due}
          onChange={(event) => setDue(event.target.value)}
        />
        {isMoved && (
          <>
            <Input
              size="small"
              aria-label={t('extendReason')}
              placeholder={t('extendReason')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button size="small" htmlType="submit" disabled={reason.trim() === ''} loading={act.isPending}>
              {t('save')}
            </Button>
          </>
        )}
      </form>
      {act.isError && <ErrorNotice error={act.error} />}
    </>
  );
}
