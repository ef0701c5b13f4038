import { errorParts } from '../ui/errorParts.ts';
import { queryClient } from './queryClient.ts';

/** Tells of every question and act of this window that the core refused, until what it returns is called. */
export function onRefusedCall(heed: (parts: NonNullable<ReturnType<typeof errorParts>>) => void): () => void {
  const tell = (error: unknown) => {
    const parts = errorParts(error);
    if (parts) heed(parts);
  };
  const queries = queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') tell(event.action.error);
  });
  const mutations = queryClient.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') tell(event.action.error);
  });
  return () => {
    queries();
    mutations();
  };
}
