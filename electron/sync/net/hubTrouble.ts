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
  /** The connection broke, or the answer was not whole. */
  | 'broken';

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
  EPROTO: 'no-hub',
  // Whatever is wrong with a certificate: it is not the pinned one.
  SELF_SIGNED_CERT_IN_CHAIN: 'other-hub',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'other-hub',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'other-hub',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'other-hub',
  CERT_SIGNATURE_FAILURE: 'other-hub',
  HUB_NOT_PINNED: 'other-hub',
};

/** An error of the connection as one of the closed set. What is none of a connection is given back as it is. */
export function unreachable(error: unknown, address: HubAddress): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  if (typeof code !== 'string' || error instanceof AppError) return error;
  // Of TLS, and of text that is no HTTP.
  const known =
    CASES[code] ?? (/^(ERR_SSL|HPE)_/.test(code) ? 'no-hub' : CONNECTION.test(code) ? 'broken' : null);
  return known === null ? error : hubUnreachable(known, address, error);
}
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
