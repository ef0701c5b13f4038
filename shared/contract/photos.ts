import { oc } from '@orpc/contract';
import { z } from 'zod';
import { PHOTO_ROLES } from '../domain/photoStandard.ts';
import { progressOr } from './progress.ts';
import { studentSelection } from './students.ts';

export const photoProfileView = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  source: z.string(),
});

export const photoRecheck = z.object({
  profile: z.string(),
  /** Different photos in use. */
  photos: z.number(),
  /** Of these, decoded and measured anew: the others were judged by the measures kept. */
  measured: z.number(),
  /** Of these, whose bytes are missing or damaged; `check` names them. */
  unreadable: z.number(),
  /** How many photos have each finding. */
  findings: z.array(z.object({ role: z.enum(PHOTO_ROLES), code: z.string(), photos: z.number() })),
});

/** Photos that look like one although their bytes may differ: a hint, a person has to look at them. */
export const lookAlikes = z.object({
  /** Photos compared: those that are measured. */
  photos: z.number(),
  /** All groups, however many are listed. */
  total: z.number(),
  groups: z.array(
    z.object({
      /** `students`: of two students or more; `own`: one student's admission and graduation photo. */
      kind: z.enum(['students', 'own']),
      /** Members, however many are listed. */
      size: z.number(),
      photos: z.array(
        z.object({
          student: z.string(),
          name: z.string().nullable(),
          studentNo: z.string().nullable(),
          role: z.enum(PHOTO_ROLES),
          hash: z.string(),
        }),
      ),
    }),
  ),
});

export const photoExportRequest = z.object({
  selection: studentSelection,
  role: z.enum(PHOTO_ROLES).default('graduation'),
  /** `{学号}-{姓名}`: see shared/domain/photoNaming. */
  naming: z.string().max(200),
});

export const photoExportResult = z.object({
  /** To be fetched under /download/<download>; null where nothing was written. */
  download: z.string().nullable(),
  photos: z.number(),
  /** Why students of the selection are not in it, and how many. */
  leftOut: z.object({ 'no-photo': z.number(), 'no-name': z.number(), 'name-taken': z.number() }),
  /** The first of them, by id. */
  examples: z.array(z.object({ student: z.string(), why: z.enum(['no-photo', 'no-name', 'name-taken']) })),
});

export const photos = {
  profiles: oc.output(z.object({ chosen: z.string(), profiles: z.array(photoProfileView) })),
  chooseProfile: oc.input(z.object({ id: z.string() })).output(z.object({ chosen: z.string() })),
  /** Judges every photo by the chosen profile; measures those that were not. May be cancelled and begun again. */
  recheck: oc.output(progressOr(photoRecheck)),
  /** Compares all photos by what they look like. Those that were never measured are not among them: `recheck` first. */
  lookAlikes: oc
    .input(
      z.object({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
        /** Only groups that hold photos of these students. */
        students: z.array(z.string()).max(500).optional(),
      }),
    )
    .output(lookAlikes),
  /** What an export would hold and leave out; nothing is written. */
  planExport: oc.input(photoExportRequest).output(photoExportResult),
  /** A zip of the photos under their new names. What the plan leaves out is left out. */
  export: oc.input(photoExportRequest).output(progressOr(photoExportResult)),
  /** A workbook for photographers: how many are to be taken in each class. No names, no numbers of people. */
  shootingPlan: oc
    .input(z.object({ selection: studentSelection }))
    .output(progressOr(z.object({ download: z.string(), classes: z.number(), students: z.number() }))),
};
