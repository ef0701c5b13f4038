import { hash } from 'node:crypto';
import type { StudentField, StudentValues } from '../../shared/domain/studentFields.ts';

/**
 * The hash of what a verification covers. The photo is kept beside it, so that it can be said which of the two
 * changed. The order of the fields is the campaign's own, which is frozen.
 */
export function fieldsHash(coveredFields: readonly StudentField[], values: StudentValues): string {
  return hash('sha256', JSON.stringify(coveredFields.map((field) => values[field])), 'base64url').slice(
    0,
    22,
  );
}
