import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession, PlanSummary } from '../../../shared/contract/imports.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { takeSuggestions, useImport } from './importStore.ts';
import { SuggestionList } from './SuggestionList.tsx';
import './SuggestionOffers.css';

/** What can be put right in one go, kind by kind: taken or given back for all rows, or row by row in a list. */
export function SuggestionOffers({ session, plan }: { session: ImportSession; plan: PlanSummary }) {
  const { t } = useTranslation('suggestions');
  const amending = useImport((store) => store.amending);
  const error = useImport((store) => store.amendError);
  const [open, setOpen] = useState<SuggestionKind | null>(null);
  if (plan.offered.length === 0) return null;
  return (
    <section className="offers" aria-label={t('title')}>
      <p className="offers-title">
        <strong>{t('title')}</strong> <span className="soft">{t('note')}</span>
      </p>
      <ul>
        {plan.offered.map(({ kind, count, taken }) => (
          <li key={kind}>
            <div className="offer">
              <span className="offer-said">{t(kind, { count, formatted: formatCount(count) })}</span>
              {taken > 0 && (
                <span className="offer-taken">
                  {taken === count
                    ? t('taken', { count, formatted: formatCount(count) })
                    : t('takenSome', { taken: formatCount(taken) })}
                </span>
              )}
              <Button
                type="text"
                aria-expanded={open === kind}
                onClick={() => setOpen(open === kind ? null : kind)}
              >
                {t(open === kind ? 'hideList' : 'list')}
              </Button>
              {taken > 0 && (
                <Button disabled={amending} onClick={() => void takeSuggestions({ take: { [kind]: false } })}>
                  {t('giveBack')}
                </Button>
              )}
              {taken < count && (
                <Button disabled={amending} onClick={() => void takeSuggestions({ take: { [kind]: true } })}>
                  {t('takeAll', { count, formatted: formatCount(count) })}
                </Button>
              )}
            </div>
            {open === kind && <SuggestionList session={session} kind={kind} />}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
