import type { IncomingMessage } from 'node:http';
import { packBytes, unpackBytes } from './packBytes.ts';
import { Refusal } from './Refusal.ts';
import { SharedAnswer } from './SharedAnswer.ts';

/** Below this, packing takes more than it saves. */
const WORTH_PACKING = 1024;

export interface BodyLimits {
  /** Bytes as they travel. */
  packed: number;
  /** Bytes when unpacked. */
  unpacked: number;
}

/**
 * A body, whole and unpacked, and never more of it in memory than the limits say, whatever its head claims. Throws
 * Refusal: encoding, too-large, unpacks-too-large, malformed (no whole gzip).
 */
export async function readBody(incoming: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') throw new Refusal('encoding');
  if (Number(incoming.headers['content-length'] ?? 0) > limits.packed) throw new Refusal('too-large');
  const pieces: Buffer[] = [];
  let length = 0;
  // What is left over is read past by whoever answers: the asker is still to get its refusal.
  for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limits.packed) throw new Refusal('too-large');
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces);
  if (encoding === 'identity') return body;
  try {
    return await unpackBytes(body, limits.unpacked);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    throw new Refusal(code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks-too-large' : 'malformed', { cause: error });
  }
}

/** A body as it is sent, in pieces: packed where that is worth it and the other side can unpack. */
export async function packBody(
  value: object,
  takesGzip: boolean,
): Promise<{ pieces: Buffer[]; headers: Record<string, string> }> {
  const { answer, ...around } = value as { answer?: unknown };
  if (takesGzip && answer instanceof SharedAnswer) {
    const pieces = await answer.packedWithin(around);
    return { pieces, headers: { ...headersOf(pieces), 'content-encoding': 'gzip' } };
  }
  const plain = Buffer.from(JSON.stringify(value), 'utf8');
  const packed = takesGzip && plain.length >= WORTH_PACKING;
  const pieces = [packed ? await packBytes(plain) : plain];
  return { pieces, headers: { ...headersOf(pieces), ...(packed ? { 'content-encoding': 'gzip' } : {}) } };
}

function headersOf(pieces: readonly Buffer[]): Record<string, string> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { 'content-type': 'application/json', 'content-length': String(length) };
}

/** Reads past what nobody wants of a question that was refused, and ends the connection of one that does not stop. */
export function readPast(incoming: IncomingMessage, most: number): void {
  let length = 0;
  incoming.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > most) incoming.destroy();
  });
  // Whoever breaks off what nobody wanted has done nothing wrong.
  incoming.on('error', () => undefined);
  incoming.resume();
}
