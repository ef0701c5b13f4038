import type { HubCalls } from './SyncClient.ts';

/** Of no grant: whoever names it is told to begin anew, and nothing else. */
const NO_GRANT = 0;

/**
 * Whether the hub has lost the log that a store stands in, because it was put back: what it answered there since its last
 * backup is to be sent again (renumber). Asked under a name that it takes; one that was sent away is told nothing of it.
 * `token`: where the store stands, by what it was told under any name.
 */
export async function askWhetherLost(
  hub: Pick<HubCalls, 'pull'>,
  { device, token }: { device: string; token: string | null },
): Promise<
  { kind: 'known'; isLost: boolean } | Extract<Awaited<ReturnType<HubCalls['pull']>>, { kind: 'refused' }>
> {
  if (token === null) return { kind: 'known', isLost: false };
  const answer = await hub.pull({ device, token, grantVersion: NO_GRANT, limit: 1 });
  if (answer.kind === 'refused') return answer;
  const isLost = answer.kind === 'reset' && (answer.why === 'epoch' || answer.why === 'rewound');
  return { kind: 'known', isLost };
}
