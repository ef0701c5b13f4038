import { Button, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hashOf } from '../../state/route.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { MailContent } from './MailContent.tsx';
import { MAILS_ON_PAGE, MailPages } from './MailPages.tsx';
import { type MailPlan, type MailRequest, useMailPlan } from './useMailPlan.ts';
import '../../ui/PlainTable.css';

const LOOKS = ['one', 'all'] as const;

/** What a plan would send, mail by mail or as a list of who gets one; and whom no mail reaches. */
export function MailPreview({
  plan,
  request,
  at,
  onAt,
  unmasked,
  onUnmasked,
}: {
  plan: MailPlan;
  request: MailRequest;
  at: number;
  onAt: (at: number) => void;
  unmasked: boolean;
  onUnmasked: (unmasked: boolean) => void;
}) {
  const { t } = useTranslation(['mail', 'chase', 'general']);
  const [look, setLook] = useState<(typeof LOOKS)[number]>('one');
  const { total, students, already, unreached, unknown } = plan;
  const [mail] = plan.items;
  return (
    <>
      <p className="mail-counts" role="status">
        <strong>
          {total === 0
            ? t('mail:nobody')
            : t('mail:willSend', {
                count: total,
                formatted: formatCount(total),
                students: formatCount(students),
              })}
        </strong>
        {already > 0 && (
          <span className="soft">
            {t('mail:already', { count: already, formatted: formatCount(already) })}
          </span>
        )}
      </p>
      {unreached.total > 0 && (
        <details className="mail-unreached">
          <summary>
            {t('mail:unreached', { count: unreached.total, formatted: formatCount(unreached.total) })}
          </summary>
          <a href={hashOf('contacts')}>{t('mail:toContacts')}</a>
          {unreached.items.length < unreached.total && (
            <p className="soft">
              {t('mail:unreachedMore', { formatted: formatCount(unreached.items.length) })}
            </p>
          )}
          <ul>
            {unreached.items.map(({ name, studentNo, className, why }) => (
              <li key={studentNo}>
                {name} <span className="numbers soft">{studentNo}</span> {className}
                <span className="soft"> {t(`mail:why.${why}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {unknown.length > 0 && (
        <p className="message-warning" role="alert">
          {t('chase:message.unknown', { fields: unknown.map((field) => `{${field}}`).join(' ') })}
        </p>
      )}
      {total > 0 && (
        <div className="message-line">
          <Segmented
            size="small"
            aria-label={t('mail:look')}
            value={look}
            options={LOOKS.map((value) => ({ value, label: t(`mail:looks.${value}`) }))}
            onChange={setLook}
          />
          <span className="message-mask">
            <Switch size="small" checked={unmasked} onChange={onUnmasked} aria-label={t('mail:unmasked')} />
            {t('mail:unmasked')}
          </span>
          {look === 'one' && (
            <span className="message-steps">
              <Button size="small" disabled={at === 0} onClick={() => onAt(at - 1)}>
                {t('chase:message.before')}
              </Button>
              <span className="numbers soft">
                {t('chase:message.place', { at: formatCount(at + 1), total: formatCount(total) })}
              </span>
              <Button size="small" disabled={at + 1 >= total} onClick={() => onAt(at + 1)}>
                {t('chase:message.next')}
              </Button>
            </span>
          )}
        </div>
      )}
      {look === 'all' && total > 0 && <AllRecipients request={request} />}
      {look === 'one' && mail && (
        <>
          <MailContent mail={mail} />
          {mail.empty.length > 0 && (
            <p className="message-warning">
              {t('chase:message.empty', { fields: mail.empty.join(t('general:listJoin')) })}
            </p>
          )}
        </>
      )}
    </>
  );
}

function AllRecipients({ request }: { request: MailRequest }) {
  const { t } = useTranslation('mail');
  const [page, setPage] = useState(0);
  const { data } = useMailPlan(request, { offset: page * MAILS_ON_PAGE, limit: MAILS_ON_PAGE });
  if (!data) return null;
  return (
    <div className="mail-recipients">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('recipient')}</th>
            <th>{t('address')}</th>
            <th>{t('subject')}</th>
            <th>{t('students')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ recipient, address, subject, students }) => (
            <tr key={`${recipient}/${address}/${subject}`}>
              <th scope="row">{recipient}</th>
              <td>{address}</td>
              <td>{subject}</td>
              <td className="numbers">{formatCount(students)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <MailPages page={page} total={data.total} onPage={setPage} />
    </div>
  );
}
