import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface LetterOptions {
  bodyFile?: string;
  shipped: boolean;
}
export interface CaseUploadOptions {
  where: string[];
  layout: string;
  unmasked: boolean;
  again: boolean;
  out: string;
}

/** Ids of cases by their numbers. Errors: NOT_FOUND. */
export async function caseIds(core: Core, named: readonly string[]): Promise<string[]> {
  return Promise.all(named.map(async (one) => (await core.client.cases.get({ case: one })).item.id));
}

/** The letters about cases; one whole, or with a text of the office’s own, or the program’s again. */
export async function caseLetters(
  context: CommandContext,
  id: string | undefined,
  { bodyFile, shipped }: LetterOptions,
): Promise<CommandAnswer> {
  const { text, words } = context;
  const body = bodyFile === undefined ? null : readText(bodyFile);
  const { letters, fields, layouts } = await withStore(context, async (core) => {
    if (id !== undefined && (body !== null || shipped))
      await core.client.caseOutputs.saveLetter({ letter: id, body: shipped ? null : body });
    return core.client.caseOutputs.letters();
  });
  if (id === undefined) {
    const lines = letters.flatMap((one) => [
      `${one.id}  ${text.cases.said(one.name)}  → ${text.cases.reader(one.to)}${one.isOwn ? ` ${words.cases.ownText}` : ''}`,
      `    ${one.types.length === 0 ? words.cases.allTypes : one.types.join(' ')}`,
    ]);
    return { exitCode: 0, json: { letters, fields, layouts }, lines };
  }
  const letter = letters.find((one) => one.id === id);
  if (!letter) throw new AppError('NOT_FOUND', { what: 'case-letter', name: id });
  return { exitCode: 0, json: { letter, fields }, lines: [letter.title, ...letter.body.split('\n')] };
}

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AppError('FILE_NOT_FOUND', { file: basename(file) }, { cause });
  }
}

/** Corrections of cases as the platform takes them. 1 when some were uploaded before, or would not be taken. */
export async function uploadCases(
  context: CommandContext,
  named: readonly string[],
  { where, layout, unmasked, again, out }: CaseUploadOptions,
): Promise<CommandAnswer> {
  const { words, text, signal } = context;
  const fields = readWhere(words, where);
  const { path } = outFile(context, out, ['xlsx']);
  const made = await withStore(context, async (core) => {
    const request = { cases: await caseIds(core, named), filter: { fields }, layout, unmasked, again };
    const result = await resultOf(context, core.client.caseOutputs.upload(request, { signal }));
    if (result.download !== null) await saveDownload(core, result.download, path);
    return result;
  });
  const { download, already, doubts, noted, ...counts } = made;
  const written = download === null ? null : path;
  const isWhole = already.length === 0 && doubts.length === 0;
  return {
    exitCode: isWhole ? 0 : 1,
    json: {
      ...counts,
      already: already.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
      doubts,
      noted,
      out: written,
    },
    lines: [
      written === null
        ? words.cases.nothingToUpload
        : words.cases.uploadMade(counts.students, basename(path), unmasked),
      ...already.map(({ number, at, actor }) =>
        words.cases.uploadedBefore(number, new Date(at).toISOString().slice(0, 10), actor),
      ),
      ...doubts.map(({ number, field, kind }) => words.cases.uploadDoubt(number, text.label(field), kind)),
      ...(noted === null ? [] : [words.cases.batch(noted.batch)]),
    ],
  };
}
