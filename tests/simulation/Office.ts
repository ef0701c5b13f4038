import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { type SeededRandom, seededRandom } from '../../electron/demo/seededRandom.ts';
import { openCore } from '../harness/openCore.ts';
import { setClock } from '../harness/runImport.ts';
import { tablesOf } from '../harness/storeInvariants.ts';
import { testKey } from '../harness/testKey.ts';
import { type Effect, OfficeModel } from './officeModel.ts';
import { makePeople, type Said } from './people.ts';

const MINUTE = 60_000;

/** One office with its store, its core, its clock, and what the simulation knows to be so. */
export class Office {
  readonly dataDir: string;
  /** Where files come from. */
  readonly desk: string;
  readonly model = new OfficeModel(
    (student) => this.db.read<{ n: number }>('SELECT n FROM student WHERE id = ?').get(student)?.n ?? null,
  );
  readonly clock = setClock(Date.UTC(2026, 8, 1, 1));
  readonly people: Said[];
  #core: Core | null = null;
  #db: WriteDb | null = null;
  #lastFile = 0;
  #notes: string[] = [];

  constructor(folder: string, seed: string) {
    this.dataDir = join(folder, 'data');
    this.desk = join(folder, 'desk');
    mkdirSync(this.desk, { recursive: true });
    this.people = makePeople(seededRandom(seed, 'people'));
  }

  get core(): Core {
    return this.#core!;
  }

  get client(): Core['client'] {
    return this.core.client;
  }

  /** The store as anybody else would read it. */
  get db(): WriteDb {
    return this.#db!;
  }

  async open(): Promise<void> {
    this.#core = await openCore(this.dataDir, this.clock);
    this.#db = connect(join(this.dataDir, STORE_FILE), testKey(this.dataDir));
  }

  async close(): Promise<void> {
    this.#db?.raw.close();
    this.#db = null;
    await this.#core?.close();
    this.#core = null;
  }

  pass(minutes: number): void {
    this.clock.time += minutes * MINUTE;
  }

  /** Tells what a step is about, for whoever reads of its failure. */
  note(text: string): void {
    this.#notes.push(text);
  }

  takeNotes(): string {
    return this.#notes.splice(0).join('; ');
  }

  nextFileName(): string {
    return `文件${++this.#lastFile}`;
  }

  /** Some people together: a class, a college, or whoever. */
  somePeople(random: SeededRandom): Said[] {
    const field = random.pick(['className', 'majorName', 'grade', null] as const);
    if (field === null) return this.people.filter(() => random.chance(0.4));
    const { [field]: value } = random.pick(this.people);
    return this.people.filter((person) => person[field] === value);
  }

  /** Nothing of the students may have changed while `work` was done. */
  async expectNothingChanged(work: () => Promise<unknown>): Promise<void> {
    const before = this.studentTables();
    const batches = this.countBatches();
    await work();
    expect(this.countBatches(), 'no batch').toBe(batches);
    expect(this.studentTables(), 'nothing changed').toEqual(before);
  }

  /** A batch that is no file's, as the list of batches has it. */
  async applyBatch(id: string, effects: Map<string, Effect>): Promise<void> {
    const batch = (await this.client.imports.batches()).find((one) => one.batch === id);
    expect(batch, 'the batch is listed').toBeDefined();
    this.model.apply(batch!, effects);
  }

  countBatches(): number {
    return this.db.read<{ count: number }>('SELECT count(*) AS count FROM batch').get()!.count;
  }

  studentTables(): Record<string, string[]> {
    return tablesOf(this.db, ['student', 'source_record', 'other_key', 'photo', 'verification']);
  }
}
