import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadMessage } from '../../../shared/contract/mailReturns.ts';
import { REPORT_OUTCOMES, type ReportOutcome } from '../../../shared/domain/mailReturn.ts';
import { core, orpc } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import '../../ui/PlainTable.css';

interface Read {
  plan: string;
  total: number;
  counts: Partial<Record<ReportOutcome, number>>;
  items: ReadMessage[];
}

/** Messages that tell of mails that came back: read, looked at, and recorded as they are seen here. */
export function ReturnedMails() {
  const { t } = useTranslation('mail');
  const words = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const task = useTask<Read>();
  const [read, setRead] = useState<Read | null>(null);
  const [error, setError] = useState<unknown>(null);
  const take = async (files: readonly File[]) => {
    setError(null);
    const found = await task.start(t('returns.reading'), async (signal) => {
      const names: string[] = [];
      for (const file of files) names.push(await uploadFile(file, { signal }));
      return core.mail.readReturns({ files: names }, { signal });
    });
    if (found !== null) setRead(found);
  };
  const record = async ({ plan }: Read) => {
    try {
      const { batch, mails, addresses } = await core.mail.recordReturns({ plan });
      setRead(null);
      task.reset();
      await queryClient.invalidateQueries({ queryKey: orpc.mail.key() });
      showUndo(
        t('returns.recorded', {
          count: mails,
          formatted: formatCount(mails),
          addresses: formatCount(addresses),
        }),
        () => undoBatch(batch),
      );
    } catch (failure) {
      setError(failure);
    }
  };
  const returned = read?.counts.returned ?? 0;
  return (
    <div className="mail-returns">
      <p className="soft message-help">{t('returns.help')}</p>
      <Upload.Dragger
        multiple
        accept=".eml,.mbox,.mbx,.zip,.txt"
        showUploadList={false}
        disabled={task.state.kind === 'running'}
        beforeUpload={(file, all) => {
          // Called once for each of them.
          if (file === all.at(-1)) void take(all);
          return false;
        }}
      >
        <InboxOutlined aria-hidden /> {t('returns.choose')}
      </Upload.Dragger>
      <RunningTask state={task.state} onCancel={task.cancel} />
      {error !== null && <ErrorNotice error={error} />}
      {read !== null && (
        <>
          <div className="message-line">
            <p className="mail-counts" role="status">
              {REPORT_OUTCOMES.filter((one) => (read.counts[one] ?? 0) > 0).map((one) => (
                <span key={one}>
                  {words.mail.report(one)} <strong>{formatCount(read.counts[one] ?? 0)}</strong>
                </span>
              ))}
            </p>
            <span className="mail-acts">
              <Button type="primary" disabled={returned === 0} onClick={() => void record(read)}>
                {t('returns.record', { count: returned, formatted: formatCount(returned) })}
              </Button>
            </span>
          </div>
          <MessageTable items={read.items} />
          {read.total > read.items.length && (
            <p className="soft">{t('returns.more', { formatted: formatCount(read.items.length) })}</p>
          )}
        </>
      )}
    </div>
  );
}

/** Each message, what it says of which mail, and what to do about it. */
function MessageTable({ items }: { items: readonly ReadMessage[] }) {
  const { t } = useTranslation('mail');
  const words = useWords();
  return (
    <div className="mail-recipients">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('returns.outcome')}</th>
            <th>{t('recipient')}</th>
            <th>{t('reason')}</th>
            <th>{t('returns.said')}</th>
            <th>{t('returns.file')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ file, place, outcome, cause, by, mail, address, reply }, index) => {
            const problem = cause === null ? null : words.mail.problem(`returned-${cause}`);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one message may be about several mails; the list stays as it is
              <tr key={index}>
                <td className={`mail-state ${outcome === 'returned' ? 'bounced' : outcome}`}>
                  {words.mail.report(outcome)}
                </td>
                <th scope="row" title={by === null ? '' : t(`returns.by.${by}`)}>
                  {mail || address ? (
                    <>
                      {mail?.recipient} <span className="soft">{address}</span>
                    </>
                  ) : (
                    t('returns.nobody')
                  )}
                </th>
                <td title={problem?.hint ?? ''}>
                  {outcome === 'several' ? t('returns.several') : (problem?.message ?? '')}
                </td>
                <td className="mail-said" title={reply}>
                  {reply}
                </td>
                <td className="mail-said" title={file}>
                  {place === 0 ? file : t('returns.place', { file, place })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
