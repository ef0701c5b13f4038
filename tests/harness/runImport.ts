import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Core } from '../../electron/core/core.ts';
import type { Batch, PlanSummary } from '../../shared/contract/imports.ts';
import { resultOf } from './openCore.ts';

export type Rows = readonly (readonly (string | number)[])[];

export function writeCsv(folder: string, name: string, rows: Rows): string {
  const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));
  return path;
}

export async function writeXlsx(folder: string, name: string, rows: Rows): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Sheet1');
  for (const row of rows) sheet.addRow(row);
  const path = join(folder, name);
  await workbook.xlsx.writeFile(path);
  return path;
}

type OpenInput = Parameters<Core['client']['imports']['open']>[0];

export async function openImport(
  core: Core,
  paths: string | readonly string[],
  input: Omit<OpenInput, 'files'>,
): Promise<string> {
  const files: string[] = [];
  for (const path of typeof paths === 'string' ? [paths] : paths)
    files.push((await core.offerPath(path)).file);
  return (await core.client.imports.open({ files, ...input })).session;
}

export async function planImport(core: Core, session: string): Promise<PlanSummary> {
  return resultOf<PlanSummary>(await core.client.imports.plan({ session }));
}

export async function commitImport(core: Core, session: string): Promise<Batch> {
  return resultOf<Batch>(await core.client.imports.commit({ session }));
}

/** A file from its opening to its commit. */
export async function runImport(
  core: Core,
  paths: string | readonly string[],
  input: Omit<OpenInput, 'files'>,
): Promise<{ summary: PlanSummary; batch: Batch }> {
  const session = await openImport(core, paths, input);
  const summary = await planImport(core, session);
  return { summary, batch: await commitImport(core, session) };
}

export async function undoImport(core: Core, batch: string) {
  return resultOf<{
    batch: string;
    reverted: number;
    kept: { student: string; name: string | null; fields: string[] }[];
  }>(await core.client.imports.undo({ batch }));
}

/** A clock that stands until it is set. */
export function setClock(start: number): { now(): number; time: number } {
  return {
    time: start,
    now() {
      return this.time;
    },
  };
}

/** What the core tells of the refusal of a call. */
export async function codeOfRefusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'done';
}
