import type { KeyboardEvent } from 'react';
import { PHOTO_REASONS, type PhotoReason } from '../../../shared/domain/photoReview.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='];

/** The key of each reason, the same for either role. */
export const REASON_KEYS = Object.fromEntries(
  PHOTO_REASONS.map((reason, index) => [reason, KEYS[index]!]),
) as Record<PhotoReason, string>;

/** By where the key is, not by what it writes: with Shift, or in an input method, it writes something else. */
const CODES: Record<string, string> = { Minus: '-', Equal: '=' };

/** The digit (or - or =) that a key stands for; null: none. */
export function digitOf({ code, key }: Pick<KeyboardEvent, 'code' | 'key'>): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? CODES[code] ?? key;
  return KEYS.includes(digit) ? digit : null;
}

export function reasonOfKey(event: Pick<KeyboardEvent, 'code' | 'key'>): PhotoReason | null {
  const digit = digitOf(event);
  return PHOTO_REASONS.find((reason) => REASON_KEYS[reason] === digit) ?? null;
}
