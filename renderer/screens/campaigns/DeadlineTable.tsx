import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, DeadlineItem } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { DeadlineRow } from './DeadlineRow.tsx';
import './Deadlines.css';

/**
 * Until when each college has time, and each of its classes. The days are a column to type in: up, down and Enter go
 * along it, Ctrl+D copies the one above, Alt+→ and Alt+← open and close the classes of a college.
 */
export function DeadlineTable({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const table = useRef<HTMLTableElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch } = useQuery(
    orpc.campaigns.deadlines.queryOptions({ input: { campaign: campaign.id, college: null } }),
  );
  const setCollege = (college: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(college);
    else next.delete(college);
    setOpen(next);
  };
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const inputs = [...(table.current?.querySelectorAll<HTMLInputElement>('.deadline-input') ?? [])];
    const at = inputs.indexOf(event.target as HTMLInputElement);
    const to = { ArrowDown: at + 1, Enter: at + 1, ArrowUp: at - 1 }[event.key];
    if (at === -1 || to === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // Leaving saves; from the last one there is nowhere to go.
    const next = inputs[to];
    if (!next) inputs[at]!.blur();
    next?.focus();
    next?.select();
  };
  if (error !== null && data === undefined)
    return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className="deadlines" aria-label={t('progress.deadlines')}>
      <p className="soft deadlines-help">
        {t(campaign.closedAt === null ? 'deadlines.help' : 'deadlines.closed')}
      </p>
      <div className="deadlines-place">
        <table
          ref={table}
          className="plain-table campaign-table"
          aria-label={t('progress.deadlines')}
          onKeyDown={onKey}
        >
          <thead>
            <tr>
              <th scope="col">{t('deadlines.name')}</th>
              <th scope="col">{t('deadlines.own')}</th>
              <th scope="col">{t('deadlines.holds')}</th>
              <th scope="col" className="number">
                {t('deadlines.expected')}
              </th>
              <th scope="col" className="number">
                {t('deadlines.missing')}
              </th>
              <th scope="col" className="number">
                {t('deadlines.overdue')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <CollegeRows
                key={item.collegeName}
                campaign={campaign}
                item={item}
                now={data.at}
                isOpen={open.has(item.collegeName)}
                onOpen={(isOpen) => setCollege(item.collegeName, isOpen)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A college, and its classes while it is open. */
function CollegeRows({
  campaign,
  item,
  now,
  isOpen,
  onOpen,
}: {
  campaign: Campaign;
  item: DeadlineItem;
  now: number;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
}) {
  const { t } = useTranslation('campaigns');
  const { data, error, refetch } = useQuery(
    orpc.campaigns.deadlines.queryOptions({
      input: { campaign: campaign.id, college: item.collegeName },
      enabled: isOpen,
    }),
  );
  const name = item.collegeName || t('progress.none');
  return (
    <>
      <DeadlineRow campaign={campaign} item={item} now={now} onOpen={onOpen}>
        <button
          type="button"
          className="deadlines-open"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'deadlines.closeCollege' : 'deadlines.openCollege', { name })}
          onClick={() => onOpen(!isOpen)}
        >
          {isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />}
        </button>
        {name}
        {item.classesWithOwn > 0 && (
          <span className="soft deadlines-some">{t('deadlines.some', { count: item.classesWithOwn })}</span>
        )}
      </DeadlineRow>
      {isOpen && error !== null && data === undefined && (
        <tr>
          <td colSpan={6}>
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          </td>
        </tr>
      )}
      {isOpen &&
        data?.items.map((one) => (
          <DeadlineRow key={one.className} campaign={campaign} item={one} now={now} onOpen={onOpen}>
            <span className="deadlines-class">{one.className || t('progress.none')}</span>
          </DeadlineRow>
        ))}
    </>
  );
}
