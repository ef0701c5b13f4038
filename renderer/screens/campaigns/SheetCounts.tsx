import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SHEET_STATES, WAITED_FOR } from '../../../shared/domain/sheetStanding.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';

/** How many class sheets of a campaign are printed, out, back and overdue, with the way to each list. */
export function SheetCounts({ campaign }: { campaign: string }) {
  const { t } = useTranslation('campaigns');
  const { data } = useQuery(
    orpc.sheets.list.queryOptions({
      input: {
        query: { campaign, states: [], overdue: false, college: null, holder: null, search: '' },
        offset: 0,
        limit: 0,
      },
    }),
  );
  if (!data) return null;
  const { states, overdue } = data.counts;
  const sum = (of: typeof WAITED_FOR) => of.reduce((count, state) => count + states[state], 0);
  const all = sum(SHEET_STATES);
  if (all === 0) return null;
  const parts = [
    ['all', all],
    ['out', states.out + states.partly],
    ['returned', states.returned],
    ['waited', sum(WAITED_FOR)],
    ['overdue', overdue],
  ] as const;
  return (
    <div>
      <dt>{t('sheets.title')}</dt>
      <dd className="numbers">
        {parts
          .filter(([view, count]) => view !== 'overdue' || count > 0)
          .map(([view, count]) => (
            <a
              key={view}
              className="sheet-count"
              href={hashOf('sheets', { campaign, ...(view === 'all' ? {} : { view }) })}
            >
              {t(`sheets.${view}`, { count })}
            </a>
          ))}
      </dd>
    </div>
  );
}
