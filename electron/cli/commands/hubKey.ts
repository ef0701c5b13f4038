import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { AppError } from '../../../shared/domain/errors.ts';
import type { KeyChange } from '../../hub/hubAct.ts';
import type { StoreKeys } from '../../security/StoreKeys.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';
import { actorName } from '../openStore.ts';
import { outFile, putWhole, requireWritable } from '../saveDownload.ts';
import { withHub } from './hub.ts';
import { keyStatusAnswer, newPassphrase, recoverySecrets } from './keyRing.ts';

export async function hubKeyStatus(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { keysOfHub } = await import('../../hub/hubRing.ts');
  const status = await withHub(context, options, (hub) => keysOfHub(hub, context.means.accountDir).status());
  return keyStatusAnswer(context.words, status, context.words.hubKey);
}

export async function setHubPassphrase(
  context: CommandContext,
  options: HubOptions & { newPassphraseFile?: string },
): Promise<CommandAnswer> {
  const next = await newPassphrase(context, options);
  const current = context.means.passphrase;
  const status = await changing(context, options, 'passphrase-set', async (keys) => {
    await keys.setPassphrase(current, next);
    return keys.status();
  });
  const { hubKey } = context.words;
  const lines = [hubKey.passphraseSet, ...(status.recovery === null ? [hubKey.noRecovery] : [])];
  return { exitCode: 0, json: status, lines };
}

export async function removeHubPassphrase(
  context: CommandContext,
  options: HubOptions,
): Promise<CommandAnswer> {
  const current = context.means.passphrase;
  if (current === null) throw new AppError('STORE_LOCKED');
  const status = await changing(context, options, 'passphrase-removed', async (keys) => {
    await keys.removePassphrase(current);
    return keys.status();
  });
  const { key, hubKey } = context.words;
  const lines = [key.passphraseRemoved, hubKey.protection[status.protection]];
  return { exitCode: 0, json: status, lines };
}

/** Without `out` it is said once, on the screen. */
export async function hubRecoveryKey(
  context: CommandContext,
  { out, ...options }: HubOptions & { out?: string },
): Promise<CommandAnswer> {
  const { words, clock } = context;
  if (out === undefined) {
    const made = await changing(context, options, 'recovery-made', (keys) =>
      keys.makeRecoveryKey(clock.now()),
    );
    return { exitCode: 0, json: { recoveryKey: made }, lines: [words.key.recoveryMade, made] };
  }
  const { path } = outFile(context, out, ['pdf']);
  // A new key voids the one before: not for a sheet that nobody gets.
  await requireWritable(path);
  await changing(context, options, 'recovery-made', (keys) => printInto(context, keys, path));
  return { exitCode: 0, json: { file: path }, lines: [words.key.recoverySaved(out)] };
}

/** The sheet takes its name before the key opens anything. */
async function printInto({ clock, text }: CommandContext, keys: StoreKeys, path: string): Promise<void> {
  const { prepareRecoverySheet } = await import('../../core/encryption/printRecoverySheet.ts');
  const about = { of: 'hub', at: clock.now(), lang: text.language } as const;
  await putWhole(path, async (unfinished) => {
    const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
    try {
      await prepareRecoverySheet(file, keys, about);
      await finished(file);
    } finally {
      file.destroy();
    }
  });
  await keys.acceptRecoveryKey(about.at);
}

export async function recoverHubKey(
  context: CommandContext,
  options: HubOptions & { keyFile?: string; newPassphraseFile?: string },
): Promise<CommandAnswer> {
  const { recoverHub } = await import('../../hub/hubRing.ts');
  const { hubErrorOf } = await import('../../hub/openHub.ts');
  const { typed, passphrase } = await recoverySecrets(context, options);
  const place = hubPlaceOf(context, options);
  const way = await recoverHub({ ...place, means: { ...place.means, passphrase } }, typed).catch(
    (error: unknown) => {
      throw hubErrorOf(error);
    },
  );
  const means = { ...context.means, passphrase };
  await changing({ ...context, means }, options, 'recovered', async () => undefined);
  const { recovered } = context.words.key;
  return {
    exitCode: 0,
    json: { opensBy: way },
    lines: [recovered[way === 'passphrase' ? 'passphrase' : 'system']],
  };
}

/** Done and kept at the hub. */
async function changing<Result>(
  context: CommandContext,
  options: HubOptions,
  change: KeyChange,
  work: (keys: StoreKeys) => Promise<Result>,
): Promise<Result> {
  const { changeHubKeys } = await import('../../hub/hubRing.ts');
  const { clock, means } = context;
  const act = { by: actorName(), at: clock.now(), accountDir: means.accountDir, change };
  return withHub(context, options, (hub) => changeHubKeys(hub, act, work));
}
