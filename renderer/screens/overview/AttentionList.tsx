import { RightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { StudentQuery } from '../../../shared/contract/students.ts';
import { hashOf } from '../../state/route.ts';
import { paramsOfQuery } from '../../state/studentQueryHash.ts';
import { formatCount } from '../../ui/formatCount.ts';

export type AttentionKind =
  | 'disputed'
  | 'stale'
  | 'identity'
  | 'record-not-found'
  | 'photo-missing'
  | 'differing'
  | 'window-open'
  | 'overdue';

/** What needs a person now; each line opens the list behind it. */
export function AttentionList({
  items,
}: {
  items: readonly { kind: AttentionKind; count: number; query: StudentQuery }[];
}) {
  const { t } = useTranslation(['overview', 'general']);
  const open = items.filter((item) => item.count > 0);
  return (
    <section className="panel attention" aria-label={t('overview:attention.title')}>
      <h2>{t('overview:attention.title')}</h2>
      {open.length === 0 ? (
        <div className="attention-nothing">
          <strong>{t('overview:attention.nothing')}</strong>
          <p className="soft">{t('overview:attention.nothingHint')}</p>
        </div>
      ) : (
        <ul>
          {open.map((item) => (
            <li key={item.kind}>
              <a className="attention-item" href={hashOf('students', paramsOfQuery(item.query))}>
                <strong className="attention-count numbers">{formatCount(item.count)}</strong>
                <span className="attention-text">{t(`overview:attention.${item.kind}`)}</span>
                <RightOutlined aria-hidden className="attention-arrow" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
