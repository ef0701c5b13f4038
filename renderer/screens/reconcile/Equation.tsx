import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/formatCount.ts';
import '../../ui/Equation.css';

export interface EquationTerm {
  key: string;
  label: string;
  count: number;
  /** It should be nobody: nothing but this is to be looked at. */
  wrong: boolean;
  onOpen: (() => void) | null;
}

/** A sum with its parts, each of which opens its list, and whether they come to what was counted by itself. */
export function Equation({
  label,
  total,
  terms,
}: {
  label: string;
  /** Counted without the parts. */
  total: number;
  terms: readonly EquationTerm[];
}) {
  const { t } = useTranslation('reconcile');
  const sum = terms.reduce((all, { count }) => all + count, 0);
  return (
    <fieldset className="equation inline" aria-label={label}>
      <span className="equation-part">
        <span className="equation-count numbers">{formatCount(total)}</span>
        <span className="equation-label">{label}</span>
      </span>
      {terms.map((term, index) => (
        <span key={term.key} className="equation-term">
          <span className="equation-sign" aria-hidden>
            {index === 0 ? (sum === total ? '=' : '≠') : '+'}
          </span>
          <Term term={term} />
        </span>
      ))}
      {sum !== total && (
        <strong className="equation-broken">{t('check.broken', { sum: formatCount(sum) })}</strong>
      )}
    </fieldset>
  );
}

function Term({ term: { label, count, wrong, onOpen } }: { term: EquationTerm }) {
  const name = `equation-part${wrong && count > 0 ? ' wrong' : ''}${count === 0 ? ' zero' : ''}`;
  const inside = (
    <>
      <span className="equation-count numbers">{formatCount(count)}</span>
      <span className="equation-label">{label}</span>
    </>
  );
  if (onOpen === null || count === 0) return <span className={name}>{inside}</span>;
  return (
    <button type="button" className={name} onClick={onOpen}>
      {inside}
    </button>
  );
}
