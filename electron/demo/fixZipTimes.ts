import { readFile, writeFile } from 'node:fs/promises';
import { dosTime } from './writeZip.ts';

const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;

/**
 * Gives every entry of an archive the same time (YYYY-MM-DD HH:MM:SS), so that a workbook written twice is the same
 * file twice: the program that packs workbooks takes the clock's. For archives without a comment, as it writes them.
 */
export async function fixZipTimes(path: string, time: string): Promise<void> {
  const bytes = await readFile(path);
  const end = bytes.length - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error('not a plain zip archive');
  const entries = bytes.readUInt16LE(end + 10);
  const stamp = dosTime(time);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error('not a plain zip archive');
    bytes.writeUInt32LE(stamp, at + 12);
    bytes.writeUInt32LE(stamp, bytes.readUInt32LE(at + 42) + 10);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  await writeFile(path, bytes);
}
