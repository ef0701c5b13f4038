import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';

/** The hub takes this desk no more: what happened, what is safe, and the one thing to do about it. */
export function StoppedDesk({ status, why }: { status: SyncStatus; why: NonNullable<SyncStatus['why']> }) {
  const { t } = useTranslation('sync');
  const may = useMay();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`stopped.${why}.title`)}
      description={
        <>
          <p>{t(`stopped.${why}.text`)}</p>
          {why !== 'token' && (
            <>
              <p>
                {status.waiting === 0
                  ? t('stopped.allSent')
                  : t('stopped.safe', { count: status.waiting, formatted: formatCount(status.waiting) })}{' '}
                {why === 'device-cloned' && t('stopped.gone')}
              </p>
              {may('sync.rejoin') ? <Rejoin name={status.hub?.name ?? ''} /> : <p>{t('stopped.ask')}</p>}
            </>
          )}
        </>
      }
    />
  );
}

/** By a new code of the same hub, whose key is known: there is nothing to compare here. */
function Rejoin({ name: before }: { name: string }) {
  const { t } = useTranslation('sync');
  const [code, setCode] = useState('');
  const [name, setName] = useState(before);
  const rejoin = useMutation(orpc.sync.rejoin.mutationOptions());
  const isReady = code.trim() !== '' && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) rejoin.mutate({ code: code.trim(), name: name.trim() });
  };
  return (
    <form className="sync-rejoin" aria-label={t('stopped.again')} onSubmit={submit}>
      <ol className="sync-steps">
        <li>{t('stopped.code')}</li>
        <li>{t('stopped.fill')}</li>
        <li>{t('stopped.next')}</li>
      </ol>
      <div className="sync-rejoin-fields">
        <label htmlFor="rejoin-code">
          <span>{t('join.code')}</span>
          <Input id="rejoin-code" value={code} onChange={(event) => setCode(event.target.value)} />
        </label>
        <label htmlFor="rejoin-name">
          <span>{t('join.name')}</span>
          <Input
            id="rejoin-name"
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={rejoin.isPending}>
          {t('stopped.again')}
        </Button>
      </div>
      {rejoin.isError && <ErrorNotice error={rejoin.error} />}
    </form>
  );
}
