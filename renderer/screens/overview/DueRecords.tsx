import { RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { may, useMe } from '../../state/useMe.ts';
import { formatCount } from '../../ui/formatCount.ts';

/** Whose records are due by the office's own rule; nothing where none are, and for whoever can't erase them. */
export function DueRecords() {
  const { t } = useTranslation('privacy');
  const { data } = useQuery({ ...orpc.privacy.due.queryOptions(), enabled: may(useMe(), ['admin']) });
  if (!data || data.students === 0) return null;
  return (
    <section className="panel attention" aria-label={t('due.title')}>
      <h2>{t('due.title')}</h2>
      <a className="attention-item" href={hashOf('settings', { at: 'privacy' })}>
        <strong className="attention-count numbers">{formatCount(data.students)}</strong>
        <span className="attention-text">
          {t('due.overview', { count: data.students, years: data.years })}
        </span>
        <RightOutlined aria-hidden className="attention-arrow" />
      </a>
    </section>
  );
}
