import { AppError } from '../../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../../archive/byteSource.ts';
import type { FilePlace } from '../../../archive/filePlace.ts';

/** The texts of memo columns, which are in a file of their own beside the table: .dbt of dBASE, .fpt of FoxPro. */
export interface MemoFile {
  /** The bytes of the text that begins at a block; null where there is none. */
  text(block: number): Promise<Buffer | null>;
  close(): Promise<void>;
}

const DBASE_3 = 0x83;
const DBASE_4 = 0x8b;
const DBASE_3_BLOCK = 512;
const END_OF_TEXT = 0x1a;
const HEADER_BYTES = 8;
const DBASE_4_MARK = 0x0008ffff;
const FOXPRO_TEXT = 1;
/** A memo of a student is a sentence; what claims more is damaged. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** Where a table lies, to look beside it, or the memo files that came with it under whatever path; by their names. */
export interface MemoPlace {
  table: string | null;
  given: readonly { path: FilePlace; name: string }[];
}

/** The memo file of a table; null where there is none. `version`: the first byte of the table. */
export async function openMemoFile({ table, given }: MemoPlace, version: number): Promise<MemoFile | null> {
  const isDbase = version === DBASE_3 || version === DBASE_4;
  const stem = table?.replace(/\.[^./\\]*$/, '');
  for (const ending of isDbase ? ['dbt'] : ['fpt', 'dbt']) {
    const paths: FilePlace[] = given
      .filter(({ name }) => name.toLowerCase().endsWith(`.${ending}`))
      .map(({ path }) => path);
    if (stem !== undefined) paths.push(`${stem}.${ending}`, `${stem}.${ending.toUpperCase()}`);
    for (const path of paths) {
      try {
        return await readMemoFile(await openByteSource(path), version, ending);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'FILE_NOT_FOUND')) throw error;
      }
    }
  }
  return null;
}

async function readMemoFile(source: ByteSource, version: number, ending: string): Promise<MemoFile> {
  const head = await source.read(0, 32);
  const close = () => source.close();
  if (ending === 'fpt') {
    const size = head.length >= 8 ? head.readUInt16BE(6) || 1 : 1;
    return { close, text: (block) => foxproText(source, block * size) };
  }
  if (version === DBASE_4) {
    const size = head.length >= 22 ? head.readUInt16LE(20) || DBASE_3_BLOCK : DBASE_3_BLOCK;
    return { close, text: (block) => dbase4Text(source, block * size) };
  }
  return { close, text: (block) => dbase3Text(source, block * DBASE_3_BLOCK) };
}

async function foxproText(source: ByteSource, at: number): Promise<Buffer | null> {
  const head = await source.read(at, HEADER_BYTES);
  if (head.length < HEADER_BYTES || head.readUInt32BE(0) !== FOXPRO_TEXT) return null;
  const bytes = head.readUInt32BE(4);
  return bytes > MAX_TEXT_BYTES ? null : source.read(at + HEADER_BYTES, bytes);
}

async function dbase4Text(source: ByteSource, at: number): Promise<Buffer | null> {
  const head = await source.read(at, HEADER_BYTES);
  if (head.length < HEADER_BYTES || head.readUInt32LE(0) !== DBASE_4_MARK) return null;
  const bytes = head.readUInt32LE(4) - HEADER_BYTES;
  return bytes < 0 || bytes > MAX_TEXT_BYTES ? null : source.read(at + HEADER_BYTES, bytes);
}

/** Its length is not told: the text goes on to the byte that ends it. */
async function dbase3Text(source: ByteSource, at: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  for (let read = 0; read < MAX_TEXT_BYTES; read += DBASE_3_BLOCK) {
    const piece = await source.read(at + read, DBASE_3_BLOCK);
    const end = piece.indexOf(END_OF_TEXT);
    pieces.push(end === -1 ? piece : piece.subarray(0, end));
    if (end !== -1) return Buffer.concat(pieces);
    if (piece.length < DBASE_3_BLOCK) return null;
  }
  return null;
}
