import type { HubCalls } from '../../sync/client/SyncClient.ts';
import type { FileCalls } from '../../sync/client/SyncFiles.ts';
import type { SecretsAnswer, SecretsAsked } from '../../sync/protocol/secrets.ts';

/** Where a desk’s hub is, and as whom it asks there. Kept beside the log, in the encrypted store, and never synced. */
export interface HubPlace {
  address: string;
  /** The hub’s key as it was seen when somebody compared it: nothing else is talked to. */
  pin: string;
  fingerprint: string;
  device: string;
  /** What the device proves to be itself with. */
  key: string;
  /** What this computer calls itself at the hub. */
  name: string;
}

/** What a desk asks its hub: rows, files, and what people sign in by. */
export interface DoorCalls extends HubCalls {
  files: FileCalls;
  secrets(asked: SecretsAsked): Promise<SecretsAnswer>;
}

/** The way to a hub, as the core needs it; the host gives it one (CoreOptions.hubDoor). Errors: HUB_UNREACHABLE, SYNC_REFUSED. */
export interface HubDoor {
  /** Which key answers there. Nothing is sent. */
  look(address: string): Promise<{ fingerprint: string; pin: string }>;
  /** Asks to be let in, by the code that the hub showed. */
  request(asked: {
    address: string;
    pin: string;
    code: string;
    name: string;
  }): Promise<{ device: string; key: string; fingerprint: string }>;
  /** Whether somebody has let the device in. */
  isActive(place: HubPlace): Promise<boolean>;
  calls(place: HubPlace): DoorCalls;
}
