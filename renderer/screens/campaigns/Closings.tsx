import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** When a campaign was closed and opened again, by whom and why; nothing where it never was. */
export function Closings({ campaign }: { campaign: string }) {
  const { t } = useTranslation('campaigns');
  const { data = [] } = useQuery(orpc.campaigns.closings.queryOptions({ input: { id: campaign } }));
  if (data.length === 0) return null;
  return (
    <div className="wide">
      <dt>{t('closings.label')}</dt>
      <dd>
        {data.map(({ what, at, actor, reason }) => (
          <span key={at} className="campaign-closing">
            {t(what === 'close' ? 'closings.close' : 'closings.reopen', {
              time: formatTime(at, Date.now()),
              actor,
              reason,
            })}
          </span>
        ))}
      </dd>
    </div>
  );
}
