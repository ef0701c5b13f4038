import type { IncomingMessage } from 'node:http';
import { asks, LIMITS, type MessageName, PROTO, type Question, question } from '../protocol/messages.ts';
import type { Caller, Handler, HubHandlers } from './hubHandlers.ts';
import { Refusal } from './Refusal.ts';
import { readBody } from './readBody.ts';

export interface Asked {
  name: MessageName;
  handler: Handler<never>;
}

/** What a path asks for. Throws Refusal: no-such-message, method. */
export function messageAsked(handlers: HubHandlers, method: string | undefined, path: string): Asked {
  const [, name = ''] = /^\/sync\/([a-z.]{1,40})$/.exec(path) ?? [];
  const handler = Object.hasOwn(handlers, name) ? handlers[name as MessageName] : undefined;
  if (handler === undefined) throw new Refusal('no-such-message');
  if (method !== 'POST') throw new Refusal('method');
  return { name: name as MessageName, handler: handler as Handler<never> };
}

/** The envelope. Strangers may send little. Throws Refusal: those of readBody, malformed, proto. */
export async function readQuestion(
  incoming: IncomingMessage,
  device: string | null,
  limits: { packed: number; unpacked: number },
): Promise<Question> {
  const most = device === null ? { packed: LIMITS.stranger, unpacked: LIMITS.stranger } : limits;
  const said = question.safeParse(parse(await readBody(incoming, most)));
  if (!said.success) throw new Refusal('malformed');
  const { proto } = said.data;
  if (proto < PROTO.least || proto > PROTO.most) throw new Refusal('proto');
  return said.data;
}

/** The answer of the message. Throws Refusal: malformed, device-enrolling, session-missing, and what its handler throws. */
export async function answerQuestion(
  { name, handler }: Asked,
  caller: Caller,
  body: unknown,
): Promise<unknown> {
  const read = asks[name].safeParse(body);
  if (!read.success) throw new Refusal('malformed');
  const known = read.data as never;
  if (handler.who === 'anyone') return handler.answer(caller, known);
  if (caller.device === null) throw new Refusal('session-missing');
  return handler.answer({ ...caller, device: caller.device }, known);
}

/** Escaped in JSON: NUL, which PostgreSQL has no text for, and halves of characters, which have no UTF-8. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

function parse(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (NO_TEXT.test(text)) throw new Refusal('malformed');
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal('malformed', { cause: error });
  }
}
