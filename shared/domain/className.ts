/** A class of the school: its name is one's own only within its college. */
export interface SchoolClass {
  collegeName: string | null;
  className: string;
}

/** The key of a class; equal for equal names of college and class, as they are held. */
export function classKey({ collegeName, className }: SchoolClass): string {
  return `${collegeName ?? ''}\u001f${className}`;
}

/**
 * The form under which two spellings of one class are equal: 计科2201, 计科 2201班, 计科（2201）班, 计科22-01班.
 * For comparison only.
 */
export function classForm(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Pd}_·.()[\]【】〔〕#]/gu, '')
    .replace(/(?:教学|行政|自然)?班$/, '')
    .replace(/级(?=\d)/g, '');
}

/** Several classes in one cell, as one counsellor has them. */
export function splitClasses(text: string): string[] {
  return text
    .split(/[、，,;；\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
