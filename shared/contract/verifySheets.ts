import { z } from 'zod';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

/** How a sheet that somebody holds stands to what was printed. */
export const SHEET_VERDICTS = [
  /** The signature holds, and what is there to read is what was printed. */
  'genuine',
  /** A file that carries a true code, or did, and says something else. */
  'altered',
  /** The number was given, and what goes with it was not printed by this program. */
  'retyped',
  /** A file that another program has written: nothing proves what it says. */
  'resaved',
  /** The signature is none of the key that it names. */
  'false-code',
  /** Signed by a key that this store does not know: neither true nor false. */
  'unknown-key',
  /** Known here by its number alone: nothing proves that this paper is the one that was printed. */
  'unsigned',
  /** A number that is not known here, and nothing to go by. */
  'unknown',
] as const;
export type SheetVerdict = (typeof SHEET_VERDICTS)[number];

export const SHEET_DIFFERENCES = ['heading', 'cell', 'row-added', 'row-missing', 'content'] as const;

export const verifiedSheet = z.object({
  verdict: z.enum(SHEET_VERDICTS),
  number: z.string().nullable(),
  /** Of the worksheet; null: not of a workbook. */
  worksheet: z.string().nullable(),
  key: z.string().nullable(),
  /** What is kept of it here; null: nothing. */
  printed: z
    .object({
      kind: z.string(),
      campaign: z.string(),
      of: z.string(),
      dataTime: z.number(),
      students: z.number(),
    })
    .nullable(),
  /** Where the file says something else than what was printed. */
  differences: z.array(
    z.object({
      what: z.enum(SHEET_DIFFERENCES),
      /** In the file, as a person sees it. */
      row: z.number().nullable(),
      column: z.string().nullable(),
      /** What the file says. */
      said: z.string().nullable(),
    }),
  ),
  /** What the data say otherwise than when it was printed; null: not compared. */
  since: z
    .array(
      z.object({
        what: z.enum(['changed', 'left', 'joined', 'counts']),
        student: z.string().nullable(),
        name: z.string().nullable(),
        column: z.string().nullable(),
        now: z.string().nullable(),
      }),
    )
    .nullable(),
  /** The number of a later sheet of the same; null: this is the last. */
  replacedBy: z.string().nullable(),
});
export type VerifiedSheet = z.output<typeof verifiedSheet>;

export const verifyResult = z.object({
  of: z.enum(['code', 'pdf', 'workbook']),
  /** Of a PDF: whether it is byte for byte what left the program. */
  seal: z.enum(['whole', 'broken', 'missing', 'unknown-key']).nullable(),
  /** Empty: nothing of ours is in it. */
  sheets: z.array(verifiedSheet),
});
export type VerifyResult = z.output<typeof verifyResult>;

/** A text that was scanned or typed, or a file as uploaded. Errors: those of files. */
export const verifyReport = access({ needs: 'print', scope: 'whole' })
  .input(z.union([z.object({ code: z.string() }), z.object({ file: z.string() })]))
  .output(progressOr(verifyResult));

export const signingKey = z.object({
  /** As codes name it. */
  id: z.string(),
  since: z.number(),
  isOwn: z.boolean(),
  isImported: z.boolean(),
  /** The public key as text, to be taken to another computer of the school. */
  line: z.string(),
});
export type SigningKey = z.output<typeof signingKey>;

/** By which keys sheets are told genuine, and those of other computers of the same school. */
export const signingKeys = {
  list: access({ needs: 'admin', scope: 'whole' }).output(z.array(signingKey)),
  /** Takes keys from a text. Errors: USAGE. */
  trust: access({ needs: 'admin', scope: 'whole', audits: 'settings' })
    .input(z.object({ text: z.string().max(100_000) }))
    .output(z.object({ added: z.array(z.string()), known: z.number() })),
  /** Only those that were brought in. Errors: NOT_FOUND, USAGE. */
  forget: access({ needs: 'admin', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string() }))
    .output(z.array(signingKey)),
};
