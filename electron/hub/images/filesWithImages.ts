import type { HubFiles } from '../../sync/net/hubHandlers.ts';
import { Refusal } from '../../sync/net/Refusal.ts';
import type { HubImages } from './HubImages.ts';

/** Images beside a hub’s files, if it has any: null, if it has neither. */
export function filesWithImages(files: HubFiles | null, images: HubImages | null): HubFiles | null {
  if (images === null) return files;
  return { ...(files ?? NO_FILES), readSnapshot: ({ device }, id) => images.read(device, id) };
}

const refuse = (): never => {
  throw new Refusal('no-such-message');
};
const NO_FILES: HubFiles = {
  blobState: async () => refuse(),
  readBlob: async () => refuse(),
  takeBlob: async () => refuse(),
  readSnapshot: async () => null,
};
