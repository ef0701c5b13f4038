import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fallbackFontFiles } from '../../../electron/reports/fonts/fallbackFontFiles.ts';
import { openReportFonts, type SetCharacter } from '../../../electron/reports/fonts/reportFonts.ts';
import { codeRuns } from '../../../electron/reports/pdf/drawCode.ts';
import { fitText, LINE_HEIGHT, textWidth } from '../../../electron/reports/pdf/fitText.ts';
import { planPages } from '../../../electron/reports/planPages.ts';
import {
  rateText,
  statisticsFigures,
  statisticsLines,
  sumCounts,
} from '../../../electron/reports/statisticsFigures.ts';
import { en } from '../../../electron/reports/text/en.ts';
import { zh } from '../../../electron/reports/text/zh.ts';
import { worksheetNamer } from '../../../electron/reports/workbook/worksheetNames.ts';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import {
  deskLetters,
  makeSheetNumber,
  parseSheetNumber,
  sheetNumbersIn,
} from '../../../shared/domain/sheetNumber.ts';
import { STATUSES } from '../../../shared/domain/verificationStatus.ts';
import { madeUpStatistics } from './syntheticSheets.ts';

describe('sheet numbers', () => {
  const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const parts = fc.record({
    campaignShort: fc
      .tuple(
        fc.string({ unit: fc.constantFrom(...ALPHABET.slice(10)), minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 2 }),
      )
      .map((both) => both.join('')),
    date: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    index: fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 10_000, max: 999_999 })),
    desk: fc.nat({ max: 9_723 }).map(deskLetters),
  });

  test('are short, and read back from how people type them', () => {
    const number = makeSheetNumber({ campaignShort: 'BY26', date: '2026-11-24', index: 12 });
    expect(number).toMatch(/^BY26-261124-0012-[0-9A-HJ-NP-RTUWXY]$/);
    expect(parseSheetNumber(number.toLowerCase().replaceAll('-', ''))).toBe(number);
    expect(
      parseSheetNumber(` ${number.replaceAll('-', '—').replaceAll('0', 'o').replaceAll('1', 'I')} `),
    ).toBe(number);
    expect(parseSheetNumber(`ＢＹ２６－２６１１２４－００１２－${number.at(-1)}`)).toBe(number);
  });

  test('notice every wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.constantFrom(...ALPHABET), (given, at, char) => {
        const number = makeSheetNumber(given);
        expect(parseSheetNumber(number)).toBe(number);
        const plain = number.replaceAll('-', '');
        const place = at % plain.length;
        const wrong = plain.slice(0, place) + char + plain.slice(place + 1);
        if (wrong !== plain) expect(parseSheetNumber(wrong)).toBeNull();
        if (place + 1 < plain.length && plain[place] !== plain[place + 1]) {
          const swapped = plain.slice(0, place) + plain[place + 1] + plain[place] + plain.slice(place + 2);
          expect(parseSheetNumber(swapped)).toBeNull();
        }
      }),
    );
  });

  test('have the letters of a desk, by which numbers of several desks are told apart', () => {
    expect([0, 1, 2, 21, 22, 42, 43, 462, 463].map(deskLetters).join(' ')).toBe(' A B Y AA AY BA YY AAA');
    expect(deskLetters(null)).toBe('');
    expect(new Set(Array.from({ length: 9_724 }, (_, ordinal) => deskLetters(ordinal))).size).toBe(9_724);
    const number = makeSheetNumber({ campaignShort: 'BY26', date: '2026-11-24', index: 12, desk: 'AB' });
    expect(number).toMatch(/^BY26-261124-AB0012-[0-9A-HJ-NP-RTUWXY]$/);
    expect(parseSheetNumber(number.toLowerCase().replaceAll('-', ' '))).toBe(number);
    expect(sheetNumbersIn(`表号：${number}，见附件`)).toMatchObject({ whole: [number], glued: [] });
  });

  test('refuse parts that make no number', () => {
    const good = { campaignShort: 'BY26', date: '2026-11-24', index: 1 };
    for (const bad of [
      { campaignShort: 'OIL' },
      { campaignShort: '' },
      { date: '24.11.2026' },
      { index: 0 },
      { desk: 'O' },
      { desk: 'AAAA' },
      { index: 1_000_000 },
      { campaignShort: '2026' },
    ]) {
      expect(() => makeSheetNumber({ ...good, ...bad })).toThrow(RangeError);
    }
    expect(parseSheetNumber('')).toBeNull();
    expect(parseSheetNumber('仅供校内核对使用')).toBeNull();
  });
});

describe('pages', () => {
  test('hold every row once, in order, within their space, and the closing block never alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 30 }), { maxLength: 300 }),
        fc.integer({ min: 9, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (heights, rows, closingRows) => {
          const space = {
            heights,
            room: rows * 10,
            closing: closingRows * 10 - 3,
            rowsWithClosing: 3,
          };
          const pages = planPages(space);
          let next = 0;
          for (const [index, page] of pages.entries()) {
            expect(page.start).toBe(next);
            next += page.count;
            const used = heights.slice(page.start, next).reduce((sum, one) => sum + one, 0);
            expect(used + (page.closing ? space.closing : 0)).toBeLessThanOrEqual(space.room);
            expect(page.closing).toBe(index === pages.length - 1);
            expect(page.count > 0 || heights.length === 0).toBe(true);
          }
          expect(next).toBe(heights.length);
          const tail = heights.slice(-3).reduce((sum, one) => sum + one, space.closing);
          if (heights.length > 3 && tail <= space.room) expect(pages.at(-1)?.count).toBeGreaterThanOrEqual(3);
        },
      ),
    );
  });

  test('refuse a row that no page can hold', () => {
    const space = { room: 100, closing: 20, rowsWithClosing: 2 };
    expect(() => planPages({ ...space, heights: [10, 101, 10, 10, 10] })).toThrow(RangeError);
    expect(() => planPages({ ...space, heights: [90] })).toThrow(RangeError);
  });
});

describe('texts in cells', () => {
  const fonts = openReportFonts();
  const ellipsis = fonts.setText('…', 'regular');
  const rule = { size: 8, minSize: 7, maxLines: 3, minWrapSize: 5 };
  const shown = (lines: SetCharacter[][]) => lines.map((line) => line.map(({ char }) => char).join(''));
  const fitInto = (text: string, width: number, height = 24) =>
    fitText(fonts.setText(text, 'regular'), { width, height }, rule, ellipsis);

  test('shrink, then break where it reads well, then end in an ellipsis', () => {
    expect(fitInto('王芳', 60)).toMatchObject({ size: 8, cut: false });
    expect(fitInto('维吾尔自治区民', 50).size).toBe(7);
    expect(shown(fitInto('阿卜杜热合曼·麦麦提图尔荪', 55).lines)).toEqual(['阿卜杜热合曼·', '麦麦提图尔荪']);
    expect(shown(fitInto('数据科学与大数据技术（中外合作办学）', 72).lines)).toEqual([
      '数据科学与大数据技术',
      '（中外合作办学）',
    ]);
    const long = fitInto('很'.repeat(80), 50);
    expect(long.cut).toBe(true);
    expect(shown(long.lines).at(-1)).toMatch(/…$/);
  });

  test('never leave their box and never lose a character unless cut', () => {
    const text = fc.string({ unit: fc.constantFrom(...'王㛃𠮷A1x ·-（）、9Ж'), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 12, max: 40 }),
        (value, width, height) => {
          const { size, lines, cut } = fitInto(value, width, height);
          for (const line of lines) expect(textWidth(line) * size).toBeLessThanOrEqual(width + 0.001);
          expect(lines.length === 1 || lines.length * size * LINE_HEIGHT <= height + 0.001).toBe(true);
          if (!cut) expect(shown(lines).join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
        },
      ),
    );
  });

  test('leave out what has no appearance and never guess a private-use character', () => {
    expect(fonts.setText('李\u200b\u{e0100}明\n', 'regular').map(({ char }) => char)).toEqual(['李', '明']);
    expect(fonts.setText('\u{e863}\u{f0000}', 'bold').map(({ font }) => font)).toEqual([null, null]);
  });

  test('Windows fonts are looked for where Windows keeps them', () => {
    const files = fallbackFontFiles('win32', { SystemRoot: 'D:\\Win' }).map(({ file }) => file);
    expect(files).toHaveLength(3);
    for (const file of files) expect(file.startsWith('D:\\Win')).toBe(true);
  });
});

describe('statistics', () => {
  test('add up, whatever the counts', () => {
    const counts = fc.record(
      Object.fromEntries(STATUSES.map((status) => [status, fc.nat({ max: 5000 })])) as Record<
        (typeof STATUSES)[number],
        fc.Arbitrary<number>
      >,
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 8 }), (rows) => {
        const f = statisticsFigures(sumCounts(rows.map((row) => ({ counts: row }))));
        const everybody = rows.flatMap((row) => Object.values(row)).reduce((sum, n) => sum + n, 0);
        expect(f.due + f.excluded).toBe(everybody);
        expect(f.verified).toBe(f.correct + f.wrong);
        expect(f.correct).toBe(f.open + f.locked);
        const open =
          f.notVerified +
          f.photoMissing +
          f.photoInProduction +
          f.identityReview +
          f.recordNotFound +
          f.stale;
        expect(f.due).toBe(f.verified + open);
        expect(rateText(f.rate) === '100.0%').toBe(f.due > 0 && f.verified === f.due);
      }),
    );
  });

  test('rates are cut, never rounded up', () => {
    expect([rateText(null), rateText(0), rateText(0.9999), rateText(0.29), rateText(1)]).toEqual([
      '—',
      '0.0%',
      '99.9%',
      '29.0%',
      '100.0%',
    ]);
  });

  test('a college with several rows has a subtotal', () => {
    const lines = statisticsLines(madeUpStatistics('major', 3, 2).rows);
    expect(lines.map(({ kind }) => kind)).toEqual([
      'row',
      'row',
      'subtotal',
      'row',
      'row',
      'subtotal',
      'row',
      'row',
      'subtotal',
      'total',
    ]);
  });
});

describe('workbook parts', () => {
  test('worksheet names are legal and unique', () => {
    const nameOf = worksheetNamer('未填班级');
    const long = '数据科学与大数据技术（中外合作办学）2023级本科第一教学班甲组';
    const names = [
      '计科[2301]/甲:乙*?\\',
      "'引号'",
      null,
      null,
      'History',
      long,
      long,
      '𠮷'.repeat(20),
      'abc',
      'ABC',
      '  ',
    ].map(nameOf);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).toMatch(/^[^'[\]:*?/\\]([^[\]:*?/\\]*[^'[\]:*?/\\])?$/);
      expect(name).not.toMatch(/[\ud800-\udbff]$/);
      expect(name.toLowerCase()).not.toBe('history');
    }
    expect(names[2]).toBe('未填班级');
    expect(names[3]).toBe('未填班级 (2)');
  });

  test('cells that would be formulas are made text', () => {
    for (const begins of ['=', '+', '-', '@', '\t', '\r', '＝', '＋']) {
      expect(neutraliseCell(`${begins}cmd|'/c calc'!A1`)).toMatch(/^'/);
    }
    expect(neutraliseCell('王芳')).toBe('王芳');
    expect(neutraliseCell('')).toBe('');
  });
});

test('the code is drawn from runs that say the same as its modules', () => {
  const { modules, runs } = codeRuns('XJ1:BY26-261124-0012-K:K7QX2MAD');
  expect(modules).toBe(25);
  const dark = runs.reduce((sum, { length }) => sum + length, 0);
  expect(dark).toBeGreaterThan(200);
  expect(runs.every(({ row, column, length }) => row < modules && column + length <= modules)).toBe(true);
});

test('both languages say everything', () => {
  const blanks = (value: unknown, path: string): string[] => {
    if (typeof value === 'string') return value === '' ? [path] : [];
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) => blanks(inner, `${path}.${key}`));
  };
  expect(blanks(zh, 'zh')).toEqual(['zh.titleJoin']);
  expect(blanks(en, 'en')).toEqual([]);
  expect(en.filling.length).toBe(zh.filling.length);
});
