import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { clockText } from '../../ui/useWait.ts';

/** A code for one more computer: large enough to be read aloud across a room, with the time that is left. */
export function NewCode() {
  const { t } = useTranslation('hub');
  const make = useMutation(orpc.hub.newCode.mutationOptions());
  const [now, setNow] = useState(() => Date.now());
  const [isCopied, setIsCopied] = useState(false);
  const endsAt = make.data?.endsAt ?? null;
  useEffect(() => {
    if (endsAt === null) return;
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, [endsAt]);
  const left = endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - now) / 1000));
  return (
    <section className="sync-card hub-code" aria-label={t('code.title')}>
      <h2>{t('code.title')}</h2>
      <p className="soft">{t('code.text')}</p>
      {make.data && left > 0 && (
        <>
          <p className="hub-code-digits numbers" role="status">
            {make.data.code}
          </p>
          <p>
            <span className="numbers">{t('code.left', { left: clockText(left) })}</span>
          </p>
        </>
      )}
      {make.data && left === 0 && <p role="status">{t('code.over')}</p>}
      {make.isError && <ErrorNotice error={make.error} />}
      <div className="sync-buttons">
        <Button
          type={make.data ? 'default' : 'primary'}
          loading={make.isPending}
          onClick={() => {
            setIsCopied(false);
            make.mutate(undefined);
          }}
        >
          {t(make.data ? 'code.another' : 'code.make')}
        </Button>
        {make.data && left > 0 && (
          <Button onClick={() => setIsCopied(copyText(make.data.code, document.body))}>
            {t(isCopied ? 'code.copied' : 'code.copy')}
          </Button>
        )}
      </div>
    </section>
  );
}
