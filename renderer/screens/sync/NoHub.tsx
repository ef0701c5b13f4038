import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Offered } from '../../ui/Offered.tsx';

/** What sync is for, and the two ways into it. */
export function NoHub() {
  const { t } = useTranslation('sync');
  return (
    <EmptyState
      title={t('none.title')}
      actions={
        <Offered call="sync.join">
          <Button type="primary" onClick={() => navigate('sync', { join: '1' })}>
            {t('none.join')}
          </Button>
          <Button onClick={() => navigate('sync', { host: '1' })}>{t('none.host')}</Button>
        </Offered>
      }
    >
      <p>{t('none.text')}</p>
    </EmptyState>
  );
}
