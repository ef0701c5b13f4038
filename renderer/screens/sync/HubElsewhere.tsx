import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** The hub is not reached: it may have another key by now, or another address. Asked for at once only where another key answered. */
export function HubElsewhere({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const { trouble, hub } = status;
  const [isAsked, setIsAsked] = useState(false);
  if (trouble?.code !== 'HUB_UNREACHABLE' || hub === null) return null;
  const hasOtherKey = trouble.params.case === 'other-hub';
  if (!hasOtherKey && !isAsked)
    return (
      <p>
        <Button size="small" onClick={() => setIsAsked(true)}>
          {t('elsewhere.open')}
        </Button>
      </p>
    );
  return (
    <Alert
      type="warning"
      showIcon
      title={t(hasOtherKey ? 'elsewhere.key' : 'elsewhere.moved')}
      description={<Compare address={hub.address} hasOtherKey={hasOtherKey} />}
    />
  );
}

/** Digits that were read at the hub are typed here: compared by the program, nothing is left to a glance. */
function Compare({ address: before, hasOtherKey }: { address: string; hasOtherKey: boolean }) {
  const { t } = useTranslation('sync');
  const [address, setAddress] = useState(before);
  const [digits, setDigits] = useState('');
  const trust = useMutation(orpc.sync.trust.mutationOptions());
  const isReady = digits.trim() !== '' && address.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) trust.mutate({ address: address.trim(), fingerprint: digits.trim() });
  };
  return (
    <form className="sync-rejoin" aria-label={t('elsewhere.take')} onSubmit={submit}>
      <ol className="sync-steps">
        <li>{t(hasOtherKey ? 'elsewhere.askKey' : 'elsewhere.askPlace')}</li>
        <li>{t('elsewhere.fill')}</li>
      </ol>
      <div className="sync-rejoin-fields">
        <label htmlFor="hub-elsewhere-address">
          <span>{t('join.address')}</span>
          <Input
            id="hub-elsewhere-address"
            autoComplete="off"
            maxLength={300}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <label htmlFor="hub-elsewhere-digits">
          <span>{t('elsewhere.digits')}</span>
          <Input
            id="hub-elsewhere-digits"
            className="numbers"
            autoComplete="off"
            maxLength={40}
            value={digits}
            onChange={(event) => setDigits(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={trust.isPending}>
          {t('elsewhere.take')}
        </Button>
      </div>
      {trust.isError && <ErrorNotice error={trust.error} />}
    </form>
  );
}
