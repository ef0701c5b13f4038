import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DBFFile } from 'dbffile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { writeDbf } from '../../electron/demo/writeDbf.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const decode = (bytes: Uint8Array) => new TextDecoder('gb18030').decode(bytes);

/** Private-use code points that GB 18030-2022 moved to real characters: no code leads back to them. */
const MOVED = new Set([
  0xe5e5, 0xe78d, 0xe78e, 0xe78f, 0xe790, 0xe791, 0xe792, 0xe793, 0xe794, 0xe795, 0xe796, 0xe81e,
]);
for (const point of [0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864]) MOVED.add(point);

describe('encodeGb18030', () => {
  it('leads back to every character of Unicode but the moved ones', () => {
    const lost: number[] = [];
    for (let point = 0; point < 0x11_0000; point += 1) {
      if (point >= 0xd800 && point < 0xe000) continue;
      if (point === 0xfffd || MOVED.has(point)) continue;
      const character = String.fromCodePoint(point);
      if (decode(encodeGb18030(character)) !== character) lost.push(point);
    }
    expect(lost).toEqual([]);
  });

  it('leads back to any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(
          ![...text].some((character) => MOVED.has(character.codePointAt(0)!) || character === '\ufffd'),
        );
        expect(decode(encodeGb18030(text))).toBe(text);
      }),
    );
  });

  it('writes the bytes of the standard', () => {
    const hex = (text: string) => encodeGb18030(text).toString('hex');
    expect(hex('a1')).toBe('6131');
    expect(hex('\u00b7')).toBe('a1a4');
    expect(hex('中国')).toBe('d6d0b9fa');
    expect(hex('䶮')).toBe('fe9f');
    expect(hex('𠮷')).toBe('9534b235');
    expect(hex('\ud842')).toBe('3f');
  });
});

describe('writeDbf', () => {
  const columns = [
    { name: 'KSH', length: 14 },
    { name: 'XM', length: 10 },
  ];

  it('writes a table that another reader reads, without a code page byte', async () => {
    const path = join(temporaryFolder(), 'table.dbf');
    await writeDbf(
      path,
      columns,
      [
        ['26420101100001', '王䶮'],
        ['26420101100002', '李𠮷'],
        ['', ''],
      ],
      '2026-11-24',
    );
    const file = await DBFFile.open(path, { encoding: 'gb18030' });
    expect(file.recordCount).toBe(3);
    expect(file.dateOfLastUpdate.toISOString().slice(0, 10)).toBe('2026-11-24');
    expect(await file.readRecords()).toEqual([
      { KSH: '26420101100001', XM: '王䶮' },
      { KSH: '26420101100002', XM: '李𠮷' },
      { KSH: '', XM: '' },
    ]);
    expect((await readFile(path))[29]).toBe(0);
  });

  it('cuts at a whole character', async () => {
    const path = join(temporaryFolder(), 'table.dbf');
    await writeDbf(path, columns, [['1', '茹仙古丽买买提']], '2026-11-24');
    const file = await DBFFile.open(path, { encoding: 'gb18030' });
    expect((await file.readRecords())[0]!.XM).toBe('茹仙古丽买');
  });

  it('refuses columns that the format cannot hold', async () => {
    const path = join(temporaryFolder(), 'table.dbf');
    await expect(writeDbf(path, [{ name: '姓名', length: 8 }], [], '2026-11-24')).rejects.toThrow(RangeError);
    await expect(writeDbf(path, [{ name: 'XM', length: 255 }], [], '2026-11-24')).rejects.toThrow(RangeError);
  });
});
