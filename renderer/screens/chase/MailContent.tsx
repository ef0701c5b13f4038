import { useTranslation } from 'react-i18next';
import type { MailText } from '../../../shared/contract/mail.ts';
import { wordsOf } from '../../text/useWords.ts';
import '../../ui/PlainTable.css';

/** One mail as its recipient gets it, with the sheet that goes with it; both are in Chinese whatever the window speaks. */
export function MailContent({ mail }: { mail: MailText }) {
  const { t } = useTranslation('mail');
  const { sheet } = wordsOf('zh').mail;
  return (
    <article className="mail-content" lang="zh-CN">
      <dl className="mail-head">
        <dt>{t('recipient')}</dt>
        <dd>
          {mail.recipient} <span className="soft">{mail.address}</span>
        </dd>
        <dt>{t('subject')}</dt>
        <dd>
          <strong>{mail.subject}</strong>
        </dd>
      </dl>
      <pre className="message-text">{mail.body}</pre>
      {mail.list.length > 0 && (
        <details>
          <summary>{t('sheetOf', { name: sheet.name, count: mail.list.length })}</summary>
          <div className="mail-sheet">
            <table className="plain-table">
              <thead>
                <tr>
                  {sheet.headings.map((heading) => (
                    <th key={heading}>{heading}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {mail.list.map((row, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: masked rows may be equal, and never move
                  <tr key={index}>
                    <td>{row.className}</td>
                    <td>{row.name}</td>
                    <td className="numbers">{row.studentNo}</td>
                    <td>{row.reason}</td>
                    <td>{row.step}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </article>
  );
}
