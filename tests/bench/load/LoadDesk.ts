import { systemNetPorts } from '../../../electron/core/ports/systemNetPorts.ts';
import type { PushAnswer } from '../../../electron/hub/handlePush.ts';
import { HubCaller } from '../../../electron/sync/net/HubCaller.ts';
import { HubLink } from '../../../electron/sync/net/HubLink.ts';
import type { ImageAnswer, PullAnswer, PulledChange } from '../../../electron/sync/protocol/pulled.ts';
import type { SyncedChange, SyncedMutation } from '../../../electron/sync/protocol/syncedMutation.ts';
import { ROW_SCHEMA } from '../../../electron/sync/rules/rowSchema.ts';
import type { HubProcess, KnownDevice } from './startHub.ts';

/** What a desk says to its hub over TLS, without a store behind it: one link that waits and pulls, one that pushes. */
export class LoadDesk {
  readonly #links: [HubLink, HubLink];
  readonly #hears: HubCaller;
  readonly #says: HubCaller;
  readonly #ending = new AbortController();
  readonly known: KnownDevice;
  #token = '';
  #seq = 0;
  #mid = 0;
  #listening: Promise<void> | null = null;

  constructor({ port, pin }: HubProcess, known: KnownDevice) {
    const link = () =>
      new HubLink({
        address: { host: '127.0.0.1', port },
        ...{ pin, ports: systemNetPorts, onRolled: () => undefined },
      });
    this.#links = [link(), link()];
    this.known = known;
    const [hears, says] = this.#links.map(
      (one) => new HubCaller(one, { device: known.device, key: known.key, app: '0.1.0', schema: 1 }),
    );
    this.#hears = hears!;
    this.#says = says!;
  }

  /** Begins with an image; how many rows it had. */
  async begin(): Promise<number> {
    const image = (await this.#hears.ask('image', { acked: 0 })) as ImageAnswer;
    if (image.kind !== 'image') throw new TypeError(image.kind);
    this.#token = image.token;
    this.#seq = image.seq;
    this.#mid = image.lastMid;
    return image.rows.length;
  }

  /** Begins where another one, of the same grant, stands. */
  beginLike(other: LoadDesk): void {
    this.#token = other.#token;
    this.#seq = other.#seq;
  }

  /** Waits for news and pulls them until `close`; `seen` is told each time. */
  listen(seen: (changes: PulledChange[], at: number) => void): void {
    this.#listening = this.#listen(seen);
  }

  async #listen(seen: (changes: PulledChange[], at: number) => void): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#hears.ask('wait', { head: this.#seq }, signal);
        await this.#pull(seen);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #pull(seen: (changes: PulledChange[], at: number) => void): Promise<void> {
    for (;;) {
      const asked = { token: this.#token, grantVersion: 1, limit: 300 };
      const answer = (await this.#hears.ask('pull', asked, this.#ending.signal)) as PullAnswer;
      if (answer.kind !== 'delta') throw new TypeError(JSON.stringify(answer));
      this.#token = answer.token;
      this.#seq = answer.seq;
      seen(
        answer.deeds.flatMap(({ changes }) => changes),
        performance.now(),
      );
      if (!answer.more) return;
    }
  }

  mutation(changes: SyncedChange[], more: Partial<SyncedMutation> = {}): SyncedMutation {
    this.#mid += 1;
    return {
      ...{ mid: this.#mid, name: 'student.setFields', args: '{}', actor: '王老师', at: Date.now() },
      ...{ batch: null, schema: ROW_SCHEMA, part: null, changes },
      ...more,
    };
  }

  async push(...mutations: SyncedMutation[]): Promise<void> {
    const answer = (await this.#says.ask('push', { token: this.#token, mutations })) as PushAnswer;
    if (answer.kind !== 'processed') throw new TypeError(JSON.stringify(answer));
    // What is refused comes to nobody, who would wait for it for ever.
    const refused = answer.outcomes.find(({ outcome }) => outcome?.kind === 'rejected');
    if (refused) throw new TypeError(JSON.stringify(refused));
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#listening;
    for (const link of this.#links) link.close();
  }
}
