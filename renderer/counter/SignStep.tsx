import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownRecord } from '../../shared/contract/counterWindow.ts';
import { type CounterMark, MAX_COMMENT, MAX_SIGNED_NAME } from '../../shared/domain/counterVisit.ts';
import { counterCore } from '../rpc/counterCore.ts';
import type { Language } from '../text/texts.ts';
import { wordsOf } from '../text/useWords.ts';
import { errorParts } from '../ui/errorParts.ts';
import { answersOf, type CounterDraft } from './counterDraft.ts';
import { SignaturePad } from './SignaturePad.tsx';
import { type Stroke, signaturePng } from './signaturePng.ts';

/** What was said, once more, and the signature under it. */
export function SignStep({
  record,
  draft,
  language,
  onDraft,
  onBack,
  onSigned,
}: {
  record: ShownRecord;
  draft: CounterDraft;
  language: Language;
  onDraft: (draft: CounterDraft) => void;
  onBack: () => void;
  onSigned: (verdict: CounterMark) => void;
}) {
  const { t } = useTranslation('counterWindow');
  const words = wordsOf(language);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  /** Null: the signature is drawn. */
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<{ message: string; hint: string } | null>(null);
  const [sending, setSending] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const answers = answersOf(record, draft);
  const wrong = answers.fields.filter(({ mark }) => mark === 'wrong');
  const isPhotoWrong = answers.photo?.mark === 'wrong';
  const count = answers.fields.length + (answers.photo ? 1 : 0);
  const isSigned = name === null ? strokes.length > 0 : name.trim() !== '';

  const send = async () => {
    setSending(true);
    setProblem(null);
    try {
      const signature =
        name === null
          ? { way: 'drawn' as const, png: await signaturePng(strokes) }
          : { way: 'typed' as const, name: name.trim() };
      const { verdict } = await counterCore.answer({ visit: record.visit, ...answers, signature });
      onSigned(verdict);
    } catch (error) {
      const parts = errorParts(error);
      setProblem(parts ? words.sayError(parts) : { message: t('error'), hint: t('errorHint') });
      setSending(false);
    }
  };

  return (
    <>
      <div className="counter-sign">
        <section className="counter-summary">
          <h1>{t('summary.title')}</h1>
          {wrong.length === 0 && !isPhotoWrong ? (
            <p className="counter-all-correct">{t('summary.allCorrect', { count })}</p>
          ) : (
            <>
              <p>{t('summary.someWrong', { count })}</p>
              <ul>
                {wrong.map(({ field, claimed }) => (
                  <li key={field}>
                    <strong>{words.label(field)}</strong>{' '}
                    {claimed === null ? t('summary.noClaim') : t('summary.shouldBe', { value: claimed })}
                  </li>
                ))}
                {isPhotoWrong && record.askedPhoto && (
                  <li>
                    <strong>{t(`photo.${record.askedPhoto}`)}</strong>{' '}
                    {answers.photo?.reason
                      ? words.counterPhotoReason(answers.photo.reason)
                      : t('summary.noClaim')}
                  </li>
                )}
              </ul>
            </>
          )}
          <label className="counter-comment">
            <span>{t('comment')}</span>
            <textarea
              rows={2}
              autoComplete="off"
              spellCheck={false}
              maxLength={MAX_COMMENT}
              value={draft.comment}
              onChange={(event) => onDraft({ ...draft, comment: event.target.value })}
            />
          </label>
        </section>
        <section className="counter-signature" aria-label={t('pad')}>
          <p>{t('statement')}</p>
          {name === null ? (
            <SignaturePad strokes={strokes} onStrokes={setStrokes} />
          ) : (
            <label className="counter-typed">
              <span>{t('typed')}</span>
              <input
                ref={nameField}
                type="text"
                autoComplete="off"
                spellCheck={false}
                maxLength={MAX_SIGNED_NAME}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </label>
          )}
          <button
            type="button"
            className="counter-link"
            onClick={() => {
              setStrokes([]);
              setName(name === null ? '' : null);
            }}
          >
            {name === null ? t('cannotDraw') : t('draw')}
          </button>
        </section>
      </div>
      {problem && (
        <p className="counter-problem" role="alert">
          {problem.message} {problem.hint}
        </p>
      )}
      <footer className="counter-foot">
        <span className="counter-left" />
        <button type="button" className="counter-button" disabled={sending} onClick={onBack}>
          {t('back')}
        </button>
        <button
          type="button"
          className="counter-button counter-primary"
          disabled={!isSigned || sending}
          onClick={() => void send()}
        >
          {sending ? t('sending') : t('submit')}
        </button>
      </footer>
    </>
  );
}
