/**
 * The form under which two writings of one word are equal: half-width, no spaces or invisible characters, round
 * brackets, capitals. FOR COMPARISON ONLY: what is stored stays as received.
 */
export function wordKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[[【〔]/g, '(')
    .replace(/[\]】〕]/g, ')')
    .toUpperCase();
}
