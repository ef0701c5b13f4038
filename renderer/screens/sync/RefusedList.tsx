import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusedWork } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { Trace } from './Trace.tsx';
import { typedLines } from './typedLines.ts';

/** What the hub did not take: why, and what was typed, to be copied out. */
export function RefusedList() {
  const { t } = useTranslation('sync');
  const { data, error } = useQuery(orpc.sync.refused.queryOptions({ input: { offset: 0, limit: 100 } }));
  const note = useMutation(orpc.sync.noteSeen.mutationOptions());
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  if (data.total === 0) return <EmptyState title={t('refused.empty')}>{t('refused.emptyText')}</EmptyState>;
  const fresh = data.items.filter(({ seen }) => !seen).map(({ mid }) => mid);
  return (
    <div className="sync-table">
      {note.isError && <ErrorNotice error={note.error} />}
      {fresh.length > 1 && (
        <Button onClick={() => note.mutate({ mids: fresh })}>{t('refused.seenAll')}</Button>
      )}
      <ul className="sync-refused" aria-label={t('page.refused')}>
        {data.items.map((item) => (
          <Refused key={item.mid} item={item} onSeen={() => note.mutate({ mids: [item.mid] })} />
        ))}
      </ul>
    </div>
  );
}

function Refused({ item, onSeen }: { item: RefusedWork; onSeen: () => void }) {
  const { t } = useTranslation('sync');
  const words = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const lines = typedLines(item.fields, words);
  return (
    <li className={item.seen ? 'sync-seen' : undefined}>
      <p>
        <strong>{[words.work.did(item.name), item.student?.name].filter(Boolean).join(' · ')}</strong>{' '}
        <span className="soft numbers">
          {[item.actor, item.at === null ? '' : formatTime(item.at, Date.now())].filter(Boolean).join(' · ')}
        </span>{' '}
        <Trace trace={item.trace} />
      </p>
      <p>{t(`refused.reason.${item.why}`)}</p>
      {lines.length > 0 && (
        <section aria-label={t('refused.typed')} className="sync-typed">
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </section>
      )}
      <div className="sync-buttons">
        {lines.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              copyText(lines.join('\n'), document.body);
              setIsCopied(true);
            }}
          >
            {t(isCopied ? 'refused.copied' : 'refused.copy')}
          </Button>
        )}
        {!item.seen && (
          <Button size="small" onClick={onSeen}>
            {t('refused.seen')}
          </Button>
        )}
      </div>
    </li>
  );
}
