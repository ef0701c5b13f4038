import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { darkPalette, lightPalette } from '../../ui/palette.ts';
import { useDark } from '../../ui/useDark.ts';
import { trendOption } from './trendOption.ts';
import { useForecastText } from './useForecastText.ts';

/** How many are still missing day by day, and where that leads, for all or for one college. */
export function TrendPanel({ campaign, colleges }: { campaign: Campaign; colleges: readonly ProgressRow[] }) {
  const { t } = useTranslation('campaigns');
  const dark = useDark();
  const [college, setCollege] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(
    orpc.campaigns.trend.queryOptions({
      input: { campaign: campaign.id, fields: college === null ? {} : { collegeName: [college] } },
      placeholderData: keepPreviousData,
    }),
  );
  const sentences = useForecastText(data ?? null);
  const option = useMemo(() => {
    if (!data) return null;
    const { forecast, expected, days, today, deadlines } = data;
    const ahead =
      forecast.kind === 'open' && forecast.pace > 0 && campaign.closedAt === null ? forecast : null;
    const words = {
      missing: t('trend.missing'),
      ahead: t('trend.ahead'),
      even: t('trend.even'),
      deadline: t('column.deadline'),
      today: campaign.closedAt === null ? t('trend.today') : t('trend.closedOn'),
    };
    const colours = dark ? darkPalette : lightPalette;
    return trendOption({ expected, days, today, deadlines, ahead }, words, colours);
  }, [data, campaign, dark, t]);

  if (error !== null && data === undefined)
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <section className="trend" aria-label={t('progress.trend')}>
      <div className="trend-head">
        <Select
          aria-label={t('trend.of')}
          value={college ?? ''}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: t('trend.all') },
            ...colleges
              .filter(({ group }) => group[0] !== '')
              .map(({ group }) => ({ value: group[0]!, label: group[0]! })),
          ]}
          onChange={(value) => setCollege(value === '' ? null : value)}
        />
        <p className="trend-words" role="status">
          {sentences.join('')}
        </p>
      </div>
      {option && <Chart option={option} label={[t('progress.trend'), ...sentences].join('：')} />}
      <p className="soft trend-note">{t('trend.note')}</p>
    </section>
  );
}
