import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Offered } from '../../ui/Offered.tsx';

/** What sync is for, and the two ways into it. */
export function NoHub() {
  const { t } = useTranslation('sync');
  const [hosting, setHosting] = useState(false);
  return (
    <EmptyState
      title={t('none.title')}
      actions={
        <Offered call="sync.join">
          <Button type="primary" onClick={() => navigate('sync', { join: '1' })}>
            {t('none.join')}
          </Button>
          <Button aria-expanded={hosting} onClick={() => setHosting(!hosting)}>
            {t('none.host')}
          </Button>
        </Offered>
      }
    >
      <p>{t('none.text')}</p>
      {hosting && (
        <section className="sync-host" aria-label={t('none.hostTitle')}>
          <p>{t('none.hostText')}</p>
          <dl>
            <dt>
              <code>xueji hub serve</code>
            </dt>
            <dd>{t('none.hostServe')}</dd>
            <dt>
              <code>xueji hub enrol</code>
            </dt>
            <dd>{t('none.hostCode')}</dd>
          </dl>
          <p>{t('none.hostHelp')}</p>
        </section>
      )}
    </EmptyState>
  );
}
