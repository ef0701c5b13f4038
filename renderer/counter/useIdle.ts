import { useEffect, useRef, useState } from 'react';
import { IDLE_WARNING_SECONDS } from '../../shared/domain/counterVisit.ts';

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel'] as const;

/**
 * Seconds that are left before the record is put away, once nobody has touched anything for `seconds`; null: somebody
 * is there. `onGone` is called at the end.
 */
export function useIdle(seconds: number, onGone: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const gone = useRef(onGone);
  gone.current = onGone;

  useEffect(() => {
    let touchedAt = performance.now();
    const onTouch = () => {
      touchedAt = performance.now();
      setLeft(null);
    };
    // By the clock, not by counting ticks: those of a page that is out of sight come late.
    const timer = window.setInterval(() => {
      const over = (performance.now() - touchedAt) / 1000 - seconds;
      if (over >= IDLE_WARNING_SECONDS) gone.current();
      else setLeft(over < 0 ? null : Math.ceil(IDLE_WARNING_SECONDS - over));
    }, 500);
    for (const touch of TOUCHES) window.addEventListener(touch, onTouch, { passive: true });
    return () => {
      window.clearInterval(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, onTouch);
    };
  }, [seconds]);

  return left;
}
