import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';

const [unpackBeside, packBeside] = [promisify(gunzip), promisify(gzip)];
/** Of so few bytes, handing them to another thread takes longer than packing them. */
const FEW = 32 * 1024;
/** Of so few, not even a bomb (1,032 times as many) keeps others waiting. */
const FEW_PACKED = 4 * 1024;

/** As a gzip, quickly rather than small. */
export async function packBytes(bytes: Uint8Array): Promise<Buffer> {
  return bytes.length <= FEW ? gzipSync(bytes, { level: 1 }) : packBeside(bytes, { level: 1 });
}

/** `most`: bytes when unpacked. Throws the errors of zlib: ERR_BUFFER_TOO_LARGE, and others for what is no whole gzip. */
export async function unpackBytes(packed: Uint8Array, most: number): Promise<Buffer> {
  const limits = { maxOutputLength: most };
  return packed.length <= FEW_PACKED ? gunzipSync(packed, limits) : unpackBeside(packed, limits);
}
