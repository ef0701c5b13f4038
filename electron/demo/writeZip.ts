import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** The name as the bytes that go into the archive, whatever their encoding; parts divided by "/". */
  name: Uint8Array;
  data: Uint8Array;
}

const LIMIT = 0xffff_ffff;

/**
 * Writes an archive of stored (not compressed) entries, with the bytes of the names as given and the UTF-8 flag off:
 * so do Chinese Windows programs write archives with GBK names. `time` is YYYY-MM-DD HH:MM:SS for every entry.
 * One entry is in memory at a time. Throws RangeError beyond 65,535 entries or 4 GB.
 */
export async function writeZip(
  path: string,
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  time: string,
): Promise<void> {
  const stamp = dosTime(time);
  const directory: Buffer[] = [];
  const file = await open(path, 'w');
  try {
    let offset = 0;
    for await (const { name, data } of entries) {
      const shared = Buffer.alloc(26);
      shared.writeUInt16LE(20, 0);
      shared.writeUInt32LE(stamp, 6);
      shared.writeUInt32LE(crc32(data), 10);
      shared.writeUInt32LE(data.length, 14);
      shared.writeUInt32LE(data.length, 18);
      shared.writeUInt16LE(name.length, 22);

      const central = Buffer.alloc(46);
      central.writeUInt32LE(0x0201_4b50, 0);
      central.writeUInt16LE(20, 4);
      shared.copy(central, 6);
      central.writeUInt32LE(offset, 42);
      directory.push(central, Buffer.from(name));

      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x0403_4b50, 0);
      shared.copy(local, 4);
      await file.writeFile(Buffer.concat([local, name, data]));
      offset += local.length + name.length + data.length;
      if (offset > LIMIT || directory.length / 2 > 0xffff)
        throw new RangeError('too much for a plain zip archive');
    }
    const bytes = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x0605_4b50, 0);
    end.writeUInt16LE(directory.length / 2, 8);
    end.writeUInt16LE(directory.length / 2, 10);
    end.writeUInt32LE(bytes.length, 12);
    end.writeUInt32LE(offset, 16);
    await file.writeFile(Buffer.concat([bytes, end]));
  } finally {
    await file.close();
  }
}

/** Date and time as archives hold them: the time in the lower, the date in the upper two bytes. */
export function dosTime(time: string): number {
  const [year, month, day, hour, minute, second] = time.split(/[- :]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = ((year - 1980) << 9) | (month << 5) | day;
  return ((date << 16) | (hour << 11) | (minute << 5) | (second >> 1)) >>> 0;
}
