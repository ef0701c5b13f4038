import { seededRandom } from '../../../electron/demo/seededRandom.ts';
import type { Grant } from '../../../electron/hub/hubPorts.ts';
import { expectReplayEqual } from '../../harness/storeInvariants.ts';
import { checkOutcomes, checkOverlay, checkPrefix } from './invariants.ts';
import { SimDesk } from './SimDesk.ts';
import { SimHub } from './SimHub.ts';

/** The office, that sees all, and the clerk of a college, with a hub between them: for stories told step by step. */
export class TwoDesks {
  readonly hub: SimHub;
  readonly office: SimDesk;
  readonly clerk: SimDesk;

  static async make(story: string, grant: Grant = ['法学院']): Promise<TwoDesks> {
    const random = seededRandom(story, 'world');
    let now = Date.UTC(2026, 9, 1);
    const clock = () => (now += 1000);
    const hub = await SimHub.make(random, clock);
    const desks = new TwoDesks(
      hub,
      SimDesk.named('office', random, clock),
      SimDesk.named('clerk', random, clock),
    );
    await hub.enrol('office', '*');
    await hub.enrol('clerk', grant);
    for (const desk of desks.both) desk.join();
    return desks;
  }

  private constructor(hub: SimHub, office: SimDesk, clerk: SimDesk) {
    this.hub = hub;
    this.office = office;
    this.clerk = clerk;
  }

  get both(): SimDesk[] {
    return [this.office, this.clerk];
  }

  async sync(...desks: SimDesk[]): Promise<void> {
    for (const desk of desks) {
      const client = desk.client(this.hub.calls());
      for (const what of ['pull', 'push', 'pull'] as const)
        for (;;) {
          const { kind } = await client[what]();
          if (kind === 'stopped') throw new Error(`${desk.name} stopped`);
          if (kind === 'done') break;
        }
    }
  }

  /** The student of a name, as the office has it. */
  student(name: string): string {
    return this.office.db.read<{ id: string }>('SELECT id FROM student WHERE name = ?').get(name)!.id;
  }

  /** What became of all that was done there, in its order. */
  outcomes({ db }: SimDesk): string[] {
    const rows = db.read<{ state: string; outcome: string | null }>(
      'SELECT state, outcome FROM outbox ORDER BY mid',
    );
    return rows.all().map(({ state, outcome }) => JSON.parse(outcome ?? 'null')?.why?.code ?? state);
  }

  /** Both have what the hub has for them and show that (I1, I2, I5), and their logs replay to it. */
  async end(): Promise<void> {
    for (const desk of [...this.both, ...this.both]) await this.sync(desk);
    for (const desk of this.both) {
      const { scope } = this.hub.look('SELECT scope FROM device WHERE id = ?').get(desk.name) as {
        scope: string;
      };
      checkPrefix(this.hub, desk, JSON.parse(scope) as Grant);
      checkOverlay(desk);
      checkOutcomes(this.hub, desk);
      expectReplayEqual(desk.db);
      desk.close();
    }
    this.hub.close();
  }
}
