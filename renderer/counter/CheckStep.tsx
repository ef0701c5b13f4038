import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownRecord } from '../../shared/contract/counterWindow.ts';
import { COUNTER_PHOTO_REASONS, type CounterMark, MAX_CLAIM } from '../../shared/domain/counterVisit.ts';
import {
  MASKED_FIELDS,
  type PartialStudentValues,
  type StudentField,
} from '../../shared/domain/studentFields.ts';
import { counterCore } from '../rpc/counterCore.ts';
import { photoUrl } from '../rpc/photoUrl.ts';
import type { Language } from '../text/texts.ts';
import { wordsOf } from '../text/useWords.ts';
import { allCorrect, type CounterDraft, leftOf } from './counterDraft.ts';

const isMasked = (field: StudentField) => (MASKED_FIELDS as readonly string[]).includes(field);

/** Both photos and every field, each 正确 or 有误. */
export function CheckStep({
  record,
  draft,
  language,
  onDraft,
  onNext,
}: {
  record: ShownRecord;
  draft: CounterDraft;
  language: Language;
  onDraft: (draft: CounterDraft) => void;
  onNext: () => void;
}) {
  const { t } = useTranslation('counterWindow');
  const words = wordsOf(language);
  const [revealed, setRevealed] = useState<PartialStudentValues | null>(null);
  const left = leftOf(record, draft);
  const { askedPhoto } = record;
  const shown = (field: StudentField, value: string | null) =>
    words.value(field, revealed?.[field] ?? value) || t('empty');
  const mark = (field: StudentField, chosen: CounterMark) =>
    onDraft({ ...draft, marks: { ...draft.marks, [field]: chosen } });
  const reveal = async () => {
    if (revealed) return setRevealed(null);
    setRevealed((await counterCore.reveal({ visit: record.visit })).values);
  };

  return (
    <>
      <div className="counter-check">
        <section className="counter-photos" aria-label={t('photos')}>
          <div className="counter-photo-pair">
            {(['admission', 'graduation'] as const).map((role) => {
              const hash = record.photos[role];
              return (
                <figure key={role}>
                  {hash ? (
                    <img src={photoUrl(hash)} alt={t(`photo.${role}`)} />
                  ) : (
                    <div className="counter-no-photo">{t('noPhoto')}</div>
                  )}
                  <figcaption>{t(`photo.${role}`)}</figcaption>
                </figure>
              );
            })}
          </div>
          {askedPhoto && (
            <div className="counter-photo-question">
              <p>{t(`photoQuestion.${askedPhoto}`)}</p>
              <MarkButtons
                label={t(`photo.${askedPhoto}`)}
                mark={draft.photo}
                onMark={(photo) => onDraft({ ...draft, photo })}
              />
              {draft.photo === 'wrong' && (
                <fieldset className="counter-reasons">
                  <legend>{t('photoWhy')}</legend>
                  {COUNTER_PHOTO_REASONS.map((reason) => (
                    <button
                      key={reason}
                      type="button"
                      className="counter-button"
                      aria-pressed={draft.photoReason === reason}
                      onClick={() => onDraft({ ...draft, photoReason: reason })}
                    >
                      {words.counterPhotoReason(reason)}
                    </button>
                  ))}
                </fieldset>
              )}
            </div>
          )}
        </section>
        <section className="counter-fields" aria-label={t('fields')}>
          <h1>{t('fields')}</h1>
          <ul>
            {record.fields.map(({ field, value }) => (
              <li key={field} data-mark={draft.marks[field] ?? 'none'}>
                <span className="counter-label">{words.label(field)}</span>
                <span className="counter-value">
                  {shown(field, value)}
                  {isMasked(field) && value !== null && (
                    <button type="button" className="counter-link" onClick={() => void reveal()}>
                      {revealed ? t('hide') : t('reveal')}
                    </button>
                  )}
                </span>
                <MarkButtons
                  label={words.label(field)}
                  mark={draft.marks[field] ?? null}
                  onMark={(chosen) => mark(field, chosen)}
                />
                {draft.marks[field] === 'wrong' && (
                  <label className="counter-claim">
                    <span>{t('claim')}</span>
                    <input
                      type="text"
                      autoComplete="off"
                      spellCheck={false}
                      maxLength={MAX_CLAIM}
                      aria-label={t('claimOf', { label: words.label(field) })}
                      placeholder={t('claimHint')}
                      value={draft.claims[field] ?? ''}
                      onChange={(event) =>
                        onDraft({ ...draft, claims: { ...draft.claims, [field]: event.target.value } })
                      }
                    />
                  </label>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
      <footer className="counter-foot">
        <span className="counter-left" role="status">
          {left > 0 && t('left', { count: left })}
        </span>
        <button
          type="button"
          className="counter-button"
          onClick={() => onDraft({ ...draft, ...allCorrect(record) })}
        >
          {t('allCorrect')}
        </button>
        <button type="button" className="counter-button counter-primary" disabled={left > 0} onClick={onNext}>
          {t('next')}
        </button>
      </footer>
    </>
  );
}

function MarkButtons({
  label,
  mark,
  onMark,
}: {
  label: string;
  mark: CounterMark | null;
  onMark: (mark: CounterMark) => void;
}) {
  const { t } = useTranslation('counterWindow');
  return (
    <span className="counter-marks">
      {(['correct', 'wrong'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={`counter-button counter-${one}`}
          aria-pressed={mark === one}
          aria-label={t(`${one}Of`, { label })}
          onClick={() => onMark(one)}
        >
          {t(one)}
        </button>
      ))}
    </span>
  );
}
