import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import type { CliWords } from './text/zh.ts';

/** A map file: `{"heading": "field"}`, null for a column that is to be left out. */
export async function readMap(words: CliWords, path: string): Promise<Record<string, string | null>> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const missing = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
    throw new AppError(missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', { file }, { cause: error });
  });
  const wrong = (cause?: unknown) =>
    new AppError('USAGE', { detail: words.wrong.map(file) }, cause === undefined ? {} : { cause });
  let map: unknown;
  try {
    map = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(error);
  }
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw wrong();
  for (const field of Object.values(map)) if (field !== null && typeof field !== 'string') throw wrong();
  return map as Record<string, string | null>;
}
