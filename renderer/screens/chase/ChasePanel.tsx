import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseRow } from '../../../shared/contract/chase.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';

/** One student of the list: why, what comes next, what to look at, and all contacts so far. */
export function ChasePanel({
  row,
  campaign,
  children,
}: {
  row: ChaseRow;
  campaign: string;
  children: ReactNode;
}) {
  const { t } = useTranslation(['chase', 'general']);
  const words = useWords();
  const contacts = useQuery(orpc.chase.contacts.queryOptions({ input: { student: row.id, campaign } }));
  const { name, studentNo, className, counsellor, phone } = row.values;
  return (
    <>
      <h2 className="chase-title">
        {name ?? studentNo} <StatusTag status={row.status} />
        <a href={hashOf('students', { student: row.id })}>{t('chase:openStudent')}</a>
      </h2>
      <p className="soft chase-line">
        {[studentNo, className, counsellor, phone].filter((part) => part !== null).join(' · ')}
      </p>
      <dl className="chase-facts">
        <dt>{t('chase:column.reason')}</dt>
        <dd>{words.chase.reason(row.reason)}</dd>
        <dt>{t('chase:column.step')}</dt>
        <dd>{words.chase.step(row.reason)}</dd>
        {row.causes.length > 0 && (
          <>
            <dt>{t('chase:causes')}</dt>
            <dd>
              {row.causes.map((cause) => (
                <p key={words.chase.cause(cause)} className="chase-cause">
                  {words.chase.cause(cause)}
                </p>
              ))}
            </dd>
          </>
        )}
      </dl>
      {row.unreachable.map(({ whom, address, at }) => (
        <p key={whom} className="chase-warning">
          {t(`chase:deadAddress.${whom}`, { address, day: formatTime(at, Date.now()) })}
        </p>
      ))}
      {(row.state === 'broken' || row.state === 'escalate') && (
        <p className="chase-warning">
          {row.state === 'broken'
            ? t('chase:broken', { day: row.promise ?? '' })
            : t('chase:escalate', { count: row.contacts })}
        </p>
      )}
      {children}
      <h3 className="chase-part">{t('chase:contacts', { count: contacts.data?.length ?? 0 })}</h3>
      {contacts.data?.length === 0 && <p className="soft chase-line">{t('chase:noContacts')}</p>}
      <ol className="chase-history">
        {contacts.data?.map((contact) => (
          <li key={contact.id}>
            <time className="numbers soft" dateTime={new Date(contact.at).toISOString()}>
              {formatTime(contact.at, Date.now())}
            </time>
            <div>
              {t('chase:said', {
                way: words.chase.way(contact.way),
                whom: words.chase.whom(contact.whom),
                outcome: words.chase.outcome(contact.outcome),
              })}
              {contact.promise !== null && <strong> {t('chase:promised', { day: contact.promise })}</strong>}
              <span className="soft"> {contact.actor}</span>
              {contact.note !== '' && <div className="soft">{contact.note}</div>}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
