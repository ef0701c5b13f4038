import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../shared/contract/people.ts';
import type { Permission } from '../../shared/domain/roles.ts';
import { orpc } from '../rpc/core.ts';
import { queryClient } from '../rpc/queryClient.ts';

/** Who looks at this window; null until it is known. */
export function useMe(): Me | null {
  return useQuery(orpc.people.me.queryOptions()).data ?? null;
}

/** What a call has answered of who it is now. */
export function keepMe(me: Me): void {
  queryClient.setQueryData(orpc.people.me.queryKey(), me);
}

/** Whether somebody may do one of these. */
export function may(me: Me | null, needs: readonly Permission[]): boolean {
  return me !== null && needs.some((permission) => me.permissions.includes(permission));
}
