import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/core.ts';
import { navigate, useRoute } from '../../../state/route.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { LetterPanel } from './LetterPanel.tsx';
import { ProfilePanel } from './ProfilePanel.tsx';
import { ReviewerPanel } from './ReviewerPanel.tsx';
import { TypePanel } from './TypePanel.tsx';
import './CaseRules.css';

const PARTS = ['reviewers', 'profiles', 'types', 'letters'] as const;
type Part = (typeof PARTS)[number];

/** By what cases go: who decides, what the province's rules say, and what each kind of case asks for. */
export function CaseRulesPage() {
  const { t } = useTranslation('caseRules');
  const { params } = useRoute();
  const part: Part = PARTS.find((one) => one === params.get('rules')) ?? 'reviewers';
  const rules = useQuery(orpc.caseRules.list.queryOptions());
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('cases')}>
            {t('back')}
          </Button>
        }
      />
      <div className="case-rules">
        <div className="case-rules-head">
          <Segmented
            aria-label={t('title')}
            value={part}
            options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
            onChange={(rules) => navigate('cases', { rules }, { replace: true })}
          />
          <span className="soft">{t(part === 'letters' ? 'letter.kept' : 'kept')}</span>
        </div>
        {rules.isError && <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />}
        {part === 'reviewers' && <ReviewerPanel />}
        {rules.data && part === 'profiles' && (
          <ProfilePanel profiles={rules.data.profiles} chosen={rules.data.profile} />
        )}
        {rules.data && part === 'types' && <TypePanel types={rules.data.types} />}
        {part === 'letters' && <LetterPanel />}
      </div>
    </>
  );
}
