import { createHash, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEALED_CHUNK_BYTES, sealChunk } from '../../../electron/archive/sealedChunk.ts';
import { type EntryHead, headBytes, MOST_MESSAGE_BYTES } from '../../../electron/sync/bundle/bundleEntry.ts';
import { END_MAGIC, lengthPrefix, MAGIC, signedText } from '../../../electron/sync/bundle/bundleFormat.ts';
import { openBundle } from '../../../electron/sync/bundle/openBundle.ts';
import { partKey, recipientName } from '../../../electron/sync/bundle/sealKeys.ts';
import { writeBundle } from '../../../electron/sync/bundle/writeBundle.ts';
import { canonicalText } from '../../../electron/sync/protocol/canonicalText.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { aboutUp, all, blob, HUB, keysFor, readerOf } from './bundleParties.ts';
import { MemoryDisk } from './MemoryDisk.ts';

const ENTRIES = [
  { kind: 'message' as const, name: 'push', text: '核对'.repeat(3000) },
  blob(Buffer.alloc(150_000, 7)),
];
const PATH = '/stick/up.xjs';

async function written(): Promise<Buffer> {
  const disk = new MemoryDisk();
  await writeBundle(
    disk.files,
    { folder: '/stick', name: 'up' },
    aboutUp(),
    keysFor('device-1', 'hub-1'),
    ENTRIES,
  );
  return disk.bytes(PATH);
}

/** What is said of a file with these bytes; null: it was taken. */
async function problemOf(bytes: Buffer): Promise<string | null> {
  const disk = new MemoryDisk();
  disk.put(PATH, bytes);
  try {
    await openBundle(disk.files, [PATH], readerOf(HUB));
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'BUNDLE_REFUSED') throw error;
    return String(error.params.case);
  }
}

/** A part that its sender really signed, whatever is in it. */
function signedPart(header: object, sealed: Buffer): Buffer {
  const text = Buffer.from(canonicalText(header as never), 'utf8');
  const body = Buffer.concat([MAGIC, lengthPrefix(text.length), text, sealed]);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const trailer = canonicalText({ bytes: body.length, sha256, parts: [sha256] });
  const signature = sign(null, signedText(trailer), keysFor('device-1', 'hub-1').signing);
  const end = Buffer.from(trailer, 'utf8');
  return Buffer.concat([body, end, signature, lengthPrefix(end.length), END_MAGIC]);
}

function headerOf(ephemeral = Buffer.from(keysFor('device-1', 'hub-1').ephemeral.publicKey)) {
  const { recipient } = keysFor('device-1', 'hub-1');
  return {
    ...{ about: aboutUp(), part: 1, recipient: recipientName(recipient) },
    ephemeral: ephemeral.toString('base64url'),
  };
}

/** The bytes of entries as a hostile device may seal them. */
function partWith(plain: Buffer): Buffer {
  const { recipient, ephemeral } = keysFor('device-1', 'hub-1');
  const { about: _, ...names } = headerOf();
  const key = partKey(ephemeral.privateKey, recipient, { ...names, bundle: aboutUp().bundle });
  return signedPart(headerOf(), Buffer.concat(sealChunk(key, 0, true, plain)));
}

const head = (value: unknown) => {
  const text = Buffer.from(JSON.stringify(value), 'utf8');
  return Buffer.concat([lengthPrefix(text.length), text]);
};
const end = (entries: number) => headBytes({ kind: 'end', entries });

describe('a bundle', () => {
  test('that is cut short anywhere is not whole', async () => {
    const whole = await written();
    const header = MAGIC.length + 4 + whole.readUInt32BE(MAGIC.length);
    const places = new Set<number>();
    for (let at = 0; at < header + 3; at++) places.add(at);
    for (let at = header; at < whole.length; at += 1009) places.add(at);
    for (const near of [header + SEALED_CHUNK_BYTES, whole.length])
      for (let step = -300; step < 3; step++) places.add(near + step);
    for (const at of places) {
      if (at >= whole.length) continue;
      expect(await problemOf(whole.subarray(0, at)), String(at)).toBe('unfinished');
    }
    expect(await problemOf(whole)).toBeNull();
  });

  test('of which any byte was changed is refused', async () => {
    const whole = await written();
    const header = MAGIC.length + 4 + whole.readUInt32BE(MAGIC.length);
    const places = new Set<number>();
    for (let at = 0; at < header + 40; at++) places.add(at);
    for (let at = header; at < whole.length; at += 499) places.add(at);
    for (let at = whole.length - 400; at < whole.length; at++) places.add(at);
    const seen = new Set<string>();
    for (const at of places) {
      for (const bit of [0, 5, 7]) {
        const spoilt = Buffer.from(whole);
        spoilt[at]! ^= 1 << bit;
        const problem = await problemOf(spoilt);
        expect(problem, `${at} ${bit}`).not.toBeNull();
        seen.add(problem!);
      }
    }
    expect(seen).toContain('damaged');
    expect(seen).toContain('unsigned');
    expect(seen).toContain('unfinished');
    expect(seen).toContain('unknown');
    expect(seen).toContain('newer');
  });

  test('with something put in, taken out, put behind it or moved is refused', async () => {
    const whole = await written();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 70_000 }),
        async (from, to, length) => {
          const piece = Buffer.from(whole.subarray(from, from + length));
          const rest = Buffer.concat([whole.subarray(0, from), whole.subarray(from + length)]);
          const moved = Buffer.concat([rest.subarray(0, to), piece, rest.subarray(to)]);
          for (const bytes of [moved, rest, Buffer.concat([whole, piece]), Buffer.concat([piece, whole])])
            if (!bytes.equals(whole)) expect(await problemOf(bytes)).not.toBeNull();
        },
      ),
      { numRuns: 150 },
    );
  });

  test('that is none, an empty file, or noise is told as what it is', async () => {
    expect(await problemOf(Buffer.alloc(0))).toBe('unfinished');
    expect(await problemOf(Buffer.from('PK\u0003\u0004 a workbook of some length'))).toBe('unknown');
    expect(await problemOf(Buffer.from('XJSYNC2\n of a later version, whatever it holds'))).toBe('newer');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (noise) => {
        expect(await problemOf(Buffer.from(noise))).not.toBeNull();
        expect(await problemOf(Buffer.concat([MAGIC, noise]))).not.toBeNull();
        expect(await problemOf(Buffer.concat([MAGIC, noise, END_MAGIC]))).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});

describe('a device that is known, and hostile,', () => {
  test('signs what it likes, and nothing of it is taken', async () => {
    const packed = gzipSync(Buffer.alloc(300 * 1024 * 1024));
    const message = (bytes: number, plain: number | null, name = 'push') =>
      head({ kind: 'message', name, bytes, plain });
    const cases: [string, Buffer][] = [
      ['no entries, and no end', Buffer.alloc(0)],
      ['an end of others', end(2)],
      ['something behind the end', Buffer.concat([end(0), Buffer.of(0)])],
      [
        'a bomb that says how large it is',
        Buffer.concat([message(packed.length, MOST_MESSAGE_BYTES), packed, end(1)]),
      ],
      ['a bomb that says that it is small', Buffer.concat([message(packed.length, 10), packed, end(1)])],
      [
        'one larger than is taken',
        Buffer.concat([message(packed.length, 300 * 1024 * 1024), packed, end(1)]),
      ],
      ['more bytes than there are', Buffer.concat([message(1000, null), Buffer.alloc(10)])],
      ['all bytes in the world', Buffer.concat([message(Number.MAX_SAFE_INTEGER, null), Buffer.alloc(10)])],
      ['less than none', Buffer.concat([message(-1, null), end(1)])],
      ['a head without end', Buffer.concat([lengthPrefix(0xffffffff), Buffer.alloc(600, '{')])],
      ['a head of something else', Buffer.concat([head([]), end(1)])],
      ['a head that is no text', Buffer.concat([lengthPrefix(3), Buffer.of(0xff, 0xfe, 0x22), end(1)])],
      [
        'a kind that nobody knows',
        Buffer.concat([head({ kind: 'file', path: '../../a', bytes: 1 }), Buffer.of(1), end(1)]),
      ],
      [
        'a blob with a path for a name',
        Buffer.concat([head({ kind: 'blob', sha256: `../../${'a'.repeat(58)}`, bytes: 0 }), end(1)]),
      ],
      [
        'a blob of another content',
        Buffer.concat([headBytes({ ...blobHead('b'), bytes: 1 }), Buffer.from('c'), end(1)]),
      ],
      [
        'a message with a path for a name',
        Buffer.concat([message(1, null, '../push'), Buffer.from('1'), end(1)]),
      ],
      ['one that is not what was packed', Buffer.concat([message(4, 10), Buffer.from('abcd'), end(1)])],
      [
        'one shorter than it says',
        Buffer.concat([message(gzipSync('abc').length, 4), gzipSync('abc'), end(1)]),
      ],
    ];
    for (const [what, plain] of cases) expect(await problemOf(partWith(plain)), what).toBe('damaged');
    expect(await problemOf(partWith(end(0)))).toBeNull();
  });

  test('seals to points of which no secret comes, and nothing of it is taken', async () => {
    // Of small order (RFC 7748 §6.1: the secret would be all zero).
    for (const point of ['00'.repeat(32), `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`])
      expect(await problemOf(signedPart(headerOf(Buffer.from(point, 'hex')), Buffer.alloc(16)))).toBe(
        'damaged',
      );
  });

  test('names itself, a hub or an epoch in a way that no screen should show, and is not shown', async () => {
    for (const id of ['\u001b[2J', '../x', 'a\nb', '‮cod', '', 'x'.repeat(65)]) {
      const named = { ...headerOf(), about: { ...aboutUp(), from: { role: 'device', id } } };
      expect(await problemOf(signedPart(named, Buffer.alloc(16))), id).toBe('damaged');
    }
  });

  test('hands over no bytes of a signature of another length', async () => {
    const whole = await written();
    const trailer = whole.readUInt32BE(whole.length - END_MAGIC.length - 4);
    for (const length of [trailer + 1, trailer - 1, 0, whole.length, 0xffffffff]) {
      const spoilt = Buffer.from(whole);
      spoilt.writeUInt32BE(length, spoilt.length - END_MAGIC.length - 4);
      expect(await problemOf(spoilt), String(length)).toBe('damaged');
    }
  });
});

test('what was altered between being verified and being read is not handed out', async () => {
  const disk = new MemoryDisk();
  disk.put(PATH, await written());
  const opened = await openBundle(disk.files, [PATH], readerOf(HUB));
  expect(await all(opened.entries())).toEqual(ENTRIES);
  const bytes = Buffer.from(disk.bytes(PATH));
  const header = MAGIC.length + 4 + bytes.readUInt32BE(MAGIC.length);
  for (const at of [header, header + SEALED_CHUNK_BYTES + 5]) {
    const spoilt = Buffer.from(bytes);
    spoilt[at]! ^= 1;
    disk.put(PATH, spoilt);
    await expect(all(opened.entries())).rejects.toMatchObject({
      code: 'BUNDLE_REFUSED',
      params: { case: 'damaged' },
    });
  }
  // Another bundle of the same sender in its place.
  const other = new MemoryDisk();
  const keys = keysFor('device-1', 'hub-1', 2);
  await writeBundle(other.files, { folder: '/stick', name: 'up' }, aboutUp(), keys, ENTRIES);
  disk.put(PATH, other.bytes(PATH));
  await expect(all(opened.entries())).rejects.toMatchObject({ params: { case: 'damaged' } });
});

function blobHead(content: string): Extract<EntryHead, { kind: 'blob' }> {
  const bytes = Buffer.from(content);
  return { kind: 'blob', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
