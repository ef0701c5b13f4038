/**
 * Identity numbers that a spreadsheet has rounded. Excel and WPS keep fifteen digits of a number and put zeros for
 * the rest (domain notes §9), so what is left of 110105199003072316 is 110105199003072000, or 1.10105199003072E+17.
 */

/** How many leading digits a spreadsheet keeps. */
export const KEPT_DIGITS = 15;
const WHOLE_DIGITS = 18;
/** A program that writes 1.1010519900307E+17 has left out zeros at the end; 1.10105E+17 is what a narrow column shows. */
const FEWEST_WRITTEN = 13;

/** The fifteen digits that are still sound, or null where fewer are left than tell anything. */
export function keptDigits(text: string): string | null {
  const plain = text.trim();
  if (/^\d{15}000$/.test(plain)) return plain.slice(0, KEPT_DIGITS);
  const exponent = /^(\d)\.(\d+)E\+?17$/i.exec(plain);
  if (exponent === null) return null;
  const digits = `${exponent[1]}${exponent[2]}`;
  if (digits.length < FEWEST_WRITTEN || digits.length > WHOLE_DIGITS) return null;
  return digits.padEnd(KEPT_DIGITS, '0').slice(0, KEPT_DIGITS);
}
