import { z } from 'zod';
import { SHEET_ANSWERS } from '../domain/sheetAnswer.ts';
import { SHEET_DECISIONS, SHEET_QUESTIONS } from '../domain/sheetQuestion.ts';
import { SHEET_HANDLINGS, SHEET_HOLDER_ROLES, SHEET_STATES } from '../domain/sheetStanding.ts';
import { STUDENT_FIELDS } from '../domain/studentFields.ts';
import { VERDICTS } from '../domain/verificationStatus.ts';
import { access, named } from './access.ts';
import { campaign } from './campaigns.ts';
import { progressOr } from './progress.ts';

const listedSheet = z.object({
  number: z.string(),
  collegeName: z.string().nullable(),
  className: z.string().nullable(),
  /** When its data was read, that is, when it was printed; epoch ms. */
  printedAt: z.number(),
  students: z.number(),
  state: z.enum(SHEET_STATES),
  answered: z.number(),
  holder: z.string().nullable(),
  role: z.enum(SHEET_HOLDER_ROLES).nullable(),
  handedAt: z.number().nullable(),
  /** How often it was handed out. */
  times: z.number(),
  note: z.string(),
  /** Whole days since it was handed out, while it is waited for. */
  daysOut: z.number().nullable(),
  returnedAt: z.number().nullable(),
  /** YYYY-MM-DD until which the class has time; null: without a campaign. */
  deadline: z.string().nullable(),
  overdue: z.boolean(),
  replacement: z.string().nullable(),
  /** A sheet of the same class that was printed later, while this one is waited for. */
  newer: z.string().nullable(),
});
export type ListedSheet = z.output<typeof listedSheet>;

export const sheetQuery = z.object({
  /** null: the one that is current. */
  campaign: z.string().nullable().default(null),
  /** Empty: all. */
  states: z.array(z.enum(SHEET_STATES)).default([]),
  overdue: z.boolean().default(false),
  college: z.string().nullable().default(null),
  holder: z.string().nullable().default(null),
  /** In number, college, class or holder. */
  search: z.string().max(100).default(''),
});
export type SheetQuery = z.output<typeof sheetQuery>;

const sheetCounts = z.object({
  states: z.record(z.enum(SHEET_STATES), z.number()),
  overdue: z.number(),
});

const sheetRow = z.object({
  /** Place on the sheet, from 0. */
  at: z.number(),
  /** null: taken back with the import that brought the student. */
  student: z.string().nullable(),
  name: z.string().nullable(),
  studentNo: z.string().nullable(),
  /** The class of today, where it is another than the sheet's. */
  movedTo: z.string().nullable(),
  /** Covered fields, or the photo, that changed after printing: what was signed is not what is held. */
  changed: z.array(z.union([z.enum(STUDENT_FIELDS), z.literal('photo')])),
  /** What the sheet said when it came back before. */
  before: z.enum(SHEET_ANSWERS).nullable(),
  /** The verdict held. `byHand`: said by staff or at the counter, another answer is for a person to choose. */
  held: z.object({ verdict: z.enum(VERDICTS), byHand: z.boolean() }).nullable(),
  /** What to begin with; null: a person has to choose. */
  preset: z.enum(SHEET_ANSWERS).nullable(),
});
export type SheetRow = z.output<typeof sheetRow>;

/** What a scan or a typed text is. `wrong`: a number whose check character does not fit. `damaged`: no whole number. */
export const SCAN_KINDS = [
  'known',
  'partly',
  'returned',
  'otherCampaign',
  'closed',
  'void',
  'noRows',
  'unknown',
  'wrong',
  'damaged',
] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

const scannedSheet = z.object({
  kind: z.enum(SCAN_KINDS),
  number: z.string().nullable(),
  campaignName: z.string().nullable(),
  sheet: listedSheet.nullable(),
  rows: z.array(sheetRow),
});
export type ScannedSheet = z.output<typeof scannedSheet>;

const rowAnswer = z.object({
  at: z.number().int().min(0),
  answer: z.enum(SHEET_ANSWERS),
  /** proxy: who signed. */
  by: z.string().max(60).default(''),
  /** wrong: which field, and what should stand there. */
  field: z.enum(STUDENT_FIELDS).nullable().default(null),
  value: z.string().max(200).default(''),
  /** What was written, as written. */
  written: z.string().max(300).default(''),
});
export type SheetRowAnswer = z.output<typeof rowAnswer>;

const question = z.object({
  id: z.string(),
  number: z.string(),
  className: z.string().nullable(),
  kind: z.enum(SHEET_QUESTIONS),
  student: z.string().nullable(),
  name: z.string().nullable(),
  studentNo: z.string().nullable(),
  written: z.string(),
  decision: z.enum(SHEET_DECISIONS).nullable(),
  decisionNote: z.string(),
  decidedBy: z.string().nullable(),
});
export type SheetQuestion = z.output<typeof question>;

const leftOut = z.object({
  number: z.string(),
  collegeName: z.string().nullable(),
  className: z.string().nullable(),
  /** None, or several: a person has to say who gets the sheet. */
  counsellors: z.array(z.string()),
});
export type SheetLeftOut = z.output<typeof leftOut>;

export const sheets = {
  /** In the order printed. Counts are without the filters by state. */
  list: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        query: sheetQuery.prefault({}),
        offset: z.number().int().min(0),
        limit: z.number().int().min(0).max(1_000),
      }),
    )
    .output(
      z.object({
        campaign: campaign.nullable(),
        total: z.number(),
        counts: sheetCounts,
        colleges: z.array(z.string()),
        /** Who got sheets, each once. */
        holders: z.array(z.string()),
        questions: z.number(),
        items: z.array(listedSheet),
      }),
    ),
  /** What a scanner or a hand typed, and the rows of the sheet. */
  scan: access({ needs: 'sheets', scope: 'filter' })
    .input(z.object({ text: z.string().max(2_000), campaign: z.string().nullable().default(null) }))
    .output(scannedSheet),
  /** Sheets were handed out, lost, made void or replaced: one batch. */
  handle: access({
    needs: 'sheets',
    scope: named(['sheet', 'numbers'], ['sheet', 'replacement']),
    audits: 'change',
  })
    .input(
      z.object({
        numbers: z.array(z.string()).min(1).max(50_000),
        kind: z.enum(SHEET_HANDLINGS),
        holder: z.string().max(60).nullable().default(null),
        role: z.enum(SHEET_HOLDER_ROLES).nullable().default(null),
        /** Epoch ms; left out: now. */
        at: z.number().optional(),
        note: z.string().max(300).default(''),
        replacement: z.string().nullable().default(null),
      }),
    )
    .output(z.object({ batch: z.string(), count: z.number() })),
  /** Sheets that were not handed out yet go each to the counsellor of its class: one batch; null: none could. */
  handToCounsellors: access({ needs: 'sheets', scope: 'filter', audits: 'change' })
    .input(
      z.object({
        query: sheetQuery.prefault({}),
        at: z.number().optional(),
        note: z.string().max(300).default(''),
      }),
    )
    .output(
      z.object({
        batch: z.string().nullable(),
        count: z.number(),
        holders: z.number(),
        left: z.array(leftOut),
      }),
    ),
  /** What a returned sheet says, one batch; rows that are not named have no answer. */
  return: access({ needs: 'sheets', scope: named(['sheet', 'number']), audits: 'change' })
    .input(
      z.object({
        number: z.string(),
        campaign: z.string().nullable().default(null),
        answers: z.array(rowAnswer),
        added: z
          .array(
            z.object({
              name: z.string().trim().min(1).max(60),
              studentNo: z.string().max(40).default(''),
              written: z.string().max(300).default(''),
            }),
          )
          .default([]),
        /** Whether a sheet that counts no more is taken all the same. */
        evenVoid: z.boolean().default(false),
      }),
    )
    .output(
      z.object({ batch: z.string(), recorded: z.number(), unchanged: z.number(), questions: z.number() }),
    ),
  questions: access({ needs: 'look', scope: 'filter' })
    .input(z.object({ campaign: z.string().nullable().default(null), open: z.boolean().default(true) }))
    .output(z.array(question)),
  /** `decision` null: open again. */
  decide: access({ needs: 'decide', scope: named(['question', 'id']), audits: 'decision' })
    .input(
      z.object({
        id: z.string(),
        decision: z.enum(SHEET_DECISIONS).nullable(),
        note: z.string().max(300).default(''),
      }),
    )
    .output(question),
  /** The list of a query as a workbook, for chasing. */
  export: access({ needs: 'export', scope: 'filter', audits: 'export' })
    .input(z.object({ query: sheetQuery.prefault({}) }))
    .output(progressOr(z.object({ download: z.string(), sheets: z.number() }))),
};
