import { TextDecoder } from 'node:util';
import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';
import type { Encoding } from '../reader.ts';

const READ_BYTES = 256 * 1024;
/** Zero bytes of UTF-16 show in the first line already: digits, separators and line ends have one each. */
const SAMPLE_BYTES = 64 * 1024;
/** At least so many of the sample's characters are below U+0100 in a UTF-16 table. */
const MIN_ZERO_SHARE = 0.02;
/** "一" U+4E00 has its zero on the other side, so a few of those prove nothing. */
const CLEAR_MAJORITY = 4;

/**
 * The encoding of a text file: byte order mark; then UTF-16 by where its zero bytes are; then UTF-8 if the
 * whole file is valid UTF-8 (a Chinese file can begin with a thousand rows of plain digits); otherwise what
 * Chinese Excel and WPS write, GB18030.
 */
export async function detectEncoding(source: ByteSource, signal?: AbortSignal): Promise<Encoding> {
  const sample = await source.read(0, SAMPLE_BYTES);
  return (
    encodingOfMark(sample) ?? utf16ByZeros(sample) ?? ((await isUtf8(source, signal)) ? 'utf-8' : 'gb18030')
  );
}

/** What the byte order mark says, null without one. */
export function encodingOfMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33) return 'gb18030';
  return null;
}

/** UTF-16 without a mark: zero bytes, and nearly all of them on one side of the pairs. */
export function utf16ByZeros(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(sample.length / 2);
  let first = 0;
  let second = 0;
  for (let index = 0; index < pairs; index++) {
    if (sample[index * 2] === 0) first++;
    if (sample[index * 2 + 1] === 0) second++;
  }
  const least = Math.max(1, pairs * MIN_ZERO_SHARE);
  if (second >= least && second >= first * CLEAR_MAJORITY) return 'utf-16le';
  if (first >= least && first >= second * CLEAR_MAJORITY) return 'utf-16be';
  return null;
}

async function isUtf8(source: ByteSource, signal?: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let position = 0; position < source.size; position += READ_BYTES) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      decoder.decode(await source.read(position, READ_BYTES), { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
