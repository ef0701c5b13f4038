import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { COUNTER_MARKS, COUNTER_PHOTO_REASONS, IDLE_SECONDS } from '../domain/counterVisit.ts';
import { STUDENT_FIELDS } from '../domain/studentFields.ts';
import { access, named } from './access.ts';

/** One of whom a card or a number may speak; numbers masked. */
const foundStudent = z.object({
  id: z.string(),
  name: z.string().nullable(),
  studentNo: z.string().nullable(),
  className: z.string().nullable(),
});
export type FoundStudent = z.output<typeof foundStudent>;

export const counterMark = z.enum(COUNTER_MARKS);

export const counterState = z.object({
  /** `none`: no window was asked for; `waiting`: asked for, not there (any more); `there`: it shows something. */
  window: z.enum(['none', 'waiting', 'there']),
  /** The student who is asked now. */
  visit: z
    .object({
      id: z.string(),
      student: foundStudent,
      campaign: z.object({ id: z.string(), name: z.string() }),
      startedAt: z.number(),
      step: z.enum(['checking', 'signing']),
      /** What was pressed so far, in the order in which it is asked. */
      fields: z.array(z.object({ field: z.enum(STUDENT_FIELDS), mark: counterMark.nullable() })),
      /** Null: no photo is asked about. */
      photo: z.object({ mark: counterMark.nullable() }).nullable(),
      /** Whether the student has looked at the own number in full. */
      revealed: z.boolean(),
    })
    .nullable(),
  /** How the last one ended. */
  last: z
    .object({
      student: foundStudent,
      ended: z.enum(['signed', 'called-back', 'idle', 'left', 'reloaded']),
      /** Of `signed`: the event, its verdict and its batch. */
      event: z.string().nullable(),
      verdict: counterMark.nullable(),
      batch: z.string().nullable(),
      at: z.number(),
    })
    .nullable(),
  idleSeconds: z.number(),
});
export type CounterState = z.output<typeof counterState>;

export const counterVisit = z.object({
  /** The event of which this is the evidence. */
  event: z.string(),
  student: foundStudent,
  campaign: z.object({ id: z.string(), name: z.string() }),
  startedAt: z.number(),
  at: z.number(),
  verdict: counterMark,
  /** What the student said, numbers masked. */
  fields: z.array(
    z.object({ field: z.enum(STUDENT_FIELDS), mark: counterMark, claimed: z.string().nullable() }),
  ),
  photo: z.object({ mark: counterMark, reason: z.enum(COUNTER_PHOTO_REASONS).nullable() }).nullable(),
  comment: z.string(),
  /** `drawn`: a picture is kept; `typed`: the name was typed and the clerk saw it. */
  signed: z.enum(['drawn', 'typed']),
  /** Who saw a typed name being signed. */
  witness: z.string().nullable(),
  /** Whether the student looked at the own number in full. */
  revealed: z.boolean(),
  batch: z.string(),
  /** Taken back. */
  undone: z.boolean(),
  /** What was verified has changed since. */
  stale: z.boolean(),
});
export type CounterVisit = z.output<typeof counterVisit>;

/** The clerk's side of the counter. The student's is another contract: counterWindow.ts. */
export const counter = {
  /** A one-time token for the student's window; an earlier window is shut. */
  open: access({ needs: 'counter', scope: 'none' }).output(z.object({ token: z.string() })),
  /** Shuts the student's window. */
  shut: access({ needs: 'counter', scope: 'none' }).output(z.object({})),
  /** Whom a scanned or typed 学号, 考生号 or identity number names: exact, in full. It is kept nowhere. */
  find: access({ needs: 'counter', scope: 'filter' })
    .input(z.object({ card: z.string().trim().min(1).max(64) }))
    .output(z.object({ students: z.array(foundStudent) })),
  /** Shows a student their own record. Errors: NOT_FOUND, CAMPAIGN_CLOSED, COUNTER_OUTSIDE, COUNTER_BUSY. */
  show: access({ needs: 'counter', scope: named(['student', 'student']) })
    .input(z.object({ student: z.string(), campaign: z.string().nullable().default(null) }))
    .output(z.object({ visit: z.string() })),
  /** Takes the record off the student's window; nothing is recorded. */
  callBack: access({ needs: 'counter', scope: 'none' }).output(z.object({})),
  /** The state now, and again after every change of it. */
  watch: access({ needs: 'counter', scope: 'filter' }).output(eventIterator(counterState)),
  /** Visits that were recorded, newest first; `since`: epoch ms. */
  visits: access({ needs: 'counter', scope: named(['student', 'student']) })
    .input(
      z.object({
        since: z.number().nullable().default(null),
        student: z.string().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(counterVisit) })),
  /** The signature of one visit: a picture by its hash, or the name that was typed. Audited. */
  signature: access({ needs: 'counter', scope: named(['visit', 'event']), audits: 'unmask' })
    .input(z.object({ event: z.string() }))
    .output(z.object({ hash: z.string().nullable(), name: z.string().nullable() })),
  setIdle: access({ needs: 'counter', scope: 'whole', audits: 'settings' })
    .input(z.object({ seconds: z.number().int().min(IDLE_SECONDS.least).max(IDLE_SECONDS.most) }))
    .output(z.object({})),
};
