import { createCipheriv, createDecipheriv } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { Entity } from '../../changes/change.ts';

/** A row of an image. `fields`: JSON, as the hub keeps it. */
export interface SentRow {
  entity: Entity;
  id: string;
  ver: number;
  fields: string;
}

/** Rows of one frame: what is packed, sealed, and read again at once. */
export const ROWS_A_FRAME = 5_000;
/** Bytes of the text of one frame, about: rows may be large. */
export const TEXT_A_FRAME = 8 * 1024 * 1024;

const [LENGTH, TAG, NONCE] = [4, 16, 12];
/** A frame is never longer: one that says so is damaged. */
const MOST_FRAME = 256 * 1024 * 1024;
const FIRST_LEVEL = 1;
const pack = promisify(gzip);

/** A frame cannot be read: it was altered, cut short, or is not of this image. */
export class DamagedImage extends Error {
  override readonly name = 'DamagedImage';
}

/**
 * An image is a file of frames, each of them some thousand rows: length (4 bytes, big-endian), AES-256-GCM over gzip over
 * text (two lines a row: JSON of entity, id and version; the fields). The number of a frame is its nonce, and whether it is
 * the last one is bound to it: what is left out, put elsewhere or cut off does not open. Where it lies nothing of it can be
 * read without the key, which stands in no file.
 */
export async function sealFrame(
  rows: readonly SentRow[],
  { key, n, isLast }: { key: Uint8Array; n: number; isLast: boolean },
): Promise<Buffer> {
  let text = '';
  for (const { entity, id, ver, fields } of rows) text += `${JSON.stringify([entity, id, ver])}\n${fields}\n`;
  const packed = await pack(Buffer.from(text), { level: FIRST_LEVEL });
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(n)).setAAD(boundTo(n, isLast));
  const length = Buffer.alloc(LENGTH);
  const sealed = [cipher.update(packed), cipher.final()];
  length.writeUInt32BE(packed.length + TAG);
  return Buffer.concat([length, ...sealed, cipher.getAuthTag()]);
}

/**
 * The rows of an image that lies in a file, frame by frame. `read` gives so many bytes from a place on. Errors:
 * DamagedImage.
 */
export function* readFrames(
  read: (from: number, length: number) => Buffer,
  { key, bytes }: { key: Uint8Array; bytes: number },
): Generator<SentRow[]> {
  let at = 0;
  for (let n = 0; at < bytes; n++) {
    if (bytes - at < LENGTH) throw new DamagedImage('cut short');
    const length = read(at, LENGTH).readUInt32BE();
    const end = at + LENGTH + length;
    if (length <= TAG || length > MOST_FRAME || end > bytes) throw new DamagedImage('cut short');
    yield openFrame(read(at + LENGTH, length), { key, n, isLast: end === bytes });
    at = end;
  }
}

function openFrame(
  sealed: Buffer,
  { key, n, isLast }: { key: Uint8Array; n: number; isLast: boolean },
): SentRow[] {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(n))
    .setAAD(boundTo(n, isLast))
    .setAuthTag(sealed.subarray(sealed.length - TAG));
  let packed: Buffer;
  try {
    packed = Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
  } catch (error) {
    throw new DamagedImage('does not open', { cause: error });
  }
  const lines = gunzipSync(packed).toString('utf8').split('\n');
  const rows: SentRow[] = [];
  for (let line = 0; line + 1 < lines.length; line += 2) {
    const [entity, id, ver] = JSON.parse(lines[line]!) as [Entity, string, number];
    rows.push({ entity, id, ver, fields: lines[line + 1]! });
  }
  return rows;
}

function nonceOf(n: number): Buffer {
  const nonce = Buffer.alloc(NONCE);
  nonce.writeUInt32BE(n, NONCE - LENGTH);
  return nonce;
}

function boundTo(n: number, isLast: boolean): Buffer {
  return Buffer.from(`xueji-image/1 ${n} ${isLast ? 'last' : 'more'}`);
}
