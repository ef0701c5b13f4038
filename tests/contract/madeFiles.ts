import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PYTHON = '/usr/bin/python3';

/** Whether the programs are here that write files as offices do: openpyxl, LibreOffice, zip. */
export const canMakeFiles = existsSync(PYTHON) && pythonHas('openpyxl');
export const hasLibreOffice = existsSync('/usr/bin/soffice');
export const hasZip = existsSync('/usr/bin/zip');

export type MadeCell = string | null | { number: number } | { formula: string } | { error: string };
export interface MadeSheet {
  name: string;
  rows: MadeCell[][];
  merge?: string[];
  state?: 'visible' | 'hidden';
}

export function writeWorkbook(path: string, sheets: MadeSheet[]): string {
  execFileSync(PYTHON, [join(import.meta.dirname, 'writeWorkbook.py')], {
    input: JSON.stringify({ path, sheets }),
  });
  return path;
}

/** Python's own csv, in any encoding that Python knows. */
export function writeCsv(path: string, encoding: string, rows: (string | null)[][]): string {
  const script = `
import csv, json, sys
given = json.load(sys.stdin)
with open(given["path"], "w", encoding=given["encoding"], newline="") as file:
    csv.writer(file).writerows(given["rows"])
`;
  execFileSync(PYTHON, ['-c', script], { input: JSON.stringify({ path, encoding, rows }) });
  return path;
}

/** Python's own zipfile: names in any encoding, paths that no honest program writes. */
export function writeZip(
  path: string,
  entries: { name: string; path: string }[],
  nameEncoding: 'utf-8' | 'gbk' = 'utf-8',
): string {
  const script = `
import json, sys, zipfile
given = json.load(sys.stdin)
if given["encoding"] == "gbk":
    def encode(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800
    zipfile.ZipInfo._encodeFilenameFlags = encode
with zipfile.ZipFile(given["path"], "w", zipfile.ZIP_DEFLATED) as archive:
    for entry in given["entries"]:
        archive.writestr(zipfile.ZipInfo(entry["name"]), open(entry["path"], "rb").read())
`;
  execFileSync(PYTHON, ['-c', script], {
    input: JSON.stringify({ path, entries, encoding: nameEncoding }),
  });
  return path;
}

/** LibreOffice's idea of a file, e.g. an .xls or a password-protected .xlsx. Returns the new file's path. */
export function convertByLibreOffice(file: string, to: string, outDir: string, profile: string): void {
  execFileSync(
    '/usr/bin/soffice',
    [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', to, '--outdir', outDir, file],
    { stdio: 'ignore', timeout: 120_000 },
  );
}

function pythonHas(module: string): boolean {
  try {
    execFileSync(PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
