import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';

/** An OLE compound file (MS-CFB), the container of .xls, .et and of encrypted .xlsx. */
export interface CompoundFile {
  /** Names of all streams and storages, as written. */
  names: string[];
  /** The first bytes of a stream; empty when there is none of that name. */
  head(name: string): Promise<Buffer>;
  /**
   * A stream as bytes to be read anywhere in it; null when there is none of that name. Closing it closes nothing:
   * the file's own source stays its caller's. Throws FILE_DAMAGED when its sectors can't be followed.
   */
  stream(name: string): Promise<ByteSource | null>;
}

export const COMPOUND_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const END_OF_CHAIN = 0xfffffffe;
/** Sector numbers from here on are marks, not places. */
const FIRST_MARK = 0xfffffffa;
/** Names of the sector table's first sectors that the header itself holds: enough for 7 MB of 512-byte sectors. */
const HEADER_TABLE_SECTORS = 109;
const HEADER_TABLE_AT = 76;
/** A spreadsheet has some ten streams; a directory longer than this is not worth following. */
const MAX_DIRECTORY_SECTORS = 256;
const SMALL_SECTOR_BYTES = 64;
const ROOT_ENTRY = 5;
const STREAM_ENTRY = 2;

interface Entry {
  name: string;
  type: number;
  start: number;
  size: number;
}

/** Null when the header is not that of a compound file or the directory can't be followed. */
export async function readCompoundFile(source: ByteSource): Promise<CompoundFile | null> {
  const header = await source.read(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, 8).equals(COMPOUND_MAGIC)) return null;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const sectorBytes = 1 << shift;
  const sectorsInFile = Math.ceil(source.size / sectorBytes);
  const readSector = (sector: number) => source.read((sector + 1) * sectorBytes, sectorBytes);
  const table = await readTable(header, readSector, sectorBytes, sectorsInFile);

  const entries: Entry[] = [];
  let sector = header.readUInt32LE(48);
  for (let count = 0; sector < FIRST_MARK && count < MAX_DIRECTORY_SECTORS; count++) {
    const bytes = await readSector(sector);
    if (bytes.length === 0) return null;
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const nameBytes = bytes.readUInt16LE(at + 64);
      if (bytes[at + 66] === 0 || nameBytes < 2 || nameBytes > 64) continue;
      entries.push({
        name: bytes.toString('utf16le', at, at + nameBytes - 2),
        type: bytes[at + 66]!,
        start: bytes.readUInt32LE(at + 116),
        size: bytes.readUInt32LE(at + 120),
      });
    }
    sector = table[sector] ?? END_OF_CHAIN;
  }
  const smallStreamBelow = header.readUInt32LE(56);
  const smallTableStart = header.readUInt32LE(60);

  async function stream(name: string): Promise<ByteSource | null> {
    const entry = entries.find((candidate) => candidate.name === name && candidate.type === STREAM_ENTRY);
    if (!entry) return null;
    if (entry.size >= smallStreamBelow) {
      return sectorsSource(source, follow(table, entry.start, sectorsInFile), entry.size, sectorBytes, 1);
    }
    // Small streams share one stream of the root entry, cut into sectors of 64 bytes with a table of their own.
    const root = entries.find((candidate) => candidate.type === ROOT_ENTRY);
    if (!root) throw damagedCompound();
    const shared = sectorsSource(source, follow(table, root.start, sectorsInFile), root.size, sectorBytes, 1);
    const tableChain = follow(table, smallTableStart, sectorsInFile);
    const bytes = await sectorsSource(
      source,
      tableChain,
      tableChain.length * sectorBytes,
      sectorBytes,
      1,
    ).read(0, tableChain.length * sectorBytes);
    const smallTable = numbersOf(bytes);
    const chain = follow(smallTable, entry.start, Math.ceil(root.size / SMALL_SECTOR_BYTES));
    return sectorsSource(shared, chain, entry.size, SMALL_SECTOR_BYTES, 0);
  }

  return {
    names: entries.map((entry) => entry.name),
    stream,
    async head(name) {
      const found = await stream(name);
      return found ? found.read(0, sectorBytes) : Buffer.alloc(0);
    },
  };
}

/** Which sector follows which: named by the header, and by a chain of lists for files above 7 MB. */
async function readTable(
  header: Buffer,
  readSector: (sector: number) => Promise<Buffer>,
  sectorBytes: number,
  sectorsInFile: number,
): Promise<Uint32Array> {
  const perSector = sectorBytes / 4;
  const tableSectors = Math.ceil(sectorsInFile / perSector);
  const table = new Uint32Array(tableSectors * perSector).fill(END_OF_CHAIN);
  let filled = 0;
  const take = async (sector: number) => {
    if (sector < FIRST_MARK && filled < tableSectors) {
      const numbers = numbersOf(await readSector(sector));
      table.set(numbers, filled * perSector);
    }
    filled++;
  };
  const named = Math.min(HEADER_TABLE_SECTORS, tableSectors);
  for (let index = 0; index < named; index++) await take(header.readUInt32LE(HEADER_TABLE_AT + index * 4));
  let list = header.readUInt32LE(68);
  while (filled < tableSectors && list < FIRST_MARK) {
    const numbers = numbersOf(await readSector(list));
    if (numbers.length < perSector) break;
    for (let index = 0; index < perSector - 1 && filled < tableSectors; index++) await take(numbers[index]!);
    list = numbers[perSector - 1]!;
  }
  return table;
}

/** The sectors of a chain in order. A chain longer than the file goes round in circles. */
function follow(table: Uint32Array, start: number, most: number): Uint32Array {
  const chain: number[] = [];
  for (let sector = start; sector < FIRST_MARK; ) {
    if (sector >= table.length || chain.length >= most) throw damagedCompound();
    chain.push(sector);
    sector = table[sector]!;
  }
  return Uint32Array.from(chain);
}

/** A stream over its sectors; neighbours are read at once. `before`: sectors of the source ahead of number 0. */
function sectorsSource(
  source: ByteSource,
  chain: Uint32Array,
  declared: number,
  sectorBytes: number,
  before: number,
): ByteSource {
  // A file cut off in its last sector still has that sector's beginning.
  if (declared > chain.length * sectorBytes) throw damagedCompound();
  return {
    size: declared,
    async read(position, length) {
      const end = Math.min(declared, position + length);
      const pieces: Buffer[] = [];
      for (let at = position; at < end; ) {
        const index = Math.floor(at / sectorBytes);
        let last = index;
        while (chain[last + 1] === chain[last]! + 1 && (last + 1) * sectorBytes < end) last++;
        const wanted = Math.min(end, (last + 1) * sectorBytes) - at;
        const from = (chain[index]! + before) * sectorBytes + (at - index * sectorBytes);
        const piece = await source.read(from, wanted);
        if (piece.length < wanted) throw damagedCompound();
        pieces.push(piece);
        at += wanted;
      }
      return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    },
    close: async () => {},
  };
}

function numbersOf(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(Math.floor(bytes.length / 4));
  for (let index = 0; index < numbers.length; index++) numbers[index] = bytes.readUInt32LE(index * 4);
  return numbers;
}

function damagedCompound(): AppError {
  return new AppError('FILE_DAMAGED', { what: 'compound-file' });
}
