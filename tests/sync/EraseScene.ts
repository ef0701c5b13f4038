import { eraseStudents } from '../../electron/changes/erase/eraseStudents.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { SimDesk, type StoreCopy } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

const MARKS = ['要走的人', '13800001111', 's1', '秘密备注'];

/** A hub and desks whose students are erased; the one with the marks is looked for everywhere. */
export class EraseScene {
  now = 1_800_000_000_000;
  readonly hub: SimHub;
  readonly #random = seededRandom(1, 'erasures');
  readonly desks = new Map<string, SimDesk>();

  private constructor(hub: SimHub) {
    this.hub = hub;
  }

  static async make(names: readonly string[], grants: Record<string, string[]> = {}): Promise<EraseScene> {
    let scene: EraseScene | null = null;
    const hub = await SimHub.make(seededRandom(1, 'hub'), () => scene?.now ?? 0);
    scene = new EraseScene(hub);
    for (const name of names) await scene.join(name, grants[name] ?? '*');
    return scene;
  }

  async join(name: string, grant: '*' | string[], copy?: StoreCopy): Promise<SimDesk> {
    const random = this.#random;
    const about = { key: name, label: name, name, random, clock: () => this.now };
    const desk = new SimDesk(about, copy);
    await this.hub.enrol(name, grant);
    if (!copy) desk.join();
    this.desks.set(name, desk);
    return desk;
  }

  desk(name: string): SimDesk {
    return this.desks.get(name)!;
  }

  async round(name: string, over: Partial<HubCalls> = {}): Promise<void> {
    const client = this.desk(name).client({ ...this.hub.calls(), ...over });
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      for (;;) {
        const step = await ask();
        if (step.kind === 'stopped') throw new Error(`${name}: ${step.why}`);
        if (step.kind === 'done') break;
      }
  }

  record(name: string, student: string, called: string, collegeName = '法学院'): void {
    this.desk(name).scene.write('import.chunk', {
      ...{ source: 'chsi', chunk: 0 },
      rows: [{ student, isNew: true, values: { name: called, collegeName } }],
    });
  }

  erase(name: string, student: string, erasure: string): void {
    const { db } = this.desk(name);
    const { n } = db.read<{ n: number }>('SELECT n FROM student WHERE id = ?').get(student)!;
    const by = { person: null, name: '管理员', role: 'admin', session: '' };
    db.transaction(() => {
      for (const _ of eraseStudents(db, [n], { at: this.now, by, reason: '期满', erasure }));
    });
  }

  students(name: string): string[] {
    const rows = this.desk(name).db.read<{ id: string }>('SELECT id FROM student ORDER BY id').all();
    return rows.map(({ id }) => id);
  }

  /** What of the marks is still said anywhere in a desk's store. */
  found(name: string): string[] {
    const { db } = this.desk(name);
    const tables = db
      .read<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    const said = tables.flatMap((table) =>
      db.read<Record<string, unknown>>(`SELECT * FROM "${table.name}"`).all(),
    );
    const texts = said.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'));
    return MARKS.filter((mark) =>
      texts.some((text) => new RegExp(`(^|[^0-9a-z])${mark}($|[^0-9a-z])`).test(text)),
    );
  }

  foundAtHub(): string[] {
    const said = this.hub.raw
      .prepare(
        'SELECT patch FROM log UNION SELECT fields FROM row UNION SELECT args FROM mutation UNION SELECT body FROM quarantine UNION SELECT body FROM staged',
      )
      .all();
    return MARKS.filter((mark) => mark !== 's1' && JSON.stringify(said).includes(mark));
  }
}
