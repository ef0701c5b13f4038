import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BookType, read, write } from '@e965/xlsx';
import officeCrypto from 'officecrypto-tool';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { lockOds } from '../fixtures/spreadsheets/lockOds.ts';
import { memoTable } from '../fixtures/spreadsheets/memoTable.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { type Finished, startXueji, xueji } from '../harness/xueji.ts';
import { expectSound, type ImportResult } from './importResult.ts';
import { canMakeFiles, convertByLibreOffice, hasLibreOffice, hasZip, writeWorkbook } from './madeFiles.ts';
import { HEADINGS, madeStudent, rowsOf } from './madeStudents.ts';

/** What no file may take of memory. */
const MOST_BYTES = 1024 ** 3;
const PYTHON = '/usr/bin/python3';
const HOSTILE = join(import.meta.dirname, '../fixtures/corpus/writeHostile.py');
const NOTE_PEAK = join(import.meta.dirname, '../harness/notePeak.mjs');
/** Longer than any takes on a slow machine: what goes beyond hangs. */
const PATIENCE = 180_000;
/** Comma, quotation mark, UTF-8. */
const UTF8_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76';

const folder = folderForAll();
const dataDir = join(folder, 'data');
const path = (name: string) => join(folder, name);

/** The real program over one file: a result or exit code 3 with a sentence, within the bounds. */
async function took(file: string, ...options: string[]): Promise<Finished<ImportResult>> {
  const note = path('peak.json');
  const environment = { XUEJI_PEAK: note, NODE_OPTIONS: `--import ${NOTE_PEAK}` };
  const done = await xueji<ImportResult>(
    { environment },
    ...['import', file, '--as', 'roster', '--dry-run', '--json', '--data', dataDir, ...options],
  );
  const { bytes } = JSON.parse(readFileSync(note, 'utf8')) as { bytes: number };
  expect([0, 1, 3], JSON.stringify(done.json.error)).toContain(done.code);
  for (const batch of done.json.batches) expectSound(batch);
  if (done.code === 3) expect(done.json.error!.message).toMatch(/./);
  expect(bytes).toBeLessThan(MOST_BYTES);
  return done;
}

function hostile(name: string, kind: string, ...options: (string | number)[]): string {
  execFileSync(PYTHON, [HOSTILE, path(name), kind, ...options.map(String)]);
  return path(name);
}

/** As an old system prints a list: columns kept apart by spaces, a Chinese character as wide as two letters. */
function aligned(rows: readonly (readonly (string | null)[])[]): string {
  const wide = (text: string) => encodeGb18030(text).length;
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => wide(row[column] ?? ''))) + 2);
  return rows
    .map((row) =>
      row.map((cell, column) => `${cell ?? ''}${' '.repeat(widths[column]! - wide(cell ?? ''))}`).join(''),
    )
    .join('\r\n');
}

beforeAll(async () => {
  await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
});

describe.skipIf(!canMakeFiles)('files as offices have them', () => {
  const STUDENTS = 40;
  const PASSWORD = 'a';
  const rows = rowsOf(Array.from({ length: STUDENTS }, (_, index) => madeStudent(index + 1)));
  const html = `<table>${rows.map((row) => `<tr><td>${row.join('<td>')}</tr>`).join('')}</table>`;
  const text = (separator: string) => rows.map((row) => row.join(separator)).join('\r\n');
  // The last column is the one whose texts are in the memo file; names of fields are short.
  const inTable = (['考生号', '姓名', '身份证号', '班级'] as const).map((name) => HEADINGS.indexOf(name));
  const [head, ...rest] = rows.map((row) => inTable.map((column) => row[column] ?? ''));
  const foxPro = memoTable(head!, rest);

  /** Files of each kind, one program's after the other, in folders: each folder is one run. */
  beforeAll(() => {
    for (const name of ['plain', 'by-libreoffice', 'locked', 'cut']) mkdirSync(path(name));
    const workbook = writeWorkbook(path('plain/openpyxl.xlsx'), [{ name: '名单', rows }]);
    const bySheetJs = (bookType: BookType) =>
      write(read(readFileSync(workbook), { type: 'buffer' }), { type: 'buffer', bookType }) as Buffer;
    const lockedBook = officeCrypto.encrypt(readFileSync(workbook), { password: PASSWORD });
    const files: [string, Buffer][] = [
      ['plain/网页.xls', encodeGb18030(html)],
      ['plain/文本.xls', Buffer.from(`\uFEFF${text('\t')}`, 'utf16le')],
      ['plain/国标.txt', encodeGb18030(text('\t'))],
      ['plain/打印.txt', encodeGb18030(aligned(rows))],
      ['plain/分号.csv', Buffer.from(text(';'))],
      ['plain/老式.csv', Buffer.from(`${text(',')}\r\n\x1a`)],
      ['plain/录取.DBF', foxPro.table],
      ['plain/录取.fpt', foxPro.memos],
      ['plain/二进制.xlsb', bySheetJs('xlsb')],
      ['plain/2003.xml', bySheetJs('xlml')],
      ['locked/密.xlsx', lockedBook],
      ['无表头.csv', Buffer.from(rows.slice(1).join('\n'))],
      ['无备注.dbf', foxPro.table],
      ['列.json', Buffer.from(JSON.stringify({ A: 'examNo', C: 'name' }))],
      ['口令.txt', Buffer.from(PASSWORD)],
    ];
    for (const [name, bytes] of files) writeFileSync(path(name), bytes);
    if (hasZip) {
      const zip = path('locked/半密.zip');
      execFileSync('zip', ['-q', '-j', '-P', PASSWORD, zip, path('plain/分号.csv')]);
      execFileSync('zip', ['-q', '-j', zip, path('plain/国标.txt')]);
    }
    if (hasLibreOffice) {
      const out = path('by-libreoffice');
      for (const to of ['xls:MS Excel 97', 'ods', 'fods', 'html', UTF8_CSV, 'xlsx:Calc MS Excel 2007 XML']) {
        convertByLibreOffice(workbook, to, out, path('profile'));
      }
      // WPS saves what Excel 97 does under its own ending.
      copyFileSync(join(out, 'openpyxl.xls'), join(out, 'wps.et'));
      writeFileSync(path('locked/密.ods'), lockOds(readFileSync(join(out, 'openpyxl.ods')), PASSWORD, {}));
    }
    // Text does not tell where it was to end.
    const tellTheirEnd = { cwd: folder, exclude: ['*/文本.xls'] };
    for (const name of globSync(['*/*.xls*', '*/*.xml', '*/*.ods', '*/*.DBF'], tellTheirEnd)) {
      const bytes = readFileSync(path(name));
      for (const share of [0.5, 0.98]) {
        const part = bytes.subarray(0, Math.ceil(bytes.length * share));
        writeFileSync(path(`cut/${share}-${name.replace(/[\\/]/, '-')}`), part);
      }
    }
  }, PATIENCE);

  /** Every list of a folder holds all students, each of them new. */
  async function expectAll(name: string, ...options: string[]): Promise<void> {
    const { code, json } = await took(path(name), ...options);
    const told = json.batches.map(({ file, counts, error }) => [basename(file), error?.code ?? counts]);
    const counts = expect.objectContaining({ rows: STUDENTS, created: STUDENTS });
    expect(told).toEqual(told.map(([file]) => [file, counts]));
    expect([code, json.error, json.leftOut]).toEqual([0, undefined, []]);
    const lists = globSync(`${name}/*`, { cwd: folder }).filter((file) => !/\.(?:fpt|zip)$/.test(file));
    expect(told.length).toBeGreaterThanOrEqual(Math.max(1, lists.length));
  }

  test('as school systems and other programs write them', { timeout: PATIENCE }, () => expectAll('plain'));

  test('by LibreOffice', { skip: !hasLibreOffice, timeout: PATIENCE }, () => expectAll('by-libreoffice'));

  test('locked, also a zip of which one list is open', { timeout: PATIENCE }, async () => {
    const { code, json } = await took(path('locked'));
    const told = json.batches.map(({ error }) => error?.code);
    expect(told).toEqual(globSync('locked/*', { cwd: folder }).map(() => 'FILE_ENCRYPTED'));
    expect(code).toBe(3);
    await expectAll('locked', '--password-file', path('口令.txt'));
  });

  test('without headings; a table whose memo file is not there', { timeout: PATIENCE }, async () => {
    await expectAll('无表头.csv', '--header-row', '0', '--map', path('列.json'));
    const { json } = await took(path('无备注.dbf'));
    expect(json.batches[0]!.counts!.rows).toBe(STUDENTS);
    expect(json.batches[0]!.findings.map(({ code }) => code)).toContain('MEMO_MISSING');
  });

  test('cut off at any place, each ends in a sentence or says what is in it', {
    timeout: PATIENCE,
  }, async () => {
    const { json } = await took(path('cut'));
    expect(json.batches).toHaveLength(globSync('cut/*', { cwd: folder }).length);
    for (const { file, counts, error, findings } of json.batches) {
      // What is cut off may be no more than a summary behind the sheets: then all rows are there.
      if (error) expect(error.code, file).toMatch(/^FILE_/);
      else if (counts!.rows !== STUDENTS) {
        expect(
          findings.map(({ code }) => code),
          file,
        ).toContain('FILE_CUT_SHORT');
      }
    }
  });
});

describe('files that are made to break a reader, or larger than any list', () => {
  const refused: [name: string, kind: string, options: (string | number)[], error: string][] = [
    ['炸弹.xlsx', 'bomb', [1200], 'FILE_UNSAFE'],
    ['小炸弹.xlsx', 'bomb', [200], 'FILE_UNSAFE'],
    ['十亿笑.xlsx', 'laughs', [], 'FILE_UNSAFE'],
    ['远列.xlsx', 'last_column', [200_000], 'FILE_TOO_LARGE'],
    ['深.xlsx', 'deep_xml', [1_000_000], 'FILE_UNSAFE'],
    ['套表.xls', 'nested_tables', [100_000], 'FILE_UNSAFE'],
    ['一行.csv', 'one_line', [40], 'FILE_DAMAGED'],
    ['万列.csv', 'many_fields', [100], 'FILE_DAMAGED'],
    ['零字节.csv', 'nul_bytes', [1000], 'FILE_UNKNOWN'],
    ['套包.zip', 'zips_in_zips', [6], 'FILE_FORMAT_UNSUPPORTED'],
    ['六万份.zip', 'many_entries', [60_000], 'FILE_TOO_LARGE'],
  ];
  test.for(refused)('%s', { timeout: PATIENCE }, async ([name, kind, options, error]) => {
    const { code, json } = await took(hostile(name, kind, ...options));
    expect([code, json.error!.code]).toEqual([3, error]);
  });

  const taken: [name: string, kind: string, options: number[], rows: number][] = [
    ['宽.xlsx', 'wide', [16_384], 20],
    ['空行.xlsx', 'formatted', [1_048_576], 2],
    ['长格.xlsx', 'long_cell', [32_767], 1],
    ['千表.xlsx', 'many_sheets', [2000], 2000],
    ['许多字串.xlsx', 'shared_strings', [400_000], 200_000],
    ['网页.xls', 'web_page', [100_000], 100_000],
    ['两层.zip', 'zips_in_zips', [2], 2],
  ];
  test.for(taken)('%s', { timeout: PATIENCE }, async ([name, kind, options, rows]) => {
    const { json } = await took(hostile(name, kind, ...options));
    expect(json.batches.map(({ counts }) => counts?.rows)).toEqual([rows]);
  });

  test('one quotation mark that is never closed swallows no row', { timeout: PATIENCE }, async () => {
    const file = hostile('引号.csv', 'never_closed_quote', 40);
    const lines = Number(execFileSync('wc', ['-l', file], { encoding: 'utf8' }).split(' ')[0]);
    const { json } = await took(file);
    expect(json.batches[0]!.counts!.rows).toBe(lines - 1);
  });

  test('names that lead out of the archive', { timeout: PATIENCE }, async () => {
    const { code, json } = await took(hostile('逃.zip', 'traversal'));
    expect(code).toBe(3);
    const told = json.batches.map(({ file, error }) => [file.split(/[\\/]/).at(-1), error?.code ?? null]);
    expect(told.filter(([name, error]) => name === '逃.xlsx' && error === 'FILE_UNSAFE')).toHaveLength(4);
    expect(told).toContainEqual(['好.xlsx', null]);
  });

  const long: [name: string, kind: string, options: number[]][] = [
    ['空行.xlsx', 'formatted', [1_048_576]],
    ['千表.xlsx', 'many_sheets', [2000]],
    ['引号.csv', 'never_closed_quote', [40]],
    ['网页.xls', 'web_page', [100_000]],
  ];
  test.for(long)('a cancel of %s gets through', { timeout: PATIENCE }, async ([name, kind, options]) => {
    const file = hostile(name, kind, ...options);
    const child = startXueji(['import', file, '--as', 'roster', '--dry-run', '--data', dataDir]);
    const told: Buffer[] = [];
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    // Progress is told once the reading has begun.
    for await (const piece of child.stderr!) {
      told.push(piece as Buffer);
      child.kill('SIGINT');
    }
    expect(await ended, Buffer.concat(told).toString()).toBe(4);
  });
});
