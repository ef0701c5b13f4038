import type { PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import type { PhotoFinding } from './checkPhoto.ts';
import type { PhotoMeasures } from './measurePhoto.ts';

export type Measures = Omit<PhotoMeasures, 'print'>;

/** What was measured of a photo, and what the standard of its role, by one profile, says about that. */
export interface PhotoMeasure {
  hash: string;
  role: PhotoRole;
  profile: string;
  measures: Measures;
  findings: readonly PhotoFinding[];
}

/**
 * Keeps measures by the photo's content hash. They follow from its bytes and the profile alone, so they are no part
 * of the log: the table may be emptied at any time and filled again.
 */
export function savePhotoMeasure(
  db: WriteDb,
  { hash, role, profile, measures, findings }: PhotoMeasure,
): void {
  db.write(
    `INSERT INTO photo_measure (hash, role, profile, measures, findings) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hash, role) DO UPDATE
     SET profile = excluded.profile, measures = excluded.measures, findings = excluded.findings`,
  ).run(hash, role, profile, JSON.stringify(measures), JSON.stringify(findings));
}

/** Null for a photo that was not measured yet. */
export function photoMeasure(db: ReadDb, hash: string, role: PhotoRole): PhotoMeasure | null {
  const row = db
    .read<{ profile: string; measures: string; findings: string }>(
      'SELECT profile, measures, findings FROM photo_measure WHERE hash = ? AND role = ?',
    )
    .get(hash, role);
  if (!row) return null;
  return {
    hash,
    role,
    profile: row.profile,
    measures: JSON.parse(row.measures) as Measures,
    findings: JSON.parse(row.findings) as PhotoFinding[],
  };
}
