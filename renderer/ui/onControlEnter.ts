import type { KeyboardEvent } from 'react';

/** Ctrl+Enter anywhere in a long form does what its button does, once whatever is being typed was taken. */
export function onControlEnter(act: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  };
}
