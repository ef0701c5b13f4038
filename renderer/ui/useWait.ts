import { useEffect, useState } from 'react';
import { errorParts } from './errorParts.ts';

/** How many seconds are left until the next attempt is looked at, after an attempt that was refused. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = errorParts(error)?.params.seconds;
    if (typeof seconds !== 'number') return setLeft(0);
    const until = Date.now() + seconds * 1000;
    const count = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    count();
    const timer = window.setInterval(count, 250);
    return () => window.clearInterval(timer);
  }, [error]);
  return left;
}

/** `0:05`, `14:30`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
