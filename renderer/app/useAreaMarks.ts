import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/core.ts';
import type { AreaId } from '../state/route.ts';
import { useMay } from '../state/useMay.ts';
import { formatCount } from '../ui/formatCount.ts';

/** What presses in an area, beside its name: nothing where nothing does. */
export function useAreaMarks(): Partial<Record<AreaId, { count: string; text: string }>> {
  const { t } = useTranslation('general');
  const cases = useQuery(orpc.caseDay.count.queryOptions({ enabled: useMay()('caseDay.count') }));
  const overdue = cases.data?.overdue ?? 0;
  if (overdue === 0) return {};
  return { cases: { count: formatCount(overdue), text: t('overdueCases', { count: overdue }) } };
}
