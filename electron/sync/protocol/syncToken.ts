import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a device has the hub’s log: every entry up to `seq`, of the log whose link there is `chain`. */
export interface Position {
  /** Random, chosen anew when a hub finds that it is no longer the log that somebody has seen. */
  epoch: string;
  seq: number;
  /** Link of the entry `seq`. */
  chain: string;
}

/** The position as the hub hands it out: nobody else can make one. */
export function tokenText(position: Position, secret: Uint8Array): string {
  const body = Buffer.from(JSON.stringify([position.epoch, position.seq, position.chain])).toString(
    'base64url',
  );
  return `${body}.${sign(body, secret)}`;
}

/** Null: this hub never wrote it. */
export function readToken(token: string, secret: Uint8Array): Position | null {
  const [body = '', signature = '', ...more] = token.split('.');
  const [given, own] = [Buffer.from(signature), Buffer.from(sign(body, secret))];
  if (more.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return null;
  // What carries the hub’s own signature has the shape that it writes.
  const [epoch, seq, chain] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [
    string,
    number,
    string,
  ];
  return { epoch, seq, chain };
}

function sign(body: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(`xueji-sync-token/1\n${body}`).digest('base64url');
}
