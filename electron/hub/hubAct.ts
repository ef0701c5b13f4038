import type { Grant } from './hubPorts.ts';

/** Who does something at a hub, and when (epoch ms). */
export interface ActBy {
  by: string;
  at: number;
}

export type KeyChange = 'passphrase-set' | 'passphrase-removed' | 'recovery-made' | 'recovered';

/** What somebody did at a hub besides saying what a device may hold. No codes, keys or fingerprints. */
export type HubAct = ActBy &
  (
    | { what: 'code' | 'roll-key' | 'new-key' | 'keep-only' }
    /** By what its key ring opens. */
    | { what: 'key'; change: KeyChange }
    /** Days that desks may be away. */
    | { what: 'lease'; before: number; days: number }
    /** The folder through which it exchanges bundles; null: none any more. */
    | { what: 'folder'; folder: string | null }
  );

/** What somebody did at a hub with one device: what it might hold until then, and from then on. */
export type DeviceAct = ActBy & {
  what: 'let-in' | 'grant' | 'revoke';
  device: string;
  name: string;
  before: Grant;
  grant: Grant;
};
