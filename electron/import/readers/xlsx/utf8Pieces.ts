import { TextDecoder } from 'node:util';
import { AppError } from '../../../../shared/domain/errors.ts';

/** Excel writes UTF-8, but XML may be UTF-16 or name another encoding: those are turned into UTF-8 on the way. */
export async function* utf8Pieces(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let decoder: TextDecoder | null | undefined;
  for await (const piece of pieces) {
    if (decoder === undefined) decoder = decoderFor(piece);
    yield decoder === null ? piece : Buffer.from(decoder.decode(piece, { stream: true }), 'utf8');
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest, 'utf8');
}

/** Null for UTF-8, which needs nothing. */
function decoderFor(head: Buffer): TextDecoder | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(
    head.toString('latin1', 0, 200),
  );
  const label = declared?.[1]?.toLowerCase() ?? 'utf-8';
  if (label === 'utf-8' || label === 'utf8' || label === 'us-ascii') return null;
  try {
    return new TextDecoder(label);
  } catch (error) {
    throw new AppError('FILE_DAMAGED', { what: 'xml-encoding' }, { cause: error });
  }
}
