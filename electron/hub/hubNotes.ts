import type { ShareState } from '../../shared/contract/bundles.ts';
import type { BundleMark } from './bundles/bundleMark.ts';
import type { HubAct } from './hubAct.ts';
import type { HubDb, HubTx } from './hubPorts.ts';
import type { ProcessCounts } from './processCounts.ts';
import type { LogState } from './verifyLog.ts';

/** What a hub knows of the copies of itself: what it was called in earlier places, and which others a person has ended. */
export interface Instances {
  /** Names that it had before, oldest first. `lost`: what it told under this one it may have lost, and nobody else has it. */
  before: { instance: string; lost: boolean }[];
  /** Of other copies that a person has ended. */
  ended: string[];
  /** Epochs of before. */
  epochs: string[];
}

/** What a hub notes about itself. A note, once on a disk, keeps its name. */
export interface HubNotes {
  /** Where the database was when it was last served: see hubHome. */
  home: string;
  /** The newest verified backup: epoch ms, the last entry that it holds, and its file or `archive`. */
  backup: {
    at: number;
    seq: number;
    what: string /** Photos and files that lie beside it. */;
    files?: number;
  };
  /** What it was called, and what other copies of it were. */
  instances: Instances;
  /** It was put back from a backup, and not served since: the next move is of what was lost, not of a second hub. */
  restored: boolean;
  /**
   * When it last found that it was put back, epoch ms; where its log ended then; and the last entry that devices show they
   * were told of what it has lost. `epochs`: of that past. What of it came back nobody can tell: it is sent as new work is.
   */
  rewound: { at: number; had: number; upTo: number; epochs: string[] };
  /** Other copies of this hub that live, and the devices that met them; null: none is known. */
  twin: { instances: string[]; devices: string[] } | null;
  /** The last try of a backup by plan or window, where it failed. */
  backupFailed: { at: number; code: string; params: Record<string, string | number> } | null;
  /** By device: when it last said that nothing is left of what was taken away from it, and what went. */
  purges: Record<string, { at: number; rows: number; students: number; files: number }>;
  /** The last entry that compaction has taken the content of: whoever is behind it begins anew. */
  horizon: number;
  /** Up to here ordinals of devices are not given any more: a hub that is not this one, or this one before it was put back, may have. */
  ordinals: number;
  /** Of which erasures this hub knows (erasuresDigest). */
  erased: string;
  /** What was done last beside all answers (dailyChores): when, epoch ms, and how much went. */
  chores: {
    at: number;
    horizon: number;
    entries: number;
    mutations: number;
    files: number;
    /** Files that the hub had noted and no longer has: their devices are asked for them. */
    lostFiles: number;
  };
  /** What its processes did, by a name of each (HubCounts). */
  counts: Record<string, ProcessCounts>;
  /** What people did at it besides what they said of devices, oldest first (hubActs). */
  acts: HubAct[];
  /** For how many days desks may be away (setLeaseDays). */
  leaseDays: number;
  /** The key that it signs bundles with, PKCS #8 PEM, sealed by the key ring, base64. */
  bundleKey: string;
  /** Of the bundles that go to and come from devices, by device. */
  bundles: Record<string, BundleMark>;
  /** Of a hub that is hosted from a window: the folder through which it exchanges bundles, and its last turn there. Of another copy of the hub (`instance`) it does not count: two would write there. */
  share: { instance: string; folder: string; last: ShareState['last'] } | null;
  /** On PostgreSQL: the key ring, as a desk's folder has it in a file. */
  ring: string;
  /** A place in PostgreSQL's WAL behind which `seq` lies, until the archive has it. */
  archiving: LogState & { at: number; lsn: string };
}

export async function readNote<Name extends keyof HubNotes>(
  db: HubDb | HubTx,
  name: Name,
): Promise<HubNotes[Name] | null> {
  const row = await db.selectFrom('hub_note').select('value').where('name', '=', name).executeTakeFirst();
  return row ? (JSON.parse(row.value) as HubNotes[Name]) : null;
}

/** `once`: what is noted already stays. */
export async function writeNote<Name extends keyof HubNotes>(
  tx: HubTx,
  name: Name,
  said: HubNotes[Name],
  often: 'once' | 'anew' = 'anew',
): Promise<void> {
  const value = JSON.stringify(said);
  await tx
    .insertInto('hub_note')
    .values({ name, value })
    .onConflict((conflict) => {
      const same = conflict.column('name');
      return often === 'once' ? same.doNothing() : same.doUpdateSet({ value });
    })
    .execute();
}
