import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvParser } from '../../electron/import/readers/csv/csvParser.ts';
import { detectSeparator } from '../../electron/import/readers/csv/detectSeparator.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import type { SheetRow } from '../../electron/import/readers/reader.ts';
import { readError, readRows } from '../fixtures/spreadsheets/readAll.ts';

function parse(text: string, separator = ',', pieces: number[] = []): SheetRow[] {
  const parser = new CsvParser(separator);
  let from = 0;
  for (const cut of [...pieces].sort((a, b) => a - b)) {
    parser.write(text.slice(from, Math.max(from, cut)));
    from = Math.max(from, cut);
  }
  parser.write(text.slice(from));
  parser.end();
  return parser.rows.take();
}

const cells = (text: string, separator = ',') => parse(text, separator).map((row) => row.cells);

describe('the parser', () => {
  test('quotes, doubled quotes, separators and line ends within quotes', () => {
    expect(cells('"a,b","c""d","e\r\nf",g\r\n"","""",,"x"')).toEqual([
      ['a,b', 'c"d', 'e\r\nf', 'g'],
      [null, '"', null, 'x'],
    ]);
  });

  test('every cell stays the text that it is', () => {
    expect(cells('007,1.10105E+17, 空 格 ,TRUE,2023-09-01,-1')).toEqual([
      ['007', '1.10105E+17', ' 空 格 ', 'TRUE', '2023-09-01', '-1'],
    ]);
  });

  test('a row has the number of the line that it starts on, whatever ends the lines', () => {
    for (const end of ['\r\n', '\n', '\r']) {
      const rows = parse(['标题', '', '"a', '', 'b",c', 'd', ',,', 'e', ''].join(end));
      expect(rows.map((row) => row.number)).toEqual([1, 3, 6, 8]);
      expect(rows[1]!.cells).toEqual([`a${end}${end}b`, 'c']);
    }
    expect(parse('a\rb\nc\r\nd').map((row) => row.number)).toEqual([1, 2, 3, 4]);
  });

  test('the tricks that keep Excel from making numbers', () => {
    expect(cells('="0123","=""0456""",="a""b",\t789\t,"\t12\t",=1+1,=""')).toEqual([
      ['0123', '0456', 'a"b', '789', '12', '=1+1', null],
    ]);
    expect(cells('1\t\t', '\t')).toEqual([['1', null, null]]);
  });

  test('text behind a closing quote and quotes within a field are kept', () => {
    expect(cells('"a"b,c"d"e,"f" ')).toEqual([['ab', 'c"d"e', 'f ']]);
  });

  test('a quotation mark that never closes swallows nothing', () => {
    expect(cells('a,"b\nc,d\n')).toEqual([
      ['a', '"b'],
      ['c', 'd'],
    ]);
    const long = Array.from({ length: 30_000 }, (_, index) => `${index},张三`).join('\n');
    const rows = parse(`1,"x\n${long}\n`, ',', [70_000, 140_000, 200_000]);
    expect(rows).toHaveLength(30_001);
    expect(rows[0]!.cells).toEqual(['1', '"x']);
    expect(rows.at(-1)).toEqual({ number: 30_001, cells: ['29999', '张三'] });
  });

  test('what is written comes back, wherever the pieces are cut', () => {
    const field = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('张三', '110105200301011234', '', 'a,b', '"', '""', '\r', '\n', '\r\n', '𠮷', ' x '),
    );
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', '\t', ';', '|'),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.array(fc.nat(200), { maxLength: 8 }),
        (rows, separator, end, cuts) => {
          const kept = rows.map((row) => row.map((cell) => cell.replace(/^[\t=]+|\t+$/g, '')));
          const text = kept
            .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator) + end)
            .join('');
          const expected = kept
            .map((row) => row.map((cell) => (cell === '' ? null : cell)))
            .filter((row) => row.some((cell) => cell !== null));
          expect(parse(text, separator, cuts).map((row) => row.cells)).toEqual(expected);
        },
      ),
      { seed: 20261124, numRuns: 400 },
    );
  });

  test('any text gives the same rows at once and in pieces', () => {
    const text = fc
      .array(fc.constantFrom('a', '学', '"', '""', ',', '\r', '\n', '\t', '=', '="', ' '), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(80), { maxLength: 6 }), (content, cuts) => {
        expect(parse(content, ',', cuts)).toEqual(parse(content));
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});

describe('the separator', () => {
  const header = ['考生号', '姓名', '备注'];
  const rows = [header, ['1', '张三', '好，很好'], ['2', '李四', '']];
  test.each([',', '\t', ';', '|'] as const)('%j is found by content', (separator) => {
    const table = rows.map((row) => row.join(separator)).join('\r\n');
    expect(detectSeparator(table)).toBe(separator);
    expect(detectSeparator(`示例大学 2023 级名单\r\n${table}\r\n`)).toBe(separator);
  });

  test('others within the cells do not mislead', () => {
    expect(detectSeparator('id\tname\tremark\n1\ta\tx, y, z\n2\tb\tp, q\n3\tc\t\n')).toBe('\t');
    expect(detectSeparator('id,name,remark\n1,a,"x;y;z"\n2,b,"p;q;r"\n')).toBe(',');
    expect(detectSeparator('id;name;score\n1;a;1,5\n2;b;2,5\n')).toBe(';');
    expect(detectSeparator('考生号,姓名\n123\t,张三\t\n456\t,李四\t\n')).toBe(',');
    expect(detectSeparator('身份证号\n110105200301011234\n110105200301011242\n')).toBe(',');
  });

  test('`sep=` on the first line decides, and counts as a line', async () => {
    expect(await readRows(Buffer.from('sep=;\r\na;b,c\r\nd;e\r\n'))).toEqual([
      { number: 2, cells: ['a', 'b,c'] },
      { number: 3, cells: ['d', 'e'] },
    ]);
    expect(await readRows(Buffer.from('\uFEFFsep=|\na|b\n'))).toEqual([{ number: 2, cells: ['a', 'b'] }]);
  });
});

describe('the encoding', () => {
  const text = '考生号,姓名\r\n23110001,张三\r\n23110002,一一\r\n';
  const rows = [
    { number: 1, cells: ['考生号', '姓名'] },
    { number: 2, cells: ['23110001', '张三'] },
    { number: 3, cells: ['23110002', '一一'] },
  ];
  const swapped = (value: string) => Buffer.from(value, 'utf16le').swap16();
  const gb = Buffer.from(
    'bfbcc9fabac52cd0d5c3fb0d0a32333131303030312cd5c5c8fd0d0a32333131303030322cd2bbd2bb0d0a',
    'hex',
  );
  test.each([
    ['utf-8', 'with a mark', Buffer.from(`\uFEFF${text}`)],
    ['utf-8', 'without', Buffer.from(text)],
    ['utf-16le', 'with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16le', 'without', Buffer.from(text, 'utf16le')],
    ['utf-16be', 'with a mark', swapped(`\uFEFF${text}`)],
    ['utf-16be', 'without', swapped(text)],
    ['gb18030', 'without a mark', gb],
    ['gb18030', 'with a mark', Buffer.concat([Buffer.from('84319533', 'hex'), gb])],
  ])('%s %s', async (encoding, _, bytes) => {
    const opened = await openSpreadsheet(bytes);
    expect(opened.encoding).toBe(encoding);
    expect(opened.sheets).toEqual([]);
    await opened.close();
    expect(await readRows(bytes)).toEqual(rows);
  });

  test('the whole file decides: the first name may come after a megabyte of digits', async () => {
    const digits = Buffer.from('20230001,1\r\n'.repeat(120_000));
    for (const [encoding, name] of [
      ['gb18030', Buffer.from('d5c5c8fd', 'hex')],
      ['utf-8', Buffer.from('张三')],
    ] as const) {
      const bytes = Buffer.concat([digits, Buffer.from('20239999,'), name]);
      const opened = await openSpreadsheet(bytes);
      expect(opened.encoding).toBe(encoding);
      await opened.close();
      expect((await readRows(bytes)).at(-1)).toEqual({ number: 120_001, cells: ['20239999', '张三'] });
    }
  });

  test('the byte pairs of GB18030-2022 and its four-byte characters, cut at every place', async () => {
    // 䶮 (FE 9F), 𬍛 (99 31 D9 37), 㛃 (82 30 B7 31)
    const line = Buffer.concat([Buffer.from('fe9f9931d9378230b731', 'hex'), Buffer.from(',1\n')]);
    const filler = Buffer.from('x'.repeat(64 * 1024 - 30));
    for (let shift = 0; shift < 30; shift++) {
      const bytes = Buffer.concat([filler, Buffer.from('y'.repeat(shift)), Buffer.from('\n'), line, line]);
      expect((await readRows(bytes)).slice(1).map((row) => row.cells)).toEqual([
        ['䶮𬍛㛃', '1'],
        ['䶮𬍛㛃', '1'],
      ]);
    }
  });

  test('a chosen encoding is used', async () => {
    expect(await readRows(gb, { encoding: 'gb18030' })).toEqual(rows);
    expect((await readRows(gb, { encoding: 'utf-8' }))[0]!.cells[0]).toContain('\uFFFD');
  });
});

test('large files: batches, limit, progress', async () => {
  const bytes = Buffer.from(
    Array.from({ length: 20_000 }, (_, index) => `${index},学生${index}`).join('\r\n'),
  );
  expect(await readRows(bytes, { limit: 5 })).toHaveLength(5);
  const opened = await openSpreadsheet(bytes);
  const progress: number[] = [];
  let next = 0;
  for await (const batch of opened.rows({ sheet: null, onProgress: (done) => progress.push(done) })) {
    expect(batch.length).toBeLessThanOrEqual(256);
    for (const row of batch)
      expect(row).toEqual({ number: next + 1, cells: [String(next), `学生${next++}`] });
  }
  expect(next).toBe(20_000);
  expect(progress.at(-1)).toBe(1);
  await expect(
    (async () => {
      for await (const _ of opened.rows({ sheet: null, signal: AbortSignal.abort() }));
    })(),
  ).rejects.toMatchObject({ code: 'CANCELLED' });
  await opened.close();
});

test('the Ctrl-Z of DOS is no row; a file of blank lines has none', async () => {
  expect(await readRows(Buffer.from('a,b\r\n\x1a'))).toEqual([{ number: 1, cells: ['a', 'b'] }]);
  expect(await readError(Buffer.from('\r\n\r\n,,\r\n'))).toMatchObject({ code: 'FILE_NO_ROWS' });
  expect(await readError(Buffer.from(','.repeat(20_000)))).toMatchObject({ code: 'FILE_DAMAGED' });
});
