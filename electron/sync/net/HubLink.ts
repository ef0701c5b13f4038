import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { AppError } from '../../../shared/domain/errors.ts';
import { LIMITS, PROTO, reply } from '../protocol/messages.ts';
import { ClockSkew } from './ClockSkew.ts';
import type { HubAddress } from './hubAddress.ts';
import { hubRefused, hubUnreachable, unreachable } from './hubTrouble.ts';
import { type HubPin, judgeHub } from './judgeHub.ts';
import type { NetPorts } from './netPorts.ts';
import { peerChain } from './peerChain.ts';
import { Refusal } from './Refusal.ts';
import { packBody, readBody } from './readBody.ts';

export interface HubLinkOptions {
  address: HubAddress;
  pin: HubPin;
  ports: Pick<NetPorts, 'now' | 'random'>;
  /** The hub has rolled its key, and the new one was signed by the pinned one: to be kept before anything else is. */
  onRolled(pin: HubPin): void;
  timeouts?: LinkTimeouts;
}

/** ms. */
export interface LinkTimeouts {
  /** Until TLS stands. */
  connect: number;
  /** Without a byte: more than `wait` takes. */
  idle: number;
}
const TIMEOUTS: LinkTimeouts = { connect: 10_000, idle: 45_000 };

/** Bytes of an answer: a commit is never cut in two, so that one of a large import is large. */
const ANSWER = { packed: 128 * 1024 * 1024, unpacked: 448 * 1024 * 1024 };

/** Bytes of one file. */
const FILE = { packed: LIMITS.blob, unpacked: LIMITS.blob };

export interface FileAsk {
  session: string;
  headers?: Record<string, string>;
  bytes?: Buffer;
  signal?: AbortSignal | undefined;
}

export interface FileAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface AskOptions {
  device: string | null;
  session: string | null;
  signal?: AbortSignal;
}

/** Questions to one hub at one address, one at a time; whoever answers there must have the pinned key. */
export class HubLink {
  readonly address: HubAddress;
  readonly skew = new ClockSkew();
  readonly #options: HubLinkOptions;
  readonly #timeouts: LinkTimeouts;
  readonly #agent: Agent;
  #pin: HubPin;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: HubLinkOptions) {
    this.address = options.address;
    this.#options = options;
    this.#pin = options.pin;
    this.#timeouts = options.timeouts ?? TIMEOUTS;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      // A resumed session is not looked at again.
      maxCachedSessions: 0,
      ca: [options.pin.root],
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
      // By its key, whatever it is called and wherever it stands.
      // Node hands it over with its issuers, whatever the type says.
      checkServerIdentity: (_, certificate) => this.#judge(certificate as DetailedPeerCertificate),
    });
  }

  /** The key that the hub showed last. */
  get pin(): HubPin {
    return this.#pin;
  }

  /**
   * Asks once. An answer to another question is never taken for this one’s. Errors: HUB_UNREACHABLE, SYNC_REFUSED, and
   * that of the signal.
   */
  ask(name: string, body: unknown, options: AskOptions): Promise<unknown> {
    const turn = this.#last.then(
      () => this.#ask(name, body, options),
      () => this.#ask(name, body, options),
    );
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends every connection. */
  close(): void {
    this.#agent.destroy();
  }

  async #ask(name: string, body: unknown, { device, session, signal }: AskOptions): Promise<unknown> {
    signal?.throwIfAborted();
    const { ports } = this.#options;
    const nonce = ports.random();
    const { pieces, headers } = await packBody({ proto: PROTO.most, device, nonce, body }, true);
    const sent = ports.now();
    const said = reply.safeParse(
      await this.#exchange(`/sync/${name}`, Buffer.concat(pieces), {
        headers: {
          ...headers,
          'accept-encoding': 'gzip',
          ...(session === null ? {} : { authorization: `Xueji ${session}` }),
        },
        signal,
      }),
    );
    if (!said.success) throw hubUnreachable('no-hub', this.address);
    if ('refused' in said.data) {
      // The hub could not always read whom it refuses.
      if (said.data.nonce !== null && said.data.nonce !== nonce) throw this.#late();
      throw hubRefused(said.data.refused.code, said.data.refused.incident);
    }
    if (said.data.nonce !== nonce) throw this.#late();
    this.skew.note({ sent, received: ports.now(), serverTime: said.data.serverTime });
    return said.data.answer;
  }

  /** Asks about a file, in the same turns. Bytes that did not come from the question that was asked are no answer. */
  file(method: 'HEAD' | 'GET' | 'PUT', path: string, asked: FileAsk): Promise<FileAnswer> {
    const turn = this.#last.then(
      () => this.#file(method, path, asked),
      () => this.#file(method, path, asked),
    );
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #file(
    method: string,
    path: string,
    { session, headers = {}, bytes, signal }: FileAsk,
  ): Promise<FileAnswer> {
    const nonce = this.#options.ports.random();
    return this.#send(path, bytes ?? Buffer.alloc(0), {
      ...{ method, signal },
      headers: {
        ...headers,
        authorization: `Xueji ${session}`,
        'x-xueji-nonce': nonce,
        ...(bytes ? { 'content-length': String(bytes.length) } : {}),
      },
      read: async (incoming) => {
        const status = incoming.statusCode ?? 0;
        const isOurs = incoming.headers['x-xueji-nonce'] === nonce;
        if (status < 300 && !isOurs) throw new SyntaxError('the answer of another question');
        // What nobody reads to its end keeps the connection from the next question, also where nothing comes.
        if (method === 'HEAD') incoming.resume();
        const body = method === 'HEAD' ? Buffer.alloc(0) : await readBody(incoming, FILE);
        return { status, headers: incoming.headers, body };
      },
    });
  }

  /** The answer of another question: what else is on the connection is not ours either. */
  #late(): AppError {
    this.#agent.destroy();
    return hubUnreachable('broken', this.address);
  }

  #exchange(
    path: string,
    bytes: Buffer,
    { headers, signal }: { headers: Record<string, string>; signal: AbortSignal | undefined },
  ): Promise<unknown> {
    const read = async (incoming: IncomingMessage) =>
      JSON.parse((await readBody(incoming, ANSWER)).toString('utf8')) as unknown;
    return this.#send(path, bytes, { method: 'POST', headers, signal, read });
  }

  #send<Answer>(
    path: string,
    bytes: Buffer,
    {
      method,
      headers,
      signal,
      read,
    }: {
      method: string;
      headers: Record<string, string>;
      signal: AbortSignal | undefined;
      read(incoming: IncomingMessage): Promise<Answer>;
    },
  ): Promise<Answer> {
    const { host, port } = this.address;
    let isProven = false;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        reject(signal?.aborted ? signal.reason : unreachable(error, this.address, isProven));
      };
      const asking = request(
        { agent: this.#agent, host, port, path, method, headers, ...(signal ? { signal } : {}) },
        (incoming) => void readAnswer(incoming).then(resolve, fail),
      );
      const readAnswer = async (incoming: IncomingMessage) => {
        try {
          return await read(incoming);
        } catch (error) {
          asking.destroy();
          const isOurs = error instanceof Refusal || error instanceof SyntaxError;
          throw isOurs ? hubUnreachable('broken', this.address, error) : error;
        }
      };
      asking.on('error', fail);
      asking.on('socket', (socket) => {
        isProven = asking.reusedSocket;
        if (!isProven)
          socket.once('secureConnect', () => {
            isProven = true;
          });
        this.#patience(socket as TLSSocket, asking.reusedSocket, () => asking.destroy(silent()));
      });
      asking.end(bytes);
    });
  }

  #patience(socket: TLSSocket, isReused: boolean, giveUp: () => void): void {
    const { connect, idle } = this.#timeouts;
    socket.setTimeout(isReused ? idle : connect);
    if (!isReused) socket.once('secureConnect', () => socket.setTimeout(idle));
    socket.once('timeout', giveUp);
    socket.once('free', () => socket.off('timeout', giveUp).setTimeout(0));
  }

  #judge(certificate: DetailedPeerCertificate): Error | undefined {
    const seen = judgeHub(this.#pin, peerChain(certificate));
    if (seen === null) return Object.assign(new Error('not the pinned hub'), { code: 'HUB_NOT_PINNED' });
    if (seen.spki !== this.#pin.spki) {
      this.#options.onRolled(seen);
      this.#pin = seen;
    }
    return undefined;
  }
}

function silent(): Error {
  return Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
}
