import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { formatCount } from '../../ui/formatCount.ts';

/** Who came into the population after a campaign's end, and is not counted; nothing where nobody did. */
export function JoinedLater({ campaign }: { campaign: string }) {
  const { t } = useTranslation('campaigns');
  const [open, setOpen] = useState(false);
  const { data } = useQuery(orpc.campaigns.joinedLater.queryOptions({ input: { id: campaign } }));
  if (!data || data.total === 0) return null;
  const more = data.total - data.items.length;
  return (
    <div className="wide">
      <dt>{t('joinedLater.label')}</dt>
      <dd>
        {t('joinedLater.count', { count: data.total, formatted: formatCount(data.total) })}{' '}
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'joinedLater.hide' : 'joinedLater.show')}
        </Button>
        {open && (
          <ul className="joined-later">
            {data.items.map(({ id, name, collegeName, className }) => (
              <li key={id}>
                <a href={hashOf('students', { student: id })}>{name ?? '–'}</a>{' '}
                <span className="soft">{[collegeName, className].filter(Boolean).join(' ')}</span>
              </li>
            ))}
            {more > 0 && (
              <li className="soft">{t('joinedLater.more', { count: more, formatted: formatCount(more) })}</li>
            )}
          </ul>
        )}
      </dd>
    </div>
  );
}
