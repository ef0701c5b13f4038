import { resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { type KeyStatus, StoreKeys } from '../../security/StoreKeys.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { openKey, requireStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { readPassword } from '../readPassword.ts';

export async function keyRingStatus(context: CommandContext): Promise<CommandAnswer> {
  const status = (await openKeys(context)).status();
  const { key } = context.words;
  const protection = protectionOf(status);
  const say = (name: keyof typeof key.slots, value: string) =>
    `${key.slots[name]}${context.words.colon}${value}`;
  const has = (held: boolean) => (held ? key.has : key.hasNot);
  return {
    exitCode: 0,
    json: { encrypted: true, protection, ...status },
    lines: [
      key.protection[protection],
      say('passphrase', has(status.passphrase)),
      say('system', has(status.system)),
      say('account', has(status.account)),
      say('recovery', status.recovery === null ? key.hasNot : key.madeOn(formatTime(status.recovery))),
      ...(status.recovery === null ? [key.noRecovery] : []),
    ],
  };
}

export async function setPassphrase(
  context: CommandContext,
  { newPassphraseFile }: { newPassphraseFile?: string },
): Promise<CommandAnswer> {
  const keys = await openKeys(context);
  const { key } = context.words;
  const next = await secret(context, newPassphraseFile, 'XUEJI_NEW_PASSPHRASE');
  if (next === null) throw new AppError('USAGE', { detail: key.noNewPassphrase });
  await keys.setPassphrase(context.means.passphrase, next);
  const status = keys.status();
  const lines = [key.passphraseSet, ...(status.recovery === null ? [key.noRecovery] : [])];
  return { exitCode: 0, json: { ...status }, lines };
}

export async function removePassphrase(context: CommandContext): Promise<CommandAnswer> {
  const keys = await openKeys(context);
  await keys.removePassphrase(context.means.passphrase ?? '');
  const status = keys.status();
  const { key } = context.words;
  return {
    exitCode: 0,
    json: { ...status },
    lines: [key.passphraseRemoved, key.protection[protectionOf(status)]],
  };
}

export async function recoveryKey(
  context: CommandContext,
  { out }: { out?: string },
): Promise<CommandAnswer> {
  const keys = await openKeys(context);
  const { words, clock, text } = context;
  const at = clock.now();
  if (out === undefined) {
    const made = keys.makeRecoveryKey(at);
    return { exitCode: 0, json: { recoveryKey: made }, lines: [words.key.recoveryMade, made] };
  }
  const { writeRecoverySheet } = await import('../../core/encryption/writeRecoverySheet.ts');
  // The sheet is there before the key opens anything: one that could not be written must not void the last.
  const file = resolve(out);
  await writeRecoverySheet(file, {
    recoveryKey: keys.prepareRecoveryKey(),
    at,
    store: keys.status().store,
    lang: text.language,
  });
  keys.acceptRecoveryKey(at);
  return { exitCode: 0, json: { file }, lines: [words.key.recoverySaved(out)] };
}

export async function recover(
  context: CommandContext,
  { keyFile, newPassphraseFile }: { keyFile?: string; newPassphraseFile?: string },
): Promise<CommandAnswer> {
  await requireStore(context);
  const { key } = context.words;
  const typed = await secret(context, keyFile, 'XUEJI_RECOVERY_KEY');
  if (typed === null) throw new AppError('USAGE', { detail: key.noRecoveryKey });
  const passphrase = await secret(context, newPassphraseFile, 'XUEJI_NEW_PASSPHRASE');
  const { dataDir, means } = context;
  const { recoverHeld } = await import('../../core/encryption/recoverHeld.ts');
  const folders = { dataDir, accountDir: means.accountDir };
  const way = await recoverHeld(folders, typed, { passphrase, system: means.system });
  return {
    exitCode: 0,
    json: { opensBy: way },
    lines: [key.recovered[way === 'passphrase' ? 'passphrase' : 'system']],
  };
}

async function openKeys(context: CommandContext): Promise<StoreKeys> {
  await requireStore(context);
  const key = await openKey(context);
  const { dataDir, means } = context;
  return new StoreKeys({ dataDir, accountDir: means.accountDir }, key);
}

async function secret(
  { words }: CommandContext,
  file: string | undefined,
  variable: string,
): Promise<string | null> {
  return file === undefined ? process.env[variable] || null : readPassword(words, file);
}

/** The weakest way in tells what is protected. */
function protectionOf({ account, system }: KeyStatus): 'passphrase' | 'system' | 'account' {
  if (account) return 'account';
  return system ? 'system' : 'passphrase';
}
