import { Pagination } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import { CaseBulkBar } from './CaseBulkBar.tsx';
import { CaseTable } from './CaseTable.tsx';
import type { CaseFilter } from './caseFilter.ts';
import { useCaseSelection } from './useCaseSelection.ts';

export const CASES_PER_PAGE = 100;

/** The cases of a filter, page by page; what is marked is acted on at once. */
export function CaseList({
  filter,
  items,
  total,
  page,
  isBusy,
  onPage,
}: {
  filter: CaseFilter;
  items: readonly CaseItem[];
  /** Of all pages. */
  total: number;
  page: number;
  isBusy: boolean;
  onPage: (page: number) => void;
}) {
  const { t } = useTranslation('cases');
  const selection = useCaseSelection();
  const [shownBefore, setShownBefore] = useState(filter);
  // What is marked belongs to the list in which it was marked.
  if (JSON.stringify(shownBefore) !== JSON.stringify(filter)) {
    setShownBefore(filter);
    selection.clear();
  }
  return (
    <>
      {selection.marked.length > 0 && <CaseBulkBar filter={filter} total={total} selection={selection} />}
      <div className="case-place" aria-busy={isBusy}>
        <CaseTable cases={items} label={t('list')} selection={selection} />
        {items.length === 0 && !isBusy && <p className="soft case-none">{t('none')}</p>}
      </div>
      {total > CASES_PER_PAGE && (
        <Pagination
          size="small"
          align="end"
          current={page}
          pageSize={CASES_PER_PAGE}
          total={total}
          showSizeChanger={false}
          onChange={onPage}
        />
      )}
    </>
  );
}
