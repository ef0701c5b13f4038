import { QueryClient } from '@tanstack/react-query';
import { ConnectionLost } from './ConnectionLost.ts';

/** How often a read is tried again while the core is being restarted. Writes are never repeated by themselves. */
const READ_RETRIES = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The core is on this computer: a PC without a network must work all the same.
      networkMode: 'always',
      retry: (failures, error) => error instanceof ConnectionLost && failures < READ_RETRIES,
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
