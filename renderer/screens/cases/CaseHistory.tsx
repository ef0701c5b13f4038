import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../shared/contract/cases.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';

/** Everything that was done to a case, the newest first; what was taken back is struck through. */
export function CaseHistory({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const id = useId();
  return (
    <section className="case-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('history')}</h2>
      <ol className="case-history">
        {[...whole.history].reverse().map((entry) => (
          <li key={entry.id} className={entry.isTakenBack ? 'case-taken-back' : undefined}>
            <time className="numbers soft">{formatTime(entry.at, Date.now())}</time>
            <span>
              {entry.subject === null || entry.did !== 'move'
                ? t(`action.${entry.did as 'open'}`)
                : entry.subject[words.language]}
              {entry.subject !== null && entry.did !== 'move' && <> · {entry.subject[words.language]}</>}
              {entry.person !== null && <> · {entry.person}</>}
              {entry.text !== '' && <span className="case-said"> {entry.text}</span>}
              <span className="soft"> {entry.actor}</span>
              {entry.isTakenBack && <span className="soft"> {t('takenBack')}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
