import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/domain/errors.ts';
import type { WriteDb } from '../../db/database.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { BundleAbout } from '../../sync/bundle/bundleFormat.ts';
import { readDownMessage } from '../../sync/bundle/bundleMessages.ts';
import { type OpenBundle, openBundle } from '../../sync/bundle/openBundle.ts';
import { placeOfBundle } from '../../sync/bundle/placeOfBundle.ts';
import { sealKeyOf, sealKeyPair, sealPublicOf } from '../../sync/bundle/sealKeys.ts';
import { numberedName, writtenBundles } from '../../sync/bundle/sharedFolder.ts';
import { placeOfDevice, type TakenDown, takeDown } from '../../sync/bundle/takeDown.ts';
import { type UpParts, upEntries, waitingMids } from '../../sync/bundle/upEntries.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { type WritingBundle, writeBundle } from '../../sync/bundle/writeBundle.ts';
import { purgeLeft } from '../../sync/client/purgeLeft.ts';
import { rowSchemaOf } from '../../sync/client/rowSchemaOf.ts';
import type { ClientPorts } from '../../sync/client/SyncClient.ts';
import type { LocalFiles } from '../../sync/client/SyncFiles.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { SyncedMutation } from '../../sync/protocol/syncedMutation.ts';
import type { Turns } from '../Turns.ts';
import { storedHubKey } from './hubKey.ts';
import { storedPlace } from './hubPlace.ts';

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  writes: Turns;
  blobs: LocalFiles;
  /** Takes students out of the store, as an erasure that was done at another desk. */
  erase: NonNullable<ClientPorts['erase']>;
  /** Students left whom the log does not name any more. */
  purged(): void;
  /** The windows are told that something is to be shown anew. */
  changed(): void;
}

/** What is in a bundle for this desk, before it is taken. */
export interface HeldInBundle {
  isKnown: boolean;
  isWhole: boolean;
  /** What colleagues did, and what became of the desk’s own work; of a whole one, its rows. */
  deeds: number;
  rows: number;
  /** Who did it: the first few. */
  people: string[];
  files: number;
}

/** What one step takes at most: a moment of the thread that answers the windows. */
const LIMITS = { mutations: 100, changes: 1_000 };
const PEOPLE_SHOWN = 5;
const NUMBER = 'sync bundle';

/** A desk’s end of bundles: what waits is written into one, and what the hub wrote for it is taken. */
export class BundleDesk {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Which number the next one has. */
  nextNumber(): number {
    const row = this.#needs.db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(NUMBER);
    return Number(row?.value ?? 0) + 1;
  }

  /** The device, its hub and their keys. Errors: SYNC_NOT_READY (none, asking, key). */
  ends() {
    const { db } = this.#needs;
    const place = storedPlace(db);
    if (place === null) throw new AppError('SYNC_NOT_READY', { case: 'none' });
    const device = stateOf(db, 'device');
    if (device === null) throw new AppError('SYNC_NOT_READY', { case: 'asking' });
    const known = storedHubKey(db);
    if (known === null) throw new AppError('SYNC_NOT_READY', { case: 'key' });
    return { device, hub: known.hub, hubKey: known.key, signing: createPrivateKey(place.key) };
  }

  /** Writes everything that waits, signed by this desk, sealed to its hub. Errors: SYNC_NOT_READY, those of writeBundle. */
  async write(
    files: BundleFiles,
    { folder, name = null }: { folder: string; name?: string | null },
    { onMutations, ...running }: WritingBundle & { onMutations?: UpParts['onMutations'] } = {},
  ): Promise<{ about: BundleAbout; mutations: number; names: string[] }> {
    const { db, blobs, clock, writes } = this.#needs;
    const { device, hub, hubKey, signing } = this.ends();
    // A store that was put back may have written higher ones.
    const there = name === null ? (await writtenBundles(files, folder)).map((one) => one.number) : [];
    const number = Math.max(this.nextNumber(), ...there.map((one) => one + 1));
    const mids = waitingMids(db);
    const place = placeOfDevice(db);
    const about: BundleAbout = {
      ...{ bundle: randomBytes(16).toString('hex'), number, after: number > 1 ? number - 1 : null },
      ...{
        kind: 'up',
        hub,
        epoch: place.epoch || NO_EPOCH,
        schema: rowSchemaOf(db),
        at: clock.now(),
        range: null,
      },
      ...{ from: { role: 'device', id: device }, to: { role: 'hub', id: hub } },
      // What has no position yet sends nothing that waits.
      mids: place.token === '' ? null : mids,
    };
    const inTurn = <Result>(work: () => Result) => writes.take(work) as Promise<Result>;
    const receipt = await writes.take(() =>
      purgeLeft(db, { removeFile: (sha256) => blobs.remove(sha256) }, clock.now()),
    );
    let mutations = 0;
    const parts = {
      ...{ db, files: blobs, limits: LIMITS, receipt, inTurn, signal: running.signal },
      onMutations: (written: readonly SyncedMutation[]) => {
        mutations += written.length;
        onMutations?.(written);
      },
    };
    const keys = {
      ...{ signing, recipient: sealPublicOf(hubKey) },
      ephemeral: sealKeyPair(randomBytes(32)),
    };
    const named = name ?? numberedName('up', number);
    const entries = upEntries(parts, mids?.[1] ?? null);
    const names = await writeBundle(files, { folder, name: named }, about, keys, entries, running);
    await writes.take(() => this.#keepNumber(number));
    return { about, mutations, names };
  }

  /** Errors: SYNC_NOT_READY, BUNDLE_REFUSED, CANCELLED, the file system’s. */
  open(files: BundleFiles, paths: readonly string[], running: Verifying = {}): Promise<OpenBundle> {
    const { device, hub, hubKey, signing } = this.ends();
    // Its own are known, too, to be told that they go the other way.
    const keyOf = ({ role, id }: BundleAbout['from']) =>
      role === 'hub' ? (id === hub ? hubKey : null) : id === device ? createPublicKey(signing) : null;
    const reader = { role: 'device', id: device, hub, seal: sealKeyOf(signing), keyOf } as const;
    return openBundle(files, paths, reader, running);
  }

  /** What is in it, and whether its time has come. Errors: as `open`, and BUNDLE_REFUSED (epoch, rewound, order). */
  async look(
    files: BundleFiles,
    paths: readonly string[],
    running: Verifying = {},
  ): Promise<{ about: BundleAbout; held: HeldInBundle }> {
    const bundle = await this.open(files, paths, running);
    const { about } = bundle;
    const isKnown = placeOfBundle(about, placeOfDevice(this.#needs.db)) === 'already';
    const people = new Set<string>();
    const held: HeldInBundle = { isKnown, isWhole: false, deeds: 0, rows: 0, people: [], files: 0 };
    for await (const entry of bundle.entries(running)) {
      if (entry.kind === 'blob') {
        held.files += 1;
        continue;
      }
      const message = readDownMessage(entry);
      if (message?.name === 'delta') {
        held.deeds += message.body.answer.deeds.length;
        for (const { actor } of message.body.answer.deeds) if (actor !== '') people.add(actor);
      } else if (message?.name === 'image') {
        held.isWhole = true;
        held.rows = message.body.rows;
      }
    }
    return { about, held: { ...held, people: [...people].slice(0, PEOPLE_SHOWN) } };
  }

  /** Takes it. Errors: those of `open` and `takeDown`. */
  async take(files: BundleFiles, paths: readonly string[], running: Verifying = {}): Promise<TakenDown> {
    const { db, blobs, clock, writes, changed } = this.#needs;
    const bundle = await this.open(files, paths, running);
    const { erase, purged } = this.#needs;
    const ports = {
      ...{ now: () => clock.now(), removeFile: (sha256: string) => blobs.remove(sha256) },
      ...{ erase, purged },
    };
    try {
      const inTurn = <Result>(work: () => Promise<Result> | Result) => writes.take(work);
      return await takeDown({ db, files: blobs, ports, inTurn }, bundle, running);
    } finally {
      changed();
    }
  }

  #keepNumber(number: number): void {
    this.#needs.db
      .write(
        'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(NUMBER, String(number));
  }
}

/** Of a desk that has nothing of its hub yet. */
const NO_EPOCH = '-';
