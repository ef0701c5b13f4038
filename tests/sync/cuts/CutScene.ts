import { type SeededRandom, seededRandom } from '../../../electron/demo/seededRandom.ts';
import type { HubCalls } from '../../../electron/sync/client/SyncClient.ts';
import { PowerCut } from '../rig/Fuse.ts';
import { SimDesk, type StoreCopy } from '../rig/SimDesk.ts';
import { SimHub } from '../rig/SimHub.ts';
import { LostOnTheWay } from '../rig/SimNet.ts';

export interface CutStep {
  name: string;
  run(scene: CutScene): Promise<void> | void;
}

export type DeskName = 'office' | 'clerk';
/** Whose program ends between two statements; `net`: an answer of the hub is lost. */
export type Actor = DeskName | 'hub' | 'net';
export const ACTORS: readonly Actor[] = ['office', 'clerk', 'hub', 'net'];

/** All that lies on the disks of the hub and its two desks. */
export interface Disks {
  hub: Buffer;
  office: StoreCopy;
  clerk: StoreCopy;
}

const BEGIN = Date.UTC(2026, 9, 1);
const NEVER = Number.POSITIVE_INFINITY;

/**
 * One step of a short story of a hub and two desks. Clock, chance and ids are the step’s own: it leaves the same on the
 * disks however often it is begun.
 */
export class CutScene {
  readonly hub: SimHub;
  office!: SimDesk;
  clerk!: SimDesk;
  readonly #step: number;
  readonly #run: CutStep['run'];
  readonly #chance: { now: SeededRandom };
  /** Answers until one is lost; how many came. */
  #losing = NEVER;
  #answers = 0;

  static async open(step: number, { run }: CutStep, disks: Disks | null): Promise<CutScene> {
    const chance = { now: seededRandom(step, 'cut') };
    const random = { below: (limit: number) => chance.now.below(limit) } as SeededRandom;
    const hub = await SimHub.make(random, () => BEGIN + step * 60_000);
    if (disks) hub.restore(disks.hub);
    const scene = new CutScene({ step, run }, hub, chance);
    scene.#openDesks(disks);
    if (!disks) {
      await hub.enrol('office', '*');
      await hub.enrol('clerk', ['法学院']);
    }
    // What was drawn until here is drawn once, however often the step is begun.
    chance.now = seededRandom(step, 'cut');
    return scene;
  }

  private constructor(
    { step, run }: { step: number; run: CutStep['run'] },
    hub: SimHub,
    chance: { now: SeededRandom },
  ) {
    this.#step = step;
    this.#run = run;
    this.hub = hub;
    this.#chance = chance;
  }

  /** Does the step. Errors: PowerCut, LostOnTheWay, where it was cut. */
  async run(): Promise<void> {
    await this.#run(this);
  }

  /** Does it with something that ends at its `at`th statement (answer), begins again with what is on the disks, and does it again. False: it did not come so far. */
  async runCut(actor: Actor, at: number): Promise<boolean> {
    this.#set(actor, at);
    try {
      await this.run();
      return false;
    } catch (error) {
      if (!(error instanceof PowerCut) && !(error instanceof LostOnTheWay)) throw error;
    }
    this.reopen();
    await this.run();
    return true;
  }

  /** How many statements (answers) the step is of, each one a moment at which it can end. */
  async count(): Promise<Record<Actor, number>> {
    const far = 1e9;
    for (const actor of ACTORS) this.#set(actor, far);
    const left = () => ({
      office: this.office.fuse.left,
      clerk: this.clerk.fuse.left,
      hub: this.hub.fuse.left,
    });
    await this.run();
    const { office, clerk, hub } = left();
    return { office: far - office, clerk: far - clerk, hub: far - hub, net: this.#answers };
  }

  disks(): Disks {
    return { hub: this.hub.backUp(), office: this.office.copy(), clerk: this.clerk.copy() };
  }

  reopen(): void {
    const disks = this.disks();
    this.#closeDesks();
    this.#chance.now = seededRandom(this.#step, 'cut');
    this.#losing = NEVER;
    this.hub.fuse.out();
    this.hub.restore(disks.hub);
    this.#openDesks(disks);
  }

  close(): void {
    this.hub.close();
    this.#closeDesks();
  }

  /** Asks until there is nothing more. */
  async ask(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    const client = desk.client(this.#calls());
    for (;;) {
      const { kind } = await client[what]();
      if (kind === 'done') return;
      if (kind !== 'more') throw new Error(`${desk.name} ${what}: ${kind}`);
    }
  }

  #set(actor: Actor, at: number): void {
    if (actor === 'net') this.#losing = at;
    else this[actor].fuse.set(at);
  }

  #openDesks(disks: Disks | null): void {
    for (const name of ['office', 'clerk'] as const) {
      const label = `${name}${this.#step}`;
      const random = seededRandom(name, 'limits');
      const clock = () => BEGIN + this.#step * 60_000;
      this[name] = new SimDesk({ key: name, label, name, random, clock }, disks?.[name]);
    }
  }

  #closeDesks(): void {
    this.office.close();
    this.clerk.close();
  }

  #calls(): HubCalls {
    const calls = this.hub.calls();
    const lossy =
      <Request, Answer>(ask: (request: Request) => Promise<Answer>) =>
      async (request: Request): Promise<Answer> => {
        const answer = await ask(structuredClone(request));
        this.#answers += 1;
        if (this.#answers === this.#losing) throw new LostOnTheWay('the answer');
        return structuredClone(answer);
      };
    return {
      pull: lossy(calls.pull),
      push: lossy(calls.push),
      image: lossy(calls.image),
      purged: lossy(calls.purged),
      erasures: lossy(calls.erasures),
    };
  }
}
