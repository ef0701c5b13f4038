import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReportFonts } from '../../../electron/reports/fonts/reportFonts.ts';
import { renderStatistics } from '../../../electron/reports/renderStatistics.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import { collector } from './readPdf.ts';
import { madeUpStatistics } from './syntheticSheets.ts';

const has = (tool: string) => existsSync(`/usr/bin/${tool}`);
const run = (tool: string, ...args: string[]) =>
  execFileSync(`/usr/bin/${tool}`, args, { encoding: 'latin1', maxBuffer: 1 << 28 });

/** What ISO 19005-2 asks of level B and can be seen without a validator of its own. */
describe.skipIf(!has('qpdf') || !has('pdffonts'))('a printed report', () => {
  it('is an archival file: its colours told, its fonts in it, its kind in its metadata, nothing locked', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '表.pdf');
    const { sink, bytes } = collector();
    const data = madeUpStatistics('college', 6, 9);
    const named = { ...data, mark: { ...data.mark, schoolName: '甲 & 乙 <大学>' } };
    const seal = () => `%XJ2:FILE:${'A'.repeat(8)}:${'B'.repeat(103)}\n`;
    await renderStatistics(named, sink, { fonts: openReportFonts(), seal });
    writeFileSync(path, bytes());
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');

    const { qpdf } = JSON.parse(run('qpdf', '--json', '--json-stream-data=none', path)) as {
      qpdf: [object, Record<string, { value?: unknown; stream?: { dict: Record<string, unknown> } }>];
    };
    const objects = qpdf[1];
    const objectOf = (reference: unknown) => objects[`obj:${reference as string}`]!;
    const trailer = objects.trailer!.value as Record<string, unknown>;
    expect(trailer['/Encrypt']).toBeUndefined();
    expect(trailer['/ID']).toHaveLength(2);
    const root = objectOf(trailer['/Root']).value as Record<string, unknown>;
    const [intent] = root['/OutputIntents'] as unknown[];
    const output = objectOf(intent).value as Record<string, unknown>;
    expect(output['/S']).toBe('/GTS_PDFA1');
    expect(objectOf(output['/DestOutputProfile']).stream?.dict['/N']).toBe(3);
    const metadata = objectOf(root['/Metadata']).stream!.dict;
    expect(metadata['/Subtype']).toBe('/XML');
    expect(metadata['/Filter']).toBeUndefined();

    const whole = readFileSync(path);
    expect(whole.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    const text = whole.toString('utf8');
    const xmp = text.slice(text.indexOf('<?xpacket begin'), text.indexOf('<?xpacket end'));
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(xmp).toContain('甲 ＆ 乙 ＜大学＞');
    const parse = 'import sys, xml.dom.minidom as d; d.parseString(sys.stdin.buffer.read())';
    execFileSync('/usr/bin/python3', ['-c', parse], { input: xmp });

    const kinds = Object.values(objects).map((object) => JSON.stringify(object.value ?? object.stream?.dict));
    for (const forbidden of [
      '/JavaScript',
      '/Launch',
      '/EmbeddedFiles',
      '/DeviceCMYK',
      '/LZWDecode',
      '/NeedAppearances',
    ])
      expect(
        kinds.filter((kind) => kind.includes(forbidden)),
        forbidden,
      ).toEqual([]);
    const fonts = run('pdffonts', path).split('\n').slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    // name, type, encoding, emb, sub, uni, object
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +\d+$/);
  });
});
