import { handBatchRow } from '../../../electron/changes/batchRow.ts';
import type { WriteDb } from '../../../electron/db/database.ts';
import type { SeededRandom } from '../../../electron/demo/seededRandom.ts';
import { forgetHandedOver, handedOver } from '../../../electron/sync/client/handedOver.ts';
import { COLLEGES } from './anyRow.ts';
import { SimDesk } from './SimDesk.ts';
import { SimHub } from './SimHub.ts';

export const STUDENTS = Array.from({ length: 9 }, (_, at) => `s${at}`);

/** Stands in everything that is said of a student, and in nothing else. */
export function markOf(student: string): string {
  return `印${student}记`;
}

/** The office, that sees all, and a clerk whose grant changes while both work. */
export class GrantWorld {
  readonly hub: SimHub;
  readonly office: SimDesk;
  readonly clerk: SimDesk;
  refusals = 0;
  readonly #random: SeededRandom;
  #now: () => number;
  #version = 1;
  #count = 0;

  static async make(random: SeededRandom, store: WriteDb | null = null): Promise<GrantWorld> {
    let now = Date.UTC(2026, 9, 1);
    const clock = () => (now += 1000);
    const hub = await SimHub.make(random, clock);
    const office = SimDesk.named('office', random, clock);
    const clerk = SimDesk.named('clerk', random, clock);
    if (store) clerk.use(store);
    await hub.enrol('office', '*');
    await hub.enrol('clerk', [COLLEGES[0]!]);
    office.join();
    clerk.join();
    const world = new GrantWorld(random, clock, { hub, office, clerk });
    office.scene.campaign();
    for (const student of STUDENTS) world.#roster(student, random.pick(COLLEGES));
    await world.settle();
    return world;
  }

  private constructor(
    random: SeededRandom,
    now: () => number,
    { hub, office, clerk }: { hub: SimHub; office: SimDesk; clerk: SimDesk },
  ) {
    this.#random = random;
    this.#now = now;
    this.hub = hub;
    this.office = office;
    this.clerk = clerk;
  }

  /** A little of everything, on both desks, part of it sent and taken. */
  async live(): Promise<void> {
    for (let work = this.#random.between(1, 4); work > 0; work--) this.#work(this.office);
    for (let work = this.#random.between(0, 3); work > 0; work--) this.#work(this.clerk);
    if (this.#random.chance(0.5)) await this.#sync(this.office);
    if (this.#random.chance(0.5)) await this.#sync(this.clerk);
  }

  async changeGrant(): Promise<void> {
    const grant = this.#random.shuffled(COLLEGES).slice(0, this.#random.between(1, 2));
    await this.setGrant(this.#random.chance(0.1) ? '*' : grant);
  }

  async setGrant(grant: '*' | string[]): Promise<void> {
    this.#version += 1;
    await this.hub.grant('clerk', grant);
  }

  /** All is sent and taken, and what was handed to the office was looked at. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.#sync(this.office);
      await this.#sync(this.clerk);
    }
    const { db } = this.clerk;
    for (const { mid } of handedOver(db)) {
      this.refusals += 1;
      forgetHandedOver(db, mid);
    }
  }

  scopeOf(student: string): string {
    const row = this.hub.raw.prepare('SELECT scope FROM student_scope WHERE student = ?').get(student);
    return (row as { scope: string } | undefined)?.scope ?? '';
  }

  forbidden(): string[] {
    return STUDENTS.filter((student) => !this.#isGranted(student)).map(markOf);
  }

  /** Of whom something is held. */
  allowed(): string[] {
    return STUDENTS.filter((student) => this.#isGranted(student) && this.#isThere(student)).map(markOf);
  }

  /** The tables and rows of the clerk’s store that hold a text, for a failure. */
  whereIs(mark: string): string {
    const { db } = this.clerk;
    const tables = db.read<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const found = tables.flatMap(({ name }) =>
      db
        .read<object>(`SELECT * FROM ${name}`)
        .all()
        .filter((row) => JSON.stringify(row).includes(mark))
        .map((row) => `${name} ${JSON.stringify(row)}`),
    );
    return found.length === 0 ? 'free space' : found.join('\n');
  }

  #isThere(student: string): boolean {
    const sql = "SELECT 1 FROM row WHERE entity = 'record' AND student = ? AND fields <> 'null'";
    return this.hub.raw.prepare(sql).get(student) !== undefined;
  }

  #isGranted(student: string): boolean {
    const { scope } = this.hub.raw.prepare("SELECT scope FROM device WHERE id = 'clerk'").get() as {
      scope: string;
    };
    const grant = JSON.parse(scope) as '*' | string[];
    return grant === '*' || grant.includes(this.scopeOf(student));
  }

  #roster(student: string, collegeName: string): void {
    const { scene } = this.office;
    const values = { name: markOf(student), collegeName, phone: this.#said(student) };
    scene.write('import.chunk', { source: 'sis', chunk: 0, rows: [{ student, isNew: true, values }] });
  }

  #said(student: string): string {
    this.#count += 1;
    return `${markOf(student)}${this.#count}`;
  }

  #work({ db, scene, name }: SimDesk): void {
    const known = db.read<{ id: string }>('SELECT id FROM student WHERE sources > 0 ORDER BY id').all();
    if (known.length === 0) return;
    const { id: student } = this.#random.pick(known);
    const what = this.#random.next();
    if (what < 0.08) this.#paper(scene, student);
    else if (what < 0.13) this.#decision(scene, student);
    else if (what < 0.4) scene.edit(student, { className: this.#said(student) });
    else if (what < 0.55) scene.edit(student, { collegeName: this.#random.pick(COLLEGES) });
    else if (what < 0.7) this.#contact(scene, student);
    else if (what < 0.85) this.#verdict(scene, student);
    else if (name === 'office' && what < 0.95)
      scene.photos('graduation', [{ student, hash: this.#said(student) }]);
    else scene.edit(student, { email: this.#said(student) });
  }

  #contact(scene: SimDesk['scene'], student: string): void {
    const batch = scene.nextId();
    const campaign = scene.db.read<{ id: string }>('SELECT id FROM campaign').get()?.id;
    if (campaign === undefined) return;
    scene.write(
      'chase.log',
      {
        ...{ campaign, batch, actor: '乙', students: [{ id: scene.nextId(), student }] },
        contact: {
          ...{ at: this.#now(), whom: 'student', way: 'phone', outcome: 'told', promise: null },
          note: this.#said(student),
        },
      },
      batch,
    );
  }

  /** A sheet of the student’s college that was printed and came back, with somebody crossed out. */
  #paper(scene: SimDesk['scene'], student: string): void {
    const college = 'SELECT college_name AS name FROM student WHERE id = ?';
    const collegeName = scene.db.read<{ name: string | null }>(college).get(student)?.name ?? null;
    const students = scene.db
      .read<{ id: string }>('SELECT id FROM student WHERE college_name IS ? ORDER BY id')
      .all(collegeName)
      .map(({ id }) => id);
    const number = `N${scene.nextId()}`;
    const [at, batch] = [this.#now(), scene.nextId()];
    const sheet = { number, code: '', campaign: null, dataTime: at, collegeName, className: null, students };
    scene.write('sheets.issue', { sheets: [sheet] });
    const row = handBatchRow({
      id: batch,
      kind: 'sheetReturn',
      campaign: null,
      at,
      actor: '乙',
      students: 1,
    });
    scene.write('row.save', row, batch);
    const question = {
      ...{ id: scene.nextId(), number, kind: 'struck' as const, student },
      ...{ name: this.#said(student), studentNo: this.#said(student), written: this.#said(student) },
    };
    const sheets = [{ number, rows: students.length }];
    scene.write('sheets.return', { batch, at, sheets, questions: [question] }, batch);
  }

  #decision(scene: SimDesk['scene'], student: string): void {
    const said = JSON.stringify({ sis: this.#said(student) });
    const values = { kind: 'keep', source: 'sis', said, at: this.#now(), actor: '丁' };
    scene.write('reconcile.decide', { decisions: [{ subject: student, field: 'name', values }] });
  }

  #verdict(scene: SimDesk['scene'], student: string): void {
    const campaign = scene.db.read<{ id: string }>('SELECT id FROM campaign').get()?.id;
    if (campaign !== undefined) scene.verdict(campaign, [student], 'correct');
  }

  async #sync(desk: SimDesk): Promise<void> {
    const client = desk.client(this.hub.calls());
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      for (;;) {
        const { kind } = await ask();
        if (kind === 'stopped') throw new Error(`${desk.name} stopped`);
        if (kind === 'done') break;
      }
  }
}
