import { buildRenderer } from '../../scripts/buildRenderer.ts';

/** Once before all specs, so that no desk has to wait for the page to be built. */
export default async function buildPage(): Promise<void> {
  await buildRenderer();
}
