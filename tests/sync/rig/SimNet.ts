import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import type { HubCalls } from '../../../electron/sync/client/SyncClient.ts';
import { PowerCut } from './Fuse.ts';
import type { SimDesk } from './SimDesk.ts';

export class LostOnTheWay extends Error {
  override readonly name = 'LostOnTheWay';
}

export type Call = {
  [Name in keyof HubCalls]: {
    name: Name;
    request: Parameters<HubCalls[Name]>[0];
    /** The version of rows that whoever asked spoke then; absent: the newest. */
    schema?: number;
  };
}[keyof HubCalls];

export interface NetPorts {
  random: SeededRandom;
  /** Is told what leaves a desk. */
  sent(desk: SimDesk, request: Parameters<HubCalls['push']>[0]): void;
  /** The hub takes it now, whoever sent it and whenever. */
  deliver(desk: SimDesk, call: Call): Promise<unknown>;
  /** The hub’s process ends at one of its next statements. */
  cutHub(): void;
  /** It is in one piece again; true if it was cut. */
  mendHub(): boolean;
  count(fault: string): void;
}

interface Letter {
  desk: SimDesk;
  call: Call;
}

/** The ways between desks and their hub: what is sent is lost, comes twice, comes late, or is answered into nothing. */
export class SimNet {
  /** Of so many calls something happens to. */
  loss: number;
  readonly #ports: NetPorts;
  readonly #letters: Letter[] = [];
  #answers: { desk: SimDesk; start: number; arrive: () => Promise<void> }[] = [];

  constructor(ports: NetPorts, loss: number) {
    this.#ports = ports;
    this.loss = loss;
  }

  calls(desk: SimDesk): HubCalls {
    const way = async (name: keyof HubCalls, request: unknown) =>
      (await this.#send(desk, {
        name,
        request: structuredClone(request),
        schema: desk.schema,
      } as Call)) as never;
    return {
      pull: (request) => way('pull', request),
      push: (request) => way('push', request),
      image: (request) => way('image', request),
      purged: (request) => way('purged', request),
      erasures: (request) => way('erasures', request),
    };
  }

  async #send(desk: SimDesk, call: Call): Promise<unknown> {
    const { random, count, sent } = this.#ports;
    if (call.name === 'push') sent(desk, call.request);
    // What was settled, and purged with that, may wait again before anybody looks: a hub was put back meanwhile.
    if (call.name === 'purged') desk.noteSettled();
    if (!random.chance(this.loss)) return this.#ask(desk, call);
    const fault = random.weighted<string>([
      ['request lost', 2],
      ['answer lost', 3],
      ['twice', 2],
      ['late request', 2],
      ['late copy', 2],
      ['late answer', 2],
      ['hub crash', 3],
    ]);
    count(fault);
    switch (fault) {
      case 'request lost':
        throw new LostOnTheWay(fault);
      case 'answer lost':
        await this.#ask(desk, call);
        throw new LostOnTheWay(fault);
      case 'twice': {
        const first = await this.#ask(desk, call);
        const second = await this.#ask(desk, call);
        return random.chance(0.5) ? first : second;
      }
      case 'late request':
        this.#letters.push({ desk, call });
        throw new LostOnTheWay(fault);
      case 'late copy':
        this.#letters.push({ desk, call });
        return this.#ask(desk, call);
      case 'late answer': {
        const answer = await this.#ask(desk, call);
        await this.#hold(desk);
        return answer;
      }
      default:
        this.#ports.cutHub();
        try {
          return await this.#ask(desk, call);
        } finally {
          this.#ports.mendHub();
        }
    }
  }

  async #ask(desk: SimDesk, call: Call): Promise<unknown> {
    try {
      // As it is after having been text on the wire.
      return structuredClone(await this.#ports.deliver(desk, structuredClone(call)));
    } catch (error) {
      if (error instanceof PowerCut) throw new LostOnTheWay('the hub went away');
      throw error;
    }
  }

  #onHold: (() => void) | null = null;

  /** Waits until the answer arrives; whoever does the step goes on with other things. */
  #hold(desk: SimDesk): Promise<void> {
    return new Promise((resolve) => {
      this.#answers.push({
        ...{ desk, start: desk.starts },
        arrive: async () => resolve(),
      });
      this.#onHold?.();
    });
  }

  /** Does a step until it is over, or its answer is on its way for a longer time. */
  async attempt(desk: SimDesk, step: () => Promise<void>): Promise<void> {
    let done: Promise<void> = Promise.resolve();
    await this.#until(desk, () => {
      done = step();
      return done;
    });
  }

  /** Begins something, and waits until the step is over or waits (again) for an answer. */
  async #until(desk: SimDesk, begin: () => Promise<void>): Promise<void> {
    const waits = new Promise<'waits'>((resolve) => {
      this.#onHold = () => resolve('waits');
    });
    const done = begin();
    const result = await Promise.race([done, waits]);
    this.#onHold = null;
    if (result !== 'waits') return;
    desk.waiting += 1;
    const answer = this.#answers.at(-1)!;
    const { arrive } = answer;
    answer.arrive = () => {
      desk.waiting -= 1;
      return this.#until(desk, async () => {
        await arrive();
        await done;
      });
    };
  }

  /** Something that was under way arrives: late, and maybe at a hub that was put back since. */
  async arrive(): Promise<void> {
    const { random } = this.#ports;
    this.#answers = this.#answers.filter(({ desk, start }) => desk.starts === start);
    const which = random.below(this.#letters.length + this.#answers.length || 1);
    const [letter] = this.#letters.splice(which, 1);
    if (letter) {
      await this.#ask(letter.desk, letter.call).catch((error: unknown) => {
        if (!(error instanceof LostOnTheWay)) throw error;
      });
      return;
    }
    const [answer] = this.#answers.splice(random.below(this.#answers.length), 1);
    await answer?.arrive();
  }

  get underWay(): number {
    return this.#letters.length + this.#answers.length;
  }
}
