import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../../shared/contract/imports.ts';
import { OUTCOMES, type Outcome } from '../../../shared/domain/findings.ts';
import type { BatchKind } from '../../../shared/domain/importKinds.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { useOutcomeHelp } from './useOutcomeHelp.ts';
import '../../ui/Equation.css';

/** Rows in = what becomes of them. Each part opens its rows; without `onPick` it only tells. */
export function CountEquation({
  counts,
  kind,
  picked = null,
  onPick,
  narrow = false,
}: {
  counts: PlanSummary['counts'];
  kind: BatchKind;
  picked?: Outcome | null;
  onPick?: (outcome: Outcome | null) => void;
  /** One below the other, for a column at the side. */
  narrow?: boolean;
}) {
  const { t } = useTranslation('import');
  const text = useWords();
  const help = useOutcomeHelp(kind);
  const part = (value: Outcome | null, count: number, label: string, title: string) => {
    const inside = (
      <>
        <span className="equation-count numbers">{formatCount(count)}</span>
        <span className="equation-label">{label}</span>
      </>
    );
    const name = `equation-part${value === null ? '' : ` outcome-${value}`}${count === 0 ? ' zero' : ''}`;
    if (!onPick || count === 0) {
      return (
        <span className={name} title={title}>
          {inside}
        </span>
      );
    }
    return (
      <button
        type="button"
        className={picked === value ? `${name} current` : name}
        aria-pressed={picked === value}
        title={title}
        onClick={() => onPick(value)}
      >
        {inside}
      </button>
    );
  };
  return (
    <fieldset className={narrow ? 'equation narrow' : 'equation'} aria-label={t('changes.equation')}>
      {part(
        null,
        counts.rows,
        t(kind === 'photos' ? 'changes.photoRows' : 'changes.rows'),
        t('changes.adds'),
      )}
      {OUTCOMES.map((outcome, at) => (
        <span key={outcome} className="equation-term">
          <span className="equation-sign" aria-hidden>
            {at === 0 ? '=' : '+'}
          </span>
          {part(outcome, counts[outcome], text.outcome(outcome), help(outcome))}
        </span>
      ))}
    </fieldset>
  );
}
