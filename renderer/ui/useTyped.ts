import { useState } from 'react';

/**
 * What is typed over what is kept. Where nothing was typed, the form follows what is kept, whoever saved it; what was typed
 * since is not lost when a saving arrives, field by field. `noteSent`: what is being saved; null: it was refused.
 */
export function useTyped<Kept extends object>(kept: Kept) {
  const [typed, setTyped] = useState(kept);
  const [{ shown, sent }, setKnown] = useState<{ shown: Kept; sent: Kept | null }>({
    shown: kept,
    sent: null,
  });
  if (!isSame(shown, kept)) {
    setKnown({ shown: kept, sent: null });
    setTyped(followed(typed, kept, sent ?? shown));
  }
  return {
    typed,
    setTyped,
    noteSent: (value: Kept | null) => setKnown((known) => ({ ...known, sent: value })),
  };
}

/** `since`: what was there when the last of it was not typed yet. */
function followed<Kept extends object>(typed: Kept, kept: Kept, since: Kept): Kept {
  const next = { ...kept };
  for (const name of Object.keys(kept) as (keyof Kept)[])
    if (!isSame(since[name], typed[name])) next[name] = typed[name];
  return next;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
