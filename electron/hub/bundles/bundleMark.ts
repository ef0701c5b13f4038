/** What a hub keeps of the bundles that go to and come from one device. */
export interface BundleMark {
  /** The last bundle that came from it. */
  up: number;
  /** The last one that was written for it. */
  down: number;
  /** Where earlier ones ended in the log: where the device may be now. `from`: where they began, null: they held everything. */
  ends: { number: number; seq: number; from?: number | null }[];
  /** It can’t go on from where it is: it gets everything anew. */
  whole: boolean;
  /** The epoch in which it was when the hub found that it can’t; null: the hub’s own, or it never said. */
  from: string | null;
  /** Erasures that it brought and this hub does not take from it. */
  refused?: string[];
  /** Names of bundles of it that were taken from a shared folder. */
  taken?: string[];
  /** How it stood when one was last written for it into a shared folder. */
  says?: string;
  /** Files that it asked for. */
  wants: string[];
  /** What it set to sign in by and the hub took, by person: SHA-256 of it, and when it was set there. It sends it until it is told so. */
  secrets: Record<string, { sha256: string; ver: number | null; setAt?: number }>;
}
