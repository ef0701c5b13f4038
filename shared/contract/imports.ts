import { z } from 'zod';
import { FINDING_CODES, OUTCOMES } from '../domain/findings.ts';
import { BATCH_KINDS, IMPORT_KINDS, SPREADSHEET_KINDS } from '../domain/importKinds.ts';
import { FILE_SOURCES, SOURCES } from '../domain/studentFields.ts';
import { SUGGESTION_KINDS } from '../domain/suggestions.ts';
import { readVerdict } from '../domain/verdictWords.ts';
import { TAUGHT_FIELDS } from '../domain/wordMeanings.ts';
import { access } from './access.ts';
import { facesLooked } from './photos.ts';
import { progressOr } from './progress.ts';

export const importKind = z.enum(IMPORT_KINDS);
export const photoRole = z.enum(['admission', 'graduation']);

export const finding = z.object({
  code: z.enum(FINDING_CODES),
  severity: z.enum(['block', 'warn', 'note']),
  row: z.number().nullable(),
  /** The sheet of that row, where the import takes several. */
  sheet: z.string().nullable().optional(),
  column: z.string().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  suggestion: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const outcomeCounts = z.object({
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  ambiguous: z.number(),
  rejected: z.number(),
  dropped: z.number(),
});

/** Names an error of the closed set; its sentence is said at the edge, in the reader's language. */
export const errorData = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const columnMapping = z.object({
  /** 0-based position in the sheet. */
  column: z.number(),
  heading: z.string(),
  field: z.string().nullable(),
  /** Why the suggestion: the heading is known, there is none but the values are sure, it was mapped so before, or a person chose. */
  reason: z.enum(['known', 'values', 'remembered', 'chosen', 'twice', 'none']),
});

/** Suggestions that a person took for the whole file. */
export const takenSuggestions = z.object({
  /** Whole identity numbers for those that a spreadsheet rounded, where one student alone can be meant. */
  lostDigits: z.boolean(),
  /** 学号 and 考生号 with the zeros in front that a spreadsheet left out. */
  leadingZeros: z.boolean(),
  /** The right writing of names as the office's own word; what the source says stays. */
  names: z.boolean(),
  /** Of a 人像比对 list: where it shows no result any more, the one that is held is cleared. */
  blankFlags: z.boolean().optional(),
});

/** Rows for which it is the other way round: left out where all are taken, taken where none is. */
export const suggestionExceptions = z.partialRecord(
  z.enum(SUGGESTION_KINDS),
  z.array(z.object({ row: z.number().int(), sheet: z.string().nullable() })).max(100_000),
);
export type SuggestionExceptions = z.output<typeof suggestionExceptions>;

/** One row's suggestion; values masked unless asked for. */
export const suggestion = z.object({
  row: z.number(),
  /** Where an import takes several sheets. */
  sheet: z.string().nullable(),
  name: z.string().nullable(),
  keys: z.string(),
  field: z.string(),
  from: z.string(),
  to: z.string(),
  /** What shows that it is this one: a field's name; null: the way in which the column or the name is written. */
  by: z.string().nullable(),
  source: z.enum(SOURCES).nullable(),
  taken: z.boolean(),
});
export type Suggestion = z.output<typeof suggestion>;

/** What a word means; null: nothing any more. A word for a verification means one of those that are known. */
export const taughtWord = z
  .object({
    field: z.enum(TAUGHT_FIELDS),
    /** As it is written. */
    written: z.string().trim().min(1).max(200),
    meant: z.string().trim().min(1).max(200).nullable(),
  })
  .refine(({ field, meant }) => field !== 'verdict' || meant === null || readVerdict(meant) !== null);

/** A word of the file of which a person has to say what it means; see planWords. */
export const wordQuestion = z.object({
  field: z.enum(TAUGHT_FIELDS),
  written: z.string(),
  why: z.enum(['cut', 'writing', 'unknown']),
  /** Rows of the file, and students of the store, that have it. */
  inFile: z.number(),
  inStore: z.number(),
  /** What it probably means, where that is one word alone. */
  suggestion: z.string().nullable(),
  candidates: z.array(z.string()),
});
export type WordQuestion = z.output<typeof wordQuestion>;

/** What the words of a file mean, as far as that is known or said. */
export const importWords = z.object({
  questions: z.array(
    wordQuestion.extend({
      /** What a person said that it means: the dictionary learns it with the commit. */
      taken: z.string().nullable(),
    }),
  ),
  /** Questions that are not among them: there are too many. */
  more: z.number(),
  /** What the dictionary knew already. */
  understood: z.array(
    z.object({ field: z.enum(TAUGHT_FIELDS), written: z.string(), meant: z.string(), inFile: z.number() }),
  ),
  learned: z.number(),
});
export type ImportWords = z.output<typeof importWords>;

/** How the file is understood so far. Every guess is a default that a person can change. */
export const importSession = z.object({
  session: z.string(),
  kind: importKind,
  source: z.enum(FILE_SOURCES),
  role: photoRole,
  /** Of photos: whether faces are looked for while they are read. */
  faces: z.boolean().optional(),
  campaign: z.string().nullable(),
  file: z.string(),
  bytes: z.number(),
  format: z.string(),
  encoding: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  /** The sheet that is shown; of several, the one whose columns are mapped for all of them. */
  sheet: z.string().nullable(),
  /** Of spreadsheets: the sheets that are imported in one go, `sheet` among them; empty for files without sheets. */
  takenSheets: z.array(z.string()).optional(),
  /** Sheets with rows that are not taken. */
  leftOutSheets: z
    .array(z.object({ name: z.string(), why: z.enum(['hidden', 'headings', 'no-header']) }))
    .optional(),
  /** Where no column gives the class, the name of the sheet may: never unless a person says so. */
  sheetName: z.object({ field: z.string(), chosen: z.boolean() }).nullable().optional(),
  headerRow: z.number().nullable(),
  headerRows: z.number(),
  mapping: z.array(columnMapping),
  /** The name that a person gave to how these headings were mapped before. */
  mappingName: z.string().nullable().optional(),
  /** The fields that this kind of import can fill. */
  fields: z.array(z.string()),
  /** The first rows of the sheet, from the top, for choosing the header. Masked. */
  topRows: z.array(z.object({ row: z.number(), cells: z.array(z.string()) })),
  /** The first rows below the header as they will be understood, with their findings. Masked. */
  preview: z.array(
    z.object({
      row: z.number(),
      cells: z.array(z.string()),
      values: z.record(z.string(), z.string().nullable()),
      /** By field, what the dictionary takes a value for; fields whose values are meant as they are written are not in it. */
      meant: z.record(z.string(), z.string()).optional(),
      findings: z.array(finding),
    }),
  ),
  suggestionsTaken: takenSuggestions,
  suggestionExceptions: suggestionExceptions,
  /** Set when the file can be opened but not understood yet, e.g. no header was recognised. */
  problem: errorData.nullable(),
});
export type ImportSession = z.output<typeof importSession>;

export const planSummary = z.object({
  counts: outcomeCounts,
  /** For photos: files that belong to nobody, and students without a photo of this role. */
  unmatched: z.number().nullable(),
  missing: z.number().nullable(),
  /** Of photos in which faces were to be looked for. */
  faces: facesLooked.optional(),
  /** Students of this source that the file does not name: listed, never deleted. */
  missingFromFile: z.number(),
  findings: z.array(
    z.object({ code: z.enum(FINDING_CODES), severity: z.enum(['block', 'warn', 'note']), count: z.number() }),
  ),
  /** What is said of the file as a whole (columns left out, a damaged column). */
  fileFindings: z.array(finding),
  /** What rows offer to put right, and of how many it is taken; a kind that nothing is offered of is not there. */
  offered: z.array(z.object({ kind: z.enum(SUGGESTION_KINDS), count: z.number(), taken: z.number() })),
  /** How often each field changes, for students that are already known. */
  changedFields: z.array(z.object({ field: z.string(), count: z.number() })),
});
export type PlanSummary = z.output<typeof planSummary>;

export const plannedRow = z.object({
  row: z.number(),
  sheet: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  student: z.string().nullable(),
  name: z.string().nullable(),
  /** Shown so that a person can tell two students apart; masked. */
  keys: z.string(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  findings: z.array(finding),
});
export type PlannedRow = z.output<typeof plannedRow>;

/** One row of a plan in short, for programs that read what became of every row. */
export const rowOutcome = plannedRow.pick({ row: true, sheet: true, outcome: true, student: true });
export type RowOutcome = z.output<typeof rowOutcome>;

export const batch = z.object({
  batch: z.string(),
  file: z.string(),
  kind: z.enum(BATCH_KINDS),
  source: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  sheet: z.string().nullable(),
  headerRow: z.number().nullable(),
  counts: outcomeCounts,
  at: z.number(),
  actor: z.string(),
  campaign: z.string().nullable(),
  undone: z.object({ at: z.number(), actor: z.string() }).nullable(),
});
export type Batch = z.output<typeof batch>;

export const undoResult = z.object({
  batch: z.string(),
  reverted: z.number(),
  /** Rows that were edited since: kept as they are, and listed. */
  kept: z.array(z.object({ student: z.string(), name: z.string().nullable(), fields: z.array(z.string()) })),
});
export type UndoResult = z.output<typeof undoResult>;

/** That opens a file: used for opening it, then forgotten; never kept, logged or told. */
const filePassword = z.string().min(1).max(255);

const session = z.object({ session: z.string() });
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };
const bulkPage = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(10_000) };

/** What a map file says (docs/spec/map-file.md). */
export const mapFile = z.object({
  kind: z.enum(SPREADSHEET_KINDS).nullable(),
  name: z.string().max(40).nullable(),
  columns: z.record(z.string(), z.string().nullable()),
  headings: z.array(z.string()).nullable(),
});

/** What is remembered of how files with these headings were mapped. */
export const rememberedMapping = z.object({
  kind: z.enum(SPREADSHEET_KINDS),
  fingerprint: z.string().regex(/^[0-9a-f]{28}$/),
  name: z.string().max(40).nullable(),
  /** Heading → field; null: left out. */
  columns: z.record(z.string(), z.string().nullable()),
  /** All headings of the last such file, in its order; null: remembered before they were kept. */
  headings: z.array(z.string()).nullable(),
  /** Files that were imported by it, since that is counted. */
  uses: z.number().int().nullable(),
  /** When the last of them was, in epoch ms. */
  usedAt: z.number().int().nullable(),
});
export type RememberedMapping = z.output<typeof rememberedMapping>;

export const imports = {
  /**
   * The spreadsheets inside a zip or a folder, also in zips within it, each to be opened by itself; any other file
   * stands for itself. `password`: of a zip that has one; the spreadsheets in it may have others.
   */
  expand: access({ needs: 'import', scope: 'whole' })
    .input(z.object({ file: z.string(), password: filePassword.optional() }))
    .output(
      z.object({
        files: z.array(z.object({ file: z.string(), name: z.string() })),
        findings: z.array(finding),
        /** Entries that can't be taken out; the others still are. */
        failed: z.array(z.object({ name: z.string(), error: errorData })),
        /** Files that are no spreadsheets, with what they are as far as is known ('pdf', 'image', 'document'…). */
        leftOut: z.array(z.object({ name: z.string(), what: z.string() })),
      }),
    ),
  /** `files` are names given by the host's upload; several files of one set (a folder of photos) make one session. */
  open: access({ needs: 'import', scope: 'whole' })
    .input(
      z.object({
        files: z.array(z.string()).min(1),
        kind: importKind,
        source: z.enum(FILE_SOURCES).default('chsi'),
        role: photoRole.default('graduation'),
        faces: z.boolean().default(false),
        campaign: z.string().nullable().default(null),
        /** Of a file that wants one (FILE_ENCRYPTED without it). */
        password: filePassword.optional(),
      }),
    )
    .output(importSession),
  choose: access({ needs: 'import', scope: 'whole' })
    .input(
      session.extend({
        sheet: z.string().optional(),
        /** Several sheets in one go: their names, or '*' for all visible ones in which students are found. */
        sheets: z.union([z.literal('*'), z.array(z.string()).min(1)]).optional(),
        /** The field that the name of the sheet gives, or null for none. */
        sheetNameAs: z.literal('className').nullable().optional(),
        /**
         * As Excel counts; 0: the names of the fields, which a .dbf has outside its rows. In other files 0 means that
         * there are no headings: all rows are students, and the columns are called A, B, C….
         */
        headerRow: z.number().int().min(0).optional(),
        encoding: z.string().optional(),
        source: z.enum(FILE_SOURCES).optional(),
        role: photoRole.optional(),
        faces: z.boolean().optional(),
        campaign: z.string().nullable().optional(),
        /** By column position; the columns not named keep what they have. */
        mapping: z.array(z.object({ column: z.number(), field: z.string().nullable() })).optional(),
        /** Which suggestions to take wherever the file offers them; a plan made before is void. */
        take: takenSuggestions.partial().optional(),
        /** Of kinds that are named here or under `take`, in place of the exceptions made before. */
        exceptions: suggestionExceptions.optional(),
        /** The whole mapping by heading, as a map file has it; headings not named are suggested as usual. */
        map: z.record(z.string(), z.string().nullable()).optional(),
      }),
    )
    .output(importSession),
  /** Reads and checks the whole file and works out what a commit would do. Writes nothing. */
  plan: access({ needs: 'import', scope: 'whole' }).input(session).output(progressOr(planSummary)),
  plannedRows: access({ needs: 'import', scope: 'whole' })
    .input(
      session.extend({
        ...page,
        outcomes: z.array(z.enum(OUTCOMES)).default([]),
        code: z.enum(FINDING_CODES).nullable().default(null),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(plannedRow) })),
  /** Every finding of a plan: first those about the whole file, then row by row. */
  findings: access({ needs: 'import', scope: 'whole', audits: 'unmask', unmasks: { at: 'unmasked' } })
    .input(session.extend({ ...bulkPage, unmasked: z.boolean().default(false) }))
    .output(z.object({ total: z.number(), items: z.array(finding) })),
  /** What the rows of a plan offer to put right, whether taken or not. */
  suggestions: access({ needs: 'import', scope: 'whole', audits: 'unmask', unmasks: { at: 'unmasked' } })
    .input(
      session.extend({ ...bulkPage, kind: z.enum(SUGGESTION_KINDS), unmasked: z.boolean().default(false) }),
    )
    .output(z.object({ total: z.number(), items: z.array(suggestion) })),
  /** What the words of a planned file mean; what a person says of them is learned with the commit, not before. */
  words: access({ needs: 'import', scope: 'whole' })
    .input(
      session.extend({
        take: z.array(taughtWord).max(500).optional(),
        /** Every suggestion of which nothing was said yet. */
        takeAll: z.boolean().optional(),
      }),
    )
    .output(importWords),
  /** What becomes of every row. */
  outcomes: access({ needs: 'import', scope: 'whole' })
    .input(session.extend(bulkPage))
    .output(z.object({ total: z.number(), items: z.array(rowOutcome) })),
  /** The workbook of rows that need a person, with reasons, to send back to whoever made the file. */
  exportFindings: access({ needs: 'import', scope: 'whole', audits: 'export' })
    .input(session.extend({ lang: z.enum(['zh', 'en']).default('zh') }))
    .output(progressOr(z.object({ download: z.string() }))),
  /** Commits exactly the plan that was shown, as one batch; refused (STALE_PLAN) when the data moved since. */
  commit: access({ needs: 'import', scope: 'whole', audits: 'import' })
    .input(session)
    .output(progressOr(batch)),
  /** Ends a session and lets go of its files, unless they are to be opened again under the same names. */
  discard: access({ needs: 'import', scope: 'whole' })
    .input(session.extend({ keepFiles: z.boolean().default(false) }))
    .output(z.object({})),
  batches: access({ needs: 'look', scope: 'filter' }).output(z.array(batch)),
  /** How files with the same headings are mapped the next time. */
  mappings: access({ needs: 'import', scope: 'whole' }).output(z.array(rememberedMapping)),
  /**
   * Changes name and columns, or brings back what was forgotten as it is given. Errors: USAGE (a field that this kind
   * does not have, one field for two headings, no field at all).
   */
  saveMapping: access({ needs: 'import', scope: 'whole', audits: 'settings', ofSchoolDesk: true })
    .input(rememberedMapping)
    .output(rememberedMapping),
  /**
   * Takes a map file in (docs/spec/map-file.md). `before`: what it replaces, to bring it back; null: nothing.
   * Errors: USAGE, those of files.
   */
  importMapping: access({ needs: 'import', scope: 'whole', audits: 'settings', ofSchoolDesk: true })
    .input(z.object({ file: z.string() }))
    .output(z.object({ mapping: rememberedMapping, before: rememberedMapping.nullable() })),
  forgetMapping: access({ needs: 'import', scope: 'whole', audits: 'settings', ofSchoolDesk: true })
    .input(rememberedMapping.pick({ kind: true, fingerprint: true }))
    .output(z.object({ forgotten: rememberedMapping.nullable() })),
  /** What a map file says, for `choose({ map })`; nothing is remembered. Errors: USAGE, those of files. */
  readMapFile: access({ needs: 'import', scope: 'whole' })
    .input(z.object({ file: z.string() }))
    .output(mapFile),
  /** A mapping as it is being made, as a map file. */
  writeMapFile: access({ needs: 'import', scope: 'whole' })
    .input(mapFile)
    .output(z.object({ download: z.string() })),
  /** As the file that the command line's --map takes. */
  exportMapping: access({ needs: 'import', scope: 'whole' })
    .input(rememberedMapping.pick({ kind: true, fingerprint: true }))
    .output(z.object({ download: z.string() })),
  undo: access({ needs: ['import', 'chase', 'sheets', 'dispute'], scope: 'filter', audits: 'undo' })
    .input(z.object({ batch: z.string() }))
    .output(progressOr(undoResult)),
};
