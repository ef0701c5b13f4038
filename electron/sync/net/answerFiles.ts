import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { LIMITS } from '../protocol/messages.ts';
import type { HubFiles, KnownCaller, Readout } from './hubHandlers.ts';
import { Refusal } from './Refusal.ts';

/** Bytes of one PUT: what is lost when a connection breaks. */
export const MOST_PIECE = 8 * 1024 * 1024;

export interface FileAsked {
  kind: 'blob' | 'snapshot';
  name: string;
}

/** What a path names; null: no file. */
export function fileAsked(path: string): FileAsked | null {
  const [, kind, name] = /^\/(blob|snapshot)\/([0-9a-f]{32}|[0-9a-f]{64})$/.exec(path) ?? [];
  if (kind === undefined || name === undefined || (kind === 'blob' && name.length !== 64)) return null;
  return { kind: kind as FileAsked['kind'], name };
}

/**
 * HEAD, GET (Range) and PUT (Content-Range) of /blob/:sha256, GET and HEAD of /snapshot/:id. `headers` go with every answer. Throws
 * Refusal before anything is sent.
 */
export async function answerFile(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {
    files,
    caller,
    asked,
    headers,
  }: {
    files: HubFiles;
    caller: KnownCaller;
    asked: FileAsked;
    headers: Record<string, string>;
  },
): Promise<void> {
  const { method } = incoming;
  if (asked.kind === 'blob' && method === 'PUT') {
    const received = await takePiece(incoming, { files, caller, sha256: asked.name });
    outgoing
      .writeHead(200, { ...headers, 'x-xueji-received': String(received), 'content-length': '0' })
      .end();
    return;
  }
  if (asked.kind === 'blob' && method === 'HEAD') {
    const { size, received } = await files.blobState(caller, asked.name);
    outgoing
      .writeHead(size === null ? 403 : 200, {
        ...headers,
        'x-xueji-received': String(received),
        ...(size === null ? {} : { 'content-length': String(size) }),
      })
      .end();
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') throw new Refusal('method');
  const readout =
    asked.kind === 'blob'
      ? await files.readBlob(caller, asked.name)
      : await files.readSnapshot(caller, asked.name);
  if (readout === null) throw new Refusal('not-yours');
  await sendReadout(outgoing, readout, {
    range: incoming.headers.range,
    headers,
    withBody: method === 'GET',
  });
}

async function sendReadout(
  outgoing: ServerResponse,
  { size, read }: Readout,
  {
    range,
    headers,
    withBody,
  }: {
    range: string | undefined;
    headers: Record<string, string>;
    withBody: boolean;
  },
): Promise<void> {
  const wanted = range === undefined ? { from: 0, to: size - 1 } : readRange(range, size);
  if (wanted === null) throw new Refusal('range');
  const { from, to } = wanted;
  outgoing.writeHead(range === undefined ? 200 : 206, {
    ...headers,
    'content-type': 'application/octet-stream',
    'content-length': String(to - from + 1),
    'accept-ranges': 'bytes',
    ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${size}` }),
  });
  if (withBody && to >= from) await pipeline(read(from, to), outgoing);
  else outgoing.end();
}

/** One range, from its beginning; null: any other, or none of it is there. */
export function readRange(range: string, size: number): { from: number; to: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range) ?? [];
  if (first === undefined) return null;
  const [from, to] = [Number(first), last ? Math.min(Number(last), size - 1) : size - 1];
  return from < size && to >= from ? { from, to } : null;
}

/** `bytes 0-99/1000`; null: not that, more than a piece may have, or more than a file may have. */
export function readContentRange(
  header: string | undefined,
): { from: number; to: number; total: number } | null {
  const said = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header ?? '');
  if (said === null) return null;
  const [from, to, total] = said.slice(1).map(Number) as [number, number, number];
  return from <= to && to < total && to - from < MOST_PIECE && total <= LIMITS.blob
    ? { from, to, total }
    : null;
}

async function takePiece(
  incoming: IncomingMessage,
  { files, caller, sha256 }: { files: HubFiles; caller: KnownCaller; sha256: string },
): Promise<number> {
  const range = readContentRange(incoming.headers['content-range']);
  if (range === null) throw new Refusal('range');
  const { from, to, total } = range;
  const bytes = exactly(incoming, to - from + 1);
  const { received } = await files.takeBlob(caller, { sha256, from, total }, bytes);
  return received;
}

/** As many bytes as were announced. Throws Refusal range for more, and for fewer. */
async function* exactly(incoming: IncomingMessage, length: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen += piece.length;
    if (seen > length) throw new Refusal('range');
    yield piece;
  }
  if (seen < length) throw new Refusal('range');
}
