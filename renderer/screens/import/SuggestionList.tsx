import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Pagination } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession, Suggestion } from '../../../shared/contract/imports.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { takeSuggestions, useImport } from './importStore.ts';
import { exceptionsAfter, suggestionKey } from './suggestionChoice.ts';

const ROWS_PER_PAGE = 50;

/** Row by row what would be put right, each to be ticked or unticked; the ticks count once they are taken together. */
export function SuggestionList({ session, kind }: { session: ImportSession; kind: SuggestionKind }) {
  const { t } = useTranslation(['suggestions', 'import']);
  const words = useWords();
  const amending = useImport((store) => store.amending);
  const [page, setPage] = useState(1);
  const [ticked, setTicked] = useState<
    ReadonlyMap<string, { row: number; sheet: string | null; taken: boolean }>
  >(new Map());
  const rows = useQuery(
    orpc.imports.suggestions.queryOptions({
      input: { session: session.session, kind, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE },
      placeholderData: keepPreviousData,
      // Another plan, other rows.
      gcTime: 0,
      staleTime: 0,
    }),
  );
  if (rows.isError) return <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return null;
  const { items, total } = rows.data;
  const severalSheets = items.some(({ sheet }) => sheet !== null);
  const isTaken = (item: Suggestion) => ticked.get(suggestionKey(item))?.taken ?? item.taken;

  const tick = (item: Suggestion, taken: boolean) => {
    const next = new Map(ticked);
    const { row, sheet } = item;
    if (taken === item.taken) next.delete(suggestionKey(item));
    else next.set(suggestionKey(item), { row, sheet, taken });
    setTicked(next);
  };
  const apply = () => {
    const before = session.suggestionExceptions[kind] ?? [];
    const after = exceptionsAfter(session.suggestionsTaken[kind], before, ticked);
    void takeSuggestions({ exceptions: { [kind]: after } });
  };
  const why = ({ by, source }: Suggestion): string => {
    if (kind === 'names') return t(by === null ? 'byWriting' : 'byWholeName');
    if (by === 'className') return t('byClass');
    if (source === null) return t('byColumn');
    return t('by', { source: words.source(source), by: by === null ? '' : words.label(by) });
  };

  return (
    <div className="offer-list">
      <div className="offer-rows">
        <table className="plain-table" aria-label={t(`listOf.${kind}`)}>
          <thead>
            <tr>
              <th>{t('take')}</th>
              <th>{t('import:rows.row')}</th>
              <th>{t('import:rows.name')}</th>
              <th>{t('import:rows.keys')}</th>
              <th>{t('from')}</th>
              <th>{t('to')}</th>
              <th>{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${suggestionKey(item)} ${item.field}`}>
                <td>
                  <Checkbox
                    checked={isTaken(item)}
                    aria-label={t('takeRow', { row: item.row })}
                    onChange={(event) => tick(item, event.target.checked)}
                  />
                </td>
                <td className="numbers">
                  {item.row}
                  {severalSheets && <span className="soft"> {item.sheet}</span>}
                </td>
                <td>{item.name ?? <span className="soft">{t('import:rows.noName')}</span>}</td>
                <td className="numbers">{item.keys}</td>
                <td className="numbers">
                  <del>{item.from}</del>
                </td>
                <td className="numbers">
                  <ins>{item.to}</ins>
                </td>
                <td className="soft">{why(item)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="offer-list-foot">
        {total > ROWS_PER_PAGE && (
          <Pagination
            size="small"
            current={page}
            pageSize={ROWS_PER_PAGE}
            total={total}
            showSizeChanger={false}
            onChange={setPage}
          />
        )}
        <Button type="primary" disabled={ticked.size === 0 || amending} onClick={apply}>
          {t('apply', { count: ticked.size })}
        </Button>
      </div>
    </div>
  );
}
