import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { trend } from '../../../shared/contract/campaigns.ts';
import { roundPace } from '../../../shared/domain/campaignForecast.ts';
import { formatCount } from '../../ui/formatCount.ts';

/** What a trend says, in sentences; none while nothing is known yet. */
export function useForecastText(
  trendOf: (z.output<typeof trend> & { campaign: { closedAt: number | null } }) | null,
): string[] {
  const { t } = useTranslation('campaigns');
  if (!trendOf) return [];
  const { expected, verified, forecast, campaign } = trendOf;
  if (expected === 0) return [t('trend.nobody')];
  if (forecast.kind === 'done') return [t('trend.done', { total: formatCount(expected) })];
  const missing = formatCount(expected - verified);
  const sentences: string[] = [t('trend.left', { missing, total: formatCount(expected) })];
  if (forecast.overdue > 0) sentences.push(t('trend.overdue', { missing: formatCount(forecast.overdue) }));
  if (campaign.closedAt !== null) return sentences;
  sentences.push(
    forecast.pace === 0 ? t('trend.noPace') : t('trend.pace', { pace: formatPace(forecast.pace) }),
  );
  if (forecast.pace > 0 && forecast.doneOn !== null)
    sentences.push(t('trend.doneOn', { day: forecast.doneOn }));
  if (forecast.atDeadline === null) sentences.push(t('trend.over'));
  else if (forecast.atDeadline < expected && forecast.needed !== null) {
    sentences.push(
      t(forecast.neededPerWorkingDay === null ? 'trend.short' : 'trend.shortWorking', {
        missing: formatCount(expected - forecast.atDeadline),
        needed: formatPace(forecast.needed),
        working: formatPace(forecast.neededPerWorkingDay ?? 0),
      }),
    );
  }
  return sentences;
}

function formatPace(pace: number): string {
  return formatCount(roundPace(pace));
}
