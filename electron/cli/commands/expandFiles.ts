import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';

export interface OfferedFile {
  /** The name by which the core knows it. */
  file: string;
  /** Its path in the folder or archive that it came in, else its own name. */
  name: string;
  /** That folder or archive; null for a file that was named itself. */
  from: string | null;
}

/** A file in a folder or an archive that is no spreadsheet. */
export interface LeftOutFile {
  file: string;
  from: string;
  /** What it is, as far as is known: 'pdf', 'image', 'document', 'binary'… */
  what: string;
}

export interface ExpandedFiles {
  files: OfferedFile[];
  failed: { name: string; from: string; error: AppError }[];
  leftOut: LeftOutFile[];
}

const ENTRY_ERRORS: Partial<Record<string, ErrorCode>> = {
  ENTRY_UNSAFE: 'FILE_UNSAFE',
  ENTRY_ENCRYPTED: 'FILE_ENCRYPTED',
  ARCHIVE_BOMB: 'FILE_UNSAFE',
};
const ENTRY_CASES: Partial<Record<string, { what: string }>> = {
  ENTRY_ENCRYPTED: { what: 'zip' },
  ARCHIVE_BOMB: { what: 'ratio' },
};

/** The files that a folder or a zip stands for, each to be imported by itself; any other file stands for itself. */
export async function expandFiles(
  core: Core,
  given: OfferedFile,
  password: string | null,
  signal: AbortSignal,
): Promise<ExpandedFiles> {
  const found = await core.client.imports.expand(
    { file: given.file, ...(password === null ? {} : { password }) },
    { signal },
  );
  const [only] = found.files;
  if (found.files.length === 1 && only!.file === given.file) {
    return { files: [given], failed: [], leftOut: [] };
  }
  const from = given.name;
  const unsafe = found.findings.map(({ code, value }) => ({
    name: value ?? '',
    from,
    error: new AppError(ENTRY_ERRORS[code] ?? 'FILE_UNSAFE', ENTRY_CASES[code] ?? {}),
  }));
  const failed = found.failed.map(({ name, error }) => ({
    name,
    from,
    error: new AppError(error.code as ErrorCode, error.params),
  }));
  return {
    files: found.files.map(({ file, name }) => ({ file, name, from })),
    failed: [...unsafe, ...failed],
    leftOut: found.leftOut.map(({ name, what }) => ({ file: name, from, what })),
  };
}
