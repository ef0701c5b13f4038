import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LIKENESS_HINTS, LIKENESS_WAYS } from '../domain/photoLikeness.ts';
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
  /** Of these, in which faces were looked for now. */
  looked: z.number(),
  /** False: the face check was asked for and cannot run here; null: it was not asked for. */
  facesAvailable: z.boolean().nullable(),
  /** Students with both photos, by what the comparison hints at; null where it was not asked for. */
  likeness: z
    .object({
      compared: z.number(),
      alike: z.number(),
      unsure: z.number(),
      unlike: z.number(),
      unknown: z.number(),
    })
    .nullable(),
  /** How many photos have each finding. */
  findings: z.array(z.object({ role: z.enum(PHOTO_ROLES), code: z.string(), photos: z.number() })),
});

/** How alike 录取照片 and 学历照片 of a student are: a hint, never a verdict, and never a finding. */
export const photoLikeness = z.object({
  way: z.enum(LIKENESS_WAYS),
  /** -1 to 1; means nothing where `way` is `none`. */
  value: z.number(),
  hint: z.enum(LIKENESS_HINTS).nullable(),
});

/** Where a face is, in shares of the picture's width and height, upright. */
const faceSeen = z.object({
  faces: z.number(),
  face: z
    .object({
      left: z.number(),
      top: z.number(),
      width: z.number(),
      height: z.number(),
      eyes: z.number(),
      cheeks: z.number(),
      centre: z.number(),
      chin: z.number(),
      tilt: z.number(),
      turn: z.number(),
    })
    .nullable(),
  hairTop: z.number().nullable(),
});

export const photoLook = z.object({
  student: z.string(),
  /** Null where there is no such photo, or faces were not looked for in it. */
  faces: z.object({ admission: faceSeen.nullable(), graduation: faceSeen.nullable() }),
  /** Null where they were not compared. */
  likeness: photoLikeness.nullable(),
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
  recheck: oc
    .input(
      z
        .object({
          /** Look for faces (some 20 photos a second for each processor). */
          faces: z.boolean().optional(),
          /** Compare the two photos of each student (some 3 students a second for each processor). */
          likeness: z.boolean().optional(),
        })
        .optional(),
    )
    .output(progressOr(photoRecheck)),
  /** What was seen in the photos of these students so far; nothing is computed. In the order asked for. */
  looks: oc
    .input(z.object({ students: z.array(z.string()).max(500) }))
    .output(z.object({ items: z.array(photoLook) })),
  /** Compares the two photos of a student now, and keeps it. Null without both photos. */
  likeness: oc
    .input(z.object({ student: z.string() }))
    .output(z.object({ available: z.boolean(), likeness: photoLikeness.nullable() })),
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
