import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import type { CliWords } from './text/zh.ts';

/** The first line of a file: a password on the command line itself could be read by every other program. Throws USAGE. */
export async function readPassword(words: CliWords, path: string): Promise<string> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('USAGE', { detail: words.wrong.passwordFile(file) }, { cause: error });
  });
  const password = text.replace(/^\uFEFF/, '').split(/\r?\n/)[0]!;
  if (password === '') throw new AppError('USAGE', { detail: words.wrong.passwordFileEmpty(file) });
  return password;
}
