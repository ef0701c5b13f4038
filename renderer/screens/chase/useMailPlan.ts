import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { core, orpc } from '../../rpc/core.ts';

export type MailRequest = Omit<Parameters<typeof core.mail.plan>[0], 'offset' | 'limit'>;
type PlanEvent =
  Awaited<ReturnType<typeof core.mail.plan>> extends AsyncIterable<infer Event> ? Event : never;
export type MailPlan = Extract<PlanEvent, { type: 'done' }>['result'];

/**
 * A page of what would be sent. Whoever writes on, or leaves, ends the planning of what was there before; `progress` is
 * told while one takes its time.
 */
export function useMailPlan(request: MailRequest, page: { offset: number; limit: number }, enabled = true) {
  const [progress, setProgress] = useState<ProgressEvent | null>(null);
  const input = { ...request, ...page };
  const planned = useQuery({
    queryKey: orpc.mail.plan.key({ input }),
    queryFn: async ({ signal }): Promise<MailPlan> => {
      try {
        for await (const event of await core.mail.plan(input, { signal })) {
          if (event.type === 'done') return event.result;
          setProgress(event);
        }
      } finally {
        setProgress(null);
      }
      throw new DOMException('', 'AbortError');
    },
    enabled,
    placeholderData: keepPreviousData,
  });
  return { ...planned, progress };
}
