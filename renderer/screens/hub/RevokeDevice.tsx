import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubDevice } from '../../../shared/contract/hub.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What it does and what it does not, said before it is done: there is no way back. */
export function RevokeDevice({ device, onDone }: { device: HubDevice; onDone: () => void }) {
  const { t } = useTranslation('hub');
  const revoke = useMutation(orpc.hub.revoke.mutationOptions({ onSuccess: onDone }));
  const label = t('revoke.title', { name: device.name });
  return (
    <section className="hub-form" aria-label={label}>
      <strong>{label}</strong>
      <ul className="sync-steps">
        <li>{t('revoke.does')}</li>
        <li>{t('revoke.not')}</li>
        <li>{t('revoke.back')}</li>
      </ul>
      {revoke.isError && <ErrorNotice error={revoke.error} />}
      <div className="sync-buttons">
        <Button danger loading={revoke.isPending} onClick={() => revoke.mutate({ device: device.id })}>
          {t('revoke.do')}
        </Button>
        <Button onClick={onDone}>{t('setUp.cancel')}</Button>
      </div>
    </section>
  );
}
