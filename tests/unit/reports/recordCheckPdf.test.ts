import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { bundledFontFiles, openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { recordCheckReport } from '../../../electron/reports/list/recordCheckReport.ts';
import { renderListReport } from '../../../electron/reports/list/renderListReport.ts';
import type { RenderOptions } from '../../../electron/reports/renderOptions.ts';
import type { RecordCheckSheetData, RenderProgress } from '../../../electron/reports/reportData.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { collector, rawAndInflated, readPdf } from './readPdf.ts';
import { HARD_STUDENTS, madeUpSheet } from './syntheticSheets.ts';

const fonts = openReportFonts();
/** As on a machine with no other fonts than ours. */
const bundledOnly = openReportFonts({ fallback: [] });

async function print(sheets: RecordCheckSheetData[], options: RenderOptions = {}) {
  const { sink, bytes } = collector();
  const result = await renderListReport(recordCheckReport(sheets, options), sink, { fonts, ...options });
  return { ...result, bytes: bytes() };
}

describe('the record check sheet as PDF', () => {
  test('runs over A4 landscape pages, each with header, number, page and mark', async () => {
    const sheet = madeUpSheet(0, 40);
    const { bytes, pages } = await print([sheet]);
    const pdf = await readPdf(bytes);
    expect(pages).toBe(3);
    expect(pdf.pages).toHaveLength(3);
    for (const [index, page] of pdf.pages.entries()) {
      expect(page.width).toBeCloseTo(841.89, 1);
      expect(page.height).toBeCloseTo(595.28, 1);
      expect(page.text).toContain('仅供校内核对使用');
      expect(page.text).toContain(`表号：${sheet.mark.sheetNumber}`);
      expect(page.text).toContain(`第 ${index + 1} 页 / 共 3 页`);
      expect(page.text).toContain('数据时间：2026-11-24 10:15');
      for (const title of ['序号', '学号', '证件号码', '有误信息登记', '学生签字', '录取', '学历']) {
        expect(page.text).toContain(title);
      }
      expect(page.text).toContain('（代）');
    }
    const all = pdf.pages.map(({ text }) => text).join('');
    for (const { values } of sheet.students) {
      expect(all).toContain(values.name);
      expect(all).toContain(values.studentNo);
    }
    expect(pdf.pages[0]?.text).toContain('示例大学学籍信息核对表');
    expect(pdf.pages[0]?.text).not.toContain('院系审核（盖章）');
    expect(pdf.pages[2]?.text).toContain('院系审核（盖章）');
    expect(pdf.pages[2]?.text).toContain('补2');
  });

  test('numbers the pages of each class of a document by themselves', async () => {
    const { bytes, pages } = await print([madeUpSheet(0, 3), madeUpSheet(1, 40), madeUpSheet(2, 0)]);
    const pdf = await readPdf(bytes);
    expect(pages).toBe(5);
    const shown = pdf.pages.map(({ text }) => /第 \d 页 \/ 共 \d 页/.exec(text)?.[0]);
    expect(shown).toEqual([
      '第 1 页 / 共 1 页',
      '第 1 页 / 共 3 页',
      '第 2 页 / 共 3 页',
      '第 3 页 / 共 3 页',
      '第 1 页 / 共 1 页',
    ]);
  });

  test('embeds every font it uses and names no person in its metadata', async () => {
    const { bytes } = await print([madeUpSheet(0, 12, HARD_STUDENTS)]);
    const raw = bytes.toString('latin1');
    const used = raw.match(/\/Type \/Font\n\/Subtype \/Type0/g) ?? [];
    const embedded = raw.match(/\/FontFile[23] \d+ 0 R/g) ?? [];
    expect(used.length).toBeGreaterThanOrEqual(2);
    expect(embedded).toHaveLength(used.length);
    expect(raw).not.toMatch(/Helvetica|\/Subtype \/Type1\b/);
    const { info } = await readPdf(bytes);
    expect(info).toMatchObject({
      Title: '学籍信息核对表 BY27-261124-0001-X',
      Producer: 'Xueji Desk',
      Creator: 'Xueji Desk',
      CreationDate: 'D:20261124021500Z',
    });
  });

  test('is the same file for the same data', async () => {
    const [first, second] = await Promise.all([print([madeUpSheet(0, 20)]), print([madeUpSheet(0, 20)])]);
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  test('holds no full document number anywhere while masked, and all of them when not', async () => {
    const sheet = madeUpSheet(0, 25, HARD_STUDENTS);
    const numbers = sheet.students.flatMap(({ values }) => values.idNumber ?? []);
    const masked = await print([sheet]);
    const maskedText = (await readPdf(masked.bytes)).pages.map(({ text }) => text).join('');
    const maskedRaw = rawAndInflated(masked.bytes);
    const open = await print([sheet], { masked: false });
    const openText = (await readPdf(open.bytes)).pages.map(({ text }) => text).join('');
    expect(numbers.length).toBeGreaterThan(20);
    for (const number of numbers) {
      expect(maskedText).not.toContain(number);
      expect(maskedRaw).not.toContain(number);
      // Nor its middle, in whatever pieces it may be drawn.
      if (number.length === 18) expect(maskedText).not.toContain(number.slice(3, -4));
      expect(maskedText).toContain(number.slice(-2));
      expect(openText).toContain(number);
    }
  });

  test('prints rare characters from fonts of the system, and boxes and lists what none holds', async () => {
    const sheet = madeUpSheet(0, HARD_STUDENTS.length, HARD_STUDENTS);
    const here = await print([sheet]);
    const text = (await readPdf(here.bytes)).pages.map((page) => page.text).join('');
    expect(text).toContain('由𬱖');
    expect(here.cannotPrint).toContainEqual({
      char: '\u{e000}',
      codePoint: 'U+E000',
      studentId: 'student-4',
    });
    expect(text).toContain('E000');

    const without = await print([sheet], { fonts: bundledOnly });
    expect(without.cannotPrint).toEqual([
      { char: '𠮷', codePoint: 'U+20BB7', studentId: 'student-1' },
      { char: '𪚥', codePoint: 'U+2A6A5', studentId: 'student-3' },
      { char: '\u{e000}', codePoint: 'U+E000', studentId: 'student-4' },
    ]);
    const boxed = (await readPdf(without.bytes)).pages.map((page) => page.text).join('');
    expect(boxed).toContain('20BB7');
    expect(boxed).toContain('田䶮');
    expect(boxed).toContain('㛃·');
  });

  test.skipIf(openReportFonts().setText('𠮷', 'regular')[0]?.font === null)(
    'the fallback font itself is embedded and its character can be copied out',
    async () => {
      const { bytes, cannotPrint } = await print([madeUpSheet(0, 1, [{ name: '𠮷田' }])]);
      expect(cannotPrint).toEqual([]);
      const [page] = (await readPdf(bytes)).pages;
      expect(page?.text).toContain('𠮷田');
    },
  );

  test('a font file that cannot be opened is told of and passed over', async () => {
    const broken = openReportFonts({
      bundled: bundledFontFiles(),
      fallback: [{ file: new URL('./readPdf.ts', import.meta.url).pathname }],
    });
    const { cannotPrint } = await print([madeUpSheet(0, 1, [{ name: '𠮷' }])], { fonts: broken });
    expect(cannotPrint).toHaveLength(1);
    expect(broken.unusable).toEqual([
      { file: expect.stringContaining('readPdf.ts'), reason: expect.any(String) },
    ]);
  });

  test('no text reaches into the cell beside it', async () => {
    const { bytes } = await print([madeUpSheet(0, HARD_STUDENTS.length, HARD_STUDENTS)], { masked: false });
    const [page] = (await readPdf(bytes)).pages;
    const items = page?.items ?? [];
    const rows = new Map<number, typeof items>();
    for (const item of items.filter(({ y }) => y < 500 && y > 60)) {
      const key = Math.round(item.y * 10);
      rows.set(key, [...(rows.get(key) ?? []), item]);
    }
    for (const row of rows.values()) {
      const sorted = row.filter(({ text }) => text.trim() !== '').sort((a, b) => a.x - b.x);
      for (const [index, item] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next) expect(item.x + item.width).toBeLessThanOrEqual(next.x + 0.05);
      }
    }
    const text = items.map((item) => item.text).join('');
    expect(text).toContain('阿卜杜热合曼·');
    expect(text).toContain('麦麦提图尔荪');
    expect(text).not.toContain('…');
  });

  test('prints in English', async () => {
    const { bytes } = await print([madeUpSheet(0, 2)], { lang: 'en' });
    const [page] = (await readPdf(bytes)).pages;
    expect(page?.text).toContain('Record Check Sheet');
    expect(page?.text).toContain('For verification within the university only');
  });

  test('tells of its progress, and stops when told to', async () => {
    const sheets = Array.from({ length: 6 }, (_, index) => madeUpSheet(index, 10));
    const seen: RenderProgress[] = [];
    await print(sheets, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(6);
    expect(seen.at(-1)).toEqual({ sheets: 6, ofSheets: 6, pages: 6 });

    const abort = new AbortController();
    const { sink } = collector();
    const stopped = renderListReport(recordCheckReport(sheets), sink, {
      fonts,
      signal: abort.signal,
      onProgress: ({ sheets: done }) => {
        if (done === 2) abort.abort();
      },
    });
    await expect(stopped).rejects.toEqual(new AppError('CANCELLED'));
    expect(sink.destroyed).toBe(true);
  });

  test('fails with the error of its sink, and waits for one that is slow', async () => {
    const full = new Writable({
      write(_chunk, _encoding, done) {
        done(new Error('disk full'));
      },
    });
    await expect(renderListReport(recordCheckReport([madeUpSheet(0, 5)]), full, { fonts })).rejects.toThrow(
      'disk full',
    );

    let written = 0;
    let ahead = 0;
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        written += chunk.length;
        setImmediate(done);
      },
    });
    const sheets = Array.from({ length: 12 }, (_, index) => madeUpSheet(index, 40));
    await renderListReport(recordCheckReport(sheets), slow, {
      fonts,
      onProgress: () => {
        ahead = Math.max(ahead, slow.writableLength);
      },
    });
    expect(slow.writableFinished).toBe(true);
    expect(written).toBeGreaterThan(100_000);
    expect(ahead).toBeLessThan(60_000);
  });
});
