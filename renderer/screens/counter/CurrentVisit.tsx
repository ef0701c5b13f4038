import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CounterState } from '../../../shared/contract/counter.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SlipButton } from './SlipButton.tsx';

/** Who is on the window, and what they have pressed so far; or how the last one ended. */
export function CurrentVisit({ state }: { state: CounterState | null }) {
  const { t } = useTranslation('counter');
  const words = useWords();
  const callBack = useMutation(orpc.counter.callBack.mutationOptions());
  const visit = state?.visit ?? null;
  const last = state?.last ?? null;
  if (!visit) {
    return (
      <section className="counter-current" aria-label={t('current')}>
        {last && (
          <p role="status">
            {t('last')}: <strong>{last.student.name ?? t('nameless')}</strong> {t(`ended.${last.ended}`)}
            {last.verdict && ` · ${words.verdict(last.verdict)}`}{' '}
            {last.event !== null && <SlipButton event={last.event} />}
          </p>
        )}
        <p className="soft">{t('nobody')}</p>
      </section>
    );
  }
  const marks = [...visit.fields.map(({ mark }) => mark), ...(visit.photo ? [visit.photo.mark] : [])];
  const wrongs = marks.filter((mark) => mark === 'wrong').length;
  return (
    <section className="counter-current" aria-label={t('current')}>
      <div className="counter-current-head">
        <strong>{visit.student.name ?? t('nameless')}</strong>
        <span className="soft numbers">
          {[visit.student.studentNo, visit.student.className].filter(Boolean).join(' · ')}
        </span>
        <span role="status">
          {t(`step.${visit.step}`)} · {t('marked', { done: marks.filter(Boolean).length, all: marks.length })}
          {wrongs > 0 && ` · ${t('wrongs', { count: wrongs })}`}
        </span>
        <Button danger disabled={callBack.isPending} onClick={() => callBack.mutate({})}>
          {t('callBack')}
        </Button>
      </div>
      {state?.window !== 'there' && <p role="alert">{t('needsWindow')}</p>}
      {visit.revealed && <p className="soft">{t('revealed')}</p>}
      <ul className="counter-live">
        {visit.fields.map(({ field, mark }) => (
          <li key={field} data-mark={mark ?? 'none'}>
            {words.label(field)} <span>{t(`mark.${mark ?? 'none'}`)}</span>
          </li>
        ))}
        {visit.photo && (
          <li data-mark={visit.photo.mark ?? 'none'}>
            {t('photo')} <span>{t(`mark.${visit.photo.mark ?? 'none'}`)}</span>
          </li>
        )}
      </ul>
      {callBack.isError && <ErrorNotice error={callBack.error} />}
    </section>
  );
}
