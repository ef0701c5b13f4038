import { useQuery } from '@tanstack/react-query';
import { Pagination } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptWork as Kept } from '../../../shared/contract/hub.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { typedLines } from '../sync/typedLines.ts';

const PAGE = 20;

/** Work of other computers that this hub refused: it was told there, and is kept here for the administrator to decide. */
export function KeptWork({ count }: { count: number }) {
  const { t } = useTranslation('hub');
  const [page, setPage] = useState(1);
  const { data, error } = useQuery(
    orpc.hub.kept.queryOptions({ input: { offset: (page - 1) * PAGE, limit: PAGE }, enabled: count > 0 }),
  );
  if (count === 0) return null;
  return (
    <section className="sync-card hub-kept" aria-label={t('kept.title')}>
      <h2>{t('kept.title')}</h2>
      <p className="soft">{t('kept.help')}</p>
      {error && <ErrorNotice error={error} />}
      {data && (
        <div className="sync-table">
          <table className="plain-table" aria-label={t('kept.title')}>
            <thead>
              <tr>
                <th>{t('kept.trace')}</th>
                <th>{t('kept.device')}</th>
                <th>{t('kept.did')}</th>
                <th>{t('kept.when')}</th>
                <th>{t('kept.why')}</th>
                <th>{t('kept.typed')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <Row key={`${item.device.id} ${item.mid}`} item={item} />
              ))}
            </tbody>
          </table>
          {data.total > PAGE && (
            <Pagination
              size="small"
              current={page}
              pageSize={PAGE}
              total={data.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </div>
      )}
    </section>
  );
}

function Row({ item }: { item: Kept }) {
  const { t } = useTranslation(['hub', 'sync']);
  const words = useWords();
  const lines = typedLines(item.fields, words);
  return (
    <tr>
      <td className="numbers">{item.trace ?? item.mid}</td>
      <td>{item.device.name}</td>
      <td>
        {[words.work.did(item.name), item.student?.name].filter(Boolean).join(' · ')}
        {item.rows > 1 && (
          <span className="soft">
            {' '}
            {t('hub:kept.rows', { count: item.rows, formatted: formatCount(item.rows) })}
          </span>
        )}
      </td>
      <td className="numbers">{[item.actor, formatTime(item.at, Date.now())].filter(Boolean).join(' · ')}</td>
      <td>{words.work.refusedWhy(item.why)}</td>
      <td className="hub-typed">
        {lines.map((line, index) => (
          // Two rows may say the same of a field.
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one item never change
          <div key={index}>{line}</div>
        ))}
      </td>
    </tr>
  );
}
