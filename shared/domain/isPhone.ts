/** A phone number, perhaps with an extension; spaces and dashes are how people write it. */
export function isPhone(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[\s\-+()/]/g, '');
  return /^\d{5,15}(?:转?\d{1,6})?$/.test(digits);
}
