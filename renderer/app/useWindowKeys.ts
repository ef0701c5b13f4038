import { useEffect } from 'react';
import { useCharacterPanel } from '../state/characterPanel.ts';
import { navigate } from '../state/route.ts';
import { useWindowLock } from '../state/windowLock.ts';
import { isTyping } from '../ui/isTyping.ts';
import { areas } from './areas.ts';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex="-1"])';

/** F6 goes on to the next region of the window (Shift+F6 back), to where its first control is. */
function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  if (regions.length === 0) return;
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  const grid = next?.querySelector<HTMLElement>('[role=grid], .wall');
  const current = next?.querySelector<HTMLElement>('[aria-current=page]');
  (grid ?? current ?? next?.querySelector<HTMLElement>(FOCUSABLE) ?? next)?.focus();
}

/** The keys that work everywhere in the window. */
export function useWindowKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (useWindowLock.getState().locked) return;
      const control = event.ctrlKey || event.metaKey;
      if (event.key === 'F6') {
        event.preventDefault();
        focusRegion(event.shiftKey ? -1 : 1);
      } else if (
        (control && event.key.toLowerCase() === 'k') ||
        (event.key === '/' && !isTyping(event.target))
      ) {
        event.preventDefault();
        const search = document.querySelector<HTMLInputElement>('#global-search');
        search?.focus();
        search?.select();
      } else if (event.key === 'F8') {
        event.preventDefault();
        useCharacterPanel.getState().open();
      } else if (event.altKey && !control && !event.shiftKey) {
        const area = areas.find((entry) => entry.digit === event.key);
        if (area) {
          event.preventDefault();
          navigate(area.id);
        }
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
