import type { SchoolClass } from '../../../shared/domain/className.ts';

export interface ContactOfClass {
  counsellor: string | null;
  phone: string | null;
  email: string | null;
  qq: string | null;
}
export type ContactOfStudent = { phone?: string; email?: string; counsellor?: string };

/** What a row of a contact list will set: of one or several classes, or of a student. */
export type PlannedContact =
  | { of: 'classes'; classes: (SchoolClass & { before: ContactOfClass | null })[]; contact: ContactOfClass }
  | { of: 'student'; before: ContactOfStudent | null; contact: ContactOfStudent };
