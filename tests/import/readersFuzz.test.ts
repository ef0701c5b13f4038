import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { rawZip } from '../fixtures/rawZip.ts';
import { workbookFromXml, workbookParts } from '../fixtures/spreadsheets/workbookFromXml.ts';

const SEED = 20261124;
const workbook = {
  sheets: [
    {
      name: '名单',
      xml:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="1"><v>45170.5</v></c></row>' +
        '<row r="2" hidden="1"><c t="inlineStr"><is><t>李&amp;四</t></is></c><c t="b"><v>1</v></c><c><f>1+1</f></c></row>',
    },
    { name: '二', xml: '<row><c t="str"><v>_x000D_</v></c></row>', state: 'hidden' as const },
  ],
  strings: '<si><t>考生号</t></si><si><r><t>姓</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
  styles:
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>',
};
const change = (length: number) =>
  fc.tuple(fc.nat(length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0x3c, 0x3e, 0x22, 0x26)));
const changes = (length: number) => fc.array(change(length), { minLength: 1, maxLength: 8 });

/** Reads all sheets: rows, or an AppError about the file. Anything else, or no end, fails. */
async function readsOrTells(bytes: Buffer): Promise<void> {
  try {
    const opened = await openSpreadsheet(bytes);
    try {
      const names = opened.sheets.length === 0 ? [null] : opened.sheets.map((sheet) => sheet.name);
      for (const sheet of names)
        for await (const batch of opened.rows({ sheet })) expect(batch.length).toBeGreaterThan(0);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code.startsWith('FILE_'))) throw error;
  }
}

function mutate(bytes: Buffer, list: [number, number][]): Buffer {
  const mutated = Buffer.from(bytes);
  for (const [at, value] of list) mutated[at] = value;
  return mutated;
}

test('a workbook with bytes changed anywhere', { timeout: 60_000 }, async () => {
  const whole = await workbookFromXml(workbook);
  await fc.assert(
    fc.asyncProperty(changes(whole.length), (list) => readsOrTells(mutate(whole, list))),
    { seed: SEED, numRuns: 400 },
  );
});

test('a workbook cut anywhere, or with a piece taken out', { timeout: 60_000 }, async () => {
  const whole = await workbookFromXml(workbook);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(400), async (at, length) => {
      await readsOrTells(whole.subarray(0, at));
      await readsOrTells(Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('XML changed before it is zipped, so that no checksum helps', { timeout: 60_000 }, async () => {
  const parts = [...workbookParts(workbook)].map(([name, text]) => ({ name, data: Buffer.from(text) }));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(parts.length - 1),
      fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 5,
      }),
      (index, list) => {
        const changed = parts.map((part, at) =>
          at === index
            ? {
                ...part,
                data: mutate(
                  part.data,
                  list.map(([where, value]) => [Math.floor(where * part.data.length), value]),
                ),
              }
            : part,
        );
        return readsOrTells(rawZip(changed));
      },
    ),
    { seed: SEED, numRuns: 600 },
  );
});

test('any bytes at all, and any text', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
        fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
        fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text, 'utf16le')),
        fc
          .tuple(
            fc.constantFrom(
              'd0cf11e0a1b11ae1',
              '504b0304',
              '504b0506',
              '03780b18',
              'fffe',
              'feff',
              '09080800',
            ),
            fc.uint8Array({ maxLength: 2000 }),
          )
          .map(([magic, rest]) => Buffer.concat([Buffer.from(magic, 'hex'), rest])),
      ),
      readsOrTells,
    ),
    { seed: SEED, numRuns: 600 },
  );
});
