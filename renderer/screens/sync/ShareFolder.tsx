import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShareState } from '../../../shared/contract/bundles.ts';
import { useJoined } from '../../text/useJoined.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** A folder through which hub and desks exchange bundles by themselves: which one, and what came of it last. */
export function ShareFolder({
  share: { folder, last },
  help,
  maySet,
  error,
  onSet,
}: {
  share: ShareState;
  help: string;
  maySet: boolean;
  /** Why it was not set. */
  error: unknown;
  onSet: (folder: string | null) => void;
}) {
  const { t } = useTranslation('sync');
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? folder ?? '';
  const isNew = shown.trim() !== '' && shown.trim() !== folder;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isNew) return;
    onSet(shown.trim());
    setTyped(null);
  };
  return (
    <section aria-label={t('share.title')}>
      <h2>{t('share.title')}</h2>
      <p className="soft">{help}</p>
      {maySet && (
        <form className="sync-share" aria-label={t('share.title')} onSubmit={submit}>
          <label htmlFor={`${id}-folder`} className="soft">
            {t('share.folder')}
          </label>
          <Input
            id={`${id}-folder`}
            value={shown}
            maxLength={1_000}
            placeholder={t('share.example')}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button htmlType="submit" disabled={!isNew}>
            {t(folder === null ? 'share.begin' : 'share.change')}
          </Button>
          {folder !== null && (
            <Button
              onClick={() => {
                setTyped(null);
                onSet(null);
              }}
            >
              {t('share.end')}
            </Button>
          )}
        </form>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div role="status">
        {folder === null ? (
          <p className="soft">{t('share.off')}</p>
        ) : (
          <>
            <p className="sync-hub">{t('share.on', { folder })}</p>
            {last === null ? <p className="soft">{t('share.notYet')}</p> : <LastTurn last={last} />}
          </>
        )}
      </div>
    </section>
  );
}

function LastTurn({ last }: { last: NonNullable<ShareState['last']> }) {
  const joined = useJoined();
  const { t } = useTranslation('sync');
  const words = useWords();
  const time = formatTime(last.at, Date.now());
  if (last.trouble) {
    const { message, hint } = words.sayError(last.trouble);
    return (
      <>
        <p className="sync-care">{t('share.failed', { time, message })}</p>
        <p className="soft">{hint}</p>
      </>
    );
  }
  return (
    <>
      <p>
        {last.taken + last.written === 0
          ? t('share.nothing', { time })
          : t('share.last', { time, taken: formatCount(last.taken), written: formatCount(last.written) })}
      </p>
      {last.refused.map(({ names, problem }) => {
        const { message, hint } = words.sayError(problem);
        return (
          <p key={names.join(' ')} className="sync-care">
            {t('share.refused', { names: joined(names), message })}
            <span className="soft">{hint}</span>
          </p>
        );
      })}
    </>
  );
}
