import { z } from 'zod';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

const problem = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A bundle that was written: what waited, for the hub, as files to be taken away. */
export const writtenBundle = z.object({
  number: z.number(),
  /** How much of what was done here is in it. */
  mutations: z.number(),
  downloads: z.array(z.object({ download: z.string(), name: z.string() })),
});
export type WrittenBundle = z.output<typeof writtenBundle>;

/** A bundle as it lies there, before anything of it is taken. */
export const shownBundle = z.object({
  /** What was handed in and belongs to it. */
  files: z.array(z.string()),
  names: z.array(z.string()),
  /** As it says of itself; null: no bundle. By the clock of whoever made it, epoch ms. `name`: of a computer that is known here. */
  about: z
    .object({
      number: z.number(),
      from: z.enum(['hub', 'device']),
      at: z.number(),
      name: z.string().nullable(),
    })
    .nullable(),
  /** Why it is not taken; null: it can be. Where `held` is there too: taking it notes what is to be done about that. */
  problem: problem.nullable(),
  /** What is in it; null where it is not taken. */
  held: z
    .object({
      /** All of it is here already. */
      isKnown: z.boolean(),
      /** Everything that this desk may hold, anew. */
      isWhole: z.boolean(),
      deeds: z.number(),
      rows: z.number(),
      people: z.array(z.string()),
      files: z.number(),
    })
    .nullable(),
});
export type ShownBundle = z.output<typeof shownBundle>;

export const takenBundle = z.object({
  isKnown: z.boolean(),
  isWhole: z.boolean(),
  deeds: z.number(),
  files: z.number(),
});
export type TakenBundle = z.output<typeof takenBundle>;

/** A turn at a shared folder. */
export const sharedBundles = z.object({
  taken: z.array(takenBundle),
  /** What lies there and was not taken: it is looked at again the next time. */
  refused: z.array(z.object({ names: z.array(z.string()), problem })),
  written: z.object({ number: z.number(), mutations: z.number() }).nullable(),
  /** Files that went, because the hub has what was in them. */
  swept: z.number(),
});
export type SharedBundles = z.output<typeof sharedBundles>;

/** A folder that hub and desks reach, through which they pass bundles by themselves. */
export const shareState = z.object({
  /** Null: they don’t. */
  folder: z.string().nullable(),
  /** The last turn at it; null: there was none yet. `trouble`: why it came to nothing. */
  last: z
    .object({
      /** Epoch ms. */
      at: z.number(),
      /** Bundles. */
      taken: z.number(),
      written: z.number(),
      refused: z.array(z.object({ names: z.array(z.string()), problem })),
      trouble: problem.nullable(),
    })
    .nullable(),
});
export type ShareState = z.output<typeof shareState>;

/** Null: through no folder any more. */
export const shareSetting = z.object({ folder: z.string().trim().min(1).max(1_000).nullable() });

export const handedIn = z.array(z.string().max(64)).min(1).max(4_096);

/** What goes between a desk and its hub on a stick or in a shared folder, sealed from one to the other. */
export const bundles = {
  /** Everything that waits. Errors: SYNC_NOT_READY. */
  write: access({ needs: 'look', scope: 'none', audits: 'export' }).output(progressOr(writtenBundle)),
  /**
   * Takes what the hub has put into a folder that both reach, and puts there what waits; as over the network nobody is told
   * of whom. Errors: SYNC_NOT_READY, FILE_NOT_FOUND (no such folder).
   */
  share: access({ needs: 'look', scope: 'none', audits: 'import' })
    .input(z.object({ folder: z.string().min(1).max(1_000) }))
    .output(progressOr(sharedBundles)),
  /** The folder through which a window exchanges while the hub can’t be reached. */
  shared: access({ needs: 'look', scope: 'none' }).output(shareState),
  /** From the next round on that doesn’t reach the hub. Errors: FILE_NOT_FOUND (no such folder). */
  setShare: access({ needs: 'admin', scope: 'whole', audits: 'hub' }).input(shareSetting).output(shareState),
  /** What was handed in, bundle by bundle, in the order in which they are to be taken. Nothing is changed. Errors: SYNC_NOT_READY. */
  look: access({ needs: 'look', scope: 'none' })
    .input(z.object({ files: handedIn }))
    .output(progressOr(z.array(shownBundle))),
  /** Takes one bundle: all its files. Errors: SYNC_NOT_READY, BUNDLE_REFUSED. */
  take: access({ needs: 'look', scope: 'none', audits: 'import' })
    .input(z.object({ files: handedIn }))
    .output(progressOr(takenBundle)),
};
