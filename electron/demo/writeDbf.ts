import { writeFile } from 'node:fs/promises';
import { encodeGb18030 } from '../archive/encodeGb18030.ts';

export interface DbfColumn {
  /** Up to ten ASCII characters. */
  name: string;
  /** Bytes, 1…254; a Chinese character takes two, a rare one four. */
  length: number;
}

/**
 * Writes a dBASE III table of character columns in GBK with no code page byte, as 录取 programs leave them.
 * `changed` is YYYY-MM-DD. A value that is too long is cut at a whole character. Throws RangeError for a column
 * that the format can't hold.
 */
export async function writeDbf(
  path: string,
  columns: readonly DbfColumn[],
  rows: readonly (readonly string[])[],
  changed: string,
): Promise<void> {
  const recordLength = 1 + columns.reduce((sum, column) => sum + column.length, 0);
  const headerLength = 32 + 32 * columns.length + 1;
  const header = Buffer.alloc(headerLength);
  header[0] = 0x03;
  header[1] = Number(changed.slice(0, 4)) - 1900;
  header[2] = Number(changed.slice(5, 7));
  header[3] = Number(changed.slice(8, 10));
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(headerLength, 8);
  header.writeUInt16LE(recordLength, 10);
  columns.forEach(({ name, length }, index) => {
    if (!/^[A-Z][A-Z0-9_]{0,9}$/.test(name) || length < 1 || length > 254) {
      throw new RangeError(`not a DBF column: ${name} C${length}`);
    }
    const at = 32 + 32 * index;
    header.write(name, at, 'latin1');
    header.write('C', at + 11, 'latin1');
    header[at + 16] = length;
  });
  header[headerLength - 1] = 0x0d;

  const body = Buffer.alloc(rows.length * recordLength + 1, 0x20);
  rows.forEach((row, index) => {
    let at = index * recordLength + 1;
    columns.forEach((column, place) => {
      fitting(row[place] ?? '', column.length).copy(body, at);
      at += column.length;
    });
  });
  body[body.length - 1] = 0x1a;
  await writeFile(path, Buffer.concat([header, body]));
}

function fitting(value: string, length: number): Buffer {
  let text = value;
  let bytes = encodeGb18030(text);
  while (bytes.length > length) {
    text = [...text].slice(0, -1).join('');
    bytes = encodeGb18030(text);
  }
  return bytes;
}
