import { Pagination } from 'antd';
import { useEffect } from 'react';

/** Mails of a list that are shown at once. */
export const MAILS_ON_PAGE = 100;

/** The way to the other pages of a list; nothing where there is only one. `page` counts from 0. */
export function MailPages({
  page,
  total,
  onPage,
}: {
  page: number;
  total: number;
  onPage: (page: number) => void;
}) {
  const last = Math.max(0, Math.ceil(total / MAILS_ON_PAGE) - 1);
  // A list that got shorter while it was looked at.
  useEffect(() => {
    if (page > last) onPage(last);
  }, [page, last, onPage]);
  return (
    <Pagination
      className="mail-pages"
      size="small"
      current={page + 1}
      total={total}
      pageSize={MAILS_ON_PAGE}
      showSizeChanger={false}
      hideOnSinglePage
      onChange={(next) => onPage(next - 1)}
    />
  );
}
