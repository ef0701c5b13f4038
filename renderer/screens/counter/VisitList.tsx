import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CounterVisit } from '../../../shared/contract/counter.ts';
import { hashOf } from '../../state/route.ts';
import { undoBatch, undoNow } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { SignatureView } from './SignatureView.tsx';
import { SlipButton } from './SlipButton.tsx';
import '../../ui/PlainTable.css';

/** Checks at the counter with what was said, the signature on demand, and the way back. */
export function VisitList({ visits }: { visits: readonly CounterVisit[] }) {
  const { t } = useTranslation('counter');
  return (
    <table className="plain-table" aria-label={t('list')}>
      <thead>
        <tr>
          {(['at', 'student', 'said', 'signature', 'undo'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={visit.event}>
            <td className="numbers">{formatTime(visit.at, Date.now())}</td>
            <td>
              <a href={hashOf('students', { student: visit.student.id })}>
                {visit.student.name ?? t('nameless')}
              </a>
              <div className="soft numbers">{visit.student.studentNo}</div>
            </td>
            <td>
              <Said visit={visit} />
            </td>
            <td>
              <SignatureView visit={visit} />
            </td>
            <td>
              {visit.undone ? (
                <span className="soft">{t('undone')}</span>
              ) : (
                <>
                  <SlipButton event={visit.event} />{' '}
                  <Button
                    size="small"
                    onClick={() => void undoNow(() => undoBatch(visit.batch), t('undoneText'))}
                  >
                    {t('undo')}
                  </Button>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Said({ visit }: { visit: CounterVisit }) {
  const { t } = useTranslation('counter');
  const words = useWords();
  const { photo } = visit;
  const wrong = visit.fields
    .filter(({ mark }) => mark === 'wrong')
    .map(({ field, claimed }) =>
      claimed === null
        ? t('wrongField', { field: words.label(field) })
        : t('claimed', { field: words.label(field), value: claimed }),
    );
  if (photo?.mark === 'wrong') {
    wrong.push(
      photo.reason ? t('wrongPhotoWhy', { why: words.counterPhotoReason(photo.reason) }) : t('wrongPhoto'),
    );
  }
  return (
    <>
      {wrong.length === 0 ? t('allCorrect') : wrong.join(' · ')}
      {visit.comment !== '' && <div className="soft">{t('comment', { text: visit.comment })}</div>}
      {visit.stale && !visit.undone && <div className="soft">{t('stale')}</div>}
    </>
  );
}
