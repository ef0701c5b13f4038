import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** Too long without its hub, or soon: what is locked, what is safe, what to do, and whom to ask. */
export function LeaseNotice({
  lease,
  waiting,
}: {
  lease: NonNullable<SyncStatus['lease']>;
  waiting: number;
}) {
  const { t } = useTranslation('sync');
  const may = useMay();
  const { days, endsAt, isEnded } = lease;
  return (
    <Alert
      type={isEnded ? 'error' : 'warning'}
      showIcon
      role="alert"
      title={
        isEnded
          ? t('lease.ended', { count: days })
          : t('lease.ending', { time: formatTime(endsAt, Date.now()) })
      }
      description={
        <>
          <p>
            {t(isEnded ? 'lease.locked' : 'lease.soon')}{' '}
            {waiting > 0 && t('lease.safe', { count: waiting, formatted: formatCount(waiting) })}
          </p>
          <ol className="sync-steps">
            <li>{t('lease.network')}</li>
            <li>{t('lease.ask')}</li>
          </ol>
          {isEnded && may('sync.unlock') && <Unlock />}
        </>
      }
    />
  );
}

/** Where there is no hub any more: what opens this store elsewhere opens it here. */
function Unlock() {
  const { t } = useTranslation('sync');
  const [key, setKey] = useState('');
  const unlock = useMutation(orpc.sync.unlock.mutationOptions());
  const isReady = key.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) unlock.mutate({ recoveryKey: key.trim() });
  };
  return (
    <form className="sync-rejoin" aria-label={t('lease.unlock')} onSubmit={submit}>
      <p>{t('lease.noHub')}</p>
      <div className="sync-rejoin-fields">
        <label htmlFor="lease-key" className="sync-wide">
          <span>{t('lease.key')}</span>
          <Input
            id="lease-key"
            className="numbers"
            autoComplete="off"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        <Button htmlType="submit" disabled={!isReady} loading={unlock.isPending}>
          {t('lease.unlock')}
        </Button>
      </div>
      {unlock.isError && <ErrorNotice error={unlock.error} />}
    </form>
  );
}
