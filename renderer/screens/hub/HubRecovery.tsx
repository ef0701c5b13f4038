import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubState } from '../../../shared/contract/hub.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { saveDownload } from '../../ui/saveDownload.ts';

type Opens = NonNullable<HubState['content']>['opensBy'];

/** By what the hub's data and backups open when this computer is no more, and the sheet for the safe. */
export function HubRecovery({ opensBy: { passphrase, recovery } }: { opensBy: Opens }) {
  const { t } = useTranslation('hub');
  const { language } = useWords();
  const queryClient = useQueryClient();
  const print = useMutation(
    orpc.hub.makeRecoverySheet.mutationOptions({
      onSuccess: async ({ download }) => {
        saveDownload(download);
        await queryClient.invalidateQueries({ queryKey: orpc.hub.key() });
      },
    }),
  );
  const isLost = recovery === null && !passphrase;
  return (
    <section className="sync-card hub-recovery" aria-label={t('recovery.title')}>
      <h2>{t('recovery.title')}</h2>
      {isLost && (
        <Alert type="warning" showIcon title={t('recovery.none')} description={t('recovery.noneText')} />
      )}
      {passphrase && <p>{t('recovery.passphrase')}</p>}
      {recovery !== null && <p>{t('recovery.made', { time: formatTime(recovery, Date.now()) })}</p>}
      <div className="sync-buttons">
        <Button
          type={isLost ? 'primary' : 'default'}
          loading={print.isPending}
          onClick={() => print.mutate({ language })}
        >
          {t('recovery.print')}
        </Button>
        <span className="soft">{t(recovery === null ? 'recovery.safe' : 'recovery.again')}</span>
      </div>
      {print.isError && <ErrorNotice error={print.error} />}
    </section>
  );
}
