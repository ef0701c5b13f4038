/** Of what a decision is that is not about one student's one field. Never holds the separator of composed ids. */
const ALIAS = 'alias:';
const PAIR = 'pair:';
/** The field of a decision about a pair. */
export const PAIR_FIELD = 'pair';

/** Two words that mean the same; the same subject whichever comes first. */
export function aliasSubject(one: string, other: string): string {
  return ALIAS + [one, other].sort().map(encodeURIComponent).join(':');
}

/** Two students; the same subject whichever comes first. */
export function pairSubject(one: string, other: string): string {
  return PAIR + [one, other].sort().join(':');
}

/** Whether a subject is two words rather than a student or a pair. */
export function isAlias(subject: string): boolean {
  return subject.startsWith(ALIAS);
}
