import { readSigned, signedText } from './signedText.ts';

/** How far a device has the hub’s log: every entry up to `seq`, of the log whose link there is `chain`. */
export interface Position {
  /** Random, chosen anew when a hub finds that it is no longer the log that somebody has seen. */
  epoch: string;
  seq: number;
  /** Link of the entry `seq`. */
  chain: string;
  /** Which copy of the hub gave it out. Absent: it was given out before copies were told apart. */
  instance?: string;
}

const LABEL = 'xueji-sync-token/1';

/** The position as the hub hands it out: nobody else can make one. */
export function tokenText({ epoch, seq, chain, instance }: Position, secret: Uint8Array): string {
  return signedText(LABEL, [epoch, seq, chain, ...(instance === undefined ? [] : [instance])], secret);
}

/** Null: this hub never wrote it. */
export function readToken(token: string, secret: Uint8Array): Position | null {
  const said = readSigned(LABEL, token, secret);
  if (said === undefined) return null;
  // What carries the hub’s own signature has the shape that it writes.
  const [epoch, seq, chain, instance] = said as [string, number, string, string?];
  return { epoch, seq, chain, ...(instance === undefined ? {} : { instance }) };
}

/** What a position says of itself, to whoever can’t check it. Errors: SyntaxError for what is none. */
export function saidPosition(token: string): Position {
  const [body = ''] = token.split('.');
  const [epoch, seq, chain] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [
    string,
    number,
    string,
  ];
  return { epoch, seq, chain };
}
