import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundStudent } from '../../../shared/contract/counter.ts';
import { core, orpc } from '../../rpc/core.ts';
import { hostKind } from '../../rpc/hostKind.ts';
import { usePreferences } from '../../state/preferences.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CardField } from './CardField.tsx';
import { CurrentVisit } from './CurrentVisit.tsx';
import { useCounterWatch } from './useCounterWatch.ts';
import { VisitList } from './VisitList.tsx';
import './Counter.css';
import { useMay } from '../../state/useMay.ts';

const IDLE_CHOICES = [30, 60, 90, 180, 300];

function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}

/** The clerk's side of the counter: who is next, what they press, who was there today. */
export function CounterScreen() {
  const { t } = useTranslation(['counter', 'general']);
  const { params } = useRoute();
  const campaign = useCampaign(usePreferences((preferences) => preferences.campaign));
  const state = useCounterWatch();
  const may = useMay();
  const [notice, setNotice] = useState<'popup' | 'separate' | 'copied' | null>(null);
  const [chosen, setChosen] = useState<readonly FoundStudent[] | null>(null);
  const [since] = useState(startOfToday);
  const wanted = params.get('student');
  const fromLink = useQuery({
    ...orpc.students.get.queryOptions({ input: { id: wanted ?? '', campaign: null } }),
    enabled: wanted !== null && may('students.get'),
  });
  const visits = useQuery(orpc.counter.visits.queryOptions({ input: { since, limit: 100 } }));
  const show = useMutation(
    orpc.counter.show.mutationOptions({
      onSuccess: () => {
        setChosen(null);
        if (wanted !== null) navigate('counter', {}, { replace: true });
      },
    }),
  );
  const open = useMutation({
    mutationFn: async (how: 'window' | 'address') => {
      const { token } = await core.counter.open();
      const address = `${location.origin}/counter?${new URLSearchParams({ token })}`;
      if (how === 'address') {
        copyText(address, document.body);
        return setNotice('copied');
      }
      // Without an opener the student's page can reach nothing of this one. Whether it opened is then not told.
      window.open(address, '_blank', 'noopener');
      setNotice(hostKind === 'web' ? 'separate' : null);
    },
  });
  const shut = useMutation(orpc.counter.shut.mutationOptions());
  const setIdle = useMutation(orpc.counter.setIdle.mutationOptions());
  const linked: FoundStudent | null =
    wanted !== null && fromLink.data
      ? {
          id: fromLink.data.id,
          name: fromLink.data.values.name,
          studentNo: fromLink.data.values.studentNo,
          className: fromLink.data.values.className,
        }
      : null;
  const candidates = chosen ?? (linked ? [linked] : []);
  const ask = (student: FoundStudent) => show.mutate({ student: student.id, campaign: campaign?.id ?? null });
  const problem = [show, open, shut, setIdle].find(({ isError }) => isError)?.error;

  return (
    <>
      <PageHeader
        title={t('general:area.counter')}
        note={campaign ? t('counter:note', { name: campaign.name }) : t('counter:noCampaign')}
        actions={
          <>
            <span className={`counter-window-state counter-window-${state?.window ?? 'none'}`} role="status">
              {t(`counter:window.${state?.window ?? 'none'}`)}
            </span>
            {may('counter.setIdle') && (
              <span className="soft">
                {t('counter:idle')}{' '}
                <Select
                  size="small"
                  aria-label={t('counter:idle')}
                  value={state?.idleSeconds ?? 90}
                  options={IDLE_CHOICES.map((value) => ({
                    value,
                    label: t('counter:seconds', { seconds: value }),
                  }))}
                  onChange={(seconds) => setIdle.mutate({ seconds })}
                />
              </span>
            )}
            {hostKind === 'web' && (
              <Button onClick={() => open.mutate('address')}>{t('counter:copy')}</Button>
            )}
            {state?.window !== 'none' && state && (
              <Button onClick={() => shut.mutate({})}>{t('counter:shut')}</Button>
            )}
            <Button
              type={state?.window === 'there' ? 'default' : 'primary'}
              onClick={() => open.mutate('window')}
            >
              {t(state?.window === 'none' || !state ? 'counter:open' : 'counter:reopen')}
            </Button>
          </>
        }
      />
      <div className="counter-desk">
        {notice && <Alert type="info" closable title={t(`counter:${notice}`)} />}
        {problem && <ErrorNotice error={problem} />}
        <div className="counter-now">
          <CardField
            onFound={(found) => (found.length === 1 && found[0] ? ask(found[0]) : setChosen(found))}
          />
          {candidates.length > 0 && (
            <section className="counter-candidates" aria-label={t('counter:candidate')}>
              {candidates.length > 1 && <p>{t('counter:severalFound')}</p>}
              {candidates.map((student) => (
                <p key={student.id}>
                  <strong>{student.name ?? t('counter:nameless')}</strong>{' '}
                  <span className="soft numbers">
                    {[student.studentNo, student.className].filter(Boolean).join(' · ')}
                  </span>{' '}
                  <Button type="primary" disabled={show.isPending} onClick={() => ask(student)}>
                    {t('counter:show')}
                  </Button>
                </p>
              ))}
            </section>
          )}
          <CurrentVisit state={state} />
        </div>
        <section className="counter-today">
          <h2>{t('counter:today', { count: visits.data?.total ?? 0 })}</h2>
          <p className="soft">{t('counter:own')}</p>
          {visits.isError && <ErrorNotice error={visits.error} onRetry={() => void visits.refetch()} />}
          {visits.data?.items.length === 0 && <p className="soft">{t('counter:empty')}</p>}
          {visits.data && visits.data.items.length > 0 && <VisitList visits={visits.data.items} />}
        </section>
      </div>
    </>
  );
}
