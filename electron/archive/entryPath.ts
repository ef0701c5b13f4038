export type UnsafeReason = 'empty' | 'absolute' | 'drive' | 'parent' | 'nul';

/** "..", also with the dots and spaces behind it that Windows drops. */
const PARENT = /^\.\.[. ]*$/;

/**
 * The path of an archive's entry with "/" between its parts (some programs of Windows write "\"), and why it
 * is unsafe, if it is: a path must stay within the folder that it would be unpacked into, on any system.
 */
export function entryPath(name: string): { path: string; unsafe: UnsafeReason | null } {
  const slashed = name.replaceAll('\\', '/');
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return { path: parts.join('/'), unsafe: unsafeReason(slashed, parts) };
}

function unsafeReason(slashed: string, parts: readonly string[]): UnsafeReason | null {
  if (slashed.includes('\0')) return 'nul';
  if (slashed.startsWith('/')) return 'absolute';
  if (/^[A-Za-z]:/.test(slashed)) return 'drive';
  if (parts.some((part) => PARENT.test(part))) return 'parent';
  return parts.length === 0 ? 'empty' : null;
}
