/** Crockford's base 32: no I, L, O or U, so that nothing read from paper or a screen is taken for another character. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As many characters of a number, the last five bits last. */
export function crockfordText(value: bigint, length: number): string {
  return Array.from({ length }, (_, at) => {
    const shift = BigInt(5 * (length - 1 - at));
    return CROCKFORD[Number((value >> shift) & 31n)];
  }).join('');
}

/** What people type, as it was written: small letters, spaces, dashes, O for 0, I and L for 1. */
export function crockfordForm(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
