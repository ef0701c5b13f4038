import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleHeader, bundleTrailer, signedText } from '../../../electron/sync/bundle/bundleFormat.ts';
import { type Canonical, canonicalText } from '../../../electron/sync/protocol/canonicalText.ts';
import { readFrames } from '../../../electron/sync/protocol/imageFrames.ts';
import { bodyHash, CHAIN_BEGIN, chainLink } from '../../../electron/sync/protocol/logChain.ts';
import { answers, asks, question, reply } from '../../../electron/sync/protocol/messages.ts';
import { bucketOf, rowHash, type VersionedRow } from '../../../electron/sync/protocol/rowDigest.ts';
import { syncedMutation } from '../../../electron/sync/protocol/syncedMutation.ts';
import { type Position, readToken, tokenText } from '../../../electron/sync/protocol/syncToken.ts';
import { FIRST_SCHEMA, ROW_SCHEMA } from '../../../electron/sync/rules/rowSchema.ts';

interface Golden {
  mutation: { value: Canonical; canonical: string; sha256: string };
  chain: { before: string; entry: Canonical; link: string };
  tokens: { secret: string; position: Position; text: string }[];
  row: { value: VersionedRow; hash: string; bucket: number };
  question: object;
  replies: object[];
  asks: Record<keyof typeof asks, object>;
  answers: Record<keyof typeof answers, object>;
  frame: { key: string; rows: object[]; sealed: string };
  bundle: { header: Canonical; headerText: string; trailer: Canonical; trailerText: string; signed: string };
}

/** What each version speaks, frozen when it was released: never written anew, because programs out there go by it. */
const VERSIONS = Array.from({ length: ROW_SCHEMA - FIRST_SCHEMA + 1 }, (_, at) => FIRST_SCHEMA + at);
const goldenOf = (version: number) =>
  JSON.parse(readFileSync(new URL(`v${version}.json`, import.meta.url), 'utf8')) as Golden;

describe.each(VERSIONS)('what version %i speaks', (version) => {
  const golden = goldenOf(version);

  it('is known by the same letters and hashes', () => {
    const { value, canonical, sha256 } = golden.mutation;
    const read = syncedMutation.parse(value);
    expect(canonicalText(read as unknown as Canonical)).toBe(canonical);
    expect(bodyHash(read)).toBe(sha256);
    const { before, entry, link } = golden.chain;
    expect(before).toBe(CHAIN_BEGIN);
    expect(chainLink(before, entry)).toBe(link);
    expect(rowHash(golden.row.value)).toBe(golden.row.hash);
    expect(bucketOf(golden.row.value.id)).toBe(golden.row.bucket);
  });

  it('has the positions that hubs gave out', () => {
    for (const { secret, position, text } of golden.tokens) {
      const key = Buffer.from(secret, 'hex');
      expect(readToken(text, key)).toEqual(position);
      expect(tokenText(position, key)).toBe(text);
    }
  });

  it('asks and answers in shapes that are still read', () => {
    expect(question.parse(golden.question)).toEqual(golden.question);
    for (const one of golden.replies) expect(reply.parse(one)).toEqual(one);
    for (const [name, said] of Object.entries(golden.asks))
      expect(asks[name as keyof typeof asks].parse(said), name).toEqual(said);
    for (const [name, said] of Object.entries(golden.answers))
      expect(answers[name as keyof typeof answers].parse(said), name).toEqual(said);
  });

  it('seals images and writes bundles that are still opened', () => {
    const { key, rows, sealed } = golden.frame;
    const bytes = Buffer.from(sealed, 'base64');
    const read = (from: number, length: number) => bytes.subarray(from, from + length);
    const opened = [...readFrames(read, { key: Buffer.from(key, 'hex'), bytes: bytes.length })];
    expect(opened).toEqual([rows]);
    const { header, headerText, trailer, trailerText, signed } = golden.bundle;
    expect(canonicalText(bundleHeader.parse(header) as Canonical)).toBe(headerText);
    expect(canonicalText(bundleTrailer.parse(trailer) as Canonical)).toBe(trailerText);
    expect(signedText(trailerText).toString('utf8')).toBe(signed);
  });
});

it('has every message of this program’s own version', () => {
  const golden = goldenOf(ROW_SCHEMA);
  expect(Object.keys(golden.asks).toSorted()).toEqual(Object.keys(asks).toSorted());
  expect(Object.keys(golden.answers).toSorted()).toEqual(Object.keys(answers).toSorted());
});
