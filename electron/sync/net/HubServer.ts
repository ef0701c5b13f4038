import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LIMITS, type Question, REFUSALS, type RefusalCode } from '../protocol/messages.ts';
import { answerFile, fileAsked } from './answerFiles.ts';
import { answerQuestion, messageAsked, readQuestion } from './answerQuestion.ts';
import { type HubIdentity, spkiPin } from './hubCertificate.ts';
import type { Caller, Door, HubFiles, HubHandlers } from './hubHandlers.ts';
import { NonceMemory } from './NonceMemory.ts';
import type { NetPorts } from './netPorts.ts';
import { Refusal } from './Refusal.ts';
import { packBody, readPast } from './readBody.ts';

export interface HubServerOptions {
  identity: HubIdentity;
  handlers: HubHandlers;
  /** Null: this hub keeps no files. */
  files: HubFiles | null;
  door: Door;
  ports: Pick<NetPorts, 'now' | 'random'>;
  /** Is told codes and kinds of errors, never what was sent. */
  log: { error(event: string, error: unknown, data?: Record<string, string>): void };
  /** What is told of an error that no handler meant; null: a fault of the program. */
  explain?: (error: unknown) => RefusalCode | null;
  limits?: { packed: number; unpacked: number };
  timeouts?: Timeouts;
}

/** ms. */
/** Of a question, as far as it was understood. */
interface Asked {
  nonce: string | null;
  device: string | null;
}

export interface Timeouts {
  /** Until TLS stands. */
  handshake: number;
  /** Until the head of a question is there. */
  head: number;
  /** Until a question is there whole. */
  whole: number;
  /** Without a byte in either direction: more than the 25 s that `wait` says nothing. */
  idle: number;
}

const TIMEOUTS: Timeouts = { handshake: 10_000, head: 10_000, whole: 120_000, idle: 60_000 };
/** Connections at one time: five for each of 200 devices. */
const CONNECTIONS = 1024;
/** Questions of one device at one time: one, one that waits, and those whose connection broke. */
const AT_ONCE = 6;

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The hub on the network: one port, TLS, messages as POST /sync/<name>, files as /blob and /snapshot. */
export class HubServer {
  readonly #options: HubServerOptions;
  readonly #server: Server;
  readonly #nonces = new NonceMemory();
  readonly #running = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #open = new Set<Promise<void>>();
  #spki: string;

  constructor(options: HubServerOptions) {
    this.#options = options;
    const { identity, timeouts = TIMEOUTS } = options;
    this.#spki = pinOf(identity);
    this.#server = createServer({
      ...secured(identity),
      minVersion: 'TLSv1.3',
      handshakeTimeout: timeouts.handshake,
      headersTimeout: timeouts.head,
      requestTimeout: timeouts.whole,
      connectionsCheckingInterval: Math.min(timeouts.head, 5000),
      keepAliveTimeout: timeouts.idle,
    });
    this.#server.timeout = timeouts.idle;
    this.#server.maxConnections = CONNECTIONS;
    this.#server.on('request', (incoming, outgoing) => this.#take(incoming, outgoing));
    // A question that is not even HTTP, a hand that shakes wrongly: nobody to answer, nothing to tell.
    this.#server.on('clientError', (_, socket) => socket.destroy());
    this.#server.on('tlsClientError', (_, socket) => socket.destroy());
  }

  /** Port 0: any that is free. Errors: those of the system (EADDRINUSE, EACCES). */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** From the next connection on: after a roll of keys. */
  showIdentity(identity: HubIdentity): void {
    this.#server.setSecureContext(secured(identity));
    this.#spki = pinOf(identity);
  }

  /** Takes nothing new, tells those who wait, and resolves when everything that was begun is done. */
  async close(): Promise<void> {
    this.#stop.abort();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all(this.#open);
    this.#server.closeAllConnections();
    await closed;
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const work = this.#serve(incoming, outgoing).finally(() => this.#open.delete(work));
    this.#open.add(work);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked: Asked = { nonce: null, device: null };
    try {
      await this.#answer(incoming, outgoing, asked);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : this.#fault(incoming, outgoing, error);
      if (refusal !== null) await this.#refuse(incoming, outgoing, { refusal, ...asked });
    }
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse, asked: Asked): Promise<void> {
    if (this.#stop.signal.aborted) throw new Refusal('stopping');
    const path = incoming.url ?? '';
    const file = fileAsked(path);
    const message = file === null ? messageAsked(this.#options.handlers, incoming.method, path) : null;
    const session = sessionOf(incoming);
    const standing = session === null ? null : await this.#options.door.callerOf(session);
    if (standing?.standing === 'enrolling' && (file !== null || message?.handler.who === 'active'))
      throw new Refusal('device-enrolling');
    const device = standing?.device ?? null;
    asked.device = device;
    const gone = new AbortController();
    // Most were answered: an abort for nobody, and the error that it makes, take longer than the rest of a short answer.
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    const caller: Caller = {
      ...{ device, scope: standing?.scope, schema: standing?.schema, spki: this.#spki },
      address: incoming.socket.remoteAddress ?? '',
      signal: AbortSignal.any([gone.signal, this.#stop.signal]),
    };
    await this.#oneOfFew(device, async () => {
      if (message === null) return this.#file(incoming, outgoing, { caller, file: file!, asked });
      if (device === null && message.handler.who !== 'anyone') throw new Refusal('session-missing');
      const { limits = LIMITS } = this.#options;
      const { nonce, ...said } = await readQuestion(incoming, device, limits);
      asked.nonce = nonce;
      this.#requireFresh(device, nonce, said);
      const answer = await answerQuestion(message, caller, said.body);
      await this.#send(incoming, outgoing, 200, { nonce, serverTime: this.#options.ports.now(), answer });
    });
  }

  async #file(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    {
      caller,
      file,
      asked,
    }: {
      caller: Caller;
      file: NonNullable<ReturnType<typeof fileAsked>>;
      asked: Asked;
    },
  ): Promise<void> {
    const { files, ports } = this.#options;
    const { device } = caller;
    if (device === null) throw new Refusal('session-missing');
    const nonce = incoming.headers['x-xueji-nonce'];
    if (typeof nonce !== 'string' || !/^[0-9a-f]{32}$/.test(nonce)) throw new Refusal('malformed');
    asked.nonce = nonce;
    this.#requireFresh(device, nonce, { device });
    if (files === null) throw new Refusal('no-such-message');
    await answerFile(incoming, outgoing, {
      ...{ files, asked: file, caller: { ...caller, device } },
      headers: { ...HEADERS, 'x-xueji-nonce': nonce, 'x-xueji-time': String(ports.now()) },
    });
  }

  /** Whoever has a session speaks in its own name, and says nothing twice. */
  #requireFresh(device: string | null, nonce: string, said: Pick<Question, 'device'>): void {
    if (device === null) return;
    if (said.device !== device) throw new Refusal('session-wrong');
    if (!this.#nonces.take(device, nonce)) throw new Refusal('nonce-used');
  }

  async #oneOfFew(device: string | null, work: () => Promise<void>): Promise<void> {
    if (device === null) return work();
    const running = this.#running.get(device) ?? 0;
    if (running >= AT_ONCE) throw new Refusal('busy');
    this.#running.set(device, running + 1);
    try {
      await work();
    } finally {
      const left = this.#running.get(device)! - 1;
      if (left === 0) this.#running.delete(device);
      else this.#running.set(device, left);
    }
  }

  /** Null: nobody is there any more to be told. */
  #fault(incoming: IncomingMessage, outgoing: ServerResponse, error: unknown): Refusal | null {
    // The connection broke under what was read or sent: the asker asks again.
    if (incoming.destroyed && !incoming.complete) return null;
    if (outgoing.destroyed) return null;
    return new Refusal(this.#options.explain?.(error) ?? 'internal', { cause: error });
  }

  async #refuse(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { refusal, nonce, device }: Asked & { refusal: Refusal },
  ): Promise<void> {
    const { ports, log } = this.#options;
    const { code } = refusal;
    const incident = code === 'internal' ? ports.random().slice(0, 8) : undefined;
    if (incident !== undefined)
      log.error('hub-question-failed', refusal.cause, { incident, device: device ?? '' });
    else if (code.startsWith('store-')) log.error('hub-store-failed', refusal.cause, { code });
    if (outgoing.headersSent) {
      outgoing.destroy();
      return;
    }
    if (!incoming.complete) {
      // Whatever still comes is of a question that was answered.
      outgoing.setHeader('connection', 'close');
      readPast(incoming, LIMITS.packed);
    }
    const refused = incident === undefined ? { code } : { code, incident };
    await this.#send(incoming, outgoing, REFUSALS[code], { nonce, serverTime: ports.now(), refused });
  }

  async #send(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    status: number,
    value: object,
  ): Promise<void> {
    const takesGzip = /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? ''));
    const { pieces, headers } = await packBody(value, takesGzip);
    // Whoever waited is gone: its connection has told so already, and tells it once.
    if (outgoing.destroyed) return;
    outgoing.writeHead(status, { ...HEADERS, ...headers });
    // Begun work is done when its answer is on its way, or nobody is there to take it.
    await new Promise<void>((resolve) => {
      outgoing.once('close', resolve);
      outgoing.cork();
      if (incoming.method !== 'HEAD') for (const piece of pieces) outgoing.write(piece);
      outgoing.end(resolve);
    });
  }
}

function secured({ chain, privateKey }: HubIdentity): { cert: string; key: string } {
  return { cert: chain.join('\n'), key: privateKey };
}

function pinOf({ chain }: HubIdentity): string {
  return spkiPin(new X509Certificate(chain[0]!).publicKey);
}

function sessionOf(incoming: IncomingMessage): string | null {
  const [, session = null] = /^Xueji (\S{1,600})$/.exec(incoming.headers.authorization ?? '') ?? [];
  return session;
}
