import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTasks } from '../state/tasks.ts';
import { useUndo } from '../state/undo.ts';
import { undoNow } from '../state/undoBatch.ts';
import { useWords } from '../text/useWords.ts';
import { errorParts } from './errorParts.ts';
import { isTyping } from './isTyping.ts';
import { RunningTask } from './RunningTask.tsx';
import './UndoBar.css';

/** How long the offer stays, in ms; pointing at it or focusing it makes it stay. */
const STAYS_MS = 12_000;

/**
 * What was just done, and the way back: instead of asking beforehand. Ctrl+Z does the same. While something is being
 * taken back, however that was asked for, its progress and the way out of it.
 */
export function UndoBar() {
  const { t } = useTranslation('general');
  const words = useWords();
  const offer = useUndo((state) => state.offer);
  const dismiss = useUndo((state) => state.dismiss);
  const show = useUndo((state) => state.show);
  const undoing = useTasks((state) => state.running.find((task) => task.undoes));
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const busyRef = useRef(false);
  const bar = useRef<HTMLFieldSetElement>(null);
  // Where the keys went before they came here: they go back there when the bar goes.
  const cameFrom = useRef<Element | null>(null);
  const giveBackFocus = () => {
    if (bar.current?.contains(document.activeElement)) {
      const back = cameFrom.current?.isConnected ? cameFrom.current : document.getElementById('main');
      if (back instanceof HTMLElement) back.focus();
    }
    setHeld(false);
  };
  const close = () => {
    giveBackFocus();
    dismiss();
  };

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
      const takeBack = offer.undo;
      const way = async () => {
        const kept = await takeBack();
        giveBackFocus();
        return kept;
      };
      await undoNow(way, t('undo.done'));
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
      {(offer || undoing) && (
        <fieldset
          ref={bar}
          className={offer ? 'undo-bar' : 'undo-bar later'}
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) cameFrom.current = event.relatedTarget;
            setHeld(true);
          }}
          onBlur={() => setHeld(false)}
        >
          {offer && (
            <div className="undo-bar-line">
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
                onClick={close}
              />
            </div>
          )}
          {undoing && (
            <div className="undo-bar-running later">
              <RunningTask state={{ kind: 'running', ...undoing }} onCancel={undoing.cancel} />
            </div>
          )}
        </fieldset>
      )}
    </div>
  );
}
