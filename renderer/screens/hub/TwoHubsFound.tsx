import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useJoined } from '../../text/useJoined.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TwoHubs } from '../sync/TwoHubs.tsx';

/** Another copy of this hub lives. That this one stays can’t be taken back: what it does is said before it is done. */
export function TwoHubsFound({ devices }: { devices: readonly string[] }) {
  const { t } = useTranslation('hub');
  const joined = useJoined();
  const show = useUndo((undo) => undo.show);
  const [isOpen, setIsOpen] = useState(false);
  const keep = useMutation(orpc.hub.keepOnly.mutationOptions({ onSuccess: () => show(t('two.kept')) }));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('two.title', { devices: joined(devices) })}
      description={
        <>
          <TwoHubs />
          {isOpen ? (
            <section aria-label={t('two.before')}>
              <strong>{t('two.before')}</strong>
              <ul className="sync-steps">
                <li>{t('two.stopped')}</li>
                <li>{t('two.again')}</li>
                <li>{t('two.lost')}</li>
                <li>{t('two.back')}</li>
              </ul>
              {keep.isError && <ErrorNotice error={keep.error} />}
              <div className="sync-buttons">
                <Button danger loading={keep.isPending} onClick={() => keep.mutate(undefined)}>
                  {t('two.do')}
                </Button>
                <Button onClick={() => setIsOpen(false)}>{t('setUp.cancel')}</Button>
              </div>
            </section>
          ) : (
            <Button onClick={() => setIsOpen(true)}>{t('two.keep')}</Button>
          )}
        </>
      }
    />
  );
}
