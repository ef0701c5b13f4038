import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import officeCrypto from 'officecrypto-tool';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../electron/archive/openArchive.ts';
import { readEvidence } from '../../electron/cases/readEvidence.ts';
import { readMapFile } from '../../electron/core/readMapFile.ts';
import { readPdfNumbers } from '../../electron/core/verify/readPdfNumbers.ts';
import { readWorkbookSheets } from '../../electron/core/verify/readWorkbookSheets.ts';
import { readSignature } from '../../electron/counter/readSignature.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { readWordFile } from '../../electron/import/words/readWordFile.ts';
import { readReport } from '../../electron/mail/readReport.ts';
import { makeThumbnail } from '../../electron/photos/makeThumbnail.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { mapFileText } from '../../shared/domain/mapFile.ts';
import { readScanned } from '../../shared/domain/sheetCode.ts';
import { rawZip } from '../fixtures/rawZip.ts';
import { workbookFromXml, workbookParts } from '../fixtures/spreadsheets/workbookFromXml.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { FUZZ_SEED, TIMES } from '../harness/fuzzBudget.ts';
import { spoil } from '../harness/spoil.ts';

const PASSWORD = 'Ab1密码';
/** Something that is read from bytes that came from outside. */
interface Reading {
  name: string;
  whole: () => Promise<Buffer>;
  read: (bytes: Buffer) => Promise<unknown>;
  runs: number;
}

const folder = folderForAll();
const asFile = (name: string, bytes: Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const picture = (format: 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif') => async () => {
  const plain = sharp({ create: { width: 60, height: 80, channels: 3, background: '#48c' } }).withMetadata({
    density: 300,
    orientation: 6,
    exif: { IFD0: { Copyright: 'x'.repeat(200) } },
  });
  return plain.toFormat(format).toBuffer();
};
const cells = async (bytes: Buffer, password: string | null) => {
  const opened = await openSpreadsheet(bytes, { password });
  try {
    for await (const batch of opened.rows({ sheet: opened.sheets[0]?.name ?? null }))
      expect(batch.length).toBeGreaterThan(0);
  } finally {
    await opened.close();
  }
};
const sheet = {
  sheets: [{ name: '名单', xml: '<row r="1"><c t="inlineStr"><is><t>学号</t></is></c></row>' }],
};
const measured = async (bytes: Buffer) => {
  const { kind } = await measurePhoto(bytes);
  expect(kind).toMatch(/^[a-z-]+$/);
};

const READINGS: Reading[] = [
  ...(['jpeg', 'png', 'webp', 'tiff', 'gif'] as const).map((format) => ({
    name: `a photo as ${format}`,
    whole: picture(format),
    read: async (bytes: Buffer) => {
      await measured(bytes);
      await makeThumbnail(bytes);
    },
    runs: 40,
  })),
  { name: 'a bitmap', whole: async () => smallBitmap(4, 3), read: measured, runs: 150 },
  {
    name: 'a file of proof',
    whole: picture('jpeg'),
    read: (bytes) => readEvidence(bytes, 'a.jpg'),
    runs: 40,
  },
  {
    name: 'a signature',
    whole: () =>
      sharp(
        Buffer.from(
          '<svg width="60" height="40"><path d="M5 35L30 5L55 35" stroke="#000" stroke-width="4"/></svg>',
        ),
      )
        .png()
        .toBuffer(),
    read: (bytes) => readSignature(bytes.toString('base64')),
    runs: 40,
  },
  {
    name: 'a zip of photos',
    whole: async () =>
      rawZip([
        { name: '照片/1.jpg', data: await picture('jpeg')() },
        { name: 'a/b.txt', data: 'x' },
      ]),
    read: async (bytes) => {
      const archive = await openArchive(bytes);
      await archive.close();
    },
    runs: 150,
  },
  {
    name: 'a locked workbook',
    whole: async () =>
      officeCrypto.encrypt(await workbookFromXml(sheet), {
        password: PASSWORD,
        spinCount: 1000,
      } as never) as Buffer,
    read: (bytes) => cells(bytes, PASSWORD),
    runs: 40,
  },
  {
    name: 'a mail that came back',
    whole: async () => Buffer.from(RETURNED),
    read: (bytes) => readReport(bytes),
    runs: 200,
  },
  {
    name: 'a map file',
    whole: async () =>
      Buffer.from(
        mapFileText({
          columns: { 学号: 'studentNo', 姓名: null },
          kind: 'roster',
          name: '名单',
          headings: [],
        } as never),
      ),
    read: (bytes) => readMapFile(asFile('map.json', bytes), 'map.json'),
    runs: 100,
  },
  {
    name: 'a list of words',
    whole: async () => Buffer.from('字段,原文,含义\n学院,计算机,计算机学院\n'),
    read: (bytes) => readWordFile(asFile('words.csv', bytes)),
    runs: 100,
  },
  {
    name: 'a printed workbook',
    whole: async () => workbookFromXml(sheet),
    read: (bytes) => readWorkbookSheets(asFile('printed.xlsx', bytes), new AbortController().signal),
    runs: 60,
  },
  {
    name: 'a printed PDF',
    whole: async () => Buffer.from('%PDF-1.7\n1 0 obj<</XuejiSheets(BY27-261130-0001-1)>>endobj\n%%EOF'),
    read: async (bytes) => readPdfNumbers(bytes),
    runs: 150,
  },
];

describe.each(READINGS)('$name', ({ whole, read, runs }) => {
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await whole();
  });

  it('is answered, or told in a sentence, whatever was done to it', { timeout: 60_000 * TIMES }, async () => {
    await read(bytes);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(2 ** 31 - 1)), fc.nat(4), async (numbers, how) => {
        await answers(
          read,
          spoil(bytes, how, () => numbers.next().value!),
        );
      }),
      { seed: FUZZ_SEED, numRuns: runs * TIMES, endOnFailure: true },
    );
  });
});

async function answers(read: Reading['read'], bytes: Buffer): Promise<void> {
  try {
    await read(bytes);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
  }
}

describe('bombs and lies', () => {
  it('a picture that says it is enormous is refused by its header', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const huge = Buffer.from(png);
    huge.writeUInt32BE(200_000, 16);
    huge.writeUInt32BE(200_000, 20);
    expect(await measurePhoto(huge)).toMatchObject({ kind: expect.stringMatching(/damaged|too-large/) });
    await expect(readEvidence(huge, 'a.png')).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
    const bitmap = smallBitmap(4, 3);
    bitmap.writeInt32LE(60_000, 18);
    bitmap.writeInt32LE(60_000, 22);
    expect(await measurePhoto(bitmap)).toMatchObject({ kind: expect.stringMatching(/damaged|too-large/) });
  });

  it('a JPEG whose EXIF points at itself is read to its end', async () => {
    const jpeg = await sharp({ create: { width: 40, height: 50, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    // TIFF, little-endian: one directory with one tag, whose next directory is the first again.
    const tiff = Buffer.from('49492a000800000001001201030001000000060000000800000000000000', 'hex');
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const head = Buffer.from([0xff, 0xe1, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    const looped = Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
    await measured(looped);
  });

  it.each<[string, string]>([
    [
      'entities that unfold',
      `<!DOCTYPE x [${Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at} "${`&e${at - 1};`.repeat(10)}">`).join('')}]>`,
    ],
    ['a file of the system', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'],
  ])('a workbook with %s gives none of it', async (_, doctype) => {
    const parts = [...workbookParts(sheet)].map(([name, content]) => {
      const text = Buffer.from(content as string).toString('utf8');
      const cell = '<row r="2"><c t="inlineStr"><is><t>&e11;&f;</t></is></c></row></sheetData>';
      const changed = name.includes('worksheets/')
        ? text.replace('</sheetData>', cell).replace(/(<\?xml[^>]*\?>)?/, `$1${doctype}`)
        : text;
      return { name, data: changed };
    });
    const found: string[] = [];
    await answers(async (bytes) => {
      const opened = await openSpreadsheet(bytes);
      try {
        for await (const batch of opened.rows({ sheet: opened.sheets[0]!.name }))
          found.push(JSON.stringify(batch));
      } finally {
        await opened.close();
      }
    }, rawZip(parts));
    expect(found.join('').length).toBeLessThan(2_000);
    expect(found.join('')).not.toContain('root:');
  });

  it('codes of any text are a code, wrong or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `XJ1:${text}`),
        ),
        (text) => {
          expect(['object', 'string']).toContain(typeof readScanned(text));
        },
      ),
      { seed: FUZZ_SEED, numRuns: 500 * TIMES },
    );
  });

  it('a zip whose names lead elsewhere has nothing that can be taken', async () => {
    const archive = await openArchive(
      rawZip([
        { name: '../../../etc/passwd', data: 'x' },
        { name: 'C:\\Windows\\win.ini', data: 'y' },
      ]),
    );
    try {
      expect(archive.files.map(({ state }) => state.kind)).toEqual(['unsafe', 'unsafe']);
    } finally {
      await archive.close();
    }
  });
});

function smallBitmap(width: number, height: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bitmap = Buffer.alloc(54 + stride * height, 0x7f);
  bitmap.fill(0, 0, 54);
  bitmap.write('BM', 0, 'latin1');
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(54, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(width, 18);
  bitmap.writeInt32LE(height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  return bitmap;
}

const RETURNED = [
  'From: MAILER-DAEMON@mx.example.edu.cn',
  'To: office@example.edu.cn',
  'Subject: Undelivered Mail',
  'Date: Mon, 30 Nov 2026 10:00:00 +0800',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
  '',
  '--b1',
  'Content-Type: text/plain; charset=gbk',
  'Content-Transfer-Encoding: base64',
  '',
  'zt/Qxbuh',
  '--b1',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.edu.cn',
  '',
  'Final-Recipient: rfc822; s1@stu.example.edu.cn',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b1',
  'Content-Type: message/rfc822',
  '',
  'Message-ID: <1@example.edu.cn>',
  'Subject: =?utf-8?B?5qC45a+5?=',
  '',
  'text',
  '--b1--',
  '',
].join('\r\n');
