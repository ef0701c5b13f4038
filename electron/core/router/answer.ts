import { implement, ORPCError, ValidationError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import type { Ids, Log } from '../core.ts';
import type { Services } from '../services.ts';

/** A name that is longer than this was no name of ours. */
const FIELD_SHOWN = 80;

/** What every procedure is built from: errors leave the core as codes of the closed set, never as stack traces. */
export function procedures(services: Pick<Services, 'log' | 'ids'>) {
  return implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toWireError(error, services);
    }
  });
}
export type Procedures = ReturnType<typeof procedures>;

/** The errors of a stream are thrown while it is read, after the call itself has succeeded. */
export async function* stream<T>(events: AsyncIterable<T>, services: Pick<Services, 'log' | 'ids'>) {
  try {
    yield* events;
  } catch (error) {
    throw toWireError(error, services);
  }
}

export function toWireError(thrown: unknown, { log, ids }: { log: Log; ids: Ids }): unknown {
  const error = damagedOr(thrown);
  if (error instanceof AppError) {
    return new ORPCError(error.code, { data: { code: error.code, params: error.params } });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return refusedInput(error);
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ORPCError('CANCELLED', { data: { code: 'CANCELLED', params: {} } });
  }
  const incident = ids.next().slice(-8);
  log.error('fault', error, { incident });
  return new ORPCError('INTERNAL', { data: { code: 'INTERNAL', params: { incident } } });
}

/** Input that the contract does not take: which part of it, and nothing of what stood there. */
function refusedInput(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const { cause } = error;
  const place = cause instanceof ValidationError ? (cause.issues[0]?.path ?? []) : [];
  const field = place.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  const params = { case: 'input', field: field.slice(0, FIELD_SHOWN) };
  return new ORPCError('BAD_REQUEST', { data: { code: 'USAGE', params } });
}
