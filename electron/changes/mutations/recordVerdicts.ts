import type { StudentField } from '../../../shared/domain/studentFields.ts';
import type { EventSource, Verdict } from '../../../shared/domain/verificationStatus.ts';
import { studentById, wordsOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';
import { photoHash } from '../project/projectEvent.ts';
import { fieldsHash } from '../verifiedHash.ts';
import type { LoggedRepair } from './loggedRepair.ts';
import type { Mutation } from './mutation.ts';

export interface RecordVerdictsArgs {
  campaign: string;
  source: EventSource;
  batch: string | null;
  /** Epoch ms. */
  recordedAt: number;
  events: {
    /** The event's own id, given. */
    id: string;
    student: string;
    verdict: Verdict;
    /** When the student is said to have done it, epoch ms; null where the source does not say. */
    saidAt: number | null;
    note: string;
  }[];
  /** Numbers by which a list's rows were identified although the list does not hold them whole. */
  repairs?: LoggedRepair[];
}

/** `verification.record`: verdicts, each with the hash of what is held now, that is, of what was verified. */
export const recordVerdicts: Mutation<RecordVerdictsArgs> = {
  run(db, args) {
    const campaign = db
      .read<{ covered_fields: string; type: string }>(
        'SELECT covered_fields, type FROM campaign WHERE id = ?',
      )
      .get(args.campaign);
    if (!campaign) return [];
    const covered = JSON.parse(campaign.covered_fields) as StudentField[];
    const changes: Change[] = [];
    for (const event of args.events) {
      const student = studentById(db, event.student);
      if (!student) continue;
      changes.push({
        entity: 'event',
        entityId: event.id,
        kind: 'made',
        values: {
          student: event.student,
          campaign: args.campaign,
          source: args.source,
          verdict: event.verdict,
          saidAt: event.saidAt,
          recordedAt: args.recordedAt,
          note: event.note,
          batch: args.batch,
          fieldsHash: fieldsHash(covered, wordsOf(student)),
          photoHash: photoHash(db, student.n, campaign.type),
        },
      });
    }
    return changes;
  },
  logged: ({ events, ...rest }) => ({ ...rest, events: events.length }),
};
