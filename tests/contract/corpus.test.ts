import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import officeCrypto from 'officecrypto-tool';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { type Finished, startXueji, xueji } from '../harness/xueji.ts';
import { expectSound, type ImportResult } from './importResult.ts';
import { canMakeFiles, convertByLibreOffice, hasLibreOffice, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

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

beforeAll(async () => {
  await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
});

describe.skipIf(!canMakeFiles)('files as offices have them', () => {
  const STUDENTS = 40;
  const rows = rowsOf(Array.from({ length: STUDENTS }, (_, index) => madeStudent(index + 1)));
  const html = `<table>${rows.map((row) => `<tr><td>${row.join('<td>')}</tr>`).join('')}</table>`;
  const text = (separator: string) => rows.map((row) => row.join(separator)).join('\r\n');

  beforeAll(() => {
    const workbook = writeWorkbook(path('openpyxl.xlsx'), [{ name: '名单', rows }]);
    if (!hasLibreOffice) return;
    for (const to of ['xls:MS Excel 97', 'ods', 'fods', 'html', UTF8_CSV]) {
      convertByLibreOffice(workbook, to, folder, path('profile'));
    }
    convertByLibreOffice(workbook, 'xlsx:Calc MS Excel 2007 XML', path('lo'), path('profile'));
    // WPS saves what Excel 97 does under its own ending.
    writeFileSync(path('wps.et'), readFileSync(path('openpyxl.xls')));
  }, PATIENCE);

  async function expectAll(file: string): Promise<void> {
    const { code, json } = await took(file);
    expect([code, json.error]).toEqual([0, undefined]);
    expect(json.batches.map(({ counts }) => counts?.rows)).toEqual([STUDENTS]);
  }

  test.for([
    'openpyxl.xls',
    'openpyxl.ods',
    'openpyxl.fods',
    'openpyxl.html',
    'openpyxl.csv',
    'lo/openpyxl.xlsx',
    'wps.et',
  ])('by LibreOffice: %s', { skip: !hasLibreOffice, timeout: PATIENCE }, (name) => expectAll(path(name)));

  test.for([
    ['网页.xls', encodeGb18030(html)],
    ['文本.xls', Buffer.from(`\uFEFF${text('\t')}`, 'utf16le')],
    ['国标.txt', encodeGb18030(text('\t'))],
    ['分号.csv', Buffer.from(text(';'))],
    ['老式.csv', Buffer.from(`${text(',')}\r\n\x1a`)],
  ] as const)('by school systems: %s', { timeout: PATIENCE }, ([name, bytes]) => {
    writeFileSync(path(name), bytes);
    return expectAll(path(name));
  });

  test('by openpyxl, plain and locked', { timeout: PATIENCE }, async () => {
    await expectAll(path('openpyxl.xlsx'));
    writeFileSync(
      path('密.xlsx'),
      officeCrypto.encrypt(readFileSync(path('openpyxl.xlsx')), { password: 'a' }),
    );
    const { code, json } = await took(path('密.xlsx'));
    expect([code, json.error!.code]).toEqual([3, 'FILE_ENCRYPTED']);
  });

  test('cut off at any place, each ends in a sentence or says what is in it', {
    timeout: PATIENCE,
  }, async () => {
    const names = ['openpyxl.xlsx', '密.xlsx', ...(hasLibreOffice ? ['openpyxl.xls', 'openpyxl.ods'] : [])];
    for (const name of names) {
      const bytes = readFileSync(path(name));
      for (const share of [0.02, 0.5, 0.98]) {
        writeFileSync(path(`断-${name}`), bytes.subarray(0, Math.ceil(bytes.length * share)));
        const { code, json } = await took(path(`断-${name}`));
        // What is cut off may be no more than a summary behind the sheets: then all rows are there.
        const told = code === 3 ? json.error!.code : json.batches.map(({ counts }) => counts?.rows);
        expect(told, `${name} ${share}`).toEqual(code === 3 ? expect.stringMatching(/^FILE_/) : [STUDENTS]);
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
