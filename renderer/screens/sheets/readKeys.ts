/** A hand is slower than a scanner: with a longer pause than this, in milliseconds, a burst of keys begins anew. */
export const BURST_MS = 100;

/**
 * The character that a key stands for on the keyboard that scanners pretend to be, whatever an input method makes of
 * it: with a Chinese one on, `key` is only "Process", and the letters end in its candidates. null: no character.
 */
export function characterOfKey(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return shift ? ' ' : digit;
  if (code === 'Minus' || code === 'NumpadSubtract') return '-';
  if (code === 'Semicolon') return ':';
  return code === 'Space' || code === 'Slash' || code === 'Period' || code === 'Comma' ? ' ' : null;
}
