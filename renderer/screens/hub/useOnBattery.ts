import { useEffect, useState } from 'react';

interface Battery extends EventTarget {
  charging: boolean;
}

/** Whether this computer runs on its battery, where the browser tells; a hub’s computer that runs out takes the school offline. */
export function useOnBattery(): boolean {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const ask: unknown = Reflect.get(navigator, 'getBattery');
    if (typeof ask !== 'function') return;
    let battery: Battery | null = null;
    let isOver = false;
    const tell = () => setIsOn(battery !== null && !battery.charging);
    (ask.call(navigator) as Promise<Battery>).then(
      (found) => {
        if (isOver) return;
        battery = found;
        found.addEventListener('chargingchange', tell);
        tell();
      },
      // A computer that does not say.
      () => undefined,
    );
    return () => {
      isOver = true;
      battery?.removeEventListener('chargingchange', tell);
    };
  }, []);
  return isOn;
}
