/** An entry whose bytes are packed already. */
export interface PackedEntry {
  name: string;
  /** 0: as they are; 8: deflated. */
  method: 0 | 8;
  bytes: Buffer;
  /** Unpacked, and the CRC-32 of that. */
  size: number;
  checksum: number;
}

const LOCAL = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are in UTF-8. */
const FLAGS = 0x0800;

/** A zip in memory (APPNOTE.TXT 4.3) of entries that need not be packed once more; each below 4 GB. */
export function packedZip(entries: readonly PackedEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let position = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const facts = factsOf(entry, name.length);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    facts.copy(local, 4);
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(LISTED, 0);
    listed.writeUInt16LE(VERSION, 4);
    facts.copy(listed, 6);
    listed.writeUInt32LE(position, 42);
    bodies.push(local, name, entry.bytes);
    list.push(listed, name);
    position += local.length + name.length + entry.bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(position, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

/** What both headers of an entry say of it, in the same order. */
function factsOf({ method, bytes, size, checksum }: PackedEntry, nameBytes: number): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(FLAGS, 2);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(checksum, 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(size, 18);
  facts.writeUInt16LE(nameBytes, 22);
  return facts;
}
