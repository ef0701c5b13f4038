import { hash, type KeyObject } from 'node:crypto';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { BundleAbout } from '../../sync/bundle/bundleFormat.ts';
import { readUpMessage, type UpMessage } from '../../sync/bundle/bundleMessages.ts';
import { type OpenBundle, openBundle } from '../../sync/bundle/openBundle.ts';
import { placeOfBundle } from '../../sync/bundle/placeOfBundle.ts';
import { refuseBundle } from '../../sync/bundle/refuseBundle.ts';
import { sealKeyOf } from '../../sync/bundle/sealKeys.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import { readDevicePublicKey } from '../../sync/net/deviceKey.ts';
import type { ErasuresAsked } from '../../sync/protocol/erasures.ts';
import type { PersonSecretOnWire, SecretsAsked } from '../../sync/protocol/secrets.ts';
import type { OutcomeKind } from '../../sync/protocol/syncedMutation.ts';
import { saidPosition } from '../../sync/protocol/syncToken.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../../sync/rules/RowSchemas.ts';
import type { BlobUploads } from '../BlobUploads.ts';
import type { HubBlobs } from '../baseBlobs.ts';
import { knownErasures } from '../erasures/knownErasures.ts';
import { exchangeSecrets } from '../exchangeSecrets.ts';
import { takeBlob } from '../handleBlob.ts';
import type { HubDb, HubPorts } from '../hubPorts.ts';
import { noteSchema } from '../noteSchema.ts';
import { readAtOnce } from '../readAtOnce.ts';
import type { BundleMark } from './bundleMark.ts';
import { changeMark, readMark } from './bundleMarks.ts';
import type { HubAsks } from './hubAsks.ts';

/** A hub, as far as its bundles need it. */
export interface BundleHub {
  db: HubDb;
  ports: HubPorts;
  asks: HubAsks;
  /** The versions of what travels; absent: this program’s. */
  schemas?: RowSchemas;
  /** See hubBundleKey. */
  signing: KeyObject;
  /** Null: this hub keeps no files. */
  store: { blobs: HubBlobs; uploads: BlobUploads } | null;
}

export interface ImportedUp {
  device: string;
  name: string;
  number: number;
  /** By the clock of whoever made it, epoch ms. */
  at: number;
  /** All that it says was here already. */
  isKnown: boolean;
  mutations: number;
  outcomes: Record<OutcomeKind | 'waiting', number>;
  files: number;
  /** The device can’t go on from where it is: the next bundle for it is whole. */
  needsWhole: boolean;
}

/**
 * Takes what a device would have asked over the network, by the same handlers, question by question; broken off, it is
 * simply imported again. Errors: BUNDLE_REFUSED, CANCELLED, the file system’s.
 */
export async function importUp(
  hub: BundleHub,
  files: BundleFiles,
  paths: readonly string[],
  running: Verifying = {},
): Promise<ImportedUp> {
  return takeUp(hub, await openUp(hub, files, paths, running), running);
}

/** A bundle for this hub, signed by a device that it knows. Errors: as above. */
export async function openUp(
  hub: BundleHub,
  files: BundleFiles,
  paths: readonly string[],
  running: Verifying = {},
): Promise<OpenBundle> {
  const { hub: id } = await hub.db.selectFrom('partition').select('hub').executeTakeFirstOrThrow();
  const devices = await hub.db.selectFrom('device').select(['id', 'public_key']).execute();
  const keys = new Map(devices.map(({ id: device, public_key }) => [device, public_key]));
  return openBundle(
    files,
    paths,
    {
      ...{ role: 'hub', id, hub: id, seal: sealKeyOf(hub.signing) },
      keyOf: ({ role, id: device }) =>
        role === 'device' ? readDevicePublicKey(keys.get(device) ?? '') : null,
    },
    running,
  );
}

/** What is in a bundle that was opened. Errors: as above. */
export async function takeUp(
  hub: BundleHub,
  bundle: OpenBundle,
  running: Verifying = {},
): Promise<ImportedUp> {
  const { from, number, at, schema } = bundle.about;
  const { least, most } = hub.schemas ?? ROW_SCHEMAS;
  if (schema > most) refuseBundle('schema-newer', { number });
  if (schema < least) refuseBundle('schema-older', { number });
  await noteSchema(hub.db, from.id, schema);
  const taking = new Taking(hub, bundle);
  for await (const entry of bundle.entries(running)) {
    if (entry.kind === 'blob') await taking.blob(entry.sha256, entry.bytes);
    else await taking.message(readUpMessage(entry));
  }
  const { needsWhole } = taking.taken;
  await changeMark(hub.db, from.id, (mark) => ({
    ...{ ...mark, whole: needsWhole, up: Math.max(mark.up, number) },
  }));
  const { name } = await hub.db
    .selectFrom('device')
    .select('name')
    .where('id', '=', from.id)
    .executeTakeFirstOrThrow();
  return { device: from.id, name, number, at, ...taking.taken };
}

class Taking {
  readonly #hub: BundleHub;
  readonly #bundle: OpenBundle;
  readonly #device: string;
  readonly #outcomes = new Map<number, keyof ImportedUp['outcomes']>();
  readonly taken: Pick<ImportedUp, 'isKnown' | 'mutations' | 'outcomes' | 'files' | 'needsWhole'> = {
    ...{ isKnown: true, mutations: 0, files: 0, needsWhole: false },
    outcomes: { applied: 0, same: 0, conflict: 0, rejected: 0, waiting: 0 },
  };

  constructor(hub: BundleHub, bundle: OpenBundle) {
    this.#hub = hub;
    this.#bundle = bundle;
    this.#device = bundle.about.from.id;
  }

  async blob(sha256: string, bytes: Buffer): Promise<void> {
    const { db, ports, store } = this.#hub;
    if (store === null) return;
    const piece = { device: this.#device, sha256, from: 0, total: bytes.length, bytes };
    const taken = await takeBlob(db, { ...store, now: ports.now }, piece);
    if (taken.kind === 'refused') this.#refuse(taken.why === 'revoked' ? 'revoked' : 'unknown-device');
    this.taken.files += 1;
  }

  async message({ name, body }: UpMessage): Promise<void> {
    const { db, asks } = this.#hub;
    const device = this.#device;
    if (name === 'pull') await this.#stands(body);
    else if (name === 'erasures') await this.#erasures(body);
    else if (name === 'push') await this.#push(body);
    else if (name === 'secrets') await this.#secrets(body);
    else if (name === 'purged') await asks.purged({ device, ...body });
    else await changeMark(db, device, (mark) => ({ ...mark, wants: body.files }));
  }

  /** Where the device is, before anything of it is taken: what it has seen must be a beginning of this log (I14). */
  async #stands(body: Extract<UpMessage, { name: 'pull' }>['body']): Promise<void> {
    const { db, asks } = this.#hub;
    const { about } = this.#bundle;
    const answer = await asks.pull({ device: this.#device, schema: about.schema, ...body });
    if (answer.kind === 'refused') this.#refuse(answer.why);
    this.taken.needsWhole = answer.kind === 'reset';
    const isPutBack = answer.kind === 'reset' && (answer.why === 'epoch' || answer.why === 'rewound');
    if (isPutBack) {
      const from = saidPosition(body.token!).epoch;
      await changeMark(db, this.#device, (mark) => ({ ...mark, whole: true, from }));
      refuseBundle('epoch', { number: about.number });
    }
    // What was here already is gone through all the same: it might be of another store under the same name.
    this.taken.isKnown = (await placeOfUp(db, about)) === 'already';
  }

  /** Who was erased at the device, before anything is taken of them that waits there. */
  async #erasures(body: ErasuresAsked): Promise<void> {
    const device = this.#device;
    const answer = await this.#hub.asks.erasures({ device, ...body });
    if (answer.kind === 'refused') this.#refuse(answer.why);
    if (answer.refused.length > 0)
      await changeMark(this.#hub.db, device, ({ refused = [], ...mark }) => ({
        ...{ ...mark, refused: [...new Set([...refused, ...answer.refused])] },
      }));
  }

  async #push(body: Extract<UpMessage, { name: 'push' }>['body']): Promise<void> {
    const { number } = this.#bundle.about;
    const mutations = await this.#notShortened(body);
    if (mutations.length === 0) return;
    const answer = await this.#hub.asks.push({ device: this.#device, ...body, mutations });
    if (answer.kind === 'refused') this.#refuse(answer.why);
    if (answer.kind === 'device-cloned') refuseBundle('cloned');
    if (answer.kind === 'reset') refuseBundle('epoch', { number });
    if (answer.kind === 'gap') refuseBundle('order', { number, after: number - 1 });
    for (const { mid, outcome } of answer.outcomes) this.#became(mid, outcome?.kind ?? 'waiting');
    if (answer.missing.length > 0) refuseBundle('files', { number });
  }

  /**
   * A bundle of before an erasure may say more of what was taken under a number than the device says by now: it is the
   * same all the same, and not of another device.
   */
  async #notShortened({ mutations, erased }: Extract<UpMessage, { name: 'push' }>['body']) {
    const { db } = this.#hub;
    if (erased === (await readAtOnce(db, knownErasures))) return mutations;
    const last = await lastMid(db, this.#device);
    return mutations.filter(({ mid }) => mid > last);
  }

  /** Where several make one commit, the first ones are answered again with the last. */
  #became(mid: number, now: keyof ImportedUp['outcomes']): void {
    const { outcomes } = this.taken;
    const before = this.#outcomes.get(mid);
    if (before !== undefined) outcomes[before] -= 1;
    outcomes[now] += 1;
    this.#outcomes.set(mid, now);
    this.taken.mutations = this.#outcomes.size;
  }

  /** Each once: what was taken stays known, because the device sends it until it is told so. */
  async #secrets({ changed }: SecretsAsked): Promise<void> {
    const { db } = this.#hub;
    const before = (await readMark(db, this.#device)).secrets;
    const fresh = changed.filter((secret) => isFresh(before[secret.person], secret));
    if (fresh.length === 0) return;
    const { taken } = await exchangeSecrets(db, this.#device, { changed: fresh, known: [] });
    const versions = new Map(taken.map(({ person, ver }) => [person, ver]));
    const secrets = Object.fromEntries(
      fresh.map(({ person, hash: secret, setAt }) => [
        person,
        { sha256: nameOf(secret), ver: versions.get(person) ?? null, setAt },
      ]),
    );
    await changeMark(db, this.#device, (mark) => ({ ...mark, secrets: { ...mark.secrets, ...secrets } }));
  }

  #refuse(why: 'unknown-device' | 'revoked' | 'token' | 'two-hubs'): never {
    if (why === 'two-hubs') refuseBundle('two-hubs', { number: this.#bundle.about.number });
    return refuseBundle(why === 'token' ? 'other-hub' : 'revoked', { device: this.#device });
  }
}

/** Whether its time has come. Errors: BUNDLE_REFUSED (epoch, order). */
export async function placeOfUp(db: HubDb, about: BundleAbout): Promise<'take' | 'already'> {
  const { epoch } = await db.selectFrom('partition').select('epoch').executeTakeFirstOrThrow();
  return placeOfBundle(about, { epoch, mid: await lastMid(db, about.from.id), token: '', seq: 0 });
}

async function lastMid(db: HubDb, device: string): Promise<number> {
  const { last_mid } = await db
    .selectFrom('device')
    .select('last_mid')
    .where('id', '=', device)
    .executeTakeFirstOrThrow();
  return Number(last_mid);
}

/** Of a bundle that comes again behind a later one it is what the device itself has long since put something else in the place of. */
function isFresh(
  before: BundleMark['secrets'][string] | undefined,
  { hash: secret, setAt }: PersonSecretOnWire,
): boolean {
  if (before === undefined) return true;
  return before.sha256 !== nameOf(secret) && setAt >= (before.setAt ?? 0);
}

function nameOf(secret: string): string {
  return hash('sha256', secret);
}
