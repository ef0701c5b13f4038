import { expect } from 'vitest';
import { FINDING_CODES } from '../../shared/domain/findings.ts';
import type { Finished } from '../harness/xueji.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** One file of `import --json`, as docs/spec/command-line.md has it. */
export interface ImportedFile {
  batch: string | null;
  file: string;
  from: string | null;
  format: string | null;
  encoding: string | null;
  sheet: string | null;
  sheets: string[];
  headerRow: number | null;
  mapping: Record<string, string>;
  unmapped: string[];
  counts?: Record<
    'rows' | 'created' | 'updated' | 'unchanged' | 'ambiguous' | 'rejected' | 'dropped',
    number
  > & { unmatched?: number; missing?: number };
  /** Of photos only. */
  unmatched?: number;
  missing?: number;
  error?: { code: string; message: string; hint: string };
  findings: {
    code: string;
    severity: string;
    row: number | null;
    sheet?: string | null;
    column: string | null;
    field: string | null;
    value: string | null;
    message: string;
    suggestion: string | null;
  }[];
  outcomes?: { row: number; sheet: string | null; outcome: string; student: string | null }[];
  seconds: number;
}
export interface ImportResult {
  batches: ImportedFile[];
  leftOut: { file: string; from: string; what: string }[];
  error?: { code: string; message: string; hint: string };
}

/** Imports with `--json`, and checks what must be true of every result. */
export async function importJson(dataDir: string, ...args: string[]): Promise<Finished<ImportResult>> {
  const done = await xuejiInside<ImportResult>('import', ...args, '--data', dataDir, '--json');
  for (const file of done.json.batches ?? []) expectSound(file);
  return done;
}

/** What must be true of every file that was tried. */
export function expectSound(file: ImportedFile): void {
  expect(file.seconds).toBeGreaterThanOrEqual(0);
  for (const { code, severity, message, row } of file.findings) {
    expect(FINDING_CODES).toContain(code);
    expect(['block', 'warn', 'note']).toContain(severity);
    expect(message).not.toMatch(/undefined|\{\{|^$/);
    expect(row === null || row >= 1).toBe(true);
  }
  if (file.error) {
    expect(file.counts).toBeUndefined();
    expect(file.batch).toBeNull();
    for (const text of [file.error.message, file.error.hint]) expect(text).not.toMatch(/undefined|\{\{|^$/);
    return;
  }
  const { rows, created, updated, unchanged, ambiguous, rejected, dropped } = file.counts!;
  expect(rows).toBe(created + updated + unchanged + ambiguous + rejected + dropped);
  if (file.outcomes) expect(file.outcomes).toHaveLength(rows);
}
