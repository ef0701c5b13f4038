import { nameKey } from './personName.ts';

const SIGNED = /^(?:已?签(?:字|名|了|过)?|本人(?:已?签(?:字|名|了)?)?|是|有|正确|无误|[√✓✔])$/;

/**
 * Whether what was typed in place of a signature says that it was signed: by the student, or by another with "代"
 * (domain facts §5). Another name without it, or any other words, may mean anything.
 */
export function isSignature(text: string, name: string | null): boolean {
  const plain = text.normalize('NFKC').replace(/[\s。.()]/g, '');
  if (/代/.test(plain) || SIGNED.test(plain)) return true;
  return name !== null && name !== '' && nameKey(text).includes(nameKey(name));
}
