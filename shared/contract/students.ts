import { z } from 'zod';
import { CONTACT_OUTCOMES } from '../domain/chaseReason.ts';
import { CONTACT_WAYS, CONTACT_WHOM } from '../domain/chaseStanding.ts';
import { DIFFERENCE_KINDS } from '../domain/differenceKind.ts';
import { PHOTO_REASONS, PHOTO_VERDICTS } from '../domain/photoReview.ts';
import { PHOTO_ROLES } from '../domain/photoStandard.ts';
import { FACET_FIELDS, KEY_FIELDS, SOURCES, STUDENT_FIELDS } from '../domain/studentFields.ts';
import { EVENT_SOURCES, STATUS_REASONS, STATUSES, VERDICTS } from '../domain/verificationStatus.ts';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';

const fieldValue = z.string().nullable();
/** Every field present; identity numbers, phones and e-mail masked unless asked for by `reveal`. */
export const studentValues = z.record(z.enum(STUDENT_FIELDS), fieldValue);
export const partialStudentValues = z.partialRecord(z.enum(STUDENT_FIELDS), fieldValue);

export const statusReason = z.object({
  code: z.enum(STATUS_REASONS),
  params: z.record(z.string(), z.string()),
});

/** A filter: every named field must have one of the values; an empty string stands for "empty". */
export const studentFilter = z.object({
  fields: z.partialRecord(z.enum(STUDENT_FIELDS), z.array(z.string()).min(1)).default({}),
  statuses: z.array(z.enum(STATUSES)).default([]),
  sources: z.array(z.enum(SOURCES)).default([]),
  photo: z.enum(['any', 'no-admission', 'no-graduation', 'both']).default('any'),
  /** Only students whose sources disagree. */
  differing: z.boolean().default(false),
  /** Only students who are not verified although the day until which they had time in the campaign is over. */
  overdue: z.boolean().default(false),
});

export const SORT_KEYS = ['class', 'studentNo', 'examNo', 'name', 'status'] as const;

export const studentQuery = z.object({
  /** Statuses are those of this campaign; null: of the newest open one. With a campaign, only its population is listed. */
  campaign: z.string().nullable().default(null),
  /** Any part of a name, its pinyin or initials, or of any number. */
  search: z.string().default(''),
  filter: studentFilter.prefault({}),
  sort: z
    .object({ key: z.enum(SORT_KEYS), descending: z.boolean() })
    .default({ key: 'class', descending: false }),
});
export type StudentQuery = z.output<typeof studentQuery>;

/** Which students an action is for: the ones named, or all that a query gives. */
export const studentSelection = z.union([
  z.object({ ids: z.array(z.string()).min(1) }),
  z.object({ query: studentQuery }),
]);

export const studentRow = z.object({
  id: z.string(),
  values: studentValues,
  status: z.enum(STATUSES),
  statusReason,
  /** Content hashes; null where there is no photo. */
  photos: z.object({ admission: z.string().nullable(), graduation: z.string().nullable() }),
  sources: z.array(z.enum(SOURCES)),
  differing: z.boolean(),
});
export type StudentRow = z.output<typeof studentRow>;

const facetCount = z.object({ value: z.string(), count: z.number() });

export const timelineEntry = z.object({
  at: z.number(),
  actor: z.string(),
  kind: z.enum(['change', 'verdict', 'photo', 'review', 'contact']),
  /** For a review of a photo, and for a photo: which of the two. */
  role: z.enum(PHOTO_ROLES).nullable(),
  /** What was said of a photo; null: what had been said was taken back. */
  review: z
    .object({ verdict: z.enum(PHOTO_VERDICTS), reasons: z.array(z.enum(PHOTO_REASONS)), note: z.string() })
    .nullable(),
  /** For a contact made while chasing; null: it was taken back. */
  contact: z
    .object({
      whom: z.enum(CONTACT_WHOM),
      way: z.enum(CONTACT_WAYS),
      outcome: z.enum(CONTACT_OUTCOMES),
      promise: z.string().nullable(),
    })
    .nullable(),
  /** For a change: which source's record; for a verdict: where it came from. */
  source: z.string(),
  batch: z.string().nullable(),
  batchFile: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  eventSource: z.enum(EVENT_SOURCES).nullable(),
  campaign: z.string().nullable(),
  /**
   * For a verdict that stands or stood: what was written beside it (有误信息登记 of a class sheet, a list's 备注, what
   * staff noted), numbers in it masked like the values; never taken for a value. Null: nothing.
   */
  note: z.string().nullable(),
  /** Numbers that the file did not hold whole: what it had (masked), by what the whole one is known and who has it. */
  repairs: z.array(
    z.object({
      field: z.enum([...KEY_FIELDS, 'className']),
      received: z.string(),
      by: z.enum([...KEY_FIELDS, 'name', 'className']).nullable(),
      source: z.enum(SOURCES).nullable(),
    }),
  ),
  /** Set where the office took the right writing of a name that a source writes oddly. */
  writing: z.boolean(),
  /** Field by field, from → to; masked like the values. */
  patch: z.record(z.string(), z.tuple([fieldValue, fieldValue])),
});

const photoDetail = z.object({
  role: z.enum(['admission', 'graduation']),
  hash: z.string(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  matchedBy: z.string(),
  fileName: z.string(),
  at: z.number(),
});

const classContact = z.object({
  counsellor: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  qq: z.string().nullable(),
});

export const studentDetail = studentRow.extend({
  /** Who looks after the student's class; phone, e-mail and QQ masked like the student's. Null: not known. */
  classContact: classContact.nullable(),
  /** What each source says, whole. */
  records: z.array(
    z.object({
      source: z.enum(SOURCES),
      values: partialStudentValues,
      /** Fields whose value is not the one in use, and how it differs: told of masked values as they really are. */
      differences: z.partialRecord(z.enum(STUDENT_FIELDS), z.enum(DIFFERENCE_KINDS)),
      batch: z.string().nullable(),
      batchFile: z.string().nullable(),
      at: z.number(),
    }),
  ),
  photoDetails: z.array(photoDetail),
  timeline: z.array(timelineEntry),
  /** Until when the student has time in the campaign, YYYY-MM-DD; null: no campaign, or does not take part. */
  deadline: z.string().nullable(),
});
export type StudentDetail = z.output<typeof studentDetail>;

export const savedView = z.object({
  id: z.string(),
  name: z.string().min(1).max(40),
  query: studentQuery,
  columns: z.array(z.enum(STUDENT_FIELDS)),
});
export type SavedView = z.output<typeof savedView>;

export const students = {
  /** A page by position; `version` changes when the data do, so that a stale page can be told. */
  page: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        query: studentQuery,
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number(), version: z.number(), items: z.array(studentRow) })),
  /** How many students per value, under the query (a field's own filter is left out of its own counts). */
  facets: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ query: studentQuery, fields: z.array(z.enum(FACET_FIELDS)) }))
    .output(
      z.object({
        total: z.number(),
        statuses: z.partialRecord(z.enum(STATUSES), z.number()),
        fields: z.partialRecord(z.enum(FACET_FIELDS), z.array(facetCount)),
      }),
    ),
  get: access({ needs: 'look', scope: named(['student', 'id']) })
    .input(z.object({ id: z.string(), campaign: z.string().nullable().default(null) }))
    .output(studentDetail),
  /** The masked fields of one student in full. Audited. */
  reveal: access({
    needs: ['unmask', 'ask-unmask'],
    scope: named(['student', 'id']),
    audits: 'unmask',
    unmasks: 'always',
  })
    .input(z.object({ id: z.string() }))
    .output(partialStudentValues),
  /** Staff's own word on fields; null empties the field, a field that is absent stays. */
  setFields: access({ needs: 'edit', scope: named(['student', 'id']), audits: 'change' })
    .input(z.object({ id: z.string(), values: partialStudentValues, reason: z.string() }))
    .output(z.object({ batch: z.string() })),
  /** Streams all that match into a file to download. */
  export: access({
    needs: 'export',
    scope: named(['student', 'selection.ids']),
    audits: 'export',
    unmasks: { at: 'unmasked' },
  })
    .input(
      z.object({
        selection: studentSelection,
        format: z.enum(['xlsx', 'csv', 'jsonl']),
        unmasked: z.boolean().default(false),
        campaign: z.string().nullable().default(null),
      }),
    )
    .output(progressOr(z.object({ download: z.string(), rows: z.number() }))),
  views: access({ needs: 'look', scope: 'filter' }).output(z.array(savedView)),
  saveView: access({ needs: 'edit', scope: 'whole', audits: 'settings' })
    .input(savedView.omit({ id: true }).extend({ id: z.string().nullable() }))
    .output(savedView),
  deleteView: access({ needs: 'edit', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string() }))
    .output(z.object({ deleted: savedView.nullable() })),
};
