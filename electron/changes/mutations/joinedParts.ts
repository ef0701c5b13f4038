import type { FileSource, PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import type { DecisionValues } from './decide.ts';
import type { ReviewValues } from './reviewPhotos.ts';
import type { PhotoRole, PhotoValues } from './setPhotos.ts';

/**
 * What a student brought along who was joined to another: all that was theirs, whole, so that parting the two gives
 * it back; and what of it the other one got, because there was nothing of the kind before.
 */
export interface JoinedParts {
  records: FileSource[];
  staff: PartialStudentValues | null;
  /** What contact lists said; absent where the join is older than these. */
  contacts?: PartialStudentValues | null;
  contactsGiven?: boolean;
  staffGiven: (keyof PartialStudentValues)[];
  photos: Partial<Record<PhotoRole, PhotoValues>>;
  photosGiven: PhotoRole[];
  /** What was said of photos, by role and hash (reviewsOf); absent where the join is older than these. */
  reviews?: Record<string, ReviewValues>;
  reviewsGiven?: string[];
  /** Ids of all verdicts, those taken back included. */
  events: string[];
  /** Ids of all contacts made about them; absent where the join is older than these. */
  chaseContacts?: string[];
  /** Ids of all cases; absent where the join is older than these. */
  cases?: string[];
  /** By field. */
  decisions: Record<string, DecisionValues>;
  decisionsGiven: string[];
}

export const PHOTO_ROLES: readonly PhotoRole[] = ['admission', 'graduation'];
