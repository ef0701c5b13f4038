import { isSignedBy, readDevicePublicKey } from '../../sync/net/deviceKey.ts';
import type { Caller, Door, Standing } from '../../sync/net/hubHandlers.ts';
import { Refusal } from '../../sync/net/Refusal.ts';
import type { Asks } from '../../sync/protocol/messages.ts';
import { readSigned, signedText } from '../../sync/protocol/signedText.ts';
import type { Versions } from '../answerHello.ts';
import { deviceById } from '../findDevice.ts';
import type { HubDb, HubPorts } from '../hubPorts.ts';
import type { HubTables } from '../hubTables.ts';
import { lockPartition } from '../lockPartition.ts';
import { noteSchema } from '../noteSchema.ts';
import { writeInTurn } from '../writeInTurn.ts';

/** Whose it is, until when (epoch ms), and the version of what its device sends. */
type Session = [device: string, ends: number, schema: number];

const [CHALLENGE, SESSION] = ['xueji-sync-challenge/1', 'xueji-sync-session/1'];
/** sync.md §5.7. */
const SESSION_MS = 15 * 60_000;
const CHALLENGE_MS = 60_000;
/** Sessions that are remembered: those of a thousand desks in an hour. */
const PROVED = 4096;

/**
 * Who a device is: it signs a challenge, and has a session for a quarter of an hour. Sessions are signed by the hub and kept
 * nowhere, so that every process of a hub knows them; what a device may is asked of the database each time.
 */
export class DeviceDoor implements Door {
  readonly #db: HubDb;
  readonly #ports: HubPorts;
  /** Challenges that were answered, until they would end anyway. */
  readonly #answered = new Map<string, number>();

  /** Sessions that were proved. */
  readonly #proved = new Map<string, Session>();
  readonly #schema: Versions;

  /** `schema`: of what travels, as this hub takes it. A session of another one is none, whichever hub opened it. */
  constructor(db: HubDb, ports: HubPorts, schema: Versions) {
    this.#db = db;
    this.#ports = ports;
    this.#schema = schema;
  }

  /** Also for devices that there are not: who asks learns nothing by it. */
  async challenge({ device }: Asks['session.challenge']): Promise<{ challenge: string }> {
    const ends = this.#ports.now() + CHALLENGE_MS;
    const said = [device, ends, this.#ports.random()];
    return { challenge: signedText(CHALLENGE, said, await this.#secret()) };
  }

  /** Throws Refusal: challenge-wrong (forged, late, answered before, or not by the device's key), device-unknown, device-revoked, proto (what it sends is of another version, see hello). */
  async open(
    { spki }: Pick<Caller, 'spki'>,
    { challenge, signature, app, schema, skew }: Asks['session.open'],
  ): Promise<{ session: string; ends: number }> {
    const secret = await this.#secret();
    const said = readSigned(CHALLENGE, challenge, secret);
    const now = this.#ports.now();
    // What carries the hub's signature has the shape that it writes.
    const [id, until] = (said ?? ['', 0]) as [string, number];
    if (until <= now || this.#answered.has(challenge)) throw new Refusal('challenge-wrong');
    const device = await this.#deviceOf(id);
    const key = readDevicePublicKey(device.public_key ?? '');
    if (key === null || !isSignedBy(key, 'session', { spki, about: challenge, signature }))
      throw new Refusal('challenge-wrong');
    if (!this.#isSpoken(schema)) throw new Refusal('proto');
    for (const [old, end] of this.#answered) if (end <= now) this.#answered.delete(old);
    this.#answered.set(challenge, until);
    // Two hundred desks that are switched on together are noted by a few commits.
    await writeInTurn(
      this.#db,
      async (tx) => {
        await lockPartition(tx);
        await tx
          .updateTable('device')
          .set({ seen_at: now, app_version: app, clock_skew_ms: skew })
          .where('id', '=', id)
          .execute();
        await noteSchema(tx, id, schema);
      },
      1,
    );
    const ends = now + SESSION_MS;
    return { session: signedText(SESSION, [id, ends, schema], secret), ends };
  }

  async callerOf(session: string): Promise<Standing> {
    const [device, ends, schema] = await this.#known(session);
    if (ends <= this.#ports.now() || !this.#isSpoken(schema)) throw new Refusal('session-ended');
    const { state, scope } = await this.#deviceOf(device);
    return { device, standing: state, scope, schema };
  }

  #isSpoken(schema: number): boolean {
    return schema >= this.#schema.least && schema <= this.#schema.most;
  }

  /** What was signed once needs no proof again. */
  async #known(session: string): Promise<Session> {
    const proved = this.#proved.get(session);
    if (proved) return proved;
    const said = readSigned(SESSION, session, await this.#secret());
    if (said === undefined) throw new Refusal('session-wrong');
    if (this.#proved.size >= PROVED) this.#proved.delete(this.#proved.keys().next().value!);
    this.#proved.set(session, said as Session);
    return said as Session;
  }

  async #deviceOf(
    id: string,
  ): Promise<HubTables['device'] & { state: Exclude<HubTables['device']['state'], 'revoked'> }> {
    const device = await deviceById(this.#db, id);
    if (!device) throw new Refusal('device-unknown');
    const { state } = device;
    if (state === 'revoked') throw new Refusal('device-revoked');
    return { ...device, state };
  }

  async #secret(): Promise<Buffer> {
    const { secret } = await this.#db.selectFrom('partition').select('secret').executeTakeFirstOrThrow();
    return Buffer.from(secret, 'hex');
  }
}
