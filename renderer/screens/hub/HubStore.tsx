import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HubState } from '../../../shared/contract/hub.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** The hub answers and takes nothing: what it is, that nothing is lost, and what is to be done in order. */
export function HubStore({ store: { fault, at } }: { store: NonNullable<HubState['store']> }) {
  const { t } = useTranslation('hub');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`store.${fault}.title`, { time: formatTime(at, Date.now()) })}
      description={
        <>
          <p>{t('store.safe')}</p>
          <ol className="sync-steps">
            <li>{t(`store.${fault}.first`)}</li>
            <li>{t(`store.${fault}.next`)}</li>
          </ol>
        </>
      }
    />
  );
}
