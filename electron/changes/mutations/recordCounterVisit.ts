import { type CounterAnswers, counterVerdict } from '../../../shared/domain/counterVisit.ts';
import type { Change } from '../change.ts';
import type { Mutation } from './mutation.ts';
import { recordVerdicts } from './recordVerdicts.ts';

export interface RecordCounterVisitArgs {
  campaign: string;
  batch: string;
  /** The event's own id, given. */
  event: string;
  student: string;
  /** Epoch ms: when the record was shown, and when it was signed. */
  startedAt: number;
  at: number;
  answers: CounterAnswers;
  /** What was said to be wrong, in words. */
  note: string;
  /** The hash of a drawn signature, or a typed name with who saw it. */
  signature: string | null;
  signedName: string | null;
  witness: string | null;
  /** Whether the own number was looked at in full. */
  revealed: boolean;
}

/** `counter.record`: what a student said and signed at the counter: a verdict like any other, and its evidence. */
export const recordCounterVisit: Mutation<RecordCounterVisitArgs> = {
  run(db, args) {
    const { event, answers } = args;
    const said = recordVerdicts.run(db, {
      campaign: args.campaign,
      source: 'counter',
      batch: args.batch,
      recordedAt: args.at,
      events: [
        {
          id: event,
          student: args.student,
          verdict: counterVerdict(answers),
          saidAt: args.at,
          note: args.note,
        },
      ],
    });
    if (said.length === 0) return [];
    const evidence: Change = {
      entity: 'counterVisit',
      entityId: event,
      kind: 'made',
      values: {
        startedAt: args.startedAt,
        fields: JSON.stringify(answers.fields),
        photo: answers.photo && JSON.stringify(answers.photo),
        comment: answers.comment,
        signature: args.signature,
        signedName: args.signedName,
        witness: args.witness,
        revealed: args.revealed ? 1 : 0,
      },
    };
    return [...said, evidence];
  },
  logged: ({ campaign, batch, event, student, at }) => ({ campaign, batch, event, student, at }),
};
