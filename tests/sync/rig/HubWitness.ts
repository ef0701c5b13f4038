import { createHash } from 'node:crypto';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import type { Fields, Outcome, SyncedMutation } from '../../../electron/sync/protocol/syncedMutation.ts';
import { isWhole } from '../../../electron/sync/rules/isWhole.ts';
import { fail } from './Broken.ts';
import { checkMade, checkStays, mayRefuseMade } from './checkMade.ts';
import { checkScopes } from './checkScopes.ts';
import { type Entry, History, type HubRowNow, holds, type StoredEntry } from './History.ts';
import { checkJoined, isOfAnother } from './joinedInHistory.ts';
import { groupFields, type Intent, sameFields, verdictOn, wholeSide } from './meaning.ts';
import type { SimHub } from './SimHub.ts';

/** A mutation that the hub took, and what its author meant and saw. */
export interface Said {
  mutation: SyncedMutation;
  intents: Intent[];
  grant: Grant;
  isHostile: boolean;
}

/** Sees each entry that the hub writes, and says whether it may be so (I4–I9, I12, I17). */
export class HubWitness {
  history = new History();
  /** What was taken under a number; overwritten when a hub that was put back takes it again. */
  readonly taken = new Map<string, Said>();
  readonly judged = { applied: 0, same: 0, conflict: 0, rejected: 0 };
  readonly codes: Record<string, number> = {};
  #prior = new Map<string, HubRowNow | null>();
  #ups: Entry[] = [];

  /** Reads on in the hub’s log. */
  observe(hub: SimHub, grant: Grant | null = null): void {
    const entries = hub
      .look('SELECT * FROM log WHERE seq > ? ORDER BY seq')
      .all(this.history.head) as StoredEntry[];
    for (const stored of entries) {
      const key = `${stored.entity}\n${stored.row_id}`;
      if (!this.#prior.has(key)) this.#prior.set(key, this.history.rows.get(key) ?? null);
      const isAnswered = this.history.outcomes.has(`${stored.device}/${stored.mid}`);
      checkStays({ ...stored, key }, this.history);
      const entry = this.history.add(stored);
      if (entry.kind === 'ack' && isAnswered) fail('I4 answered twice', `seq ${entry.seq}`, entry);
      if (entry.kind === 'up') this.#ups.push(entry);
      if (entry.kind === 'ack') this.#judge(hub, entry, grant);
      if (entry.kind !== 'up' && entry.kind !== 'leave') {
        this.#prior = new Map();
        this.#ups = [];
      }
    }
    if (this.#ups.length > 0) fail('I6', 'the hub', 'effects without an outcome');
    if (entries.length === 0) return;
    checkScopes(this.history);
    checkJoined(this.history);
  }

  #judge(hub: SimHub, ack: Entry, grant: Grant | null): void {
    const name = `${ack.device}/${ack.mid}`;
    const taken = this.taken.get(name);
    // What waited for the rest of its commit is judged by what its device may do when that comes.
    const said = taken && { ...taken, grant: grant ?? taken.grant };
    const where = `${name}, seq ${ack.seq}`;
    const outcome = ack.patch.outcome!;
    this.judged[outcome.kind] += 1;
    if (outcome.why) this.codes[outcome.why.code] = (this.codes[outcome.why.code] ?? 0) + 1;
    if (!said) throw fail('I4', where, 'answered, and never taken');
    for (const { device, mid, seq } of this.#ups)
      if (device !== ack.device || mid !== ack.mid) fail('I4', where, { device, mid, seq });
    this.#judgeParts(said, ack, where);
    for (const up of this.#ups) checkMade(up, said.grant, this.history);
    if (said.isHostile && outcome.kind === 'rejected') return;
    const refused = this.#refusedOf(hub, ack, said, outcome, where);
    let conflicts = 0;
    for (const intent of said.intents) conflicts += this.#judgeIntent(intent, said, refused, outcome, where);
    const made = this.#ups.filter(({ entity, ver }) => entity === 'conflict' && ver === 1);
    const own = made.filter(({ row_id }) => outcome.conflicts.includes(row_id));
    if (own.length !== outcome.conflicts.length || conflicts !== own.length)
      fail('I8', where, { conflicts, told: outcome.conflicts.length, kept: own.length });
    this.#judgeKind(said, outcome, refused.size, where);
  }

  /** I6: parts of one commit are answered in one commit. */
  #judgeParts({ mutation, isHostile }: Said, ack: Entry, where: string): void {
    const { part } = mutation;
    if (part === null || part.at === 1 || isHostile) return;
    const before = this.history.entries.findLast(
      ({ kind, device, mid }) => kind === 'ack' && device === ack.device && mid === ack.mid - 1,
    );
    if (before?.commit_seq !== ack.commit_seq)
      fail('I6', where, { before: before?.commit_seq, ack: ack.commit_seq });
  }

  /** What was refused is kept, and there was a reason. */
  #refusedOf(hub: SimHub, ack: Entry, said: Said, outcome: Outcome, where: string): Set<string> {
    if (outcome.why === null) return new Set();
    const kept = hub
      .look('SELECT body FROM quarantine WHERE device = ? AND mid = ?')
      .get(ack.device, ack.mid) as { body: string } | undefined;
    if (!kept) return fail('I5 refused and not kept', where, outcome);
    const { changes } = JSON.parse(kept.body) as SyncedMutation;
    const keys = new Set(changes.map(({ entity, id }) => `${entity}\n${id}`));
    const refused = said.intents.filter(({ entity, id }) => keys.has(`${entity}\n${id}`));
    for (const intent of refused) {
      const body = changes.find(({ entity, id }) => entity === intent.entity && id === intent.id)!;
      if (JSON.stringify(body.set) !== JSON.stringify(intent.set)) fail('I5 kept otherwise', where, body);
    }
    const reasons = refused.map((intent) => this.#mayRefuse(intent, said));
    const whole = isWhole(said.mutation);
    const isJust = whole ? reasons.some((one) => one) : reasons.every((one) => one);
    if (!isJust || refused.length === 0) fail('I5 refused for nothing', where, { outcome, refused });
    if (whole && refused.length !== said.intents.length) fail('I6 refused in part', where, outcome);
    return keys;
  }

  #before({ entity, id }: { entity: string; id: string }): HubRowNow | null {
    const key = `${entity}\n${id}`;
    const prior = this.#prior.get(key);
    return prior === undefined ? (this.history.rows.get(key) ?? null) : prior;
  }

  #mayRefuse(intent: Intent, { grant, mutation, intents, isHostile }: Said): boolean {
    if (isHostile) return true;
    const before = this.#before(intent);
    const { refused, disputed } = verdictOn(intent, before?.fields ?? null);
    if (refused) return true;
    if (disputed.length > 0 && isWhole(mutation)) return true;
    // What is left of a step whose case has left the desk: a history must not tell of what was not done.
    const steps = intents.filter(({ entity }) => entity === 'case').map(({ id }) => id);
    const told = intents.filter(({ entity }) => entity === 'caseEntry').map(({ set }) => set.case);
    if (before === null && intent.entity === 'caseEntry' && !steps.includes(String(intent.set.case)))
      return true;
    const isStep = intent.entity === 'case' && 'version' in intent.set && mutation.name.startsWith('case.');
    if (isStep && !told.includes(intent.id)) return true;
    if (isOfAnother(this.history, intent, intents)) return true;
    if (before === null && this.#isOfGoneCampaign(intent)) return true;
    const isThere = before !== null && before.fields !== null;
    // Paper, and what somebody made for themselves.
    if (grant !== '*' && before === null && !mayRefuseMade(intent, grant, this.history)) return false;
    if (before === null && intent.entity === 'setting' && saysItsName(intent, intent.set)) return false;
    // A student who was moved away or taken back whole: nothing new may be said of nobody.
    if (intent.entity !== 'record' && this.#isOfNobody(intent, before)) return true;
    if (grant === '*') return false;
    // Who works here is said by the whole school alone, also of a college’s own.
    if (intent.entity === 'person') return true;
    return !isThere || !holds(grant, before.scope) || before.scope === '*' || 'collegeName' in intent.set;
  }

  /** A verdict or a contact of a campaign that is not there. */
  #isOfGoneCampaign({ entity, set }: Intent): boolean {
    if (entity !== 'event' && entity !== 'chaseContact') return false;
    return !this.history.rows.get(`campaign\n${set.campaign}`)?.fields;
  }

  #isOfNobody({ entity, id, set }: Intent, before: HubRowNow | null): boolean {
    const fields = { ...set, ...before?.fields };
    const student = ['photo', 'review'].includes(entity) ? id.split('/')[0] : fields.student;
    if (entity === 'case' && !this.history.rows.get(`caseRules\n${fields.rules}`)?.fields) return true;
    // What stands on paper was said, of whomever.
    if (entity === 'sheetQuestion') return false;
    if (entity === 'caseEntry') return !this.history.rows.get(`case\n${fields.case}`)?.fields;
    if (entity === 'counterVisit') return !this.history.rows.get(`event\n${id}`)?.fields;
    if (typeof student !== 'string') return false;
    return ![...this.history.rows].some(
      ([key, row]) => row.fields !== null && key.startsWith(`record\n${student}/`),
    );
  }

  /** I7, I8, I9 of one row; how many conflicts it must have. */
  #judgeIntent(intent: Intent, said: Said, refused: Set<string>, outcome: Outcome, where: string): number {
    const key = `${intent.entity}\n${intent.id}`;
    const before = this.#before(intent);
    const prior = before?.fields ?? null;
    const now = this.history.rows.get(key);
    const after = now?.fields ?? null;
    const changed = [...new Set([...Object.keys(prior ?? {}), ...Object.keys(after ?? {})])].filter(
      (field) => (prior?.[field] ?? null) !== (after?.[field] ?? null),
    );
    if (refused.has(key) || outcome.kind === 'rejected') {
      if (changed.length > 0) fail('I6 refused and done', where, { key, changed });
      return 0;
    }
    const verdict = verdictOn(intent, prior);
    for (const field of changed) {
      if ((intent.set[field] ?? null) !== (after?.[field] ?? null) || !(field in intent.set))
        fail('I7 nobody said so', where, { key, field, prior, after, set: intent.set });
      if (verdict.refused || !verdict.takes.includes(field))
        fail('I7', where, {
          key,
          field,
          group: groupFields(intent.entity, field),
          prior,
          after,
          seen: intent.seen,
        });
    }
    if (verdict.refused) fail('I5 not refused', where, { key, verdict, prior, seen: intent.seen });
    for (const field of verdict.takes)
      if ((after?.[field] ?? null) !== (intent.set[field] ?? null))
        fail('I5 not done', where, {
          name: said.mutation.name,
          key,
          field,
          set: intent.set,
          seen: intent.seen,
          prior,
          after,
          outcome,
          body: said.mutation.changes.find(({ id }) => id === intent.id),
        });
    if (changed.length > 0) {
      if (prior === null && intent.entity !== 'record' && this.#isOfNobody(intent, before))
        fail('I5 of nobody', where, { key, after });
      // One that the hub never had it may only have lost; one that was taken back is gone.
      if (prior === null && this.history.rows.has(`campaign\n${intent.set.campaign}`))
        if (this.#isOfGoneCampaign(intent)) fail('I5 of a campaign that is gone', where, { key, after });
      if (prior !== null && !mayChange(said.grant, before!.scope))
        fail('I9', where, { key, scope: before!.scope });
      // By the same mutation, that takes back what was known of them, nobody may be left whose it is: then it is the office’s.
      const isLeft = after !== null && now!.scope === '' && this.#isOfNobody(intent, now!);
      if (after !== null && !isLeft && !mayChange(said.grant, now!.scope) && !saysItsName(intent, after))
        fail('I9 to', where, { key, scope: now!.scope, grant: said.grant });
      if (intent.entity === 'case' && prior !== null) this.#judgeStep(prior, after, where);
    }
    for (const one of verdict.disputed) this.#judgeConflict(one, intent, { outcome, where, prior });
    return verdict.disputed.length;
  }

  /** I4, I17: each step that counts takes a case on by exactly one (taking back a step goes back by one). */
  #judgeStep(prior: Fields, after: Fields | null, where: string): void {
    const [from, to] = [Number(prior.version ?? 0), Number(after?.version ?? 0)];
    if (after !== null && 'version' in after && prior.version !== after.version && Math.abs(to - from) !== 1)
      fail('I17', where, { from, to });
  }

  #judgeConflict(
    { group, theirs, seen, mine }: ReturnType<typeof verdictOn>['disputed'][number],
    intent: Intent,
    { outcome, where, prior }: { outcome: Outcome; where: string; prior: Fields | null },
  ): void {
    const { entity, id } = intent;
    const found = outcome.conflicts
      .map((one) => this.history.rows.get(`conflict\n${one}`)!)
      .find(
        (row) =>
          row?.fields?.entity === entity &&
          row.fields.row === id &&
          this.#sameGroup(row.fields, entity, group),
      );
    if (!found) throw fail('I8 missing', where, { entity, id, group });
    const parse = (text: unknown) => (typeof text === 'string' ? (JSON.parse(text) as Fields) : null);
    const fields = found.fields!;
    const whole = (side: Fields | null) => wholeSide(intent, side, group, prior);
    const isGone = entity !== 'record' && Object.keys(mine).length === 0;
    if (!sameFields(parse(fields.theirs), whole(theirs))) fail('I8 theirs', where, { fields, theirs });
    if (!sameFields(parse(fields.mine), isGone ? {} : whole(mine))) fail('I8 mine', where, { fields, mine });
    if (!sameFields(parse(fields.base), whole(seen))) fail('I8 base', where, { fields, seen });
    const scope = this.history.rows.get(`${entity}\n${id}`)?.scope;
    if (found.scope !== scope) fail('I8 scope', where, { is: found.scope, scope });
  }

  #sameGroup(fields: Fields, entity: string, group: string): boolean {
    if (group === 'row') return fields.group === 'row';
    return groupFields(entity, String(fields.group))?.[0] === group;
  }

  #judgeKind({ intents }: Said, outcome: Outcome, refused: number, where: string): void {
    const changed = this.#ups.length > 0;
    const expected =
      refused > 0 && refused >= intents.length
        ? 'rejected'
        : refused > 0 || outcome.conflicts.length > 0
          ? 'conflict'
          : changed
            ? 'applied'
            : 'same';
    if (outcome.kind !== expected) fail('I5 kind', where, { outcome, expected });
  }
}

function mayChange(grant: Grant, scope: string | null): boolean {
  return grant === '*' || (scope !== '*' && holds(grant, scope));
}

/** What cases go by, and a computer’s own public key, is added by anybody: it is called by what it says. */
function saysItsName({ entity, id, seen }: Intent, { body, value }: Fields): boolean {
  if (entity === 'setting' && seen === null && id.startsWith('signing-key ')) {
    const { publicKey } = JSON.parse(String(value)) as { publicKey: string };
    return id === `signing-key ${nameOfKey(Buffer.from(publicKey, 'base64'))}`;
  }
  return entity === 'caseRules' && createHash('sha256').update(String(body)).digest('hex') === id;
}

/** 40 bits of what a key says, eight letters of five bits. */
function nameOfKey(spki: Buffer): string {
  const bits = BigInt(`0x${createHash('sha256').update(spki).digest('hex').slice(0, 10)}`);
  return [35n, 30n, 25n, 20n, 15n, 10n, 5n, 0n]
    .map((at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number((bits >> at) & 31n)])
    .join('');
}
