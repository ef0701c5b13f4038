import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { AppError } from '../../../shared/domain/errors.ts';
import { PROTO, reply } from '../protocol/messages.ts';
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
    const { bytes, headers } = await packBody({ proto: PROTO.most, device, nonce, body }, true);
    const sent = ports.now();
    const said = reply.safeParse(
      await this.#exchange(`/sync/${name}`, bytes, {
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
    const { host, port } = this.address;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        reject(signal?.aborted ? signal.reason : unreachable(error, this.address));
      };
      const asking = request(
        { agent: this.#agent, host, port, path, method: 'POST', headers, ...(signal ? { signal } : {}) },
        (incoming) => void readAnswer(incoming).then(resolve, fail),
      );
      const readAnswer = async (incoming: IncomingMessage) => {
        try {
          const body = await readBody(incoming, ANSWER);
          return JSON.parse(body.toString('utf8')) as unknown;
        } catch (error) {
          asking.destroy();
          const isOurs = error instanceof Refusal || error instanceof SyntaxError;
          throw isOurs ? hubUnreachable('broken', this.address, error) : error;
        }
      };
      asking.on('error', fail);
      asking.on('socket', (socket) =>
        this.#patience(socket as TLSSocket, asking.reusedSocket, () => asking.destroy(silent())),
      );
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
