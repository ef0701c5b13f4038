import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';

export interface VerifyKeysOptions {
  add?: string;
  remove?: string;
  out?: string;
}

/** The public keys that sheets are verified by; adds those of another computer of the school, or removes one of these. */
export async function verifyKeys(
  context: CommandContext,
  { add, remove, out }: VerifyKeysOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const text = add === undefined ? null : readText(add);
  const { keys, taken } = await withStore(context, async (core) => {
    const { list, trust, forget } = core.client.reports.keys;
    const taken = text === null ? null : await trust({ text });
    if (remove !== undefined) await forget({ id: remove });
    return { keys: await list(), taken };
  });
  if (out !== undefined) writeText(out, keys.map(({ line }) => `${line}\n`).join(''));
  return {
    exitCode: 0,
    json: { keys, ...(taken === null ? {} : taken) },
    lines: [
      ...(taken === null ? [] : [words.verify.keysTaken(taken.added.length, taken.known)]),
      ...keys.map(({ line, isOwn, isImported }) => `${line}  ${words.verify.keyOf(isOwn, isImported)}`),
    ],
  };
}

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file: basename(file) }, { cause: error });
  }
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(resolve(file), text);
  } catch (error) {
    throw new AppError('FILE_NOT_WRITABLE', { file: basename(file) }, { cause: error });
  }
}
