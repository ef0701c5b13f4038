import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseSelection } from '../../../shared/contract/chase.ts';
import { CONTACT_OUTCOMES, type ContactOutcome } from '../../../shared/domain/chaseReason.ts';
import {
  CONTACT_WAYS,
  CONTACT_WHOM,
  type ContactWay,
  type ContactWhom,
} from '../../../shared/domain/chaseStanding.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';

/** What is chosen stays from one contact to the next: who goes through a list mostly does the same. */
interface Chosen {
  whom: ContactWhom;
  way: ContactWay;
  outcome: ContactOutcome;
}
const FIRST: Chosen = { whom: 'student', way: 'phone', outcome: 'told' };

/** Logs one contact about those who are chosen, at once; undone as easily. */
export function LogContact({
  ref,
  campaign,
  selection,
  count,
  closed,
  onDone,
}: {
  ref: Ref<HTMLFormElement>;
  campaign: string;
  selection: ChaseSelection;
  count: number;
  closed: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation('chase');
  const words = useWords();
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [chosen, setChosen] = useState(FIRST);
  const [promise, setPromise] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const log = useMutation(
    orpc.chase.log.mutationOptions({
      onSuccess: (result) => {
        showUndo(t('log.done', { count: result.count, formatted: formatCount(result.count) }), () =>
          undoBatch(result.batch),
        );
        setPromise(null);
        setNote('');
        void queryClient.invalidateQueries();
        onDone();
      },
    }),
  );
  return (
    <form
      ref={ref}
      className="chase-log"
      aria-label={t('log.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!log.isPending && !closed)
          log.mutate({ campaign, selection, contact: { ...chosen, promise, note } });
      }}
    >
      <h3 className="chase-part">{t('log.title')}</h3>
      <Segmented
        className="chase-ways"
        size="small"
        block
        aria-label={t('log.way')}
        value={chosen.way}
        options={CONTACT_WAYS.filter((way) => way !== 'paper' && way !== 'email').map((way) => ({
          value: way,
          label: words.chase.way(way),
        }))}
        onChange={(way) => setChosen({ ...chosen, way })}
      />
      <label htmlFor={`${id}-whom`}>{t('log.whom')}</label>
      <Select
        id={`${id}-whom`}
        value={chosen.whom}
        options={CONTACT_WHOM.map((whom) => ({ value: whom, label: words.chase.whom(whom) }))}
        onChange={(whom) => setChosen({ ...chosen, whom })}
      />
      <label htmlFor={`${id}-outcome`}>{t('log.outcome')}</label>
      <Select
        id={`${id}-outcome`}
        value={chosen.outcome}
        listHeight={320}
        options={CONTACT_OUTCOMES.map((outcome) => ({ value: outcome, label: words.chase.outcome(outcome) }))}
        onChange={(outcome) => setChosen({ ...chosen, outcome })}
      />
      <label htmlFor={`${id}-promise`}>{t('log.promise')}</label>
      <DatePicker
        id={`${id}-promise`}
        value={promise === null ? null : dayjs(promise)}
        minDate={dayjs()}
        format="YYYY-MM-DD"
        placeholder={t('log.noPromise')}
        // Enter takes the day that was typed; it does not send the form yet.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onChange={(day) => setPromise(day ? day.format('YYYY-MM-DD') : null)}
      />
      <label htmlFor={`${id}-note`}>{t('log.note')}</label>
      <Input
        id={`${id}-note`}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.target.value)}
      />
      {log.isError && <ErrorNotice error={log.error} />}
      <Button type="primary" htmlType="submit" disabled={closed || count === 0} loading={log.isPending}>
        {closed ? t('log.closed') : t('log.submit', { count, formatted: formatCount(count) })}
      </Button>
    </form>
  );
}
