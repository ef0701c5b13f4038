import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';

/** A node request as a fetch Request. Its signal aborts when the asker goes away; the body streams. */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, origin: string): Request {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (name === 'cookie' || value === undefined) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const reads = method === 'GET' || method === 'HEAD';
  return new Request(new URL(`${origin}${incoming.url}`), {
    method,
    headers,
    signal: gone.signal,
    ...(reads ? {} : { body: asBody(ReadableStream.from(bodyOf(incoming))), duplex: 'half' }),
  });
}

/** One class at run time; node's types and the page's, which tests compile together, disagree about it. */
function asBody(stream: ReadableStream<Uint8Array>): NonNullable<RequestInit['body']> {
  return stream as unknown as NonNullable<RequestInit['body']>;
}

/** When nobody wants the rest it is read past, not cut off: the asker is still to get its answer. */
async function* bodyOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* incoming.iterator({ destroyOnReturn: false });
  } finally {
    incoming.resume();
  }
}

/** Sends a fetch Response; when the asker goes away, the body's source is told to stop. */
export async function sendResponse(
  outgoing: ServerResponse,
  response: Response,
  withBody: boolean,
): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body || !withBody) {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // Without this a stream of events would wait for its first event before the asker learns that it was accepted.
  outgoing.flushHeaders();
  try {
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
  } catch (error) {
    // Somebody who closes the window before the end of an answer has done nothing wrong.
    if (!outgoing.destroyed || !isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return (
    code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ABORT_ERR'
  );
}
