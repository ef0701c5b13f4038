import type { ByteSource } from '../../archive/byteSource.ts';

/** Facts about an OLE compound file (MS-CFB), the container of .xls, .et and of encrypted .xlsx. */
export interface CompoundFile {
  /** Names of all streams and storages, as written. */
  names: string[];
  /** The first bytes of a stream; empty when there is none of that name or it is kept in the small-stream area. */
  head(name: string): Promise<Buffer>;
}

export const COMPOUND_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const END_OF_CHAIN = 0xfffffffe;
/** Names of the FAT's first sectors that the header itself holds: enough for 7 MB of 512-byte sectors. */
const HEADER_FAT_SECTORS = 109;
/** A spreadsheet has some ten streams; a directory longer than this is not worth following. */
const MAX_DIRECTORY_SECTORS = 256;

/** Null when the header is not that of a compound file or the directory can't be followed. */
export async function readCompoundFile(source: ByteSource): Promise<CompoundFile | null> {
  const header = await source.read(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, 8).equals(COMPOUND_MAGIC)) return null;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const sectorBytes = 1 << shift;
  const readSector = (sector: number) => source.read((sector + 1) * sectorBytes, sectorBytes);

  async function nextSector(sector: number): Promise<number> {
    const perSector = sectorBytes / 4;
    const fatIndex = Math.floor(sector / perSector);
    if (fatIndex >= HEADER_FAT_SECTORS) return END_OF_CHAIN;
    const fat = await readSector(header.readUInt32LE(76 + fatIndex * 4));
    const offset = (sector % perSector) * 4;
    return offset + 4 <= fat.length ? fat.readUInt32LE(offset) : END_OF_CHAIN;
  }

  const entries: { name: string; start: number; size: number }[] = [];
  let sector = header.readUInt32LE(48);
  for (let count = 0; sector < END_OF_CHAIN && count < MAX_DIRECTORY_SECTORS; count++) {
    const bytes = await readSector(sector);
    if (bytes.length === 0) return null;
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const nameBytes = bytes.readUInt16LE(at + 64);
      if (bytes[at + 66] === 0 || nameBytes < 2 || nameBytes > 64) continue;
      entries.push({
        name: bytes.toString('utf16le', at, at + nameBytes - 2),
        start: bytes.readUInt32LE(at + 116),
        size: bytes.readUInt32LE(at + 120),
      });
    }
    sector = await nextSector(sector);
  }
  const smallStreamBelow = header.readUInt32LE(56);
  return {
    names: entries.map((entry) => entry.name),
    async head(name) {
      const entry = entries.find((candidate) => candidate.name === name);
      if (!entry || entry.size < smallStreamBelow || entry.start >= END_OF_CHAIN) return Buffer.alloc(0);
      return readSector(entry.start);
    },
  };
}
