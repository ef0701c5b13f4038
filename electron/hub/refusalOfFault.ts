import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';
import type { RefusalCode } from '../sync/protocol/messages.ts';
import { hubErrorOf } from './openHub.ts';

const OF_STORE: Partial<Record<ErrorCode, RefusalCode>> = {
  STORE_FULL: 'store-full',
  STORE_READ_ONLY: 'store-disk',
  STORE_DISK: 'store-disk',
  STORE_DAMAGED: 'store-damaged',
};

/**
 * What a desk is told when it is not the question that was wrong but the computer of the hub, so that its clerk knows whom
 * to ask; null: a fault of the program, which has an incident instead. Nothing of that question was done in any case.
 */
export function refusalOfFault(error: unknown): RefusalCode | null {
  const known = hubErrorOf(error);
  if (!(known instanceof AppError)) return null;
  if (known.code === 'HUB_REFUSED') return known.params.case === 'busy' ? 'store-busy' : 'store-silent';
  return OF_STORE[known.code] ?? null;
}
