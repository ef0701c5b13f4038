import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuedMail } from '../../../shared/contract/mail.ts';
import type { MailState } from '../../../shared/domain/mailStates.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { MailContent } from './MailContent.tsx';
import { MAILS_ON_PAGE, MailPages } from './MailPages.tsx';
import '../../ui/PlainTable.css';

const LOOK_EVERY_MS = 1_000;

/** Each mail with what became of it; what needs a person is first, with what can be said of it. */
export function MailRows({ mailing, states }: { mailing: string; states: MailState[] }) {
  const { t } = useTranslation('mail');
  const words = useWords();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<number | null>(null);
  const [page, setPage] = useState(0);
  const { data } = useQuery({
    ...orpc.mail.mails.queryOptions({
      input: { mailing, states, offset: page * MAILS_ON_PAGE, limit: MAILS_ON_PAGE },
    }),
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const settle = useMutation(
    orpc.mail.settle.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: orpc.mail.key() }),
    }),
  );
  const whyOf = ({ problem, state, attempts, nextAt, reply }: QueuedMail) =>
    [
      problem === null ? '' : words.mail.problem(problem).message,
      state === 'queued' && attempts > 0
        ? t('next', { time: formatTime(nextAt, Date.now()), count: attempts })
        : '',
      problem === null ? '' : reply,
    ]
      .filter((part) => part !== '')
      .join(' ');
  return (
    <>
      {settle.isError && <ErrorNotice error={settle.error} />}
      <div className="mail-recipients">
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('state')}</th>
              <th>{t('recipient')}</th>
              <th>{t('address')}</th>
              <th>{t('students')}</th>
              <th>{t('reason')}</th>
              <th aria-hidden />
            </tr>
          </thead>
          <tbody>
            {data?.items.map((mail) => (
              <tr key={mail.n}>
                <td className={`mail-state ${mail.state}`} title={formatTime(mail.changedAt, Date.now())}>
                  {words.mail.state(mail.state)}
                </td>
                <th scope="row">{mail.recipient}</th>
                <td>{mail.address}</td>
                <td className="numbers">{formatCount(mail.students)}</td>
                <td title={mail.problem === null ? '' : words.mail.problem(mail.problem).hint}>
                  {whyOf(mail)}
                </td>
                <td className="mail-row-acts">
                  <Button size="small" type="link" onClick={() => setOpened(mail.n)}>
                    {t('read')}
                  </Button>
                  {mail.state === 'unclear' && (
                    <Button size="small" onClick={() => settle.mutate({ n: mail.n, as: 'sent' })}>
                      {t('asSent')}
                    </Button>
                  )}
                  {(mail.state === 'unclear' || mail.state === 'bounced') && (
                    <Button size="small" onClick={() => settle.mutate({ n: mail.n, as: 'again' })}>
                      {t('again')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {data && <MailPages page={page} total={data.total} onPage={setPage} />}
      </div>
      {opened !== null && <OneMail n={opened} />}
    </>
  );
}

function OneMail({ n }: { n: number }) {
  const { t } = useTranslation('mail');
  const { data } = useQuery(orpc.mail.read.queryOptions({ input: { n } }));
  return data ? (
    <section aria-label={t('content')}>
      <MailContent mail={data} />
    </section>
  ) : null;
}
