import type { z } from 'zod';
import { type Asks, answers, type MessageName } from '../protocol/messages.ts';
import { type DeviceKey, signFor } from './deviceKey.ts';
import type { FileAnswer, HubLink } from './HubLink.ts';
import { hubUnreachable, refusalOf } from './hubTrouble.ts';

/** Who asks, and with which program. */
export interface DeviceSelf {
  device: string;
  key: Pick<DeviceKey, 'privateKey'>;
  app: string;
  schema: number;
}

/** What helps: a new session. Of a hub that was restarted or restored. */
const SESSION_ENDED = 401;
const RENEWABLE = new Set(['session-missing', 'session-wrong', 'session-ended']);

/** Asks a hub in a device’s name: proves who it is when that is needed, and again when a session has ended. */
export class HubCaller {
  readonly #link: HubLink;
  readonly #self: DeviceSelf;
  #session: string | null = null;

  constructor(link: HubLink, self: DeviceSelf) {
    this.#link = link;
    this.#self = self;
  }

  /** Errors: those of HubLink.ask. */
  async ask<Name extends MessageName>(name: Name, body: Asks[Name], signal?: AbortSignal): Promise<unknown> {
    const { device } = this.#self;
    const once = async () =>
      this.#link.ask(name, body, {
        ...{ device, session: await this.#open(signal) },
        ...(signal ? { signal } : {}),
      });
    try {
      return await once();
    } catch (error) {
      if (!RENEWABLE.has(refusalOf(error) ?? '')) throw error;
      this.#session = null;
      return once();
    }
  }

  /** The same, for messages whose answers have one shape: it is checked. */
  async askFor<Name extends keyof typeof answers>(
    name: Name,
    body: Asks[Name],
    signal?: AbortSignal,
  ): Promise<z.output<(typeof answers)[Name]>> {
    return readAnswer(this.#link, name, await this.ask(name, body, signal));
  }

  /** Asks about a file. What is not given, or not taken, is an answer with its status. Errors: those of HubLink.ask. */
  async file(
    method: 'HEAD' | 'GET' | 'PUT',
    path: string,
    asked: { headers?: Record<string, string>; bytes?: Buffer; signal?: AbortSignal | undefined } = {},
  ): Promise<FileAnswer> {
    const answer = await this.#link.file(method, path, { ...asked, session: await this.#open(asked.signal) });
    if (answer.status !== SESSION_ENDED) return answer;
    this.#session = null;
    return this.#link.file(method, path, { ...asked, session: await this.#open(asked.signal) });
  }

  async #open(signal: AbortSignal | undefined): Promise<string> {
    if (this.#session !== null) return this.#session;
    const { device, key, app, schema } = this.#self;
    const { challenge } = await askStranger(this.#link, 'session.challenge', { device }, signal);
    const signature = signFor(key, 'session', { spki: this.#link.pin.spki, about: challenge });
    const skew = this.#link.skew.estimate()?.ms ?? null;
    const opened = await askStranger(
      this.#link,
      'session.open',
      { challenge, signature, app, schema, skew },
      signal,
    );
    this.#session = opened.session;
    return opened.session;
  }
}

/** Asks as somebody whom the hub does not know. */
export async function askStranger<Name extends keyof typeof answers>(
  link: HubLink,
  name: Name,
  body: Asks[Name],
  signal?: AbortSignal,
): Promise<z.output<(typeof answers)[Name]>> {
  const options = { device: null, session: null, ...(signal ? { signal } : {}) };
  return readAnswer(link, name, await link.ask(name, body, options));
}

function readAnswer<Name extends keyof typeof answers>(
  { address }: HubLink,
  name: Name,
  answer: unknown,
): z.output<(typeof answers)[Name]> {
  const read = answers[name].safeParse(answer);
  if (!read.success) throw hubUnreachable('no-hub', address, read.error);
  return read.data as z.output<(typeof answers)[Name]>;
}
