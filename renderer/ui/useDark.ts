import { useSyncExternalStore } from 'react';
import { usePreferences } from '../state/preferences.ts';

const query = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window is dark now: as chosen, or as the operating system is. */
export function useDark(): boolean {
  const choice = usePreferences((state) => state.theme);
  const system = useSyncExternalStore(subscribe, () => query.matches);
  return choice === 'system' ? system : choice === 'dark';
}
