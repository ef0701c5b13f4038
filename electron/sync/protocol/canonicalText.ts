import canonicalize from 'canonicalize';

/** What is hashed and signed on both sides of the wire. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

/**
 * One text for one value, whoever writes it (RFC 8785, JCS). Errors: TypeError for what JSON has no text for, such as
 * half a character: what can't be written the same everywhere must not be hashed.
 */
export function canonicalText(value: Canonical): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing that could be hashed');
  return text;
}
