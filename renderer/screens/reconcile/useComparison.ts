import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import type { ComparedScope, ComparisonSummary } from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { core } from '../../rpc/core.ts';

export interface ComparisonRun {
  summary: ComparisonSummary | undefined;
  running: boolean;
  progress: ProgressEvent | null;
  /** Stopped before there was anything to show. */
  cancelled: boolean;
  error: unknown;
  cancel(): void;
  start(): void;
}

/**
 * The comparison of these sources, made again by the core when what they say has changed. What was shown stays while
 * it is made again; another choice of sources starts with nothing.
 */
export function useComparison(sources: readonly FileSource[], scope: ComparedScope): ComparisonRun {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<ProgressEvent | null>(null);
  const queryKey = ['reconcile-comparison', sources, scope];
  const query = useQuery({
    queryKey,
    enabled: sources.length > 1,
    queryFn: async ({ signal }) => {
      setProgress(null);
      const events = await core.reconcile.compare({ sources: [...sources], scope }, { signal });
      for await (const event of events) {
        if (event.type === 'done') return event.result;
        setProgress(event);
      }
      throw new DOMException('', 'AbortError');
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const key = JSON.stringify(queryKey);
  const cancel = useCallback(
    () => void queryClient.cancelQueries({ queryKey: JSON.parse(key) as unknown[] }),
    [queryClient, key],
  );
  const running = query.fetchStatus === 'fetching';
  return {
    summary: query.data,
    running,
    progress,
    cancelled: sources.length > 1 && query.data === undefined && !running && !query.isError,
    error: query.isError && query.data === undefined ? query.error : null,
    cancel,
    start: () => void query.refetch(),
  };
}
