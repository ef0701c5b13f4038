import { eventIterator } from '@orpc/contract';
import { z } from 'zod';

/**
 * Long work answers with a stream: any number of `progress` events, then one `done`. Ending the stream early
 * (closing the iterator, aborting the call) cancels the work; nothing of it is kept.
 */
export const progressEvent = z.object({
  type: z.literal('progress'),
  /** Names a sentence in shared/text: what is being done now. */
  stage: z.enum(['read', 'check', 'plan', 'save', 'index', 'undo', 'write', 'draw', 'make', 'encrypt']),
  done: z.number(),
  /** null while not known. */
  total: z.number().nullable(),
});
export type ProgressEvent = z.output<typeof progressEvent>;

export function progressOr<T extends z.ZodType>(result: T) {
  return eventIterator(
    z.discriminatedUnion('type', [progressEvent, z.object({ type: z.literal('done'), result })]),
  );
}
