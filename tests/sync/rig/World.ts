import {
  compareProjections,
  PROJECTED_TABLES,
  rebuildProjection,
} from '../../../electron/changes/rebuildProjection.ts';
import type { WriteDb } from '../../../electron/db/database.ts';
import { seededRandom } from '../../../electron/demo/seededRandom.ts';
import { handleAudit } from '../../../electron/hub/handleAudit.ts';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import { askWhetherLost } from '../../../electron/sync/client/askWhetherLost.ts';
import { type AuditCall, auditRows } from '../../../electron/sync/client/auditRows.ts';
import { renumber } from '../../../electron/sync/client/renumber.ts';
import type { Step, SyncClient } from '../../../electron/sync/client/SyncClient.ts';
import { setState } from '../../../electron/sync/client/syncState.ts';
import { memoryStore } from '../../harness/memoryStore.ts';
import { COLLEGES } from './anyRow.ts';
import { Broken, fail } from './Broken.ts';
import { NEW, OLD, TWO_SCHEMAS } from './before.ts';
import { checkCases } from './checkCases.ts';
import { checkDesk, checkOutcomes, state } from './checkDesk.ts';
import { workAt } from './deskWork.ts';
import { PowerCut } from './Fuse.ts';
import { hostileMutations } from './hostileMutations.ts';
import { ServedHub } from './ServedHub.ts';
import { SimDesk, type StoreCopy } from './SimDesk.ts';
import { SimHub } from './SimHub.ts';
import { type Call, LostOnTheWay, SimNet } from './SimNet.ts';

export interface WorldOptions {
  desks: number;
  steps: number;
  /** Of so many questions something happens on the way. */
  loss: number;
  /** In so many steps a desk’s program ends between two statements. */
  cuts: number;
  /** Every other desk begins with a program of the version before; some are updated on the way. */
  hasOld?: boolean;
}

const HOUR = 3_600_000;
const TEN_YEARS = 87_660 * HOUR;
const GRANTS: Grant[] = [
  '*',
  [COLLEGES[0]!],
  [COLLEGES[1]!],
  [COLLEGES[2]!],
  COLLEGES.slice(0, 2),
  COLLEGES.slice(1),
];

let replayed: WriteDb | null = null;

/** A hub and its desks, everything by one seed. */
export class World {
  readonly random;
  readonly desks: SimDesk[] = [];
  readonly net: SimNet;
  /** How often each kind of fault happened. */
  readonly faults: Record<string, number> = {};
  /** How often what was done. */
  readonly work: Record<string, number> = {};
  served!: ServedHub;
  #now = Date.UTC(2026, 9, 1);
  #names = 0;
  readonly #options: WorldOptions;

  constructor(seed: number | string, options: WorldOptions) {
    this.random = seededRandom(seed, 'world');
    this.#options = options;
    this.net = new SimNet(
      {
        random: this.random,
        sent: (desk, request) => this.served.sent(desk, request),
        deliver: (_desk, call) => this.served.deliver(call),
        cutHub: () => this.served.hub.fuse.set(this.random.between(1, 25)),
        mendHub: () => this.served.hub.fuse.out(),
        count: (fault) => this.#count(fault),
      },
      options.loss,
    );
  }

  #count(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  async begin(): Promise<void> {
    this.served = new ServedHub(await SimHub.make(this.random, () => this.#now));
    if (this.#options.hasOld) this.hub.schemas = TWO_SCHEMAS;
    for (let at = 0; at < this.#options.desks; at++) {
      const grant: Grant = at < 2 ? '*' : [COLLEGES[at % COLLEGES.length]!];
      const desk = this.#makeDesk(`pc${at}`, `d${at}`);
      if (this.#options.hasOld) desk.speak(TWO_SCHEMAS, at % 2 === 1 ? OLD : NEW);
      await this.served.enrol(desk.name, grant);
      // Some of them worked before there was a hub.
      if (at < 2) for (let work = 0; work < 5; work++) await workAt(desk, this.work);
      desk.join();
    }
  }

  #makeDesk(key: string, name: string, copy?: StoreCopy): SimDesk {
    const label = `${key}${copy ? `c${this.desks.length}` : ''}`;
    const random = seededRandom(this.random.below(2 ** 31), label);
    const desk = new SimDesk({ key, label, name, random, clock: () => this.#now }, copy);
    // Its store was never of a version that did not overwrite: to copy it whole once says nothing here and takes long.
    setState(desk.db, 'overwritten', '1');
    this.desks.push(desk);
    return desk;
  }

  async run(): Promise<void> {
    for (let step = 0; step < this.#options.steps; step++) await this.step();
    this.check();
  }

  async step(): Promise<void> {
    this.#now += this.random.between(1, 60_000);
    const desk = this.random.pick(this.desks);
    await this.random.weighted<() => unknown>([
      [() => this.#work(desk), 20],
      [() => this.#attempt(desk, 'pull'), 30],
      [() => this.#attempt(desk, 'push'), 34],
      [() => this.net.arrive(), 8],
      [() => this.#crash(desk), 2],
      [() => this.#turnClock(desk), 2],
      [() => this.#changeGrant(desk), 1.5],
      [() => this.served.backUp(), 1],
      [() => this.#restoreHub(), 0.8],
      [() => this.#keepOrPutBack(desk), 0.6],
      [() => this.#clone(desk), 0.15],
      [() => this.#attack(), 1.5],
      ...(this.#options.hasOld ? ([[() => this.#update(desk), 0.4]] as const) : []),
    ])();
  }

  async #work(desk: SimDesk): Promise<void> {
    const isCut = this.random.chance(this.#options.cuts);
    if (isCut) desk.fuse.set(this.random.between(1, 30));
    try {
      await workAt(desk, this.work);
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.#count('desk crash');
      desk.crash();
    } finally {
      desk.fuse.out();
    }
    this.#look(desk);
  }

  async #attempt(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    // Somebody asks again although an answer is still under way, now and then.
    if (desk.waiting > 0 && !this.random.chance(0.3)) return;
    const isCut = this.random.chance(this.#options.cuts);
    if (isCut) desk.fuse.set(this.random.between(1, 60));
    await this.net.attempt(desk, () => this.#ask(desk, what));
    desk.fuse.out();
  }

  async #ask(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    const { starts } = desk;
    let step: Step | null = null;
    try {
      step = await desk.client(this.net.calls(desk))[what]();
    } catch (error) {
      if (desk.starts !== starts) return;
      if (error instanceof PowerCut) {
        this.#count('desk crash');
        desk.crash();
      } else if (!(error instanceof LostOnTheWay)) throw error;
    }
    if (desk.starts !== starts && !(step === null)) return;
    this.#look(desk);
    this.#checkOutcomes(desk);
    if (step) await this.#after(desk, what, step);
  }

  /** What the checks know of where the desk stands. */
  #place(desk: SimDesk): void {
    const token = state(desk, 'token');
    if (token === null) return;
    const position = this.served.positionOf(desk.name, token, state(desk, 'grantVersion')!);
    // Under a new name it holds what it held, until it has asked.
    if (!position) return;
    const { held } = desk;
    const { history, grant, schema } = position;
    if (held?.history === history && held.grant === grant && held.schema === schema) return;
    desk.held = {
      ...{ history, grant, schema },
      seq: 0,
      rows: new Map(),
      written: new Set(),
    };
  }

  /** What was taken may be there before the step is over that asked for it: it tells the hub yet what was purged. */
  #look(desk: SimDesk, all = false): void {
    this.#place(desk);
    checkDesk(desk, all);
  }

  #checkOutcomes(desk: SimDesk): void {
    checkOutcomes(this.served.hub, desk, desk.held?.history === this.served.history);
  }

  async #after(desk: SimDesk, what: 'pull' | 'push', step: Step): Promise<void> {
    if (step.kind === 'stopped' && step.why === 'token') fail('I14 stopped', desk.name, step);
    if (step.kind === 'stopped' && step.why === 'device-cloned') {
      this.#count('twin found');
      desk.isTwin = true;
      if (what === 'pull') await this.#rename(desk, false);
    } else if (step.kind === 'stopped' && step.why === 'unknown-device') await this.#rename(desk, true);
    else if (step.kind === 'stopped') {
      // Whoever was sent away is let in again under a new name, some time.
      if (this.random.chance(0.2)) await this.#rename(desk, false);
    } else if (desk.isTwin && what === 'pull' && step.kind === 'done') await this.#rename(desk, false);
  }

  async #rename(desk: SimDesk, lost: boolean): Promise<void> {
    this.#names += 1;
    const name = `${desk.label}.${this.#names}`;
    const grant = this.served.grants.get(desk.name) ?? this.random.pick(GRANTS);
    await this.served.enrol(name, grant);
    const { schema } = desk;
    const pull = (request: object) => this.served.deliver({ name: 'pull', request, schema } as Call) as never;
    const said = await askWhetherLost({ pull }, { device: name, token: state(desk, 'token') });
    if (said.kind === 'refused') fail('I14 refused', name, said);
    try {
      const at = desk.now;
      renumber(desk.db, { device: name, at, lost: lost || said.isLost, schemas: desk.schemas });
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.#count('desk crash');
      desk.crash();
      return;
    }
    desk.name = name;
    desk.isTwin = false;
    this.#look(desk);
  }

  /** Its program is replaced by one of the next version. */
  #update(desk: SimDesk): void {
    if (desk.schema !== OLD) return;
    this.#count('updated');
    desk.moveTo(NEW);
  }

  #crash(desk: SimDesk): void {
    this.#count('desk crash');
    desk.crash();
  }

  #turnClock(desk: SimDesk): void {
    this.#count('clock');
    desk.skew = this.random.pick([0, HOUR, -HOUR, TEN_YEARS, -TEN_YEARS, desk.skew - 60_000]);
  }

  async #changeGrant(desk: SimDesk): Promise<void> {
    if (!this.served.grants.get(desk.name)) return;
    const grant = this.random.chance(0.1) ? null : this.random.pick(GRANTS);
    this.#count(grant === null ? 'revoked' : 'grant changed');
    await this.served.grant(desk.name, grant);
  }

  #restoreHub(): void {
    if (!this.served.hasBackup) return;
    this.#count('hub put back');
    this.served.restore(this.random.chance(0.3));
  }

  /** A copy of a desk’s store is kept, or takes its place. */
  #keepOrPutBack(desk: SimDesk): void {
    if (desk.kept === null || this.random.chance(0.5)) {
      desk.kept = desk.copy();
      return;
    }
    this.#count('desk put back');
    desk.replace(desk.kept);
    this.#place(desk);
  }

  #clone(desk: SimDesk): void {
    if (this.desks.length >= this.#options.desks + 2) return;
    this.#count('disk cloned');
    const twin = this.#makeDesk(desk.key, desk.name, desk.copy());
    this.#place(twin);
  }

  /** A device that keeps to no rules sends what it should not. */
  async #attack(): Promise<void> {
    this.#count('hostile');
    await hostileMutations(this.served, this.random);
  }

  check(): void {
    for (const desk of this.desks) {
      this.#look(desk, true);
      this.#checkOutcomes(desk);
    }
    checkCases(this.served.history);
  }

  /** I3, I20: once nothing fails any more, all of it is everywhere within a few rounds, and each log replays to what is shown. */
  async settle(): Promise<void> {
    await this.#settle();
    if (!this.desks.some(({ schema }) => schema === OLD)) return;
    // I19: all that they were not told is there once they know it.
    for (const desk of this.desks) this.#update(desk);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    this.net.loss = 0;
    while (this.net.underWay > 0) await this.net.arrive();
    // In few steps: with how many it asks was tried before.
    for (const desk of this.desks) desk.limits.entries = Math.max(desk.limits.entries, 100);
    for (let round = 0; round < ROUNDS; round++) {
      for (const desk of this.desks) {
        for (const what of ['pull', 'push', 'pull'] as const) await this.#untilDone(desk, what);
      }
    }
    this.check();
    const { history } = this.served;
    for (const desk of this.desks) {
      const waiting = desk.db
        .read<{ waiting: number }>("SELECT count(*) AS waiting FROM outbox WHERE state = 'pending'")
        .get()!.waiting;
      if (waiting > 0) fail('I3 outbox', desk.name, waiting);
      if (desk.held?.history !== history || desk.held.seq !== history.head)
        fail('I3 position', desk.name, { cursor: state(desk, 'cursor'), head: history.head });
      const { left } = desk.db.read<{ left: number }>('SELECT count(*) AS left FROM base_row').get()!;
      if (left > 0) fail('I3 bases left', desk.name, left);
      this.#checkReplay(desk);
      if (this.#options.hasOld) await this.#checkDigests(desk);
    }
  }

  async #untilDone(desk: SimDesk, what: 'pull' | 'push'): Promise<void> {
    for (let steps = 0; ; steps++) {
      let step: Step | null = null;
      const client = () => desk.client(this.net.calls(desk)) as SyncClient;
      step = await client()[what]();
      this.#look(desk);
      if (step.kind === 'stopped') {
        if (step.why === 'revoked' || step.why === 'unknown-device' || what === 'pull') {
          await this.#rename(desk, step.why === 'unknown-device');
          continue;
        }
        desk.isTwin = true;
        return;
      }
      if (desk.isTwin && what === 'pull' && step.kind === 'done') {
        await this.#rename(desk, false);
        continue;
      }
      if (step.kind === 'done') return;
      if (steps > 2000) fail('I20', desk.name, { what, steps });
    }
  }

  /** What both sides count is the same, by what the desk’s version shows. */
  async #checkDigests(desk: SimDesk): Promise<void> {
    const asked = { schema: desk.schema };
    const ask: AuditCall = (request) => handleAudit(this.hub.db, { ...request, ...asked }, this.hub.schemas);
    const ports = { now: () => desk.now, breathe: () => Promise.resolve(), schemas: desk.schemas };
    const end = await auditRows(desk.db, ask, ports);
    if (end.kind !== 'compared' || end.mended > 0) fail('I19 digests', desk.name, end);
  }

  #checkReplay(desk: SimDesk): void {
    replayed ??= memoryStore();
    for (const table of [...PROJECTED_TABLES, 'sqlite_sequence'])
      replayed.write(`DELETE FROM ${table}`).run();
    rebuildProjection(desk.db, replayed);
    const differing = compareProjections(desk.db, replayed);
    if (differing.length > 0) throw new Broken(`I2 replay at ${desk.name}: ${JSON.stringify(differing)}`);
  }

  get hub(): SimHub {
    return this.served.hub;
  }

  close(): void {
    for (const desk of this.desks) desk.close();
    this.served.hub.close();
  }
}

/** So many rounds suffice for everybody to have everything (I20). */
const ROUNDS = 3;
