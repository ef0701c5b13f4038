import { writeFileSync } from 'node:fs';

/** Separated text as UTF-16, every cell quoted: what cells hold that no other format can, half a character for one. */
export function writeUtf16(path: string, rows: readonly (readonly (string | null)[])[]): string {
  const quoted = (cell: string | null) => `"${(cell ?? '').replaceAll('"', '""')}"`;
  const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
  return path;
}
