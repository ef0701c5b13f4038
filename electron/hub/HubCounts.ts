import type { PushAnswer } from './handlePush.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import type { ProcessCounts, Spread } from './processCounts.ts';
import { writeInTurn } from './writeInTurn.ts';

/** Of so many times the last are looked at. */
const KEPT = 1000;
/** A process that was not heard of for so long is not told of any more, ms. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** Counts what a served hub does, and notes it for whoever asks how the hub stands: that is another process. */
export class HubCounts {
  readonly #ports: Pick<HubPorts, 'now'>;
  readonly #id: string;
  readonly #since: number;
  readonly #pushes: number[] = [];
  readonly #lockWaits: number[] = [];
  #pushed = 0;
  #locked = 0;
  readonly #mutations: ProcessCounts['mutations'] = {};
  readonly #resets: ProcessCounts['resets'] = {};
  #images = 0;
  #clones = 0;
  #isNew = false;

  constructor(ports: Pick<HubPorts, 'now' | 'random'>) {
    this.#ports = ports;
    this.#id = ports.random();
    this.#since = ports.now();
  }

  push(answer: PushAnswer, ms: number): void {
    this.#pushed = keep(this.#pushes, this.#pushed, ms);
    if (answer.kind === 'device-cloned') this.#clones += 1;
    if (answer.kind === 'reset') this.reset(answer.why);
    if (answer.kind === 'processed')
      for (const { outcome } of answer.outcomes) {
        const kind = outcome?.kind ?? 'waiting';
        this.#mutations[kind] = (this.#mutations[kind] ?? 0) + 1;
      }
    this.#isNew = true;
  }

  locked(ms: number): void {
    this.#locked = keep(this.#lockWaits, this.#locked, ms);
  }

  reset(why: string): void {
    this.#resets[why] = (this.#resets[why] ?? 0) + 1;
    this.#isNew = true;
  }

  image(): void {
    this.#images += 1;
    this.#isNew = true;
  }

  told(): ProcessCounts {
    return {
      ...{ since: this.#since, at: this.#ports.now() },
      pushes: spreadOf(this.#pushes, this.#pushed),
      lockWaits: spreadOf(this.#lockWaits, this.#locked),
      ...{ mutations: { ...this.#mutations }, resets: { ...this.#resets } },
      ...{ images: this.#images, clones: this.#clones },
    };
  }

  /** Where nothing was done since, nothing is written. */
  async write(db: HubDb): Promise<void> {
    if (!this.#isNew) return;
    this.#isNew = false;
    const told = this.told();
    await writeInTurn(
      db,
      async (tx) => {
        await lockPartition(tx);
        const others = Object.entries((await readNote(tx, 'counts')) ?? {}).filter(
          ([id, { at }]) => id !== this.#id && Math.abs(told.at - at) < FORGOTTEN_MS,
        );
        await writeNote(tx, 'counts', { ...Object.fromEntries(others), [this.#id]: told });
      },
      1,
    );
  }
}

function keep(times: number[], count: number, ms: number): number {
  times[count % KEPT] = ms;
  return count + 1;
}

function spreadOf(times: readonly number[], count: number): Spread {
  const sorted = [...times].sort((one, other) => one - other);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { count, p50: share(0.5), p99: share(0.99), most: sorted.at(-1) ?? 0 };
}
