import type { FileCalls } from '../client/SyncFiles.ts';
import type { HubCaller } from './HubCaller.ts';
import type { FileAnswer } from './HubLink.ts';
import { hubRefused } from './hubTrouble.ts';

const [OK, PARTIAL, FORBIDDEN] = [200, 206, 403];

/** Files of a hub over the wire (`/blob/<sha256>`), in a device’s name. Errors: HUB_UNREACHABLE, SYNC_REFUSED. */
export function hubFileCalls(caller: HubCaller): FileCalls {
  return {
    async sent(sha256) {
      const answer = await caller.file('HEAD', pathOf(sha256));
      // Whoever may read the whole of it needs to send none.
      if (answer.status === OK) return null;
      if (answer.status !== FORBIDDEN) throw hubRefused('range');
      return received(answer);
    },
    async put({ sha256, from, total, bytes }) {
      const range = `bytes ${from}-${from + bytes.length - 1}/${total}`;
      const answer = await caller.file('PUT', pathOf(sha256), { bytes, headers: { 'content-range': range } });
      if (answer.status !== OK) throw hubRefused('range');
      const at = received(answer);
      return at === total ? null : at;
    },
    async get(sha256) {
      const answer = await caller.file('GET', pathOf(sha256));
      if (answer.status === OK) return answer.body;
      if (answer.status === FORBIDDEN) return null;
      throw hubRefused('range');
    },
  };
}

/** Bytes of an image (`/snapshot/<id>`); null: the hub gives it to this device no more. Errors: as above. */
export function imagePieces(caller: HubCaller, signal?: AbortSignal) {
  return async (id: string, from: number, to: number): Promise<Buffer | null> => {
    const headers = { range: `bytes=${from}-${to}` };
    const answer = await caller.file('GET', `/snapshot/${id}`, { headers, signal });
    if (answer.status === PARTIAL) return answer.body;
    if (answer.status === FORBIDDEN) return null;
    throw hubRefused('range');
  };
}

function pathOf(sha256: string): string {
  return `/blob/${sha256}`;
}

function received({ headers }: FileAnswer): number {
  return Number(headers['x-xueji-received'] ?? 0);
}
