import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { BundleAbout } from '../../sync/bundle/bundleFormat.ts';
import { readUpMessage } from '../../sync/bundle/bundleMessages.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { type BundleHub, openUp, placeOfUp } from './importUp.ts';

/** What is in a bundle of a device, before it is taken. */
export interface HeldUp {
  /** What the device is called here. */
  name: string;
  isKnown: boolean;
  mutations: number;
  /** Who did it: the first few. */
  people: string[];
  files: number;
  /** It was made before the hub was put back: taking it notes that its device is to be given everything anew. */
  problem: AppError | null;
}

const PEOPLE_SHOWN = 5;

/** Reads a bundle to its end and takes nothing of it. Errors: BUNDLE_REFUSED but for `epoch`, CANCELLED, the file system’s. */
export async function lookUp(
  hub: BundleHub,
  files: BundleFiles,
  paths: readonly string[],
  running: Verifying = {},
): Promise<{ about: BundleAbout; held: HeldUp }> {
  const bundle = await openUp(hub, files, paths, running);
  const { about } = bundle;
  const { name } = await hub.db
    .selectFrom('device')
    .select('name')
    .where('id', '=', about.from.id)
    .executeTakeFirstOrThrow();
  const { isKnown, problem } = await standingOf(hub, about);
  const people = new Set<string>();
  const held: HeldUp = { name, isKnown, mutations: 0, people: [], files: 0, problem };
  for await (const entry of bundle.entries(running)) {
    if (entry.kind === 'blob') {
      held.files += 1;
      continue;
    }
    const message = readUpMessage(entry);
    if (message.name !== 'push') continue;
    held.mutations += message.body.mutations.length;
    for (const { actor } of message.body.mutations) if (actor !== '') people.add(actor);
  }
  return { about, held: { ...held, people: [...people].slice(0, PEOPLE_SHOWN) } };
}

async function standingOf(
  { db }: BundleHub,
  about: BundleAbout,
): Promise<{ isKnown: boolean; problem: AppError | null }> {
  try {
    return { isKnown: (await placeOfUp(db, about)) === 'already', problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.params.case !== 'epoch') throw error;
    return { isKnown: false, problem: error };
  }
}
