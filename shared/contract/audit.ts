import { z } from 'zod';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '../domain/auditActions.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

const filter = z.object({
  /** The person's id; empty: of nobody who signed in. */
  person: z.string().max(64).optional(),
  actions: z.array(z.enum(AUDIT_ACTIONS)).min(1).max(AUDIT_ACTIONS.length).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  /** Epoch ms: from ≤ at < to. */
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  /** The id of a student: what was done about them, and about the records that were joined with theirs. */
  student: z.string().max(200).optional(),
});
export type AuditQuery = z.output<typeof filter>;

const entry = z.object({
  seq: z.number(),
  at: z.number(),
  person: z.string().nullable(),
  name: z.string(),
  role: z.string(),
  session: z.string(),
  action: z.string(),
  outcome: z.enum(AUDIT_OUTCOMES),
  students: z.object({
    count: z.number(),
    /** The first few, by their ids; whoever is gone is not among them. */
    ids: z.array(z.string()),
  }),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.output<typeof entry>;

/** The end of the chain: number and SHA-256 of its last entry. */
const head = z.object({ seq: z.number(), hash: z.string() });

export const AUDIT_FAULTS = ['missing', 'changed', 'index', 'cut', 'anchor'] as const;

const looks = { needs: 'audit', scope: 'whole' } as const;

/** What people did: to be searched, taken away, and verified. */
export const audit = {
  /** Newest first. */
  page: access(looks)
    .input(
      z.object({
        filter,
        /** The number of an entry; null: from the newest. */
        before: z.number().int().nullable(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ items: z.array(entry), next: z.number().nullable() })),
  /** Who is to be chosen from: all whom entries name. */
  names: access(looks).output(
    z.object({ people: z.array(z.object({ person: z.string().nullable(), name: z.string() })) }),
  ),
  head: access(looks).output(z.object({ head, text: z.string() })),
  /** Every entry bound to the one before, the end compared with heads that were written down. Errors: AUDIT_ANCHOR. */
  verify: access(looks)
    .input(z.object({ anchors: z.array(z.string().max(100)).max(100).default([]) }))
    .output(
      progressOr(
        z.object({
          checked: z.number(),
          head,
          fault: z.object({ kind: z.enum(AUDIT_FAULTS), seq: z.number() }).nullable(),
        }),
      ),
    ),
  /** All entries that match as a CSV file, oldest first. */
  export: access({ ...looks, audits: 'export' })
    .input(z.object({ filter }))
    .output(progressOr(z.object({ download: z.string(), entries: z.number() }))),
};
