import { createHash, createPublicKey } from 'node:crypto';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { publicBundleKey } from '../../electron/hub/bundles/bundleKey.ts';
import { exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { hubAsks } from '../../electron/hub/bundles/hubAsks.ts';
import { type BundleHub, importUp } from '../../electron/hub/bundles/importUp.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import type { BundleEntry } from '../../electron/sync/bundle/bundleEntry.ts';
import { openBundle } from '../../electron/sync/bundle/openBundle.ts';
import { sealKeyOf, sealKeyPair, sealPublicOf } from '../../electron/sync/bundle/sealKeys.ts';
import { placeOfDevice, takeDown } from '../../electron/sync/bundle/takeDown.ts';
import { upEntries, waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { writeBundle } from '../../electron/sync/bundle/writeBundle.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { signingKey } from './bundle/bundleParties.ts';
import { MemoryDisk } from './bundle/MemoryDisk.ts';
import { COLLEGES } from './rig/anyRow.ts';
import { fail } from './rig/Broken.ts';
import { checkDesk, checkOutcomes, state } from './rig/checkDesk.ts';
import { workAt } from './rig/deskWork.ts';
import { PowerCut } from './rig/Fuse.ts';
import { ServedHub } from './rig/ServedHub.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';
import { LostOnTheWay, SimNet } from './rig/SimNet.ts';

const HUB = 'school-hub';
const GRANTS: Grant[] = ['*', [COLLEGES[0]!], [COLLEGES[1]!], COLLEGES.slice(0, 2)];
/** So many rounds of sticks suffice for everybody to have everything. */
const ROUNDS = 4;

interface Lying {
  path: string;
  /** Up: by whom; down: for whom. */
  desk: string;
  kind: 'up' | 'down';
}

/** A hub and desks that pass bundles, between talks over a network that loses half of them; everything by one seed. */
export class StickWorld {
  readonly random;
  readonly desks: SimDesk[] = [];
  readonly net: SimNet;
  /** How often each thing happened, and each refusal was said. */
  readonly counts: Record<string, number> = {};
  readonly disk = new MemoryDisk();
  served!: ServedHub;
  #now = Date.UTC(2026, 9, 1);
  /** Bundles that somebody has somewhere; some of them long since taken. */
  #lying: Lying[] = [];
  #files = 0;
  /** Nothing is cut off any more. */
  #isCalm = false;

  constructor(seed: string, loss: number) {
    this.random = seededRandom(seed, 'sticks');
    this.net = new SimNet(
      {
        random: this.random,
        sent: (desk, request) => this.served.sent(desk, request),
        deliver: (_desk, call) => this.served.deliver(call),
        cutHub: () => this.served.hub.fuse.set(this.random.between(1, 25)),
        mendHub: () => this.served.hub.fuse.out(),
        count: (fault) => this.#count(fault),
      },
      loss,
    );
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  async begin(): Promise<void> {
    this.served = new ServedHub(await SimHub.make(this.random, () => this.#now));
    this.served.hub.raw.prepare('UPDATE partition SET hub = ?').run(HUB);
    for (let at = 0; at < 3; at++) {
      const name = `d${at}`;
      const random = seededRandom(this.random.below(2 ** 31), name);
      const desk = new SimDesk({ key: `pc${at}`, label: `pc${at}`, name, random, clock: () => this.#now });
      this.desks.push(desk);
      await this.served.enrol(name, at === 0 ? '*' : this.random.pick(GRANTS));
      this.served.hub.raw
        .prepare('UPDATE device SET public_key = ? WHERE id = ?')
        .run(publicBundleKey(signingKey(name)), name);
      if (at === 0) for (let work = 0; work < 4; work++) await workAt(desk);
      desk.join();
    }
    await this.served.backUp();
  }

  async step(): Promise<void> {
    this.#now += this.random.between(1, 60_000);
    const desk = this.random.pick(this.desks);
    await this.random.weighted<() => unknown>([
      [() => this.#work(desk), 24],
      [() => this.#ask(desk, 'pull'), 8],
      [() => this.#ask(desk, 'push'), 8],
      [() => this.net.arrive(), 3],
      [() => this.writeUp(desk), 12],
      [() => this.writeDown(desk.name), 14],
      [() => this.#takeAny('up'), 14],
      [() => this.#takeAny('down'), 18],
      [() => this.#spoil(), 3],
      [() => this.#lose(), 3],
      [() => this.#grant(desk), 1.5],
      [() => this.served.backUp(), 0.6],
      [() => this.#restore(), 0.5],
      [() => this.#crash(desk), 1.5],
    ])();
  }

  async #work(desk: SimDesk): Promise<void> {
    await workAt(desk);
    // A pull that was under way when its program ended may have moved it, and nobody has looked since.
    this.#check(desk);
  }

  async #ask(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    if (desk.waiting > 0) return;
    await this.net.attempt(desk, () => this.#asked(desk, what));
  }

  async #asked(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    const { starts } = desk;
    try {
      const step = await desk.client(this.net.calls(desk))[what]();
      if (step.kind === 'stopped') fail('stopped', desk.name, step);
    } catch (error) {
      if (!(error instanceof LostOnTheWay)) throw error;
    }
    if (desk.starts === starts) this.#check(desk);
  }

  #crash(desk: SimDesk): void {
    this.#count('desk crash');
    desk.crash();
  }

  async #grant(desk: SimDesk): Promise<void> {
    this.#count('grant changed');
    await this.served.grant(desk.name, this.random.pick(GRANTS));
  }

  #restore(): void {
    this.#count('hub put back');
    this.served.restore(this.random.chance(0.3));
  }

  get #hub(): BundleHub {
    const { served } = this;
    const { db, ports } = served.hub;
    const asks = hubAsks(db, ports);
    return {
      ...{ db, ports, signing: signingKey(HUB), store: null },
      asks: {
        ...asks,
        // What a bundle says of its version goes beside the question, as a session does.
        pull: ({ schema, ...request }) => served.deliver({ name: 'pull', request, schema } as never) as never,
        push: (request) => served.deliver({ name: 'push', request: request as never }) as never,
        image: async (request) => {
          const answer = await asks.image(request);
          served.told({ name: 'image', request: { device: request.device, acked: request.acked } }, answer);
          return answer;
        },
        peek: async (request) => {
          served.begins({ ...request, token: request.token! });
          const answer = await asks.peek(request);
          served.told({ name: 'pull', request }, answer);
          return answer;
        },
      },
    };
  }

  #next(folder: string): { folder: string; name: string; path: string } {
    this.#files += 1;
    const name = `b${this.#files}`;
    return { folder, name, path: `${folder}/${name}.xjs` };
  }

  async writeUp(desk: SimDesk): Promise<Lying> {
    const { db, name } = desk;
    const mids = waitingMids(db);
    const place = placeOfDevice(db);
    const target = this.#next('in');
    const from = { role: 'device', id: name } as const;
    const about = {
      ...{ bundle: this.#random(16).toString('hex'), number: this.#files, after: null, kind: 'up' as const },
      ...{ hub: HUB, epoch: place.epoch || '-', from, to: { role: 'hub' as const, id: HUB }, schema: 1 },
      ...{ at: desk.now, mids: place.token === '' ? null : mids, range: null },
    };
    const parts = {
      ...{ db, files: { read: async () => null }, limits: desk.limits, receipt: null },
      inTurn: async <Result>(work: () => Result) => work(),
    };
    await writeBundle(
      this.disk.files,
      target,
      about,
      this.#keys(name, HUB),
      this.#sent(desk, upEntries(parts, mids?.[1] ?? null)),
    );
    this.#count('up written');
    const lying: Lying = { path: target.path, desk: name, kind: 'up' };
    this.#lying.push(lying);
    return lying;
  }

  /** What leaves a desk is remembered by the witness, on whatever way. */
  async *#sent(desk: SimDesk, entries: AsyncIterable<BundleEntry>): AsyncGenerator<BundleEntry> {
    for await (const entry of entries) {
      if (entry.kind === 'message' && entry.name === 'push')
        this.served.sent(desk, {
          device: desk.name,
          ...(JSON.parse(entry.text) as Omit<Parameters<HubCalls['push']>[0], 'device'>),
        });
      yield entry;
    }
  }

  async writeDown(desk: string): Promise<Lying> {
    const { folder, name, path } = this.#next('out');
    await exportDown(this.#hub, desk, { files: this.disk.files, folder, name }, { whole: false });
    this.#count('down written');
    const lying: Lying = { path, desk, kind: 'down' };
    this.#lying.push(lying);
    return lying;
  }

  async #takeAny(kind: 'up' | 'down'): Promise<void> {
    const lying = this.#lying.filter((one) => one.kind === kind);
    if (lying.length === 0) return;
    // The last one mostly; now and then one of before, or one of another desk.
    const one = this.random.chance(0.6) ? lying.at(-1)! : this.random.pick(lying);
    if (kind === 'up') await this.takeUp(one);
    else {
      const wrong = this.random.chance(0.1);
      await this.takeDown(one, wrong ? this.random.pick(this.desks).name : one.desk);
    }
  }

  async takeUp({ path }: Lying): Promise<void> {
    if (!this.#isCalm && this.random.chance(0.15)) this.served.hub.fuse.set(this.random.between(1, 60));
    await this.#telling('up', () => importUp(this.#hub, this.disk.files, [path]));
    this.served.hub.fuse.out();
    this.served.witness.observe(this.served.hub);
  }

  async takeDown({ path }: Lying, name: string): Promise<void> {
    const desk = this.desks.find((one) => one.name === name)!;
    if (!this.#isCalm && this.random.chance(0.15)) desk.fuse.set(this.random.between(1, 60));
    const reader = {
      ...({ role: 'device', id: name, hub: HUB, seal: sealKeyOf(signingKey(name)) } as const),
      keyOf: ({ id }: { id: string }) => (id === HUB ? createPublicKey(signingKey(HUB)) : null),
    };
    await this.#telling('down', async () => {
      const bundle = await openBundle(this.disk.files, [path], reader);
      return takeDown(
        {
          ...{ db: desk.db, files: { put: () => Promise.reject(new Error('no files here')) } },
          ports: { now: () => desk.now, removeFile: () => Promise.resolve() },
          inTurn: async (work) => work(),
        },
        bundle,
      );
    });
    desk.fuse.out();
    this.#check(desk);
  }

  /** Each refusal is one that has a sentence; whatever was broken off is gone on with. */
  async #telling(kind: 'up' | 'down', work: () => Promise<{ isKnown: boolean }>): Promise<void> {
    try {
      const { isKnown } = await work();
      this.#count(`${kind} ${isKnown ? 'known' : 'taken'}`);
    } catch (error) {
      if (error instanceof PowerCut) this.#count(`${kind} cut`);
      else if (error instanceof AppError && error.code === 'BUNDLE_REFUSED')
        this.#count(`${kind} ${error.params.case}`);
      else throw error;
    }
  }

  /** A file that was cut short, or of which a byte was changed. */
  #spoil(): void {
    if (this.#lying.length === 0) return;
    const { path, ...of } = this.random.pick(this.#lying);
    const bytes = Buffer.from(this.disk.bytes(path));
    const at = this.random.below(bytes.length);
    const isCut = this.random.chance(0.5);
    if (!isCut) bytes[at]! ^= 1 + this.random.below(255);
    const { path: other } = this.#next('spoilt');
    this.disk.put(other, isCut ? bytes.subarray(0, at) : bytes);
    this.#lying.push({ path: other, ...of });
  }

  #lose(): void {
    this.#lying = this.#lying.filter(() => this.random.chance(0.7));
  }

  #keys(from: string, to: string) {
    return {
      signing: signingKey(from),
      recipient: sealPublicOf(createPublicKey(signingKey(to))),
      ephemeral: sealKeyPair(this.#random(32)),
    };
  }

  #random(bytes: number): Buffer {
    const text = String(this.random.below(2 ** 31));
    return createHash('sha256').update(text).digest().subarray(0, bytes);
  }

  #check(desk: SimDesk): void {
    const token = state(desk, 'token');
    if (token !== null) {
      const position = this.served.positionOf(desk.name, token, state(desk, 'grantVersion')!);
      if (!position) fail('a position that nobody was given', desk.name, token);
      const { held } = desk;
      if (held?.history !== position!.history || held.grant !== position!.grant)
        desk.held = {
          history: position!.history,
          grant: position!.grant,
          schema: position!.schema,
          seq: 0,
          rows: new Map(),
          written: new Set(),
        };
    }
    checkDesk(desk, false);
    checkOutcomes(this.served.hub, desk, desk.held?.history === this.served.history);
  }

  /** I3, by sticks alone: a few rounds, and everybody has everything. */
  async settle(): Promise<void> {
    this.net.loss = 0;
    this.#isCalm = true;
    while (this.net.underWay > 0) await this.net.arrive();
    for (let round = 0; round < ROUNDS; round++) {
      for (const desk of this.desks) {
        await this.takeUp(await this.writeUp(desk));
        await this.takeDown(await this.writeDown(desk.name), desk.name);
      }
    }
    const { history } = this.served;
    for (const desk of this.desks) {
      checkDesk(desk, true);
      checkOutcomes(this.served.hub, desk, true);
      const waiting = waitingMids(desk.db);
      if (waiting !== null) fail('I3 outbox', desk.name, waiting);
      if (desk.held?.history !== history || desk.held.seq !== history.head)
        fail('I3 position', desk.name, { cursor: state(desk, 'cursor'), head: history.head });
    }
  }

  close(): void {
    for (const desk of this.desks) desk.close();
    this.served.hub.close();
  }
}
