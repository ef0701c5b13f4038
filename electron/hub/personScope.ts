import { z } from 'zod';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { collegeScope, OFFICE } from './hubPorts.ts';

const colleges = z.array(z.string()).min(1);

/**
 * The college whose desks hold somebody: the one that they work for, the first of several; of whoever sees the whole
 * school, and of what can’t be read, the office’s own.
 */
export function personScope({ colleges: text }: Fields): string {
  if (typeof text !== 'string') return OFFICE;
  const read = z
    .preprocess((value, context) => {
      try {
        return JSON.parse(value as string) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' });
        return z.NEVER;
      }
    }, colleges)
    .safeParse(text);
  return read.success ? collegeScope(read.data[0]!) : OFFICE;
}
