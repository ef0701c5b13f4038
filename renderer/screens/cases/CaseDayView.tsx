import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseDayPart } from '../../../shared/contract/caseDay.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CaseReminders } from './CaseReminders.tsx';
import { CaseTable } from './CaseTable.tsx';
import { type CaseFilter, linkOfCaseFilter } from './caseFilter.ts';

/** Which list shows the whole of a part; a part without one is shown by the list of all that is open. */
const LIST_OF: Record<CaseDayPart, Partial<CaseFilter>> = {
  overdue: { age: 'overdue' },
  today: { age: 'soon' },
  soon: { age: 'soon' },
  fresh: {},
  nobody: { assignee: '' },
};

/** The day's work: what is overdue, due, new and looked after by nobody, and whom to remind. */
export function CaseDayView({ filter }: { filter: CaseFilter }) {
  const { t } = useTranslation('cases');
  const input = { colleges: filter.college === null ? [] : [filter.college], assignee: filter.assignee };
  const day = useQuery(orpc.caseDay.get.queryOptions({ input, placeholderData: keepPreviousData }));
  if (day.isError) return <ErrorNotice error={day.error} onRetry={() => void day.refetch()} />;
  if (!day.data) return null;
  const parts = day.data.parts.filter(({ total }) => total > 0);
  return (
    <div className="case-day">
      <div className="case-day-parts">
        {parts.length === 0 && <p className="soft case-none">{t('day.nothing', { count: day.data.open })}</p>}
        {parts.map(({ part, total, items }) => (
          <section key={part} className="case-part" aria-label={t(`day.part.${part}`)}>
            <h2 className={part === 'overdue' ? 'case-late' : undefined}>
              {t(`day.part.${part}`)} {total}
            </h2>
            <CaseTable cases={items} label={t(`day.part.${part}`)} />
            {total > items.length && (
              <a
                className="case-day-more"
                href={hashOf('cases', linkOfCaseFilter({ ...filter, queue: 'open', ...LIST_OF[part] }))}
              >
                {t('day.more', { count: total })}
              </a>
            )}
          </section>
        ))}
      </div>
      <CaseReminders input={input} />
    </div>
  );
}
