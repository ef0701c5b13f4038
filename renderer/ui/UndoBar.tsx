import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndo } from '../state/undo.ts';
import { useWords } from '../text/useWords.ts';
import { errorParts } from './errorParts.ts';
import { isTyping } from './isTyping.ts';
import './UndoBar.css';

/** How long the offer stays, in ms; pointing at it or focusing it makes it stay. */
const STAYS_MS = 12_000;

/** What was just done, and the way back: instead of asking beforehand. Ctrl+Z does the same. */
export function UndoBar() {
  const { t } = useTranslation('general');
  const words = useWords();
  const offer = useUndo((state) => state.offer);
  const dismiss = useUndo((state) => state.dismiss);
  const show = useUndo((state) => state.show);
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const busyRef = useRef(false);

  useEffect(() => {
    if (offer === null || held || busy) return;
    const timer = window.setTimeout(dismiss, STAYS_MS);
    return () => window.clearTimeout(timer);
  }, [offer, held, busy, dismiss]);

  const undo = async () => {
    if (!offer?.undo || busyRef.current) return;
    busyRef.current = true;
    setBusy(true);
    try {
      show((await offer.undo()) ?? t('undo.done'));
    } catch (error) {
      show(words.sayError(errorParts(error) ?? { code: 'INTERNAL' }).message);
    } finally {
      busyRef.current = false;
      setBusy(false);
    }
  };
  const undoRef = useRef(undo);
  undoRef.current = undo;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !isTyping(event.target)) {
        event.preventDefault();
        void undoRef.current();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="undo-bar-place" aria-live="polite">
      {offer && (
        <fieldset
          className="undo-bar"
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{offer.text}</span>
          {offer.undo && (
            <Button size="small" loading={busy} title={t('undo.shortcut')} onClick={() => void undo()}>
              {t('action.undo')}
            </Button>
          )}
          <Button
            type="text"
            size="small"
            aria-label={t('action.close')}
            icon={<CloseOutlined />}
            onClick={dismiss}
          />
        </fieldset>
      )}
    </div>
  );
}
