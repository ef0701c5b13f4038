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
  /** The version of rows in which it was told the log up to there. Absent: the first. */
  schema?: number;
}

type Said = [epoch: string, seq: number, chain: string, instance?: string | null, schema?: number];

const LABEL = 'xueji-sync-token/1';
/** Of positions that do not name a version. */
const FIRST = 1;

/** The position as the hub hands it out: nobody else can make one. */
export function tokenText(
  { epoch, seq, chain, instance, schema = FIRST }: Position,
  secret: Uint8Array,
): string {
  // As it was written before there were versions, as long as it is the first.
  const rest = schema !== FIRST ? [instance ?? null, schema] : instance === undefined ? [] : [instance];
  return signedText(LABEL, [epoch, seq, chain, ...rest], secret);
}

/** Null: this hub never wrote it. */
export function readToken(token: string, secret: Uint8Array): Position | null {
  const said = readSigned(LABEL, token, secret);
  if (said === undefined) return null;
  // What carries the hub’s own signature has the shape that it writes.
  const [epoch, seq, chain, instance, schema] = said as Said;
  return {
    ...{ epoch, seq, chain, ...(instance === undefined || instance === null ? {} : { instance }) },
    ...(schema === undefined ? {} : { schema }),
  };
}

/** In which version of rows whoever has a position was told the log. */
export function schemaOf({ schema = FIRST }: Position): number {
  return schema;
}

/** What a position says of itself, to whoever can’t check it. Errors: SyntaxError for what is none. */
export function saidPosition(token: string): Position {
  const [body = ''] = token.split('.');
  const said = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Said;
  const [epoch, seq, chain, , schema = FIRST] = said;
  return { epoch, seq, chain, schema };
}
