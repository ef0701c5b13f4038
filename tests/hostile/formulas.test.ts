import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeFindingsWorkbook } from '../../electron/import/writeFindingsWorkbook.ts';
import { convertByLibreOffice, programRuns } from '../fixtures/spreadsheets/convertByLibreOffice.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { writeCsv } from '../harness/runImport.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** What a spreadsheet takes for a formula, each at the beginning of a name, a class, a college… */
const STARTS = ['=', '+', '-', '@', '\t=', '\r=', '＝', '＋', '－', '＠', "'=", ' ='];
const ATTACK = 'cmd|/c calc';
/** Prints every cell that is a formula, a link, or a text that would become one when it is edited or saved as CSV. */
const FORMULAS = `
import sys, openpyxl
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    cells = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None: continue
                cells += 1
                text = str(cell.value)
                if cell.data_type == 'f' or cell.hyperlink or (cell.data_type in 'si' and text and text[0] in '=+-@\\t\\r＝＋－＠' and text not in ('-', '－')):
                    print(path.split('/')[-1], sheet.title, cell.coordinate, repr(text[:60]))
        for where, note in [(c.coordinate, c.comment) for r in sheet.iter_rows() for c in r if c.comment]: print(path, where, note.text)
    print('cells', path.split('/')[-1], cells, file=sys.stderr)
`;

describe.skipIf(!existsSync('/usr/bin/python3'))('no export holds a formula that a name brought', () => {
  const folder = folderForAll();
  const out = (name: string) => join(folder, name);
  const data = ['--data', join(folder, 'store'), '--json'];
  const made: string[] = [];
  const desk = async (...args: string[]) => await xuejiInside<Record<string, unknown>>(...args, ...data);

  /** A command that writes a file; what it says besides does not matter here. */
  const write = async (name: string, ...args: string[]) => {
    const { code, stderr } = await desk(...args, '--out', out(name));
    expect(code, `${args.join(' ')}: ${stderr}`).toBeLessThan(2);
    expect(existsSync(out(name)), args.join(' ')).toBe(true);
    made.push(name);
  };

  beforeAll(async () => {
    const rows = STARTS.map((start, at) => {
      const serial = String(at + 10);
      const attack = `${start}${ATTACK}`;
      return [
        `214401011100${serial}`,
        `20230${serial}`,
        attack,
        `${attack}学院`,
        `${attack}专业`,
        `${attack}班`,
        attack,
        '女',
      ];
    });
    const heads = ['考生号', '学号', '姓名', '学院', '专业', '班级', '民族', '性别'];
    const roster = writeCsv(folder, 'roster.csv', [heads, ...rows]);
    const other = writeCsv(folder, 'other.csv', [
      heads,
      ...rows.slice(1).map((row) => [...row.slice(0, 2), `${row[2]}2`, ...row.slice(3)]),
    ]);
    const status = writeCsv(folder, 'status.csv', [
      ['学号', '姓名', '核对状态', '备注'],
      // The others are told by a flag.
      ...rows.slice(6).map((row) => [row[1]!, `${row[2]}2`, '有误', row[2]!]),
    ]);
    const contacts = writeCsv(folder, 'contacts.csv', [
      ['学院', '班级', '辅导员', '联系电话'],
      ...rows.map((row) => [row[3]!, row[5]!, row[2]!, '13800000000']),
    ]);
    const flags = writeCsv(folder, 'flags.csv', [
      ['KSH', 'XH', 'XM', 'BZ'],
      ...rows.slice(0, 6).map((row) => [row[0]!, row[1]!, `${row[2]}2`, '身份核验未通过']),
    ]);
    expect((await desk('init', '--school-code', '10000', '--school-name', `=${ATTACK}`)).code).toBe(0);
    expect((await desk('import', roster, '--as', 'roster', '--source', 'chsi')).code).toBeLessThan(2);
    expect((await desk('import', other, '--as', 'roster', '--source', 'sis')).code).toBeLessThan(2);
    expect((await desk('import', other, '--as', 'roster', '--source', 'chsi')).code).toBeLessThan(2);
    const campaign = [
      'campaign',
      'create',
      '--type',
      'graduation-photo',
      '--name',
      `=${ATTACK}`,
      '--deadline',
      '2027-03-30',
    ];
    expect((await desk(...campaign)).code).toBe(0);
    expect((await desk('import', contacts, '--as', 'contacts')).code).toBeLessThan(2);
    expect((await desk('import', status, '--as', 'status')).code).toBeLessThan(2);
    const flagged = await desk('import', flags, '--as', 'flags');
    expect(flagged.code).toBeLessThan(2);
  }, 120_000);

  /** What is made from cases: the upload for the platform, the summary, the forms. */
  const writeOfCases = async () => {
    const change = [
      '--set',
      'police-date=2026-01-05',
      '--set',
      `reason==${ATTACK}`,
      '--correct',
      `name=+${ATTACK}9`,
    ];
    const opened = await desk('cases', 'open', 'data-change', '2023010', ...change, '--note', `=${ATTACK}`);
    const [number] = opened.json.numbers as string[];
    const shown = await desk('cases', 'show', number!);
    for (const { id } of shown.json.materials as { id: string }[])
      await desk('cases', 'waive', number!, id, '--reason', `=${ATTACK}`);
    await desk('cases', 'move', number!, 'hand-in');
    for (const [at, step] of ['department-agrees', 'office-agrees', 'leader-agrees'].entries())
      expect((await desk('cases', 'move', number!, step, '--person', `=${ATTACK}${at}`)).code).toBe(0);
    await write('case-form.xlsx', 'report', 'case-form');
    await write('case-corrections.xlsx', 'report', 'case-corrections');
    await write('upload.xlsx', 'cases', 'upload', '--unmasked', '--again');
  };

  /** The rows of a file that could not be taken, which a window offers as a workbook. */
  const writeRejected = async () => {
    const attacks = STARTS.map((start) => `${start}${ATTACK}`);
    await writeFindingsWorkbook(createWriteStream(out('rejected.xlsx')), {
      lang: 'zh',
      headings: attacks,
      rows: attacks.map((attack, at) => ({
        row: at + 2,
        sheet: attack,
        outcome: 'rejected',
        findings: [
          {
            code: 'UNKNOWN_CODE',
            severity: 'block',
            column: attack,
            field: null,
            value: attack,
            params: { value: attack },
          },
        ],
        cells: attacks,
      })) as never,
      several: true,
      signal: new AbortController().signal,
    });
    made.push('rejected.xlsx');
  };

  it('every workbook', { timeout: 180_000 }, async () => {
    await write('students.xlsx', 'students');
    await write('diff.xlsx', 'batches', 'diff');
    await write('reconcile.xlsx', 'reconcile', '--a', 'chsi', '--b', 'sis');
    await write('retakes.xlsx', 'photos', 'retakes');
    await write('plan.xlsx', 'photos', 'shooting-plan');
    await write('words.xlsx', 'words', 'export');
    for (const kind of [
      'record-check-sheet',
      'photo-check-sheet',
      'statistics',
      'unverified',
      'chase-notice',
      'corrections',
      'photo-findings',
      'identity-review',
      'identity-confirmation',
      'student-statement',
      'sheets-out',
    ]) {
      await write(`${kind}.xlsx`, 'report', kind);
    }
    await write('sheets.xlsx', 'sheets', 'list');
    await writeOfCases();
    await writeRejected();
    const [python, ...files] = ['/usr/bin/python3', ...made.map(out)];
    const found = execFileSync(python!, ['-c', FORMULAS, ...files], { encoding: 'utf8' });
    expect(found).toBe('');
    // The names are there: what is not written can't be wrong.
    expect(
      execFileSync('/usr/bin/python3', ['-c', NAMES, out('students.xlsx')], { encoding: 'utf8' }),
    ).toContain(ATTACK);
  });

  it.skipIf(!programRuns('soffice', ['--version']))(
    'as LibreOffice opens them, every cell is the text that was written',
    { timeout: 240_000 },
    () => {
      const opened = out('opened');
      mkdirSync(opened);
      const options = '44,34,76,1,,0,false,true,false,false,false,-1';
      const files = made.map(out);
      convertByLibreOffice(`csv:Text - txt - csv (StarCalc):${options}`, opened, files, folder);
      const texts = readdirSync(opened).map(
        (name) => [name, readFileSync(join(opened, name), 'utf8')] as const,
      );
      // A file each for every worksheet of every workbook.
      expect(texts.length).toBeGreaterThan(made.length);
      for (const [name, text] of texts) expect(text, name).not.toMatch(/#NAME\?|#REF!|#VALUE!|#DIV|Err:\d/);
      const attacks = texts
        .map(([, text]) => text.split(ATTACK).length - 1)
        .reduce((sum, one) => sum + one, 0);
      const args = ['-c', COUNT, ATTACK, ...files.filter((file) => file.endsWith('.xlsx'))];
      expect(attacks).toBeGreaterThanOrEqual(
        Number(execFileSync('/usr/bin/python3', args, { encoding: 'utf8' })),
      );
      expect(attacks).toBeGreaterThan(100);
    },
  );

  it('every separated text', async () => {
    await write('students.csv', 'students');
    await write('words.csv', 'words', 'export');
    const text = readFileSync(out('students.csv'), 'utf8');
    expect(text).toContain(ATTACK);
    for (const name of ['students.csv', 'words.csv']) {
      const cells = readFileSync(out(name), 'utf8')
        .replace(/^\ufeff/, '')
        .split(/\r?\n|,/)
        .map((cell) => cell.replace(/^"/, ''));
      expect(
        cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell)),
        name,
      ).toEqual([]);
    }
  });

  it('every writer of workbooks goes through the same neutralising', () => {
    const root = join(import.meta.dirname, '../..');
    const sources = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('demo'),
    );
    const unguarded = sources.filter((file) => {
      const text = readFileSync(join(root, 'electron', file), 'utf8');
      return (
        /from 'exceljs'/.test(text) &&
        /\.addRow\(|cell\.value =|getCell\(/.test(text) &&
        !/neutraliseCell/.test(text)
      );
    });
    expect(unguarded).toEqual([]);
  });
});

/** How often a text stands in the cells of workbooks. */
const COUNT = `
import sys, openpyxl
print(sum(str(value).count(sys.argv[1]) for path in sys.argv[2:] for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows(values_only=True) for value in row if value is not None))
`;
const NAMES = `
import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1]).worksheets[0].iter_rows(values_only=True): print(row)
`;
