import { basename, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { readKeyRing } from '../../security/keyRing.ts';
import { unlockRing } from '../../security/unlockStore.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { openKey, withStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { sayClock } from '../sayClock.ts';
import { actorOf, signInToReplace } from '../signInToReplace.ts';
import { toAppError } from '../toAppError.ts';

export async function backup(context: CommandContext, { to }: { to: string }): Promise<CommandAnswer> {
  // Refuses whoever may not; what is written then is of a store that nobody has open.
  const by = await withStore(context, async (core) => {
    await core.client.backups.list();
    return actorOf(core);
  });
  const [{ writeBackup }, { tellAudit }] = await Promise.all([
    import('../../core/backup/writeBackup.ts'),
    import('../../core/people/tellAudit.ts'),
  ]);
  const { dataDir, clock, signal, words } = context;
  const file = resolve(to);
  const key = await openKey(context);
  const running = { clock, signal, onProgress: context.progress };
  const { manifest, bytes } = await writeBackup(dataDir, key, file, running);
  const { students, photos, audit } = manifest;
  const detail = { backup: basename(file), students, photos };
  tellAudit(dataDir, key, { by, at: clock.now(), action: 'backup', detail });
  return {
    exitCode: 0,
    json: { file, bytes, students, photos, audit, at: new Date(manifest.at).toISOString() },
    lines: [words.backedUp(students, photos, to), ...(audit ? [words.audit.inBackup(audit)] : [])],
    notes: await sayClock(context, key),
  };
}

export async function restore(context: CommandContext, from: string): Promise<CommandAnswer> {
  const [{ restoreBackup }, { readBackupRing }] = await Promise.all([
    import('../../core/backup/restoreBackup.ts'),
    import('../../core/backup/verifyBackup.ts'),
  ]);
  const { dataDir, clock, signal, words } = context;
  const file = resolve(from);
  const by = await signInToReplace(context);
  const put = async () => {
    const ring = await readBackupRing(file, signal);
    const key = await openKey(context);
    // A store's own backups are of its key, whatever opened it when they were made.
    const isOwn = ring !== null && readKeyRing(dataDir)?.store === ring.store;
    const backupKey = ring === null ? null : isOwn ? key : (await unlockRing(null, ring, context.means)).key;
    const options = { clock, signal, onProgress: context.progress, backupKey, by };
    return restoreBackup(dataDir, key, file, options);
  };
  const { manifest, keptAside } = await put().catch((error: unknown) => {
    // The sentences name the file that was given, not where it lies.
    const known = toAppError(error);
    if (!known || known.params.file !== undefined) throw error;
    throw new AppError(known.code, { ...known.params, file: from }, { cause: error });
  });
  const { students, photos } = manifest;
  return {
    exitCode: 0,
    json: { students, photos, at: new Date(manifest.at).toISOString(), keptAside },
    lines: [
      words.restored(students, photos, formatTime(manifest.at)),
      ...(keptAside === null ? [] : [words.keptAside(keptAside)]),
    ],
  };
}
