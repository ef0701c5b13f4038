import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailing, Sending } from '../../../shared/contract/mail.ts';
import { MAIL_STATES, type MailState } from '../../../shared/domain/mailStates.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { MailRows } from './MailRows.tsx';

/** While it is looked at: mails that go out change nothing else in the store for a while. */
const LOOK_EVERY_MS = 1_000;
/** A wait that is shorter is the rate's, and part of sending. */
const WORTH_TELLING_MS = 60_000;

/** Every mailing with how far it is, and each mail of the chosen one. */
export function MailOutcomes() {
  const { t } = useTranslation('mail');
  const words = useWords();
  const queryClient = useQueryClient();
  const showNote = useUndo((state) => state.show);
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<MailState | 'all'>('all');
  const { data } = useQuery({ ...orpc.mail.mailings.queryOptions(), refetchInterval: LOOK_EVERY_MS });
  const control = useMutation(
    orpc.mail.control.mutationOptions({
      onSuccess: ({ changed }, { act }) => {
        if (act === 'cancel') showNote(t('cancelled', { count: changed, formatted: formatCount(changed) }));
        void queryClient.invalidateQueries({ queryKey: orpc.mail.key() });
      },
    }),
  );
  if (!data) return null;
  const mailing = data.items.find(({ id }) => id === chosen) ?? data.items[0];
  if (!mailing) return <p className="mail-none soft">{t('none')}</p>;
  const { states } = mailing;
  const queued = states.queued ?? 0;
  return (
    <div className="mail-outcomes">
      <nav className="mail-mailings" aria-label={t('mailings')}>
        {data.items.map((one) => (
          <button
            key={one.id}
            type="button"
            className="mail-mailing"
            aria-pressed={one.id === mailing.id}
            onClick={() => setChosen(one.id)}
          >
            <span className="mail-mailing-name">
              {one.name} <span className="soft">{t('roundOf', { round: one.round })}</span>
            </span>
            <span className="soft">
              {t('startedBy', { time: formatTime(one.at, Date.now()), actor: one.actor })}
            </span>
            <Progress mailing={one} />
          </button>
        ))}
      </nav>
      <section className="mail-chosen" aria-label={mailing.name}>
        <SendingLine sending={data.sending} />
        {control.isError && <ErrorNotice error={control.error} />}
        <div className="message-line">
          <Segmented
            size="small"
            aria-label={t('shown')}
            value={shown}
            options={[
              { value: 'all' as const, label: `${t('all')} ${formatCount(mailing.total)}` },
              ...MAIL_STATES.filter((state) => (states[state] ?? 0) > 0 || state === shown).map((state) => ({
                value: state,
                label: `${words.mail.state(state)} ${formatCount(states[state] ?? 0)}`,
              })),
            ]}
            onChange={setShown}
          />
          {queued > 0 && (
            <span className="mail-acts">
              <Button
                size="small"
                onClick={() =>
                  control.mutate({ mailing: mailing.id, act: mailing.paused ? 'resume' : 'pause' })
                }
              >
                {t(mailing.paused ? 'resume' : 'pause')}
              </Button>
              <Button size="small" onClick={() => control.mutate({ mailing: mailing.id, act: 'retry' })}>
                {t('retry')}
              </Button>
              <Button size="small" onClick={() => control.mutate({ mailing: mailing.id, act: 'cancel' })}>
                {t('cancelRest', { count: queued, formatted: formatCount(queued) })}
              </Button>
            </span>
          )}
        </div>
        <MailRows
          key={`${mailing.id} ${shown}`}
          mailing={mailing.id}
          states={shown === 'all' ? [] : [shown]}
        />
      </section>
    </div>
  );
}

function Progress({ mailing: { total, states, paused } }: { mailing: Mailing }) {
  const { t } = useTranslation('mail');
  const words = useWords();
  const done = total - (states.queued ?? 0) - (states.sending ?? 0);
  const trouble = (['unclear', 'bounced'] as const).filter((state) => (states[state] ?? 0) > 0);
  return (
    <>
      <progress className="mail-progress" max={total} value={done} />
      <span className="numbers soft">
        {t('done', { done: formatCount(done), total: formatCount(total) })}
        {paused && ` · ${t('paused')}`}
      </span>
      {trouble.length > 0 && (
        <span className="mail-trouble">
          {trouble
            .map((state) => `${words.mail.state(state)} ${formatCount(states[state] ?? 0)}`)
            .join(' · ')}
        </span>
      )}
    </>
  );
}

function SendingLine({ sending: { state, until, trouble } }: { sending: Sending }) {
  const { t } = useTranslation('mail');
  const words = useWords();
  const now = Date.now();
  const time = until === null ? '' : formatTime(until, now);
  const isLong = until !== null && until - now > WORTH_TELLING_MS;
  const said = trouble === null ? null : words.mail.problem(trouble.problem);
  const shown = state === 'waiting' && !isLong ? 'sending' : state;
  return (
    <div className={`mail-sending ${state}`} role="status">
      <strong>
        {shown === 'waiting' && trouble !== null
          ? t('serverLater', { time })
          : t(`sending.${shown}`, { time })}
      </strong>
      {said && (
        <p>
          {said.message}
          {said.hint}
          {trouble?.reply !== '' && (
            <span className="soft"> {t('server.said', { reply: trouble?.reply ?? '' })}</span>
          )}
        </p>
      )}
    </div>
  );
}
