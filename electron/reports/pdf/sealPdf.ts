import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** A comment that stands before the last `startxref`: readers pass over it, and nothing follows the end of the file. */
const SEAL = /%XJ2:FILE:([A-Z2-7]{8}):([A-Z2-7]{103})\n/;
const END = Buffer.from('startxref\n');
/** From there to the end of a file that we write: an offset and `%%EOF`. */
const LONGEST_END = 64;

export interface PdfSeal {
  key: string;
  signature: string;
  /** SHA-256 of the file without the seal. */
  digest: Buffer;
}

/** What the signature of a file is over. */
export function sealedText(key: string, digest: Buffer): string {
  return `XJ2:FILE:${key}:${digest.toString('hex')}`;
}

export function sealLine(key: string, signature: string): string {
  return `%XJ2:FILE:${key}:${signature}\n`;
}

/** Puts a seal into a PDF that passes through. `seal` is given the SHA-256 of the file and answers with a line. */
export function sealPdf(seal: (digest: Buffer) => string): Transform {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      held = Buffer.concat([held, chunk]);
      const pass = held.subarray(0, Math.max(0, held.length - LONGEST_END));
      held = held.subarray(pass.length);
      done(null, pass.length > 0 ? pass : null);
    },
    flush(done) {
      const at = held.lastIndexOf(END);
      if (at < 0) throw new Error('a PDF without an end');
      this.push(held.subarray(0, at));
      this.push(Buffer.from(seal(hash.digest()), 'latin1'));
      done(null, held.subarray(at));
    },
  });
}

/** The seal of a file, and what it should be over; null: there is none where we put it. */
export function readSeal(bytes: Buffer): PdfSeal | null {
  const end = bytes.lastIndexOf(END);
  if (end < 0) return null;
  const before = Math.max(0, end - 128);
  const found = SEAL.exec(bytes.subarray(before, end).toString('latin1'));
  if (!found || before + found.index + found[0].length !== end) return null;
  const digest = createHash('sha256')
    .update(bytes.subarray(0, before + found.index))
    .update(bytes.subarray(end))
    .digest();
  return { key: found[1]!, signature: found[2]!, digest };
}
