/**
 * Whether a text is one plain address that a mail can go to: no name before it, no second address, no line break.
 * Narrower than RFC 5321 allows (no quotes, no comments): what else stands in a list is a mistake of typing.
 */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(
      text,
    )
  );
}

/** An address as lists have it, typed with full-width signs or blanks around; null: there is none that can be used. */
export function usableAddress(text: string | null): string | null {
  if (text === null) return null;
  const plain = text.normalize('NFKC').trim();
  return isEmailAddress(plain) ? plain : null;
}
