import type { ByteSource } from '../../../archive/byteSource.ts';

const READ_BYTES = 256 * 1024;

/** The bytes of a file from its beginning, in pieces. */
export async function* sourcePieces(source: ByteSource): AsyncGenerator<Buffer, void, undefined> {
  for (let position = 0; position < source.size; ) {
    const bytes = await source.read(position, READ_BYTES);
    if (bytes.length === 0) return;
    position += bytes.length;
    yield bytes;
  }
}
