import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownRecord } from '../../shared/contract/counterWindow.ts';
import type { CounterMark } from '../../shared/domain/counterVisit.ts';
import { counterCore } from '../rpc/counterCore.ts';
import type { Language } from '../text/texts.ts';
import { CheckStep } from './CheckStep.tsx';
import { type CounterDraft, EMPTY_DRAFT } from './counterDraft.ts';
import { SignStep } from './SignStep.tsx';
import { useIdle } from './useIdle.ts';

/** What the core does not take any more it says by what it shows next. */
const ignore = () => undefined;

/** One student's record: checked, then signed. All that was pressed lives here, and is gone with it. */
export function RecordCheck({
  record,
  language,
  switcher,
  onSigned,
}: {
  record: ShownRecord;
  language: Language;
  switcher: ReactNode;
  onSigned: (verdict: CounterMark | null) => void;
}) {
  const { t } = useTranslation('counterWindow');
  const [draft, setDraft] = useState<CounterDraft>(EMPTY_DRAFT);
  const [step, setStep] = useState<'checking' | 'signing'>('checking');
  const { visit } = record;
  const left = useIdle(record.idleSeconds, () => {
    counterCore.leave({ visit, why: 'idle' }).catch(ignore);
  });
  const { marks, photo } = draft;

  // What a student before this one signed is nobody's business any more.
  useEffect(() => onSigned(null), [onSigned]);
  useEffect(() => {
    counterCore.press({ visit, step, fields: marks, photo }).catch(ignore);
  }, [visit, step, marks, photo]);

  return (
    <main className="counter-page">
      <header className="counter-head">
        <p className="counter-place">
          {record.school} · {record.campaign}
        </p>
        {switcher}
        <button
          type="button"
          className="counter-button"
          title={t('leaveHint')}
          onClick={() => void counterCore.leave({ visit, why: 'left' }).catch(ignore)}
        >
          {t('leave')}
        </button>
      </header>
      {step === 'checking' ? (
        <CheckStep
          record={record}
          draft={draft}
          language={language}
          onDraft={setDraft}
          onNext={() => setStep('signing')}
        />
      ) : (
        <SignStep
          record={record}
          draft={draft}
          language={language}
          onDraft={setDraft}
          onBack={() => setStep('checking')}
          onSigned={onSigned}
        />
      )}
      {left !== null && <IdleWarning left={left} />}
    </main>
  );
}

/** Any touch makes it go away. */
function IdleWarning({ left }: { left: number }) {
  const { t } = useTranslation('counterWindow');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="counter-idle" aria-labelledby="counter-idle-title">
      <h1 id="counter-idle-title">{t('idle.title')}</h1>
      <p>{t('idle.text', { count: left })}</p>
      <button type="button" className="counter-button counter-primary">
        {t('idle.stay')}
      </button>
    </dialog>
  );
}
