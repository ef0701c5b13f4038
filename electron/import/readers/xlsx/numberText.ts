const XML_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** From here on Excel has rounded the digits away: only the file's own text tells what happened. */
const DIGITS_LOST_FROM = 1e15;
/** Digits that Excel shows; what a file holds behind them is the noise of binary fractions. */
const SHOWN_DIGITS = 15;

export interface NumberText {
  number: number;
  text: string;
}

/** How a stored number reads for a person; null when the text is not a number. */
export function numberText(stored: string): NumberText | null {
  const trimmed = stored.trim();
  if (!XML_NUMBER.test(trimmed)) return null;
  const number = Number(trimmed);
  if (!Number.isFinite(number) || Math.abs(number) >= DIGITS_LOST_FROM) return { number, text: trimmed };
  if (Number.isInteger(number)) return { number, text: String(number === 0 ? 0 : number) };
  const shown = String(Number(number.toPrecision(SHOWN_DIGITS)));
  return { number, text: shown.includes('e') ? trimmed : shown };
}
