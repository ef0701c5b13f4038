import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { Offered } from '../../ui/Offered.tsx';
import { SignatureView } from '../counter/SignatureView.tsx';
import { SlipButton } from '../counter/SlipButton.tsx';

/** When the student checked the record at the counter, with the signature on demand; nothing where they never did. */
export function CounterChecks({ student }: { student: string }) {
  const { t } = useTranslation('counter');
  const { data } = useQuery(orpc.counter.visits.queryOptions({ input: { student } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section className="drawer-section" aria-label={t('ofStudent')}>
      <div className="drawer-title">
        <h3>{t('ofStudent')}</h3>
      </div>
      {data.items.map((visit) => (
        <div key={visit.event}>
          <span className="numbers">{formatTime(visit.at, Date.now())}</span> {t(`mark.${visit.verdict}`)}{' '}
          {visit.undone && `(${t('undone')}) `}
          <SignatureView visit={visit} />{' '}
          {!visit.undone && (
            <Offered call="reports.create">
              <SlipButton event={visit.event} />
            </Offered>
          )}
        </div>
      ))}
    </section>
  );
}
