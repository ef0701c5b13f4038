import type { Grant } from '../../../electron/hub/hubPorts.ts';
import type { HubCalls, PushReply } from '../../../electron/sync/client/SyncClient.ts';
import type { ImageAnswer, PullAnswer } from '../../../electron/sync/protocol/pulled.ts';
import type { Fields, SyncedMutation } from '../../../electron/sync/protocol/syncedMutation.ts';
import { saidPosition } from '../../../electron/sync/protocol/syncToken.ts';
import { asOnTheWire } from '../../harness/asOnTheWire.ts';
import { fail } from './Broken.ts';
import { knowsEntity, knowsField, shownTo } from './before.ts';
import { intentsOf } from './checkDesk.ts';
import { advance, type Held, type History, holds } from './History.ts';
import { HubWitness, type Said } from './HubWitness.ts';
import { sameFields } from './meaning.ts';
import type { SimDesk } from './SimDesk.ts';
import type { SimHub } from './SimHub.ts';
import type { Call } from './SimNet.ts';

/** Where in which history somebody stands, and what they might have then. */
export interface Position {
  history: History;
  seq: number;
  grant: Grant;
  schema: number;
}

interface HubBackup {
  bytes: Buffer;
  history: History;
  seq: number;
  grants: Map<string, Grant | null>;
}

/** The hub with a witness before its door: every question and every answer on the way is looked at. */
export class ServedHub {
  readonly hub: SimHub;
  readonly witness = new HubWitness();
  /** By the name at the hub; null: nothing any more. */
  grants = new Map<string, Grant | null>();
  readonly #positions = new Map<string, Position>();
  /** What left a desk, by what it looks like on the wire. */
  readonly #said = new Map<string, Omit<Said, 'grant'>>();
  #backup: HubBackup | null = null;

  constructor(hub: SimHub) {
    this.hub = hub;
  }

  get history(): History {
    return this.witness.history;
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  async enrol(name: string, grant: Grant): Promise<void> {
    await this.hub.enrol(name, grant);
    this.grants.set(name, grant);
  }

  async grant(name: string, grant: Grant | null): Promise<void> {
    await this.hub.grant(name, grant);
    this.grants.set(name, grant);
    this.witness.observe(this.hub);
  }

  async backUp(): Promise<void> {
    const { history } = this;
    this.#backup = { bytes: this.hub.backUp(), history, seq: history.head, grants: new Map(this.grants) };
    await this.hub.durable(history.head);
  }

  /** Back to the last backup, with what is known of it. */
  restore(told: boolean): void {
    const { bytes, history, seq, grants } = this.#backup!;
    this.hub.restore(bytes, told);
    this.witness.history = history.fork(seq);
    this.grants = new Map(grants);
  }

  /** Remembers what its author meant, before it goes on its way: what travels must be all of it. */
  sent(desk: SimDesk, { device, mutations }: Parameters<HubCalls['push']>[0]): void {
    desk.mirror.advance(desk.db);
    for (const mutation of mutations) {
      const key = wireKey(device, mutation);
      if (this.#said.has(key)) continue;
      const { mutation: own } = desk.db
        .read<{ mutation: number | null }>('SELECT mutation FROM outbox WHERE mid = ?')
        .get(mutation.mid)!;
      this.#checkPart(desk, mutation);
      const schema = desk.madeIn(own);
      if (mutation.schema !== schema) fail('I19 made in another version', desk.name, mutation);
      const intents = intentsOf(desk, { mid: mutation.mid, mutation: own });
      if (intents.length !== mutation.changes.length) fail('I5 left out', desk.name, mutation);
      for (const { entity, id, set } of intents) {
        const change = mutation.changes.find((one) => one.entity === entity && one.id === id);
        const isOwn = Object.keys({ ...set, ...change?.base }).every((field) =>
          knowsField(schema, entity, field),
        );
        if (!isOwn) fail('I19 said what it does not know', desk.name, { entity, id, set, change });
        const isWhole =
          change && Object.keys(set).every((field) => (change.set[field] ?? null) === (set[field] ?? null));
        if (!isWhole) fail('I5 told otherwise', desk.name, { entity, id, set, change });
      }
      this.#said.set(key, { mutation, intents, isHostile: false });
    }
  }

  /** I6: what was done as one batch, here always at once, goes as parts of one commit. */
  #checkPart(desk: SimDesk, { mid, batch, part }: SyncedMutation): void {
    if (part !== null || batch === null) return;
    const neighbour = desk.db
      .read<{ mid: number }>(
        `SELECT o.mid FROM outbox o JOIN mutation m ON m.mid = o.mutation
         WHERE o.mid IN (?, ?) AND m.batch = ? AND o.state = 'pending'`,
      )
      .get(mid - 1, mid + 1, batch);
    if (neighbour) fail('I6 in pieces', desk.name, { mid, batch });
  }

  /** What somebody sends who keeps to no rules. */
  sentByHostile(device: string, mutation: SyncedMutation): void {
    const intents = mutation.changes.map(({ entity, id, set, base }) => ({ entity, id, set, seen: base }));
    this.#said.set(wireKey(device, mutation), { mutation, intents, isHostile: true });
  }

  async deliver(call: Call): Promise<unknown> {
    asOnTheWire(call.name, call.request);
    const calls = this.hub.calls(call.schema);
    if (call.name === 'purged') return calls.purged(call.request);
    if (call.name === 'erasures') return calls.erasures(call.request);
    const epoch = this.#epoch();
    if (call.name === 'push') {
      const reply = await this.#push(call.request, calls);
      this.#checkEpoch(call.request.device, epoch, reply);
      return reply;
    }
    const answer = call.name === 'pull' ? await calls.pull(call.request) : await calls.image(call.request);
    this.#checkEpoch(call.request.device, epoch, answer);
    this.told(call, answer);
    return answer;
  }

  /** From where the hub goes on for a device that does not ask: it says so itself. */
  begins({ device, token, grantVersion }: { device: string; token: string; grantVersion: number }): void {
    if (this.#tokens.has(token)) return;
    const { seq } = saidPosition(token);
    const grant = this.grants.get(device) ?? fail('I10 revoked', device, token);
    this.#note(device, token, grantVersion, {
      history: this.history,
      seq,
      grant,
      schema: this.hub.schemas.most,
    });
  }

  /** Looks at what a device is answered, whatever way it goes. */
  told(call: Extract<Call, { name: 'pull' | 'image' }>, answer: PullAnswer | ImageAnswer): void {
    const grant = this.grants.get(call.request.device) ?? null;
    if (answer.kind === 'delta')
      this.#checkDelta(call.request as { device: string; grantVersion: number; token: string }, answer, {
        grant,
        schema: call.schema ?? this.hub.schemas.most,
      });
    if (answer.kind === 'image')
      this.#checkImage(call.request.device, answer, { grant, schema: call.schema ?? this.hub.schemas.most });
  }

  async #push(request: Parameters<HubCalls['push']>[0], calls: HubCalls): Promise<PushReply> {
    const before = this.#lastMid(request.device);
    const isOurs = this.#isOurs(request.device, request.token);
    let answer: PushReply | null = null;
    try {
      answer = await calls.push(request);
      return answer;
    } finally {
      const after = this.#lastMid(request.device);
      const grant = this.grants.get(request.device) ?? null;
      for (const mutation of request.mutations) {
        if (mutation.mid <= before || mutation.mid > after) continue;
        const said = this.#said.get(wireKey(request.device, mutation));
        if (!said || grant === null) fail('I9 taken', request.device, mutation);
        else this.witness.taken.set(`${request.device}/${mutation.mid}`, { ...said, grant });
      }
      if (answer === null && after !== before) fail('I6 not rolled back', request.device, { before, after });
      if (answer?.kind === 'processed' && !isOurs) fail('I14', request.device, { token: request.token });
      this.witness.observe(this.hub, grant);
      this.#checkHead();
    }
  }

  #epoch(): string {
    return (this.hub.look('SELECT epoch FROM partition').get() as { epoch: string }).epoch;
  }

  /** I14: a hub that finds that it was put back is another from then on, and otherwise the same. */
  #checkEpoch(device: string, before: string, answer: PushReply | PullAnswer | ImageAnswer): void {
    const isRewound = answer.kind === 'reset' && answer.why === 'rewound';
    if (isRewound === (this.#epoch() === before)) fail('I14 epoch', device, { isRewound });
  }

  #checkHead(): void {
    const { head } = this.hub.look('SELECT head_seq AS head FROM partition').get() as { head: number };
    if (head !== this.history.head) fail('I12 head', 'the hub', { head, log: this.history.head });
  }

  #lastMid(device: string): number {
    const row = this.hub.look('SELECT last_mid AS mid FROM device WHERE id = ?').get(device) as
      | { mid: number }
      | undefined;
    return row?.mid ?? 0;
  }

  /** Whether whoever has this token has seen a beginning of the hub’s history. Of what nobody was given nothing is said. */
  #isOurs(device: string, token: string): boolean {
    const position = this.#tokens.get(token);
    if (!position) return fail('I14 a token that nobody was given', device, token);
    return this.history.continues(position.history, position.seq);
  }

  readonly #tokens = new Map<string, Position>();

  #note(device: string, token: string, grantVersion: number, position: Position): void {
    this.#tokens.set(token, position);
    this.#positions.set(`${device}|${token}|${grantVersion}`, position);
  }

  positionOf(device: string, token: string, grantVersion: string): Position | null {
    return this.#positions.get(`${device}|${token}|${grantVersion}`) ?? null;
  }

  /** I6, I10: whole commits, and nothing of what the device may not hold. */
  #checkDelta(
    { device, token, grantVersion }: { device: string; token: string; grantVersion: number },
    answer: Extract<PullAnswer, { kind: 'delta' }>,
    { grant, schema }: { grant: Grant | null; schema: number },
  ): void {
    if (grant === null) throw fail('I10 revoked', device, answer);
    if (!this.#isOurs(device, token)) fail('I14 pull', device, { token });
    const { history } = this;
    const next = history.entries[answer.seq];
    if (next && next.commit_seq !== next.seq) fail('I6 cut', device, { seq: answer.seq, next });
    const byKey = new Map(
      history.entries
        .slice(this.#tokens.get(token)!.seq, answer.seq)
        .map((entry) => [`${entry.device}/${entry.mid}/${entry.kind}/${entry.key}/${entry.ver}`, entry]),
    );
    for (const deed of answer.deeds) {
      const name = `${deed.device}/${deed.mid}`;
      for (const change of deed.changes) {
        if (change.kind !== 'up') continue;
        const entry = byKey.get(`${name}/up/${change.entity}\n${change.id}/${change.ver}`);
        if (!entry) fail('I10 not in the log', device, { name, change });
        else if (!holds(grant, entry.scope)) fail('I10', device, { name, change, scope: entry.scope });
        else if (!Object.keys(change.patch).every((field) => knowsField(schema, change.entity, field)))
          fail('I19 told what it does not know', device, { name, change });
        else if (!knowsEntity(schema, change.entity)) fail('I19 told what it does not know', device, change);
      }
      if (deed.ack && deed.device !== device) fail('I10 an outcome of another', device, name);
      if (deed.args !== '{}' && !this.#seesAll(name, grant, schema))
        fail('I10 arguments', device, { name, args: deed.args });
    }
    if (this.#tokens.get(token)!.schema !== schema) fail('I19 went on', device, { token, schema });
    this.#note(device, answer.token, grantVersion, { history, seq: answer.seq, grant, schema });
  }

  #seesAll(name: string, grant: Grant, schema: number): boolean {
    return this.history.entries.every(
      ({ device, mid, kind, scope, entity, patch }) =>
        `${device}/${mid}` !== name ||
        (kind !== 'up' && kind !== 'leave') ||
        (holds(grant, scope) && Object.keys(patch).every((field) => knowsField(schema, entity, field))),
    );
  }

  /** I10, and I1 of what begins anew: exactly the rows of the grant. */
  #checkImage(
    device: string,
    image: Extract<ImageAnswer, { kind: 'image' }>,
    { grant, schema }: { grant: Grant | null; schema: number },
  ): void {
    if (grant === null) throw fail('I10 revoked', device, 'image');
    const { history } = this;
    const held: Held = { history, seq: 0, grant, schema, rows: new Map(), written: new Set<string>() };
    for (const { entity, id } of image.rows) {
      const row = history.rows.get(`${entity}\n${id}`);
      if (!row || !holds(grant, row.scope)) fail('I10 image', device, { entity, id, scope: row?.scope });
    }
    advance(held, image.seq);
    const shown = new Map<string, Fields>();
    for (const [key, { fields }] of held.rows) {
      const row = shownTo(schema, key.split('\n')[0]!, fields);
      if (row !== null && Object.keys(row).length > 0) shown.set(key, row);
    }
    const there = shown.size;
    for (const { entity, id, fields } of image.rows)
      if (!sameFields(shown.get(`${entity}\n${id}`) ?? null, fields))
        fail('I1 image', device, { entity, id });
    if (there !== image.rows.length) fail('I1 image', device, { there, rows: image.rows.length });
    this.#note(device, image.token, image.grantVersion, { history, seq: image.seq, grant, schema });
  }
}

function wireKey(device: string, mutation: SyncedMutation): string {
  return `${device}\n${JSON.stringify(mutation)}`;
}
