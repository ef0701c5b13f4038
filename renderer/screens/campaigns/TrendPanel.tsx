import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import { trendPicture } from '../../../shared/pictures/trendPicture.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { Chart } from '../../ui/chart/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { darkPalette, lightPalette } from '../../ui/palette.ts';
import { useDark } from '../../ui/useDark.ts';
import { CollegeSelect } from './CollegeSelect.tsx';
import { SavePicture } from './SavePicture.tsx';
import { useForecastText } from './useForecastText.ts';

/** How many are still missing day by day, and where that leads, for all or for one college. */
export function TrendPanel({ campaign, colleges }: { campaign: Campaign; colleges: readonly ProgressRow[] }) {
  const { t } = useTranslation('campaigns');
  const words = useWords();
  const dark = useDark();
  const [college, setCollege] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(
    orpc.campaigns.trend.queryOptions({
      input: { campaign: campaign.id, fields: college === null ? {} : { collegeName: [college] } },
      placeholderData: keepPreviousData,
    }),
  );
  const sentences = useForecastText(data ?? null);
  const picture = useMemo(() => {
    if (!data) return null;
    const { forecast, expected, days, today, deadlines } = data;
    const closed = campaign.closedAt !== null;
    const ahead = forecast.kind === 'open' && forecast.pace > 0 && !closed ? forecast : null;
    const colours = dark ? darkPalette : lightPalette;
    return trendPicture(
      { expected, days, today, deadlines, ahead },
      { text: words.picture, colours, closed },
    );
  }, [data, campaign, dark, words]);

  if (error !== null && data === undefined)
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <section className="trend" aria-label={t('progress.trend')}>
      <div className="trend-head">
        <CollegeSelect colleges={colleges} college={college} onCollege={setCollege} />
        <p className="trend-words" role="status">
          {sentences.join('')}
        </p>
        <SavePicture campaign={campaign.id} picture="trend" college={college} />
      </div>
      {picture && <Chart picture={picture} label={[t('progress.trend'), ...sentences].join('：')} />}
      <p className="soft trend-note">{t('trend.note')}</p>
    </section>
  );
}
