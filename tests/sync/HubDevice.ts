import { handleImage } from '../../electron/hub/handleImage.ts';
import { handlePull } from '../../electron/hub/handlePull.ts';
import { handlePush, type PushAnswer } from '../../electron/hub/handlePush.ts';
import type { Grant, HubDb, HubPorts } from '../../electron/hub/hubPorts.ts';
import type { PulledChange } from '../../electron/sync/protocol/pulled.ts';
import type {
  Fields,
  Outcome,
  SyncedChange,
  SyncedMutation,
} from '../../electron/sync/protocol/syncedMutation.ts';

/** A student's record of 学信网, as a change names it. */
export function record(student: string, set: Fields, base: Fields | null = null): SyncedChange {
  return { entity: 'record', id: `${student}/chsi`, set, base };
}

/** What a device says to a hub, without a desk behind it. */
export class HubDevice {
  readonly id: string;
  readonly #db: HubDb;
  readonly #ports: HubPorts;
  token: string | null = null;
  mid = 0;
  grantVersion = 1;

  constructor({ db }: { db: HubDb }, ports: HubPorts, id: string) {
    this.#db = db;
    this.#ports = ports;
    this.id = id;
  }

  /** Enrolled, and at the beginning of what it may hold. */
  static async enrolled(hub: { db: HubDb }, ports: HubPorts, id: string, grant: Grant): Promise<HubDevice> {
    await hub.db
      .insertInto('device')
      .values({
        ...{ id, name: id, state: 'active', last_mid: 0, grant_version: 1 },
        ...{ scope: JSON.stringify(grant), seen_seq: 0, seen_at: null },
      })
      .execute();
    const device = new HubDevice(hub, ports, id);
    await device.begin();
    return device;
  }

  /** With an image; returns its rows by entity and id. */
  async begin(): Promise<Map<string, Fields>> {
    const image = await handleImage(this.#db, { device: this.id, acked: 0 });
    if (image.kind !== 'image') throw new TypeError(image.kind);
    this.token = image.token;
    this.grantVersion = image.grantVersion;
    return new Map(image.rows.map(({ entity, id, fields }) => [`${entity} ${id}`, fields]));
  }

  mutation(changes: SyncedChange[], more: Partial<SyncedMutation> = {}): SyncedMutation {
    this.mid += 1;
    return {
      ...{ mid: this.mid, name: 'student.setFields', args: '{}', actor: '王老师', at: 1_700_000_000_000 },
      ...{ batch: null, schema: 1, part: null, changes },
      ...more,
    };
  }

  send(...mutations: SyncedMutation[]): Promise<PushAnswer> {
    return handlePush(this.#db, this.#ports, { device: this.id, token: this.token!, mutations });
  }

  /** Outcomes of one push of one mutation each. */
  async push(...changes: SyncedChange[]): Promise<Outcome | null> {
    const answer = await this.send(this.mutation(changes));
    if (answer.kind !== 'processed') throw new TypeError(JSON.stringify(answer));
    return answer.outcomes[0]!.outcome;
  }

  ask(limit = 100) {
    const { id: device, token, grantVersion } = this;
    return handlePull(this.#db, this.#ports, { device, token, grantVersion, limit });
  }

  /** All there is behind its position: what changed, and what became of its own. */
  async pull(
    limit = 100,
  ): Promise<{ changes: PulledChange[]; acks: { mid: number; kind: string }[]; seqs: number[] }> {
    const found = {
      changes: [] as PulledChange[],
      acks: [] as { mid: number; kind: string }[],
      seqs: [] as number[],
    };
    for (;;) {
      const answer = await this.ask(limit);
      if (answer.kind !== 'delta') throw new TypeError(JSON.stringify(answer));
      this.token = answer.token;
      found.seqs.push(answer.seq);
      for (const { changes, ack, mid } of answer.deeds) {
        found.changes.push(...changes);
        if (ack) found.acks.push({ mid, kind: ack.outcome.kind });
      }
      if (!answer.more) return found;
    }
  }
}
