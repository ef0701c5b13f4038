import { useSyncExternalStore } from 'react';

export const AREA_IDS = [
  'overview',
  'students',
  'photos',
  'contacts',
  'chase',
  'sheets',
  'cases',
  'counter',
  'import',
  'reconcile',
  'campaigns',
  'reports',
  'history',
  'settings',
  'people',
  'audit',
  'sync',
] as const;
export type AreaId = (typeof AREA_IDS)[number];

/** Where the window is: `#/<area>?<params>`. A link made of it opens the same list. */
export interface Route {
  area: AreaId;
  params: URLSearchParams;
}

function isArea(value: string): value is AreaId {
  return (AREA_IDS as readonly string[]).includes(value);
}

/** Reads a hash; whatever is not an area opens the overview. */
export function parseHash(hash: string): Route {
  const body = hash.replace(/^#\/?/, '');
  const mark = body.indexOf('?');
  const area = mark < 0 ? body : body.slice(0, mark);
  const params = new URLSearchParams(mark < 0 ? '' : body.slice(mark + 1));
  return isArea(area) ? { area, params } : { area: 'overview', params: new URLSearchParams() };
}

export function hashOf(area: AreaId, params?: URLSearchParams | Record<string, string>): string {
  const query = new URLSearchParams(params ?? {}).toString();
  return query === '' ? `#/${area}` : `#/${area}?${query}`;
}

const listeners = new Set<() => void>();
let current: Route | null = null;
let currentHash: string | null = null;

function readRoute(): Route {
  const { hash } = window.location;
  if (current === null || hash !== currentHash) {
    current = parseHash(hash);
    currentHash = hash;
  }
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, readRoute);
}

/** Goes there. `replace` leaves no step in the history: for what changes with every keystroke. */
export function navigate(
  area: AreaId,
  params?: URLSearchParams | Record<string, string>,
  options: { replace?: boolean } = {},
): void {
  const hash = hashOf(area, params);
  if (hash === window.location.hash) return;
  if (options.replace === true) window.history.replaceState(null, '', hash);
  else window.history.pushState(null, '', hash);
  for (const listener of listeners) listener();
}
