/** A day of its own for a college, or for one of its classes. '' stands for students without a college, or a class. */
export interface DeadlineRule {
  collegeName: string;
  /** null: the whole college. */
  className: string | null;
  /** YYYY-MM-DD. */
  deadline: string;
}

/** Where a deadline comes from: the nearest rule wins. */
export type DeadlineOrigin = 'class' | 'college' | 'campaign';

/** The key of a rule within its campaign; equal for equal names of college and class, as they are held. */
export function deadlineScope(collegeName: string, className: string | null): string {
  return className === null ? collegeName : `${collegeName}\u001f${className}`;
}

/** Tells the deadline that holds for a class: its own, else its college's, else the campaign's. */
export function deadlineFinder(
  campaignDeadline: string,
  rules: readonly DeadlineRule[],
): (collegeName: string, className: string | null) => { deadline: string; from: DeadlineOrigin } {
  const own = new Map(
    rules.map(({ collegeName, className, deadline }) => [deadlineScope(collegeName, className), deadline]),
  );
  return (collegeName, className) => {
    const ofClass = className === null ? undefined : own.get(deadlineScope(collegeName, className));
    if (ofClass !== undefined) return { deadline: ofClass, from: 'class' };
    const ofCollege = own.get(deadlineScope(collegeName, null));
    if (ofCollege !== undefined) return { deadline: ofCollege, from: 'college' };
    return { deadline: campaignDeadline, from: 'campaign' };
  };
}
