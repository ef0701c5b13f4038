import { CopyOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Whoever has cases that are overdue or nearly so, with a message to be pasted for each. */
export function CaseReminders({ input }: { input: { colleges: string[]; assignee: string | null } }) {
  const { t } = useTranslation('cases');
  const { language } = useWords();
  const host = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<{ to: string; worked: boolean } | null>(null);
  const found = useQuery(orpc.caseDay.reminders.queryOptions({ input: { ...input, language } }));
  if (found.isError) return <ErrorNotice error={found.error} />;
  const reminders = found.data?.reminders ?? [];
  if (reminders.length === 0) return null;
  return (
    <section ref={host} className="case-part case-reminders" aria-label={t('remind.title')}>
      <h2>{t('remind.title')}</h2>
      <p className="soft">{t('remind.help')}</p>
      <ul>
        {reminders.map(({ to, total, overdue, message }) => (
          <li key={to}>
            <span className="case-reminder-to">{to}</span>
            <span className="soft">
              {overdue > 0 ? t('remind.late', { count: total, overdue }) : t('remind.soon', { count: total })}
            </span>
            <Button
              size="small"
              icon={<CopyOutlined />}
              aria-label={t(copied?.to === to && copied.worked ? 'remind.copiedFor' : 'remind.copyFor', {
                to,
              })}
              onClick={() => setCopied({ to, worked: copyText(message, host.current!) })}
            >
              {t(copied?.to === to && copied.worked ? 'remind.copied' : 'remind.copy')}
            </Button>
          </li>
        ))}
      </ul>
      {copied !== null && !copied.worked && <p role="alert">{t('remind.failed')}</p>}
    </section>
  );
}
