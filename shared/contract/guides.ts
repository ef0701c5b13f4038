import { z } from 'zod';
import { GUIDE_PARTS } from '../domain/guideText.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';
import { reportResult } from './reports.ts';

const part = z.enum(GUIDE_PARTS);
const lang = z.enum(['zh', 'en']);
/** A guide is text: nobody writes a book. */
const body = z.string().max(20_000);

/** What the office fills in once for all guides. */
export const guideContact = z.object({
  office: z.string().max(60),
  address: z.string().max(120),
  phone: z.string().max(60),
  hours: z.string().max(120),
  /** In words; empty: the campaign's. */
  deadline: z.string().max(60),
});
export type GuideContact = z.output<typeof guideContact>;

const guide = z.object({
  part,
  lang,
  /** What holds: the office's own text, or the one that came with the program. */
  body: z.string(),
  /** What came with the program; another text than `body` only where the office has its own. */
  shipped: z.string(),
  edited: z.boolean(),
});
export type Guide = z.output<typeof guide>;

const shown = z.object({
  guides: z.array(guide),
  contact: guideContact,
  /** What the fields of a guide are filled with, of the campaign that was asked about. */
  values: z.record(
    z.enum(['school', 'campaign', 'deadline', 'office', 'address', 'phone', 'hours', 'rule']),
    z.string(),
  ),
});
export type ShownGuides = z.output<typeof shown>;

export const GUIDE_FORMATS = ['pdf', 'md', 'txt'] as const;

/** The guides for students: shown, written anew by the office, and taken away. */
export const guides = {
  /** `campaign` null: the one that runs; where there is none, its fields stay empty. */
  show: access({ needs: 'look', scope: 'none' })
    .input(z.object({ lang, campaign: z.string().nullable().default(null) }))
    .output(shown),
  /** null: what came with the program holds again. */
  save: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ part, lang, body: body.nullable() }))
    .output(guide),
  saveContact: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(guideContact)
    .output(guideContact),
  create: access({ needs: 'export', scope: 'none' })
    .input(
      z.object({
        lang,
        campaign: z.string().nullable().default(null),
        parts: z.array(part).min(1),
        format: z.enum(GUIDE_FORMATS),
      }),
    )
    .output(progressOr(reportResult)),
};
