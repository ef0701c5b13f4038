import type { StudentField } from '../../../shared/domain/studentFields.ts';
import type { CampaignType, Verdict } from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentsByN, wordsOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';
import { photoHash } from '../project/projectEvent.ts';
import { fieldsHash } from '../verifiedHash.ts';

/** Verdicts that say what a case was about; when it is settled, they no longer hold. */
const SETTLED: readonly Verdict[] = ['wrong', 'not-found', 'photo-in-production', 'photo-missing'];

interface Standing {
  campaign: string;
  type: CampaignType;
  covered: string;
  verdict: Verdict;
  isStale: number;
}

/**
 * Puts a student back into the chase where a case has settled what was said: in each open campaign whose verdict was
 * about it, that the student has to verify. Nothing where the verdict is stale, or becomes so by what is corrected: that
 * asks for the same. `entry`: of the case’s history, by which the events are called.
 */
export function verifyAgain(
  db: ReadDb,
  studentN: number,
  { entry, at, batch, note }: { entry: string; at: number; batch: string | null; note: string },
  corrected: readonly StudentField[] = [],
): Change[] {
  const student = studentsByN(db, [studentN])[0];
  if (!student) return [];
  const standings = db
    .read<Standing>(
      `SELECT c.id AS campaign, c.type, c.covered_fields AS covered, v.verdict,
         (v.fields_unchanged = 0 OR v.photo_unchanged = 0) AS isStale
       FROM verification v JOIN campaign c ON c.id = v.campaign_id
       WHERE v.student_n = ? AND c.closed_at IS NULL ORDER BY c.id`,
    )
    .all(studentN);
  return standings.flatMap(({ campaign, type, covered, verdict, isStale }): Change[] => {
    const fields = JSON.parse(covered) as StudentField[];
    const becomesStale =
      verdict === 'wrong' && (isStale === 1 || corrected.some((one) => fields.includes(one)));
    if (!SETTLED.includes(verdict) || becomesStale) return [];
    return [
      {
        entity: 'event',
        entityId: `${entry}/${campaign}`,
        kind: 'made',
        values: {
          student: student.id,
          campaign,
          source: 'staff',
          verdict: 'unverified',
          saidAt: null,
          recordedAt: at,
          note,
          batch,
          fieldsHash: fieldsHash(fields, wordsOf(student)),
          photoHash: photoHash(db, studentN, type),
        },
      },
    ];
  });
}
