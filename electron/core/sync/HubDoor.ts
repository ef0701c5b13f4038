import type { AuditCall } from '../../sync/client/auditRows.ts';
import type { HubCalls } from '../../sync/client/SyncClient.ts';
import type { FileCalls } from '../../sync/client/SyncFiles.ts';
import type { AuditAnswer } from '../../sync/protocol/auditMessages.ts';
import type { DeskReport } from '../../sync/protocol/deskReport.ts';
import type { ImageAnswer } from '../../sync/protocol/pulled.ts';
import type { SecretsAnswer, SecretsAsked } from '../../sync/protocol/secrets.ts';
import type { ImagePieces } from './fetchImage.ts';

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
  /** The 12 digits of this device’s own key, which the hub’s administrator compares. Absent: it joined before they were kept. */
  own?: string;
}

/** Which hub it is, and the key (Ed25519, SPKI, base64) that it signs bundles with. */
export interface HubKey {
  hub: string;
  key: string;
}

/** What a desk is told of its hub. */
export interface HubStanding {
  /** When the hub was last backed up, epoch ms; null: never. */
  backupAt: number | null;
  /** Another hub lives that was made of a copy of this one. */
  twoHubs: boolean;
  /** Which of its devices this desk is. */
  ordinal?: number | undefined;
  /** For how many days it may be away before it shows nothing; 0 or absent: for ever. */
  leaseDays?: number | undefined;
  /** What its devices are called. */
  devices?: { id: string; name: string }[] | undefined;
}

/** What a desk asks its hub: rows, files, what people sign in by, and how it stands. */
export interface DoorCalls extends Omit<HubCalls, 'image'> {
  image(request: Parameters<HubCalls['image']>[0]): Promise<ImageAnswer>;
  imagePieces: ImagePieces;
  /** Null: a hub of an earlier version, which knows no bundles. */
  keys(): Promise<HubKey | null>;
  files: FileCalls;
  secrets(asked: SecretsAsked): Promise<SecretsAnswer>;
  /** Whether the desk has what it should have; null: the hub is of a version that does not say. */
  audit(request: Parameters<AuditCall>[0]): Promise<AuditAnswer | null>;
  /** How this desk does; a hub of a version that does not want to know is told nothing. */
  report(said: DeskReport): Promise<void>;
  /** Which copy of the hub it is. Errors: SYNC_REFUSED (upgradeClient, upgradeHub: the two speak no common version). */
  hello(): Promise<{ instance: string }>;
  /** `saw`: the instance of a hub that would not have this desk because another one had it before; null: none. Null: it does not say. */
  standing(asked: { saw: string | null }): Promise<HubStanding | null>;
  /** The head of the hub’s log, as soon as it is another one than `head`; on a connection of its own. */
  wait(head: number, signal: AbortSignal): Promise<{ head: number }>;
  /** How far the hub’s clock is ahead, ms; null: too little to be worth saying, or not known yet. */
  skew(): number | null;
  /** Ends every connection. */
  close(): void;
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
  }): Promise<{ device: string; key: string; fingerprint: string; own: string }>;
  /** Whether somebody has let the device in. */
  isActive(place: HubPlace): Promise<boolean>;
  /** Another address where the same hub answers, by its own announcement and its key; null: none. */
  find(place: HubPlace): Promise<string | null>;
  calls(place: HubPlace): DoorCalls;
}
