import type { Core } from '../../electron/core/core.ts';

/** What the audit's newest entries say, newest first. */
export async function newestTold(core: Core, limit: number) {
  const { items } = await core.client.audit.page({ filter: {}, before: null, limit });
  return items.map(({ action, name, outcome, detail }) => ({ action, name, outcome, detail }));
}
