import { AppError, ERROR_CODES, type ErrorCode, exitCodeOf } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import { toAppError } from '../toAppError.ts';

export interface OfferedFile {
  /** The name by which the core knows it. */
  file: string;
  /** Its path in the folder or archive that it came in, else its own name. */
  name: string;
  /** That folder or archive; null for a file that was named itself. */
  from: string | null;
}

export interface ExpandedFiles {
  files: OfferedFile[];
  failed: { name: string; from: string; error: AppError }[];
}

/** A folder may hold zips, and a zip may hold zips: so deep and no deeper. */
const MAX_DEPTH = 3;

const ENTRY_ERRORS: Partial<Record<string, ErrorCode>> = {
  ENTRY_UNSAFE: 'FILE_UNSAFE',
  ENTRY_ENCRYPTED: 'FILE_ENCRYPTED',
  ARCHIVE_BOMB: 'FILE_UNSAFE',
};

/** The files that a folder or a zip stands for, each to be imported by itself; any other file stands for itself. */
export async function expandFiles(
  core: Core,
  given: OfferedFile,
  signal: AbortSignal,
  depth = 1,
): Promise<ExpandedFiles> {
  const { files, findings, failed } = await core.client.imports.expand({ file: given.file }, { signal });
  const [only] = files;
  if (files.length === 1 && only!.file === given.file) return { files: [given], failed: [] };
  const inside = (name: string) => (given.from === null ? name : `${given.name}/${name}`);
  const from = given.from ?? given.name;
  const result: ExpandedFiles = {
    files: [],
    failed: [
      ...findings.map(({ code, value }) => ({
        name: inside(value ?? ''),
        from,
        error: new AppError(
          ENTRY_ERRORS[code] ?? 'FILE_UNSAFE',
          code === 'ARCHIVE_BOMB' ? { what: 'ratio' } : {},
        ),
      })),
      ...failed.map(({ name, error }) => ({
        name: inside(name),
        from,
        error: new AppError(error.code as ErrorCode, error.params),
      })),
    ],
  };
  for (const { file, name } of files) {
    const one = { file, name: inside(name), from };
    if (depth === MAX_DEPTH) {
      result.files.push(one);
      continue;
    }
    try {
      const deeper = await expandFiles(core, one, signal, depth + 1);
      result.files.push(...deeper.files);
      result.failed.push(...deeper.failed);
    } catch (error) {
      // One damaged file must not keep back the others of its folder.
      const told = toAppError(error);
      if (!(told instanceof AppError) || exitCodeOf(told) !== ERROR_CODES.FILE_DAMAGED) throw error;
      result.failed.push({ name: one.name, from, error: told });
    }
  }
  return result;
}
