import { SharedAnswer, SharedText } from '../sync/net/SharedAnswer.ts';
import type { Delta, PullAnswer } from '../sync/protocol/pulled.ts';

/** What is the same for all devices of one grant that ask from one position, as long as none of them is its author. */
export type SharedDelta = Omit<Delta, 'lastMid'>;

/** Where the log stands and what is asked of it: the link of its head says all that is before it. */
export interface DeltaKey {
  epoch: string;
  headChain: string;
  horizon: number;
  /** Of which erasures the hub knows. */
  erased: string;
  durableSeq: number;
  /** As it is stored. */
  grant: string;
  token: string;
  limit: number;
  /** The version of rows in which it is told. */
  schema: number;
}

/** Rows of the log that are kept at most, about 20 MB; and answers. */
const [MOST_CHANGES, MOST_ANSWERS] = [20_000, 256];

/** Below so many changes an answer is written sooner than it is put together. */
const WORTH_SHARING = 3;

/**
 * What devices were told last. Of two hundred desks that are woken by one commit nearly all ask the same: it is read once
 * and told to each. Kept by what it is made of, so that an answer is found as long as it would be made the same again, and
 * never longer.
 */
export class DeltaCache {
  readonly #kept = new Map<string, { delta: SharedDelta; authors: ReadonlySet<string>; changes: number }>();
  readonly #texts = new WeakMap<object, SharedText>();
  #changes = 0;

  /** Nothing of what was told stays in memory: somebody was erased. */
  forget(): void {
    this.#kept.clear();
    this.#changes = 0;
  }

  find(key: DeltaKey, device: string): SharedDelta | null {
    const found = this.#kept.get(textOf(key));
    return found && !found.authors.has(device) ? found.delta : null;
  }

  /** As it goes to a device: what others are told, too, is packed once for all of them. */
  told(answer: PullAnswer): PullAnswer | SharedAnswer {
    if (answer.kind !== 'delta') return answer;
    const text = this.#texts.get(answer.deeds);
    return text ? new SharedAnswer(text, { lastMid: answer.lastMid }) : answer;
  }

  /** `authors`: devices of which the log says something there: each of them is told more. */
  keep(key: DeltaKey, delta: SharedDelta, authors: ReadonlySet<string>): void {
    const changes = delta.deeds.reduce((sum, deed) => sum + 1 + deed.changes.length, 1);
    const text = textOf(key);
    if (changes > MOST_CHANGES || this.#kept.has(text)) return;
    this.#kept.set(text, { delta, authors, changes });
    if (changes >= WORTH_SHARING) this.#texts.set(delta.deeds, new SharedText({ kind: 'delta', ...delta }));
    this.#changes += changes;
    for (const [old, { changes: fewer }] of this.#kept) {
      if (this.#changes <= MOST_CHANGES && this.#kept.size <= MOST_ANSWERS) return;
      this.#kept.delete(old);
      this.#changes -= fewer;
    }
  }
}

function textOf(key: DeltaKey): string {
  const { epoch, headChain, horizon, erased, durableSeq, grant, token, limit, schema } = key;
  return JSON.stringify([epoch, headChain, horizon, erased, durableSeq, grant, token, limit, schema]);
}
