import { z } from 'zod';
import { ALIKE_DECISIONS, ALIKE_STATES } from '../domain/alikePhotos.ts';
import {
  CHECK_OUTCOMES,
  PHOTO_CHECKS,
  PHOTO_FINDINGS,
  PROFILE_VERDICTS,
  RETAKE_WHYS,
} from '../domain/photoFindings.ts';
import { LIKENESS_HINTS, LIKENESS_WAYS } from '../domain/photoLikeness.ts';
import { PHOTO_REASONS, PHOTO_VERDICTS, REVIEW_STATES } from '../domain/photoReview.ts';
import { PHOTO_ROLES } from '../domain/photoStandard.ts';
import { WALL_PARTS } from '../domain/photoWall.ts';
import { SOURCES } from '../domain/studentFields.ts';
import { access, named } from './access.ts';
import { progressOr } from './progress.ts';
import { studentQuery, studentSelection } from './students.ts';

export const photoProfileView = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  source: z.object({ zh: z.string(), en: z.string() }),
});

/** How looking for faces went. */
export const facesLooked = z.object({
  /** False: the networks cannot run here. */
  available: z.boolean(),
  /** Photos in which they were looked for now. */
  looked: z.number(),
  /** Photos on which the networks failed: nothing is known of the faces in them. */
  failed: z.number(),
  /** Why they cannot run, or failed on the first of these, as the networks say it; null: nothing went wrong. */
  reason: z.string().nullable(),
});
export type FacesLooked = z.output<typeof facesLooked>;

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
  /** Photos on which the face networks failed, and why, or why they cannot run (as FacesLooked has it). */
  facesFailed: z.number(),
  facesReason: z.string().nullable(),
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
  examples: z.array(
    z.object({
      student: z.string(),
      name: z.string().nullable(),
      studentNo: z.string().nullable(),
      why: z.enum(['no-photo', 'no-name', 'name-taken']),
    }),
  ),
  /** The first names that are made, with identity numbers masked; without their endings, which follow from the bytes. */
  names: z.array(z.string()),
});

export const photoReview = z.object({
  verdict: z.enum(PHOTO_VERDICTS),
  reasons: z.array(z.enum(PHOTO_REASONS)),
  note: z.string().max(500),
});

/** Which photos a wall shows: of the students of a query, one role, one part of the work, any of these findings. */
export const wallQuery = z.object({
  query: studentQuery,
  role: z.enum(PHOTO_ROLES).default('graduation'),
  part: z.enum(WALL_PARTS).default('to-review'),
  findings: z.array(z.enum(PHOTO_FINDINGS)).default([]),
  /** Any of these; none: all. */
  verdicts: z.array(z.enum(PROFILE_VERDICTS)).default([]),
  likeness: z.array(z.enum(LIKENESS_HINTS)).default([]),
});
export type WallQuery = z.output<typeof wallQuery>;

const person = z.object({
  id: z.string(),
  name: z.string().nullable(),
  studentNo: z.string().nullable(),
  examNo: z.string().nullable(),
  collegeName: z.string().nullable(),
  className: z.string().nullable(),
});

export const wallItem = person.extend({
  photos: z.object({ admission: z.string().nullable(), graduation: z.string().nullable() }),
  state: z.enum(REVIEW_STATES),
  review: photoReview.nullable(),
  findings: z.array(z.enum(PHOTO_FINDINGS)),
  /** Why the student is to be photographed again; null: is not (or it is about 录取照片). */
  retake: z.enum(RETAKE_WHYS).nullable(),
});
export type WallItem = z.output<typeof wallItem>;

export const wallCounts = z.object({
  /** Students of the query with a photo of the role, and how many of these photos are reviewed. */
  photos: z.number(),
  reviewed: z.number(),
  parts: z.record(z.enum(WALL_PARTS), z.number()),
  /** In the part that is shown. */
  findings: z.record(z.enum(PHOTO_FINDINGS), z.number()),
  verdicts: z.record(z.enum(PROFILE_VERDICTS), z.number()),
  likeness: z.record(z.enum(LIKENESS_HINTS), z.number()),
  sources: z.record(z.enum(SOURCES), z.number()),
  /** Photos of the query in which faces were not looked for. */
  unlooked: z.number(),
  /** Groups of photos that look like one with a student of the query and not settled; null: they are being looked for. */
  alike: z.number().nullable(),
  /** Photos that were not judged by the standard that is chosen now: `recheck` does it. */
  unjudged: z.number(),
  /** How many the query gives now: a list that was opened earlier keeps what it had. */
  matching: z.number(),
});

export const alikeGroup = z.object({
  /** Of this group with these photos: what a decision is about. */
  key: z.string(),
  /** `students`: of two students or more; `own`: one student's admission and graduation photo. */
  kind: z.enum(['students', 'own']),
  /** The very same bytes throughout. */
  exact: z.boolean(),
  /** There are photos of students besides of whom the asker may not know: of these nothing is said. */
  elsewhere: z.boolean(),
  state: z.enum(ALIKE_STATES),
  decision: z.object({ kind: z.enum(ALIKE_DECISIONS), at: z.number(), actor: z.string() }).nullable(),
  /** Members, however many are listed. */
  size: z.number(),
  photos: z.array(
    person.extend({
      role: z.enum(PHOTO_ROLES),
      hash: z.string(),
      review: photoReview.nullable(),
    }),
  ),
});
export type AlikeGroup = z.output<typeof alikeGroup>;

export const photoDetail = person.extend({
  role: z.enum(PHOTO_ROLES),
  /** The standard that 学历照片 are held against. */
  standard: photoProfileView,
  /** Null where the two photos were not compared. */
  likeness: photoLikeness.nullable(),
  photos: z.array(
    z.object({
      role: z.enum(PHOTO_ROLES),
      hash: z.string(),
      fileName: z.string(),
      /** Empty: not measured yet. */
      /** Null: faces were not looked for. */
      seen: faceSeen.nullable(),
      checks: z.array(
        z.object({
          item: z.enum(PHOTO_CHECKS),
          outcome: z.enum(CHECK_OUTCOMES),
          is: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
          wanted: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
        }),
      ),
      state: z.enum(REVIEW_STATES),
      review: photoReview.extend({ at: z.number(), actor: z.string() }).nullable(),
      /** Other students who have the very same photo. */
      twice: z.array(person),
    }),
  ),
});
export type PhotoDetail = z.output<typeof photoDetail>;

export const photos = {
  /**
   * A list for the wall as it is now. It keeps its order and its members while reviews go on, so that nothing moves
   * under the person; what a page shows of each is always what holds now.
   */
  openWall: access({ needs: 'look', scope: 'filter' })
    .input(wallQuery)
    .output(z.object({ list: z.string(), total: z.number() })),
  /** Errors: NOT_FOUND (the list is no longer kept: open it again). null: the student is gone since. */
  wallPage: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        list: z.string(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ items: z.array(wallItem.nullable()) })),
  wallCounts: access({ needs: 'look', scope: 'filter' }).input(wallQuery).output(wallCounts),
  detail: access({ needs: 'look', scope: named(['student', 'student']) })
    .input(z.object({ student: z.string(), role: z.enum(PHOTO_ROLES) }))
    .output(photoDetail),
  /**
   * A person's word on photos; null withdraws it. `batch` is the one that an earlier call answered with: work in one go
   * is one batch. With `list`: all photos of it. Errors: USAGE (wrong without a reason), NOT_FOUND.
   */
  review: access({ needs: 'edit', scope: named(['student', 'which.photos.student']), audits: 'decision' })
    .input(
      z.object({
        role: z.enum(PHOTO_ROLES),
        which: z.union([
          z.object({
            photos: z
              .array(z.object({ student: z.string(), hash: z.string() }))
              .min(1)
              .max(10_000),
          }),
          z.object({ list: z.string() }),
        ]),
        review: photoReview.nullable(),
        batch: z.string().nullable(),
      }),
    )
    .output(z.object({ batch: z.string().nullable(), reviewed: z.number(), gone: z.number() })),
  /** Takes back the newest step of such a batch that still stands; passed over: newer ones that were said anew since. */
  takeBack: access({ needs: 'edit', scope: 'whole', audits: 'undo' })
    .input(z.object({ batch: z.string(), role: z.enum(PHOTO_ROLES) }))
    .output(z.object({ takenBack: z.number(), passedOver: z.number() })),
  /** Who is to be photographed again, and why, class by class: a workbook, and the counts. */
  retakes: access({ needs: 'export', scope: 'filter', audits: 'export', unmasks: { at: 'unmasked' } })
    .input(z.object({ query: studentQuery, unmasked: z.boolean().default(false) }))
    .output(
      progressOr(
        z.object({
          download: z.string(),
          students: z.number(),
          counts: z.record(z.enum(RETAKE_WHYS), z.number()),
        }),
      ),
    ),
  profiles: access({ needs: 'look', scope: 'none' }).output(
    z.object({ chosen: z.string(), profiles: z.array(photoProfileView) }),
  ),
  chooseProfile: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ id: z.string() }))
    .output(z.object({ chosen: z.string() })),
  /** Judges every photo by the chosen profile; measures those that were not. May be cancelled and begun again. */
  recheck: access({ needs: 'edit', scope: 'whole' })
    .input(
      z
        .object({
          /** Look for faces (some 20 photos a second for each processor). */
          faces: z.boolean().optional(),
          /** Compare the two photos of each student (some 3 students a second for each processor). */
          likeness: z.boolean().optional(),
          /** Only photos of the students of this list of the wall, in either role. Errors: NOT_FOUND. */
          list: z.string().optional(),
        })
        .optional(),
    )
    .output(progressOr(photoRecheck)),
  /** What was seen in the photos of these students so far; nothing is computed. In the order asked for. */
  looks: access({ needs: 'look', scope: named(['student', 'students']) })
    .input(z.object({ students: z.array(z.string()).max(500) }))
    .output(z.object({ items: z.array(photoLook) })),
  /** Compares the two photos of a student now, and keeps it. Null without both photos. */
  likeness: access({ needs: 'look', scope: named(['student', 'student']) })
    .input(z.object({ student: z.string() }))
    .output(z.object({ available: z.boolean(), likeness: photoLikeness.nullable() })),
  /** Compares all photos by what they look like. Those that were never measured are not among them: `recheck` first. */
  lookAlikes: access({ needs: 'look', scope: named(['student', 'students']) })
    .input(
      z.object({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
        /** Only groups that hold photos of these students. */
        students: z.array(z.string()).max(500).optional(),
      }),
    )
    .output(lookAlikes),
  /**
   * The groups of photos that look like one, with what was decided: those with a student of the query. May take
   * seconds in a large school when photos were added. What was decided holds for these photos only.
   */
  alikeGroups: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        query: studentQuery,
        states: z.array(z.enum(ALIKE_STATES)).default([]),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        /** Photos compared. */
        photos: z.number(),
        total: z.number(),
        states: z.record(z.enum(ALIKE_STATES), z.number()),
        groups: z.array(alikeGroup),
      }),
    ),
  /**
   * Settles a group. `wrong`: these photos of it are of another person (or, of one student, the graduation photo is
   * the admission photo): they are reviewed as wrong. null: nothing is decided any more. Answers with the batch by which
   * it is undone. Errors: NOT_FOUND (the group is no longer what was seen).
   */
  decideAlike: access({ needs: 'edit', scope: 'whole', audits: 'decision' })
    .input(
      z.object({
        key: z.string(),
        decision: z.enum(ALIKE_DECISIONS).nullable(),
        wrong: z
          .array(z.object({ student: z.string(), role: z.enum(PHOTO_ROLES) }))
          .max(50)
          .default([]),
      }),
    )
    .output(z.object({ batch: z.string().nullable() })),
  /** What an export would hold and leave out; nothing is written. */
  planExport: access({ needs: 'print', scope: named(['student', 'selection.ids']) })
    .input(photoExportRequest)
    .output(photoExportResult),
  /** A zip of the photos under their new names. What the plan leaves out is left out. */
  export: access({ needs: 'print', scope: named(['student', 'selection.ids']), audits: 'export' })
    .input(photoExportRequest)
    .output(progressOr(photoExportResult)),
  /** A workbook for photographers: how many are to be taken in each class. No names, no numbers of people. */
  shootingPlan: access({ needs: 'print', scope: named(['student', 'selection.ids']), audits: 'export' })
    .input(z.object({ selection: studentSelection }))
    .output(progressOr(z.object({ download: z.string(), classes: z.number(), students: z.number() }))),
};
