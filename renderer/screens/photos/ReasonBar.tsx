import { Button, Input, type InputRef } from 'antd';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PhotoReason, photoReasonsFor } from '../../../shared/domain/photoReview.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import { useWords } from '../../text/useWords.ts';
import { REASON_KEYS } from './reviewKeys.ts';

export interface ReasonBarHandle {
  /** A key of a reason: takes it and is done; `more` only takes it, so that others can be added. */
  pick(reason: PhotoReason, more: boolean): void;
  submit(): void;
}

/** Why a photo is wrong: by number, several with Shift; a note for what has no number. */
export function ReasonBar({
  ref,
  role,
  count,
  onSubmit,
  onCancel,
}: {
  ref: Ref<ReasonBarHandle>;
  role: PhotoRole;
  /** Photos that it is about. */
  count: number;
  onSubmit: (reasons: PhotoReason[], note: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation(['photos', 'general']);
  const words = useWords();
  const [chosen, setChosen] = useState<readonly PhotoReason[]>([]);
  const [note, setNote] = useState('');
  const input = useRef<InputRef>(null);
  const needsNote = chosen.length > 0 && chosen.every((reason) => reason === 'other') && note.trim() === '';
  const done = (reasons: readonly PhotoReason[]) => {
    if (reasons.length === 0) return;
    if (reasons.every((reason) => reason === 'other') && note.trim() === '') input.current?.focus();
    else onSubmit([...reasons], note);
  };
  const pick = (reason: PhotoReason, more: boolean) => {
    const next = chosen.includes(reason) ? chosen.filter((one) => one !== reason) : [...chosen, reason];
    setChosen(next);
    if (!more) done(next);
  };
  useImperativeHandle(ref, () => ({ pick, submit: () => done(chosen) }));
  return (
    <section className="reason-bar" aria-label={t('photos:reason.label')}>
      <p className="reason-bar-title">
        {t('photos:reason.title', { count })} <span className="soft">{t('photos:reason.help')}</span>
      </p>
      <div className="reason-bar-choices">
        {photoReasonsFor(role).map((reason) => (
          <button
            key={reason}
            type="button"
            className={chosen.includes(reason) ? 'reason chosen' : 'reason'}
            aria-pressed={chosen.includes(reason)}
            onClick={(event) => pick(reason, event.shiftKey)}
          >
            <kbd className="key">{REASON_KEYS[reason]}</kbd> {words.photo.reason(reason)}
          </button>
        ))}
      </div>
      <div className="reason-bar-end">
        <Input
          ref={input}
          aria-label={t('photos:reason.note')}
          placeholder={needsNote ? t('photos:reason.noteNeeded') : t('photos:reason.note')}
          status={needsNote ? 'warning' : ''}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onPressEnter={() => done(chosen)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onCancel();
          }}
        />
        <Button type="primary" disabled={chosen.length === 0 || needsNote} onClick={() => done(chosen)}>
          {t('photos:reason.submit')}
        </Button>
        <Button onClick={onCancel}>{t('general:action.cancel')}</Button>
      </div>
    </section>
  );
}
