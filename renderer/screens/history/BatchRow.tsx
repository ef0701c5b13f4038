import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../shared/contract/imports.ts';
import { OUTCOMES } from '../../../shared/domain/findings.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { useBatchWords } from './useBatchWords.ts';

/** One batch in a line; the whole line opens it. */
export function BatchRow({ batch, picked, onPick }: { batch: Batch; picked: boolean; onPick: () => void }) {
  const { t } = useTranslation('history');
  const words = useBatchWords();
  const text = useWords();
  return (
    <tr className={`history-row${picked ? ' picked' : ''}${batch.undone ? ' undone' : ''}`} onClick={onPick}>
      <td className="numbers history-time">{formatTime(batch.at, Date.now())}</td>
      <td className="history-what">
        <button
          type="button"
          className="history-open"
          data-batch={batch.batch}
          aria-current={picked}
          tabIndex={picked ? 0 : -1}
        >
          <span className="history-kind">{words.kind(batch)}</span>
          {batch.file !== '' && <span className="history-file">{batch.file}</span>}
        </button>
      </td>
      <td className="history-source">{words.source(batch)}</td>
      <td className="numbers history-counts">
        {OUTCOMES.filter((outcome) => batch.counts[outcome] > 0).map((outcome) => (
          <span key={outcome}>
            {text.outcome(outcome)} {formatCount(batch.counts[outcome])}
          </span>
        ))}
      </td>
      <td>{batch.actor}</td>
      <td>{batch.undone ? t('undone') : t('applied')}</td>
    </tr>
  );
}
