import { crc32 } from 'node:zlib';
import { FACET_FIELDS } from '../../../shared/domain/studentFields.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { StudentImage } from './StudentImage.ts';
import type { OrderKey } from './sortOrders.ts';

/**
 * The image as it was last, kept in the store so that a large school's lists are there within a second of
 * opening: reading a million rows takes seconds, reading the finished arrays a fraction of one. It is a cache:
 * what changed since is read from the log, and a snapshot that does not fit, or of which a byte is not as it was
 * written, is made anew.
 */

/** To be raised with every change of the image's arrays or of what goes into them. */
const FORMAT = 6;
const PART_BYTES = 8 * 1024 * 1024;
/** Smaller schools are read from the tables faster than anybody notices. */
export const WORTH_KEEPING = 20_000;

/** The part that says what the others are, kept under its own checksum in place of a number. */
const HEAD = 'head';

interface Head {
  format: number;
  seq: number;
  size: number;
  count: number;
  /** How long each column is, in bytes, and the checksum (CRC-32) of each of its parts. */
  bytes: Record<string, number>;
  sums: Record<string, number[]>;
  /** How much of each pool is in use. */
  used: Record<string, number>;
  orders: OrderKey[];
  dictionaries: Record<string, string[]>;
}

export interface KeptImage {
  image: StudentImage;
  /** Sorted orders that were made already. */
  orders: ReadonlyMap<OrderKey, Uint32Array>;
  seq: number;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Every array of an image by name, with how much of it is in use. */
function columnsOf(
  image: StudentImage,
  orders: ReadonlyMap<OrderKey, Uint32Array>,
): Map<string, { column: Column; length: number }> {
  const { size } = image;
  const columns = new Map<string, { column: Column; length: number }>();
  const add = (name: string, column: Column, length = size) => columns.set(name, { column, length });
  for (const [key, order] of orders) add(`orders.${key}`, order, order.length);
  for (const name of ['alive', 'sources', 'differing', 'photos', 'flags'] as const) add(name, image[name]);
  for (const [name, pool] of poolsOf(image)) {
    add(`${name}.bytes`, pool.bytes, pool.used);
    add(`${name}.starts`, pool.starts);
    add(`${name}.lengths`, pool.lengths);
  }
  add('numbers.singles', image.numbers.singles);
  for (const [name, { words }] of signaturesOf(image)) {
    for (const [word, column] of words.entries()) add(`${name}.${word}`, column);
  }
  for (const field of FACET_FIELDS) add(`facets.${field}`, image.facets[field].codes);
  return columns;
}

function poolsOf(image: StudentImage) {
  return [
    ['names.texts', image.names.texts],
    ['pinyin.texts', image.pinyin.texts],
    ['pinyin.initials', image.pinyin.initials],
    ['pinyin.short', image.pinyin.short],
    ['numbers.texts', image.numbers.texts],
  ] as const;
}

function signaturesOf(image: StudentImage) {
  return [
    ['names.characters', image.names.characters],
    ['pinyin.letters', image.pinyin.letters],
    ['pinyin.triples', image.pinyin.triples],
    ['numbers.pairs', image.numbers.pairs],
    ['numbers.triples', image.numbers.triples],
  ] as const;
}

/**
 * Writes the image as it is after change `seq`, a part at a time. `isCurrent` is asked between parts: when the
 * image moved on, the half-written snapshot is left without its head, which is as good as none.
 */
export async function saveImage(
  db: WriteDb,
  image: StudentImage,
  orders: ReadonlyMap<OrderKey, Uint32Array>,
  seq: number,
  isCurrent: () => boolean,
): Promise<boolean> {
  db.transaction(() => db.write('DELETE FROM image_part').run());
  const { version } = image;
  const sums: Record<string, number[]> = {};
  const lengths: Record<string, number> = {};
  const insert = db.write('INSERT INTO image_part (name, part, data) VALUES (?, ?, ?)');
  for (const [name, { column, length }] of columnsOf(image, orders)) {
    const used = column.subarray(0, length);
    const bytes = new Uint8Array(used.buffer, used.byteOffset, used.byteLength);
    lengths[name] = bytes.length;
    sums[name] = [];
    for (let part = 0, at = 0; at < bytes.length; part++, at += PART_BYTES) {
      const data = bytes.subarray(at, at + PART_BYTES);
      sums[name].push(crc32(data));
      insert.run(name, part, data);
      await new Promise((resolve) => setImmediate(resolve));
      // The image may be half-way through following a commit, of which its owner tells only at the end.
      if (!isCurrent() || image.version !== version) return false;
    }
  }
  const head: Head = {
    format: FORMAT,
    seq,
    size: image.size,
    count: image.count,
    bytes: lengths,
    sums,
    used: Object.fromEntries(poolsOf(image).map(([name, pool]) => [name, pool.used])),
    orders: [...orders.keys()],
    dictionaries: Object.fromEntries(FACET_FIELDS.map((field) => [field, image.facets[field].values])),
  };
  const text = Buffer.from(JSON.stringify(head));
  insert.run(HEAD, crc32(text), text);
  return true;
}

/** The kept image and the change up to which it is true; null where there is none that fits and is whole. */
export function loadImage(db: ReadDb): KeptImage | null {
  const head = readHead(db);
  if (!head) return null;
  try {
    return readImage(db, head);
  } catch (error) {
    if (error instanceof DamagedPart) return null;
    throw error;
  }
}

class DamagedPart extends Error {}

function readImage(db: ReadDb, head: Head): KeptImage {
  const parts = db.read<{ data: Uint8Array }>('SELECT data FROM image_part WHERE name = ? AND part = ?');
  const read = <Kind extends Column>(kind: new (buffer: ArrayBuffer) => Kind, name: string): Kind => {
    // One part at a time into its place: the whole is large, and is not held twice.
    const bytes = new Uint8Array(head.bytes[name]!);
    for (let part = 0; part * PART_BYTES < bytes.length; part++) {
      const data = parts.get(name, part)?.data;
      if (!data || crc32(data) !== head.sums[name]![part]) throw new DamagedPart();
      bytes.set(data, part * PART_BYTES);
    }
    return new kind(bytes.buffer);
  };
  const image = new StudentImage();
  image.size = head.size;
  image.count = head.count;
  for (const name of ['alive', 'sources', 'differing', 'photos', 'flags'] as const) {
    image[name] = read(Uint8Array, name);
  }
  for (const [name, pool] of poolsOf(image)) {
    pool.bytes = read(Uint8Array, `${name}.bytes`);
    pool.starts = read(Uint32Array, `${name}.starts`);
    pool.lengths = read(Uint8Array, `${name}.lengths`);
    pool.used = head.used[name]!;
  }
  image.numbers.singles = read(Uint16Array, 'numbers.singles');
  for (const [name, { words }] of signaturesOf(image)) {
    for (let word = 0; word < words.length; word++) words[word] = read(Int32Array, `${name}.${word}`);
  }
  for (const field of FACET_FIELDS) {
    const values = head.dictionaries[field]!;
    const kind = values.length > 0x10000 ? Uint32Array : Uint16Array;
    image.facets[field].restore(values, read<Uint16Array | Uint32Array>(kind, `facets.${field}`));
  }
  image.version = 1;
  image.orderVersion = 1;
  image.groupVersion = 1;
  const orders = new Map(head.orders.map((key) => [key, read(Uint32Array, `orders.${key}`)] as const));
  return { image, orders, seq: head.seq };
}

function readHead(db: ReadDb): Head | null {
  const row = db
    .read<{ part: number; data: Uint8Array }>('SELECT part, data FROM image_part WHERE name = ?')
    .get(HEAD);
  if (!row || crc32(row.data) !== row.part) return null;
  const head = JSON.parse(Buffer.from(row.data).toString('utf8')) as Head;
  // A restored or replaced log may be shorter than what the snapshot has seen.
  return head.format === FORMAT && head.seq <= logHead(db) ? head : null;
}
