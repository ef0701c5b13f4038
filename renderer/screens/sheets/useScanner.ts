import { useEffect, useRef } from 'react';
import { sheetNumbersIn } from '../../../shared/domain/sheetNumber.ts';
import { BURST_MS, characterOfKey } from './readKeys.ts';

/**
 * Hears a scanner wherever the cursor is: keys that follow each other faster than a hand types, hold a sheet number
 * and end with Enter. They are read by their place on the keyboard, so that an input method that is on does not eat
 * them. What the first keys of a scan did to the page is taken back: `onBegin` is asked to remember, `onScan` to act.
 */
export function useScanner(onBegin: () => void, onScan: (text: string) => void): void {
  const handlers = useRef({ onBegin, onScan });
  handlers.current = { onBegin, onScan };
  useEffect(() => {
    let keys = '';
    let last = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const isQuick = event.timeStamp - last <= BURST_MS;
      if (event.code === 'Enter' || event.code === 'NumpadEnter') {
        const { whole, glued } = sheetNumbersIn(isQuick ? keys : '');
        const scanned = keys;
        keys = '';
        if (whole.length + glued.length === 0) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        handlers.current.onScan(scanned);
        return;
      }
      const character = characterOfKey(event.code, event.shiftKey);
      if (character === null) return;
      if (!isQuick) {
        keys = '';
        handlers.current.onBegin();
      }
      keys += character;
      last = event.timeStamp;
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
