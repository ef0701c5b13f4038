import { useTranslation } from 'react-i18next';
import type { UndoResult } from '../../../shared/contract/imports.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import './UndoOutcome.css';

const OF_CAMPAIGNS: ReadonlySet<string> = new Set(['campaign', 'deadline', 'milestone']);

/** What taking a batch back did: how many rows, and who was kept because of later edits. */
export function UndoOutcome({ result }: { result: UndoResult }) {
  const { t } = useTranslation(['history', 'general']);
  const text = useWords();
  const named = (field: string) => {
    if (field === 'photo') return t('history:kind.photos');
    if (field === 'review') return t('history:kind.review');
    if (field === 'campaign') return t('history:campaign');
    if (field === 'deadline') return t('history:deadline');
    if (field === 'milestone') return t('history:milestone');
    return field === 'contact' ? t('history:kind.chase') : text.label(field);
  };
  return (
    <div className="undo-outcome" role="status">
      <p>{t('history:undo.reverted', { count: result.reverted, formatted: formatCount(result.reverted) })}</p>
      {result.kept.length > 0 && (
        <>
          <p>
            {t('history:undo.kept', {
              count: result.kept.length,
              formatted: formatCount(result.kept.length),
            })}
          </p>
          <ul>
            {result.kept.map((kept) => (
              <li key={`${kept.student}/${kept.name}`}>
                <a
                  href={
                    // Without a student it is a class or a step of a timetable, which was changed since.
                    kept.student === ''
                      ? kept.fields.some((field) => OF_CAMPAIGNS.has(field))
                        ? hashOf('campaigns')
                        : hashOf('contacts', { search: kept.name ?? '' })
                      : hashOf('students', { student: kept.student })
                  }
                >
                  {kept.name ?? t('history:undo.noName')}
                </a>
                <span className="soft">
                  {kept.fields.map((field) => named(field)).join(t('general:listJoin'))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
