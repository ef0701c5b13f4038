import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, DeadlineItem } from '../../../shared/contract/campaigns.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { DaysAway } from './DaysAway.tsx';
import { readDeadline } from './readDeadline.ts';

/** One college or class: its own day to type in, the day that holds, and who is missing. Leaving the day saves it. */
export function DeadlineRow({
  campaign,
  item,
  now,
  onOpen,
  children,
}: {
  campaign: Campaign;
  item: DeadlineItem;
  now: number;
  onOpen: (open: boolean) => void;
  /** What the row is called. */
  children: ReactNode;
}) {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const hint = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  /** What is being typed; null: nothing. */
  const [typed, setTyped] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const save = useMutation(orpc.campaigns.setDeadlines.mutationOptions());
  const { collegeName, className, own, deadline, from } = item;
  const name = className || collegeName || t('progress.none');

  const commit = async () => {
    if (typed === null || save.isPending) return;
    const day = typed.trim() === '' ? null : readDeadline(typed, campaign.deadline);
    if (day === null && typed.trim() !== '') {
      setUnreadable(true);
      return;
    }
    setUnreadable(false);
    if (day === own) {
      setTyped(null);
      return;
    }
    try {
      const { batch } = await save.mutateAsync({
        campaign: campaign.id,
        rules: [{ collegeName, className, deadline: day }],
      });
      await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      setTyped(null);
      const said = day === null ? t('deadlines.cleared', { name }) : t('deadlines.set', { name, day });
      if (batch !== null) showUndo(said, () => undoBatch(batch));
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      setTyped(null);
      setUnreadable(false);
      save.reset();
    } else if (event.ctrlKey && event.key.toLowerCase() === 'd') {
      event.preventDefault();
      const inputs = [...document.querySelectorAll<HTMLInputElement>('.deadline-input')];
      const above = inputs[inputs.indexOf(event.currentTarget) - 1];
      if (above) setTyped(above.value);
    } else if (event.altKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      event.stopPropagation();
      onOpen(event.key === 'ArrowRight');
    }
  };
  const figure = (count: number, filter: Record<string, string>) =>
    count === 0 ? (
      <span className="zero">0</span>
    ) : (
      <a
        className="progress-link"
        href={hashOf('students', {
          campaign: campaign.id,
          'f.collegeName': collegeName,
          ...(className === null ? {} : { 'f.className': className }),
          ...filter,
        })}
      >
        {formatCount(count)}
      </a>
    );

  return (
    <tr>
      <th scope="row" className="deadlines-name">
        {children}
      </th>
      <td>
        <input
          className="deadline-input numbers"
          aria-label={t('deadlines.input', { name })}
          aria-invalid={unreadable}
          aria-describedby={unreadable ? hint : undefined}
          value={typed ?? own ?? ''}
          placeholder={deadline}
          disabled={campaign.closedAt !== null || !may('campaigns.setDeadlines')}
          spellCheck={false}
          autoComplete="off"
          maxLength={20}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKey}
          onBlur={() => void commit()}
        />
        {unreadable && (
          <p id={hint} className="deadlines-wrong" role="alert">
            {t('deadlines.unreadable')}
          </p>
        )}
        {save.isError && <ErrorNotice error={save.error} />}
      </td>
      <td className="numbers">
        {deadline}{' '}
        <span className="soft">
          {own !== null || from === 'class' ? t('deadlines.isOwn') : t(`deadlines.from.${from}`)}
        </span>
        {campaign.closedAt === null && <DaysAway day={deadline} now={now} />}
      </td>
      <td className="number numbers">
        {item.expected === 0 ? (
          <span className="soft">{t('deadlines.gone')}</span>
        ) : (
          figure(item.expected, {})
        )}
      </td>
      <td className="number numbers">{formatCount(item.missing)}</td>
      <td className="number numbers">{figure(item.overdue, { overdue: '1' })}</td>
    </tr>
  );
}
