import { expect, test } from 'vitest';
import { makeThumbnail } from '../../../electron/photos/makeThumbnail.ts';
import { openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { photoCheckReport } from '../../../electron/reports/list/photoCheckReport.ts';
import { writeListWorkbook } from '../../../electron/reports/list/writeListWorkbook.ts';
import { renderPhotoCheckSheets } from '../../../electron/reports/photos/renderPhotoCheckSheets.ts';
import type { PhotoCheckSheetData } from '../../../electron/reports/reportData.ts';
import { drawJpeg } from '../../fixtures/drawPhoto.ts';
import { collector, rawAndInflated, readPdf } from './readPdf.ts';
import { HARD_STUDENTS, madeUpSheet } from './syntheticSheets.ts';

const fonts = openReportFonts();

/** Every fifth student has no photo. */
function photoSheet(index: number, size: number, hard: typeof HARD_STUDENTS = []): PhotoCheckSheetData {
  const sheet = madeUpSheet(index, size, hard);
  const students = sheet.students.map((student, at) => ({
    ...student,
    photoHash: at % 5 === 4 ? null : `photo-${index}-${at}`,
  }));
  return { ...sheet, role: 'graduation', students };
}

async function print(sheets: PhotoCheckSheetData[], read: (hash: string) => Promise<Buffer | null>) {
  const { sink, bytes } = collector();
  const { pages } = await renderPhotoCheckSheets(sheets, sink, read, { fonts });
  return { pages, bytes: bytes(), pdf: await readPdf(bytes()) };
}

test('a photo sheet has every photo, whose it is, and places to tick and to sign', async () => {
  const photo = await makeThumbnail(await drawJpeg({ seed: 1 }), 200);
  const asked: string[] = [];
  const sheet = photoSheet(0, 40, HARD_STUDENTS);
  const { pages, bytes, pdf } = await print([sheet], async (hash) => {
    asked.push(hash);
    return photo;
  });
  expect(pages).toBe(2);
  expect(asked).toHaveLength(32);
  const raw = bytes.toString('latin1');
  expect(raw.match(/\/Subtype \/Image/g)).toHaveLength(32);
  const text = pdf.pages.map((page) => page.text).join('');
  expect(text.match(/无学历照片/g)).toHaveLength(8);
  expect(text.match(/□ 正确/g)).toHaveLength(40);
  expect(text).toContain('阿卜杜热合曼·');
  for (const { values } of sheet.students.slice(10)) {
    expect(text).toContain(values.name);
    expect(text).toContain(values.studentNo);
    expect(rawAndInflated(bytes)).not.toContain(values.idNumber);
    expect(text).not.toContain(values.idNumber);
  }
  expect(pdf.pages[0]?.text).not.toContain('院系审核（盖章）');
  expect(pdf.pages[1]?.text).toContain('院系审核（盖章）');
});

test('a photo that cannot be shown is said to be one, not to be missing', async () => {
  const { pdf } = await print([photoSheet(0, 3)], async () => null);
  const text = pdf.pages.map((page) => page.text).join('');
  expect(text.match(/打不开/g)).toHaveLength(3);
  expect(text).not.toContain('无学历照片');
});

test('reading fails: so does the sheet, and nothing is passed off as printed', async () => {
  const { sink } = collector();
  const reading = async () => Promise.reject(new Error('the disk is gone'));
  await expect(renderPhotoCheckSheets([photoSheet(0, 3)], sink, reading, { fonts })).rejects.toThrow(
    'the disk is gone',
  );
  expect(sink.destroyed).toBe(true);
});

test('its workbook says who has a photo', async () => {
  const { sink, bytes } = collector();
  await writeListWorkbook(photoCheckReport([photoSheet(0, 5)]), sink);
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes() as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const [worksheet] = workbook.worksheets;
  expect([6, 7, 8, 9, 10].map((row) => worksheet?.getCell(row, 5).text)).toEqual([
    '有',
    '有',
    '有',
    '有',
    '无',
  ]);
  expect(worksheet?.getRow(4).getCell(6).text).toBe('有误信息登记');
});
