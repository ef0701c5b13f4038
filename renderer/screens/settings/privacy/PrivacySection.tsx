import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/core.ts';
import { navigate } from '../../../state/route.ts';
import { may, useMe } from '../../../state/useMe.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { DueCohorts } from './DueCohorts.tsx';
import { ProofList } from './ProofList.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import './Privacy.css';

/** How long the office keeps what, who is due, and what was erased. Only administrators see it. */
export function PrivacySection() {
  const { t } = useTranslation('privacy');
  const mayErase = may(useMe(), ['admin']);
  const due = useQuery({ ...orpc.privacy.due.queryOptions(), enabled: mayErase });
  if (!mayErase) return <p className="soft">{t('section.adminOnly')}</p>;
  if (due.isError) return <ErrorNotice error={due.error} />;
  if (!due.data) return null;
  const { years } = due.data;
  return (
    <div className="privacy">
      <p className="soft">{t('section.help')}</p>
      <RetentionForm key={String(years)} years={years} />
      {years !== null && <DueCohorts due={due.data} />}
      <div className="settings-line">
        <Button onClick={() => navigate('settings', { page: 'erase' })}>{t('section.open')}</Button>
      </div>
      <ProofList />
    </div>
  );
}
