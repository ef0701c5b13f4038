import { type KeyboardEvent, useState } from 'react';

/** Whether capitals are locked, as far as the keys that were pressed in a field tell. */
export function useCapsLock() {
  const [isOn, setIsOn] = useState(false);
  const look = (event: KeyboardEvent) => setIsOn(event.getModifierState('CapsLock'));
  return { isOn, watch: { onKeyDown: look, onKeyUp: look } };
}
