/**
 * What a person says of photos that look like one. `fine`: different people, each with the right photo (twins, say, or
 * two who only look alike). `same-person`: one person with two records. `wrong`: a photo is another person's.
 */
export const ALIKE_DECISIONS = ['fine', 'same-person', 'wrong'] as const;
export type AlikeDecision = (typeof ALIKE_DECISIONS)[number];

/** `returned`: it was decided on other photos of the same students. */
export const ALIKE_STATES = ['open', 'returned', 'decided'] as const;
export type AlikeState = (typeof ALIKE_STATES)[number];

export interface AlikeMember {
  student: string;
  /** 录取照片 or 学历照片. */
  role: string;
  hash: string;
  /** A person said 有问题 of it. */
  refused: boolean;
}

/**
 * How a group stands. It is settled when somebody decided on exactly these photos, or when so many of them were
 * refused that no two of different students (of one student: no two) are left.
 */
export function alikeState(
  members: readonly AlikeMember[],
  kind: 'students' | 'own',
  decided: { said: string } | null,
): { state: AlikeState; by: 'decision' | 'reviews' | null } {
  if (decided?.said === alikeText(members)) return { state: 'decided', by: 'decision' };
  const left = members.filter(({ refused }) => !refused);
  const parts = new Set(left.map(({ student, role }) => (kind === 'own' ? role : student)));
  if (parts.size < 2) return { state: 'decided', by: 'reviews' };
  return { state: decided ? 'returned' : 'open', by: null };
}

/** The photos on which it is decided: another photo, and it is open again. */
export function alikeText(members: readonly Pick<AlikeMember, 'student' | 'role' | 'hash'>[]): string {
  return JSON.stringify(members.map(({ student, role, hash }) => [student, role, hash].join(' ')).sort());
}
