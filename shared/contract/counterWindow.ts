import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  COUNTER_PHOTO_REASONS,
  MAX_CLAIM,
  MAX_COMMENT,
  MAX_SIGNATURE_BYTES,
  MAX_SIGNED_NAME,
} from '../domain/counterVisit.ts';
import { STUDENT_FIELDS } from '../domain/studentFields.ts';
import { counterMark } from './counter.ts';

const visit = z.string();
const field = z.enum(STUDENT_FIELDS);

export const shownRecord = z.object({
  visit,
  school: z.string(),
  campaign: z.string(),
  /** In the order of asking; numbers masked. */
  fields: z.array(z.object({ field, value: z.string().nullable() })),
  photos: z.object({ admission: z.string().nullable(), graduation: z.string().nullable() }),
  /** Which photo is asked about; null: none. */
  askedPhoto: z.enum(['admission', 'graduation']).nullable(),
  idleSeconds: z.number(),
});
export type ShownRecord = z.output<typeof shownRecord>;

export const counterScreen = z.discriminatedUnion('at', [
  z.object({ at: z.literal('waiting'), school: z.string() }),
  z.object({ at: z.literal('record'), record: shownRecord }),
]);
export type CounterScreen = z.output<typeof counterScreen>;

/**
 * All that the student's window may ask, and only about the one student whom the clerk has put on it. Every call
 * carries the window's pass (the host's business); with a pass that is no longer good it is refused: COUNTER_REFUSED.
 */
export const counterWindow = {
  /**
   * What to show now, and again after every change. `holding`: the visit that the page still shows; a page that was
   * loaded anew holds none, and then a record that was on the window is taken off it.
   */
  watch: oc.input(z.object({ holding: visit.nullable() })).output(eventIterator(counterScreen)),
  /** The masked numbers of the shown record in full: the student in front of the window asks. Audited. */
  reveal: oc.input(z.object({ visit })).output(z.object({ values: z.partialRecord(field, z.string()) })),
  /** What was pressed so far, for the clerk to see. */
  press: oc
    .input(
      z.object({
        visit,
        step: z.enum(['checking', 'signing']),
        fields: z.partialRecord(field, counterMark),
        photo: counterMark.nullable(),
      }),
    )
    .output(z.object({})),
  /** The student goes, or has not touched anything for long: the record goes off the window. */
  leave: oc.input(z.object({ visit, why: z.enum(['left', 'idle']) })).output(z.object({})),
  /** All answers with the signature. Errors: COUNTER_OVER, COUNTER_CHANGED, USAGE (an answer or the signature is missing). */
  answer: oc
    .input(
      z.object({
        visit,
        fields: z.array(
          z.object({ field, mark: counterMark, claimed: z.string().max(MAX_CLAIM).nullable() }),
        ),
        photo: z.object({ mark: counterMark, reason: z.enum(COUNTER_PHOTO_REASONS).nullable() }).nullable(),
        comment: z.string().max(MAX_COMMENT),
        signature: z.discriminatedUnion('way', [
          /** Base64 of a PNG. */
          z.object({ way: z.literal('drawn'), png: z.string().max(Math.ceil(MAX_SIGNATURE_BYTES / 3) * 4) }),
          /** The name typed, seen by the clerk. */
          z.object({ way: z.literal('typed'), name: z.string().trim().min(1).max(MAX_SIGNED_NAME) }),
        ]),
      }),
    )
    .output(z.object({ verdict: counterMark })),
};
export type CounterWindow = typeof counterWindow;
