import { type Entity, splitId } from '../../changes/change.ts';
import type { Fields } from '../protocol/syncedMutation.ts';

/** Whose row it is: a student by id, whoever another row is of, or nobody. */
export type StudentRef = { student: string } | { like: { entity: Entity; id: string } } | null;

/** Where a row says of which student it is (electron/changes/change.ts, Entity). */
export function studentOfRow(entity: Entity, id: string, fields: Fields): StudentRef {
  switch (entity) {
    case 'record':
    case 'photo':
    case 'review':
      return { student: splitId(id)[0] };
    case 'alias':
      // Of the one whom it leads to: of the other nothing is left, and nobody could say any more where they are.
      return { student: String(fields.into ?? id) };
    case 'event':
    case 'chaseContact':
    case 'case':
      return { student: String(fields.student ?? '') };
    case 'decision': {
      // Words that mean the same, pairs, photos that look alike: subjects that are marked as such, of no one student.
      const subject = splitId(id)[0];
      return subject.includes(':') ? null : { student: subject };
    }
    case 'sheetQuestion':
      return typeof fields.student === 'string' ? { student: fields.student } : null;
    case 'counterVisit':
      return { like: { entity: 'event', id } };
    case 'caseEntry':
      return { like: { entity: 'case', id: String(fields.case ?? '') } };
    case 'conflict':
      return { like: { entity: String(fields.entity ?? '') as Entity, id: String(fields.row ?? '') } };
    default:
      return null;
  }
}
