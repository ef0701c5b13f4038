import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleEntry } from '../../sync/bundle/bundleEntry.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import type { BundleAbout } from '../../sync/bundle/bundleFormat.ts';
import { messageEntry } from '../../sync/bundle/bundleMessages.ts';
import { sealKeyPair, sealPublicOf } from '../../sync/bundle/sealKeys.ts';
import { numberedName, writtenBundles } from '../../sync/bundle/sharedFolder.ts';
import { type WritingBundle, writeBundle } from '../../sync/bundle/writeBundle.ts';
import { readDevicePublicKey } from '../../sync/net/deviceKey.ts';
import type { Delta, Image } from '../../sync/protocol/pulled.ts';
import { type Position, tokenText } from '../../sync/protocol/syncToken.ts';
import { blobsOf } from '../../sync/rules/blobsOf.ts';
import { ROW_SCHEMAS } from '../../sync/rules/RowSchemas.ts';
import { toldOfErasures } from '../erasures/toldOfErasures.ts';
import { exchangeSecrets } from '../exchangeSecrets.ts';
import { giveBlob } from '../handleBlob.ts';
import { readNote } from '../hubNotes.ts';
import type { HubDb } from '../hubPorts.ts';
import type { BundleMark } from './bundleMark.ts';
import { changeMark, readMark } from './bundleMarks.ts';
import type { BundleHub } from './importUp.ts';

export interface ExportedDown {
  device: string;
  number: number;
  /** Where it ends in the log; from where it begins, null: it is everything that the device may hold. */
  seq: number;
  from: number | null;
  /** Names of its files. */
  files: string[];
}

export interface DownTarget {
  files: BundleFiles;
  folder: string;
  /** Null: numbered, in a folder that this hub alone writes to. */
  name: string | null;
}

export interface DownOptions extends WritingBundle {
  /** Everything that the device may hold, whatever it has. */
  whole: boolean;
}

/** Entries of the log in one piece. */
const PIECE = 1_000;
/** Rows of an image in one message. */
const ROWS = 2_000;
/** Ends of earlier bundles that are remembered. */
const ENDS = 50;

/**
 * Writes what one device would be answered if it asked now: what it may know of the log from where it last said that it
 * was, or everything where it can’t go on from there; the files that these rows name, and those that it asked for. Signed
 * by the hub, sealed to the device. Errors: HUB_DEVICE, FILE_NOT_WRITABLE, CANCELLED, the file system’s.
 */
export async function exportDown(
  hub: BundleHub,
  id: string,
  target: DownTarget,
  { whole, ...running }: DownOptions,
): Promise<ExportedDown> {
  const { db, ports, signing, schemas = ROW_SCHEMAS } = hub;
  const device = await db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
  if (!device) throw new AppError('HUB_DEVICE');
  if (device.state !== 'active') throw new AppError('HUB_DEVICE', { case: device.state, name: device.name });
  const key = readDevicePublicKey(device.public_key ?? '');
  if (key === null) throw new AppError('HUB_DEVICE');
  const mark = await readMark(db, id);
  const partition = await db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  const secret = Buffer.from(partition.secret, 'hex');
  const { instance } = partition;
  const schema = Number(device.schema_version ?? schemas.most);
  const at = (position: Position) => ({
    token: tokenText({ ...position, instance, schema }, secret),
    seq: position.seq,
  });
  const start = whole || mark.whole ? null : await startOf(db, partition.epoch, device);
  const image = start === null ? await imageOf(hub, id, schema) : null;
  const head = { epoch: partition.epoch, seq: Number(partition.head_seq), chain: partition.head_chain };
  const to = image === null ? at(head) : { token: image.token, seq: image.seq };
  const from = start === null ? null : at(start);
  const number = 1 + Math.max(mark.down, ...(await writtenNumbers(target)));
  const about: BundleAbout = {
    ...{ bundle: ports.random(), number, kind: 'down', hub: partition.hub, epoch: partition.epoch },
    ...{ from: { role: 'hub', id: partition.hub }, to: { role: 'device', id } },
    after: from === null ? null : endedAt(mark, from.seq),
    ...{ schema, at: ports.now(), mids: null, range: { from, to } },
  };
  const keys = {
    ...{ signing, recipient: sealPublicOf(key) },
    ephemeral: sealKeyPair(Buffer.from(ports.random() + ports.random(), 'hex')),
  };
  const place = { folder: target.folder, name: target.name ?? numberedName('down', number) };
  const answering = new Answering(
    hub,
    { device: id, schema, grantVersion: Number(device.grant_version) },
    mark,
  );
  const entries = answering.entries(from, to.seq, image);
  const files = await writeBundle(target.files, place, about, keys, entries, running);
  await changeMark(db, id, (now) => ({
    ...{ ...now, down: number, wants: now.wants.filter((one) => !answering.given.has(one)) },
    ends: [...now.ends, { number, seq: to.seq, from: from?.seq ?? null }].slice(-ENDS),
  }));
  return { device: id, number, seq: to.seq, from: from?.seq ?? null, files };
}

/** From where a device can go on; null: it never said where it is, or has to begin anew. */
async function startOf(
  db: HubDb,
  epoch: string,
  { id, seen_seq }: { id: string; seen_seq: number },
): Promise<Position | null> {
  const seq = Number(seen_seq);
  if (seq === 0 || seq < ((await readNote(db, 'horizon')) ?? 0)) return null;
  const entry = await db.selectFrom('log').select('chain').where('seq', '=', seq).executeTakeFirst();
  if (!entry) return null;
  const grants = await db
    .selectFrom('log')
    .select('patch')
    .where('kind', '=', 'grant')
    .where('seq', '>', seq)
    .execute();
  // What it may hold is another now than when it was there.
  const isChanged = grants.some(({ patch }) => (JSON.parse(patch) as { device: string }).device === id);
  return isChanged ? null : { epoch, seq, chain: entry.chain };
}

async function imageOf({ asks }: BundleHub, device: string, schema: number): Promise<Image> {
  const answer = await asks.image({ device, acked: 0, schema });
  if (answer.kind !== 'image') throw new AppError('HUB_DEVICE');
  return answer;
}

function endedAt({ ends }: BundleMark, seq: number): number | null {
  return ends.filter((end) => end.seq <= seq).at(-1)?.number ?? null;
}

async function writtenNumbers({ files, folder, name }: DownTarget): Promise<number[]> {
  if (name !== null) return [];
  return (await writtenBundles(files, folder)).map(({ number }) => number);
}

class Answering {
  readonly #hub: BundleHub;
  readonly #device: string;
  readonly #schema: number;
  readonly #mark: BundleMark;
  readonly #grantVersion: number;
  /** Files that were written. */
  readonly given = new Set<string>();

  constructor(
    hub: BundleHub,
    { device, schema, grantVersion }: { device: string; schema: number; grantVersion: number },
    mark: BundleMark,
  ) {
    this.#hub = hub;
    this.#device = device;
    this.#schema = schema;
    this.#mark = mark;
    this.#grantVersion = grantVersion;
  }

  async *entries(
    from: { token: string; seq: number } | null,
    to: number,
    image: Image | null,
  ): AsyncGenerator<BundleEntry> {
    const erasures = await toldOfErasures(this.#hub.db, this.#device, this.#mark.refused ?? []);
    yield messageEntry({ name: 'erasures', body: erasures });
    if (image !== null) yield* this.#image(image);
    else yield* this.#deltas(from!, to);
    const { db } = this.#hub;
    const { secrets } = await exchangeSecrets(db, this.#device, { changed: [], known: [] });
    const told = Object.entries(this.#mark.secrets).map(([person, { sha256, ver }]) => ({
      person,
      sha256,
      ver,
    }));
    yield messageEntry({ name: 'secrets', body: { told, secrets } });
    yield* this.#blobs(this.#mark.wants);
  }

  async *#image({ rows, ...image }: Image): AsyncGenerator<BundleEntry> {
    const { token, grantVersion } = image;
    const asked = { device: this.#device, schema: this.#schema, token, grantVersion, limit: 1 };
    const next = await this.#hub.asks.peek(asked);
    // Its grant was changed, or it was revoked, while this was written.
    if (next.kind !== 'delta' || next.erased === undefined) throw new AppError('BUNDLE_REFUSED');
    const { erased } = next;
    yield messageEntry({ name: 'image', body: { image, rows: rows.length, from: this.#mark.from, erased } });
    for (let at = 0; at < rows.length; at += ROWS)
      yield messageEntry({ name: 'rows', body: rows.slice(at, at + ROWS) });
    for (const { entity, fields } of rows) yield* this.#blobs(blobsOf(entity, fields));
  }

  /** Cut where earlier bundles ended, because that is where the device may be. */
  async *#deltas(from: { token: string; seq: number }, to: number): AsyncGenerator<BundleEntry> {
    const ends = this.#mark.ends.map(({ seq }) => seq);
    for (let here = from; here.seq < to; ) {
      const next = Math.min(to, here.seq + PIECE, ...ends.filter((end) => end > here.seq));
      const asked = { device: this.#device, token: here.token, grantVersion: this.#grantVersion };
      const schema = this.#schema;
      const answer = await this.#hub.asks.peek({ ...asked, schema, limit: next - here.seq });
      // The hub was put back, or the device’s grant was changed, while this was written.
      if (answer.kind !== 'delta') throw new AppError('BUNDLE_REFUSED');
      const { kind: _, ...delta } = answer;
      const { token, grantVersion } = asked;
      const told: Delta = { ...delta, more: delta.seq < to };
      yield messageEntry({ name: 'delta', body: { token, grantVersion, answer: told } });
      for (const { changes } of delta.deeds)
        for (const change of changes)
          if (change.kind === 'up') yield* this.#blobs(blobsOf(change.entity, change.patch));
      here = { token: delta.token, seq: delta.seq };
    }
  }

  async *#blobs(hashes: readonly string[]): AsyncGenerator<BundleEntry> {
    const { db, store } = this.#hub;
    if (store === null) return;
    for (const sha256 of hashes) {
      if (this.given.has(sha256)) continue;
      // Asked as the device would: of what is not its it gets nothing.
      const bytes = await giveBlob(db, store.blobs, { device: this.#device, sha256 });
      if (bytes === null) continue;
      this.given.add(sha256);
      yield { kind: 'blob', sha256, bytes };
    }
  }
}
