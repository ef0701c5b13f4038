import { seededRandom } from '../../../electron/demo/seededRandom.ts';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import type { HubCalls } from '../../../electron/sync/client/SyncClient.ts';
import { expectReplayEqual } from '../../harness/storeInvariants.ts';
import { COLLEGES, workAt } from './deskWork.ts';
import { checkLog, checkOutcomes, checkOverlay, checkPrefix, fail } from './invariants.ts';
import { SimDesk } from './SimDesk.ts';
import { SimHub } from './SimHub.ts';
import { type Faults, faultyCalls, LostOnTheWay } from './SimNet.ts';

export interface WorldOptions {
  desks: number;
  steps: number;
  loss: number;
}

/** A hub and its desks, everything by one seed. */
export class World {
  readonly random;
  readonly net: Faults;
  readonly desks: SimDesk[] = [];
  readonly grants = new Map<SimDesk, Grant>();
  readonly calls = new Map<SimDesk, HubCalls>();
  hub!: SimHub;
  faults = 0;
  #now = Date.UTC(2026, 9, 1);
  readonly #options: WorldOptions;

  constructor(seed: number | string, options: WorldOptions) {
    this.random = seededRandom(seed, 'world');
    this.#options = options;
    this.net = { loss: options.loss };
  }

  async begin(): Promise<void> {
    this.hub = await SimHub.make(this.random, () => this.#now);
    for (let at = 0; at < this.#options.desks; at++) {
      const name = `d${at}`;
      const desk = new SimDesk(name, seededRandom(this.random.below(2 ** 31), name), () => this.#now);
      const grant: Grant = at < 2 ? '*' : [COLLEGES[at % COLLEGES.length]!];
      await this.hub.enrol(name, grant);
      // Some of them worked before there was a hub.
      if (at < 2) for (let work = 0; work < 6; work++) await workAt(desk);
      desk.join();
      this.desks.push(desk);
      this.grants.set(desk, grant);
      this.calls.set(
        desk,
        faultyCalls(
          () => this.hub.calls(),
          this.random,
          this.net,
          () => this.faults++,
        ),
      );
    }
  }

  async run(): Promise<void> {
    for (let step = 0; step < this.#options.steps; step++) {
      await this.step();
      if (step % 5 === 0) this.check();
    }
  }

  async step(): Promise<void> {
    this.#now += this.random.between(1, 60_000);
    const desk = this.random.pick(this.desks);
    const what = this.random.next();
    if (what < 0.5) await workAt(desk);
    else if (what < 0.75) await this.#attempt(desk, (client) => client.pull());
    else if (what < 0.97) await this.#attempt(desk, (client) => client.push());
    else {
      desk.crash();
      this.faults++;
    }
  }

  async #attempt(desk: SimDesk, ask: (client: ReturnType<SimDesk['client']>) => Promise<{ kind: string }>) {
    try {
      const { kind } = await ask(desk.client(this.calls.get(desk)!));
      if (kind === 'stopped') fail('stopped', desk, kind);
    } catch (error) {
      if (!(error instanceof LostOnTheWay)) throw error;
    }
  }

  check(): void {
    checkLog(this.hub);
    for (const desk of this.desks) {
      checkPrefix(this.hub, desk, this.grants.get(desk)!);
      checkOverlay(desk);
      checkOutcomes(this.hub, desk);
    }
  }

  /** I3: once nothing fails any more, all of it is everywhere within a few rounds, and each log replays to what is shown. */
  async settle(): Promise<void> {
    this.net.loss = 0;
    for (let round = 0; round < 4; round++) {
      for (const desk of this.desks) {
        const client = desk.client(this.calls.get(desk)!);
        for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
          for (let steps = 0; (await ask()).kind === 'more'; steps++)
            if (steps > 1000) fail('I20', desk, steps);
      }
    }
    this.check();
    const { head } = this.hub.raw.prepare('SELECT max(seq) AS head FROM log').get() as { head: number };
    for (const desk of this.desks) {
      const { waiting } = desk.db
        .read<{ waiting: number }>("SELECT count(*) AS waiting FROM outbox WHERE state = 'pending'")
        .get()!;
      if (waiting > 0) fail('I3 outbox', desk, waiting);
      const cursor = desk.db
        .read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'cursor'")
        .get();
      if (Number(cursor?.value ?? 0) !== (head ?? 0)) fail('I3 cursor', desk, { cursor, head });
      expectReplayEqual(desk.db);
    }
  }
}
