import type { KnownStudent } from '../../db/tables/studentKeys.ts';
import type { StudentMatch } from './matchStudent.ts';
import type { PlannedRow } from './plannedRow.ts';

/**
 * Writes down whom a row was found to be about, and what is odd about that. The student, if it is one for certain;
 * null: it is for a person to decide, and the row waits. Changes the row.
 */
export function noteMatch(
  planned: PlannedRow,
  match: Exclude<StudentMatch, { kind: 'unknown' }>,
): KnownStudent | null {
  // What a name alone made likely, another writing of it now tells for certain.
  if (match.findings.some(({ code }) => code === 'NAME_SPLIT_CHARACTER')) {
    planned.findings = planned.findings.filter(({ code }) => code !== 'NAME_SPLIT_CHARACTER');
  }
  planned.findings.push(...match.findings);
  planned.student = match.student?.id ?? null;
  if (match.kind === 'known') return match.student;
  planned.outcome = 'ambiguous';
  return null;
}
