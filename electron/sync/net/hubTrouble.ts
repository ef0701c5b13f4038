import { AppError } from '../../../shared/domain/errors.ts';
import type { RefusalCode } from '../protocol/messages.ts';
import { type HubAddress, hubAddressText } from './hubAddress.ts';

/** Why a hub was not reached. A closed set: each has a sentence for people. */
export type Unreachable =
  /** What was typed is no address. */
  | 'address'
  /** No computer of this name. */
  | 'name'
  /** The computer answers, and nothing listens there. */
  | 'closed'
  /** The computer answers elsewhere, and nothing comes back from there. */
  | 'firewall'
  /** Nothing comes back. */
  | 'silent'
  /** This computer has no way there. */
  | 'network'
  /** Something else listens there. */
  | 'no-hub'
  /** A hub with another key. */
  | 'other-hub'
  /** A hub with another key than the one that somebody read and typed. */
  | 'other-digits'
  /** The connection broke, or the answer was not whole. */
  | 'broken'
  /** Bytes were changed on the way: the line is bad, or something within it meddles. */
  | 'garbled';

const CASES: Readonly<Record<string, Unreachable>> = {
  ECONNREFUSED: 'closed',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  EAI_NONAME: 'name',
  ETIMEDOUT: 'silent',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  ENETDOWN: 'network',
  EADDRNOTAVAIL: 'network',
  // Whatever is wrong with a certificate: it is not the pinned one.
  SELF_SIGNED_CERT_IN_CHAIN: 'other-hub',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'other-hub',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'other-hub',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'other-hub',
  CERT_SIGNATURE_FAILURE: 'other-hub',
  HUB_NOT_PINNED: 'other-hub',
};

/**
 * An error of the connection as one of the closed set. What is none of a connection is given back as it is. `isProven`:
 * the pinned key was shown on it before, so that whatever came since came from the hub, or was changed on the way.
 */
export function unreachable(error: unknown, address: HubAddress, isProven = false): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code !== 'string' || error instanceof AppError) return error;
  const known = CASES[code] ?? caseOf(error as Error, code, isProven);
  return known === null ? error : hubUnreachable(known, address, error);
}

function caseOf({ message }: Error, code: string, isProven: boolean): Unreachable | null {
  if (BAD_RECORD.test(code) || BAD_RECORD.test(message)) return 'garbled';
  // TLS lets nothing through that was changed on the way, nor what was changed of its own frame.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return isProven ? 'garbled' : 'no-hub';
  // Text that is no HTTP.
  if (code.startsWith('HPE_')) return isProven ? 'broken' : 'no-hub';
  return CONNECTION.test(code) ? 'broken' : null;
}
/** Either side says of what it was sent that it is not what the other wrote. */
const BAD_RECORD = /bad[ _]record[ _]mac|bad[ _]decrypt|decrypt[ _]error/i;
const CONNECTION = /^(ECONN|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_TLS_|CERT_)/;

export function hubUnreachable(why: Unreachable, address: HubAddress, cause?: unknown): AppError {
  return new AppError('HUB_UNREACHABLE', { case: why, address: hubAddressText(address) }, { cause });
}

export function hubRefused(code: RefusalCode, incident?: string): AppError {
  return new AppError('SYNC_REFUSED', { case: code, ...(incident === undefined ? {} : { incident }) });
}

/** The code of a refusal; null: another error. */
export function refusalOf(error: unknown): RefusalCode | null {
  return error instanceof AppError && error.code === 'SYNC_REFUSED'
    ? (error.params.case as RefusalCode)
    : null;
}

export function unreachableOf(error: unknown): Unreachable | null {
  return error instanceof AppError && error.code === 'HUB_UNREACHABLE'
    ? (error.params.case as Unreachable)
    : null;
}
