import type { KeyStatus } from '../../../shared/contract/keys.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { programActor } from '../../core/people/auditActor.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { actorName, openKey, requireStore, withStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { readPassword } from '../readPassword.ts';
import { outFile, requireWritable, saveDownload } from '../saveDownload.ts';
import type { CliWords } from '../text/zh.ts';

export async function keyRingStatus(context: CommandContext): Promise<CommandAnswer> {
  const status = await withStore(context, (core) => core.client.keys.status());
  return keyStatusAnswer(context.words, status, context.words.key);
}

/** By what a store or a hub opens. */
export function keyStatusAnswer(
  { key, colon }: CliWords,
  status: Omit<KeyStatus, 'keyStore'>,
  said: { protection: Record<KeyStatus['protection'], string>; noRecovery: string },
): CommandAnswer {
  const say = (name: keyof typeof key.slots, value: string) => `${key.slots[name]}${colon}${value}`;
  const has = (held: boolean) => (held ? key.has : key.hasNot);
  return {
    exitCode: 0,
    json: { encrypted: true, ...status },
    lines: [
      said.protection[status.protection],
      say('passphrase', has(status.passphrase)),
      say('system', has(status.system)),
      say('account', has(status.account)),
      say('recovery', status.recovery === null ? key.hasNot : key.madeOn(formatTime(status.recovery))),
      ...(status.recovery === null ? [said.noRecovery] : []),
    ],
  };
}

export async function setPassphrase(
  context: CommandContext,
  options: { newPassphraseFile?: string },
): Promise<CommandAnswer> {
  const { key } = context.words;
  const next = await newPassphrase(context, options);
  const current = context.means.passphrase;
  const status = await withStore(context, (core) => core.client.keys.setPassphrase({ current, next }));
  const lines = [key.passphraseSet, ...(status.recovery === null ? [key.noRecovery] : [])];
  return { exitCode: 0, json: { ...status }, lines };
}

export async function removePassphrase(context: CommandContext): Promise<CommandAnswer> {
  const { key } = context.words;
  const current = context.means.passphrase;
  if (current === null) throw new AppError('STORE_LOCKED');
  const status = await withStore(context, (core) => core.client.keys.removePassphrase({ current }));
  return {
    exitCode: 0,
    json: { ...status },
    lines: [key.passphraseRemoved, key.protection[status.protection]],
  };
}

export async function recoveryKey(
  context: CommandContext,
  { out }: { out?: string },
): Promise<CommandAnswer> {
  const { words, text } = context;
  if (out === undefined) {
    const { recoveryKey: made } = await withStore(context, (core) => core.client.keys.makeRecoveryKey());
    return { exitCode: 0, json: { recoveryKey: made }, lines: [words.key.recoveryMade, made] };
  }
  const { path } = outFile(context, out, ['pdf']);
  // A new key voids the one before: not for a sheet that nobody gets.
  await requireWritable(path);
  await withStore(context, async (core) => {
    const { download } = await core.client.keys.makeRecoverySheet({ language: text.language });
    await saveDownload(core, download, path);
  });
  return { exitCode: 0, json: { file: path }, lines: [words.key.recoverySaved(out)] };
}

export async function recover(
  context: CommandContext,
  options: { keyFile?: string; newPassphraseFile?: string },
): Promise<CommandAnswer> {
  await requireStore(context);
  const said = context.words.key;
  const { typed, passphrase } = await recoverySecrets(context, options);
  const { dataDir, means } = context;
  const { recoverHeld } = await import('../../core/encryption/recoverHeld.ts');
  const folders = { dataDir, accountDir: means.accountDir };
  const way = await recoverHeld(folders, typed, { passphrase, system: means.system });
  const { tellAudit } = await import('../../core/people/tellAudit.ts');
  const key = await openKey({ ...context, means: { ...means, passphrase: passphrase ?? means.passphrase } });
  tellAudit(dataDir, key, {
    ...{ by: programActor(actorName()), at: context.clock.now(), action: 'key-changed' },
    detail: { what: 'recovered', opensBy: way },
  });
  return {
    exitCode: 0,
    json: { opensBy: way },
    lines: [said.recovered[way === 'passphrase' ? 'passphrase' : 'system']],
  };
}

/** Errors: USAGE (none was given). */
export async function newPassphrase(
  context: CommandContext,
  { newPassphraseFile }: { newPassphraseFile?: string },
): Promise<string> {
  const next = await secret(context, newPassphraseFile, 'XUEJI_NEW_PASSPHRASE');
  if (next === null) throw new AppError('USAGE', { detail: context.words.key.noNewPassphrase });
  return next;
}

/** What somebody typed from paper, and what opens the store from then on. Errors: USAGE (no key was given). */
export async function recoverySecrets(
  context: CommandContext,
  { keyFile, newPassphraseFile }: { keyFile?: string; newPassphraseFile?: string },
): Promise<{ typed: string; passphrase: string | null }> {
  const typed = await secret(context, keyFile, 'XUEJI_RECOVERY_KEY');
  if (typed === null) throw new AppError('USAGE', { detail: context.words.key.noRecoveryKey });
  return { typed, passphrase: await secret(context, newPassphraseFile, 'XUEJI_NEW_PASSPHRASE') };
}

export async function secret(
  { words }: CommandContext,
  file: string | undefined,
  variable: string,
): Promise<string | null> {
  return file === undefined ? process.env[variable] || null : readPassword(words, file);
}
