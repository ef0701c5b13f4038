import { userInfo } from 'node:os';
import { AppError } from '../../shared/domain/errors.ts';
import type { Core, CoreOptions } from '../core/core.ts';
import { folderError } from '../core/folderError.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { CommandContext } from './commandContext.ts';
import { signInStore } from './signInStore.ts';

export interface StoreOptions {
  /** True: a store is made where there is none. Otherwise STORE_MISSING, so that a mistyped folder is noticed. */
  make?: boolean;
  keepDemoFiles?: string;
  /** See CoreOptions. */
  sendsMail?: boolean;
  warms?: boolean;
  /** The way to a hub, for commands that sync; see CoreOptions. */
  hubDoor?: NonNullable<CoreOptions['hubDoor']>;
  syncs?: boolean;
  backsUp?: NonNullable<CoreOptions['backsUp']>;
  onReopen?: () => void;
  /** False: whoever comes signs in by themselves (windows). */
  signsIn?: boolean;
}

/** Opens the core on the data folder, lets `work` use it, and closes it, whatever happens. */
export async function withStore<Result>(
  context: CommandContext,
  work: (core: Core) => Promise<Result>,
  { make = false, signsIn = true, ...coreOptions }: StoreOptions = {},
): Promise<Result> {
  await requireStore(context, make);
  // Late: `--help` and wrong usage must not wait for the store's code.
  const { createCore } = await import('../core/createCore.ts');
  const { dataDir, clock, ids, log } = context;
  const key = await openKey(context);
  const core = await createCore({
    dataDir,
    key,
    clock,
    ids,
    log,
    actor: actorName(),
    ...coreOptions,
  }).catch((error: unknown) => {
    throw folderError(error, dataDir);
  });
  try {
    if (signsIn) await signInStore(context, core);
    return await work(core);
  } finally {
    await core.close();
  }
}

/** The store's key alone, of a store that may be too damaged to be encrypted. Errors: those of findKey. */
export async function findStoreKey({ dataDir, means }: CommandContext): Promise<DataKey> {
  const { findKey } = await import('../core/encryption/readyStore.ts');
  return findKey(dataDir, means, null).catch((error: unknown) => {
    throw folderError(error, dataDir);
  });
}

/** The store's key; a plain store of an earlier version is encrypted first. Errors: those of readyStore. */
export async function openKey(context: CommandContext): Promise<DataKey> {
  const { readyStore } = await import('../core/encryption/readyStore.ts');
  const { dataDir, means, clock, signal, progress } = context;
  const { key } = await readyStore(dataDir, means, { clock, signal, onProgress: progress }).catch(
    (error: unknown) => {
      throw folderError(error, dataDir);
    },
  );
  return key;
}

export async function requireStore(
  { dataDir }: Pick<CommandContext, 'dataDir'>,
  make = false,
): Promise<void> {
  const { hasStore } = await import('../core/hasStore.ts');
  if (!make && !hasStore(dataDir)) throw new AppError('STORE_MISSING');
}

export function actorName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as in a container.
    return 'xueji';
  }
}
