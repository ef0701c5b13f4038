import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { hashOf, navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Offered } from '../../ui/Offered.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CaseAnswers } from './CaseAnswers.tsx';
import { CaseHistory } from './CaseHistory.tsx';
import { CaseSteps } from './CaseSteps.tsx';
import { MaterialList } from './MaterialList.tsx';
import { CasePapers } from './papers/CasePapers.tsx';

/** One case whole: what it is about, what is asked for, what may be done, what was done. */
export function CasePage({ id }: { id: string }) {
  const { t } = useTranslation(['cases', 'general']);
  const words = useWords();
  const [unmasked, setUnmasked] = useState(false);
  const found = useQuery(orpc.cases.get.queryOptions({ input: { case: id, unmasked } }));
  const back = (
    <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('cases')}>
      {t('cases:back')}
    </Button>
  );
  if (found.isError) {
    return (
      <>
        <PageHeader title={t('general:area.cases')} actions={back} />
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
      </>
    );
  }
  if (!found.data) return <PageHeader title={t('general:area.cases')} actions={back} />;
  const whole = found.data;
  const { item } = whole;
  const { name, studentNo, collegeName, className } = item.student;
  return (
    <>
      <PageHeader
        title={item.type[words.language]}
        note={item.number}
        actions={
          <>
            <Offered call="reports.create">
              <Button
                icon={<PrinterOutlined />}
                onClick={() => navigate('reports', { kind: 'case-form', case: item.id })}
              >
                {t('cases:printForm')}
              </Button>
            </Offered>
            {back}
          </>
        }
      />
      <div className="case-page">
        <p className="case-head">
          <a href={hashOf('students', { student: item.student.id })}>{name}</a>
          <span className="soft">{[studentNo, collegeName, className].filter(Boolean).join(' · ')}</span>
          <span className={`case-state ${item.age === 'overdue' ? 'case-state-late' : ''}`}>
            {item.state[words.language]}
          </span>
          {item.queue !== 'closed' && (
            <span>{t('cases:turnOf', { who: words.cases.level(item.queue) })}</span>
          )}
          {item.due !== null && (
            <span className={item.age === 'overdue' ? 'case-late' : 'soft'}>
              {t('cases:dueOn', { day: item.due })}
            </span>
          )}
        </p>
        <p className="soft case-about">{words.cases.said(whole.type.about)}</p>
        <div className="case-columns">
          <div className="case-column">
            <CaseAnswers
              key={item.version}
              whole={whole}
              isUnmasked={unmasked}
              onUnmask={() => setUnmasked(true)}
            />
            <MaterialList whole={whole} />
          </div>
          <div className="case-column">
            <CaseSteps key={item.version} whole={whole} />
            <CasePapers whole={whole} />
            <CaseHistory whole={whole} />
          </div>
        </div>
        <p className="soft case-source">
          {t('cases:source', { source: words.cases.said(whole.type.source) })}
        </p>
      </div>
    </>
  );
}
