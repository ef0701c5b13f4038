import { z } from 'zod';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { Log } from '../core.ts';
import type { Turns } from '../Turns.ts';
import type { HubHost } from './HubHost.ts';
import { isOwnAddress } from './hubPlace.ts';
import type { SyncKeeper } from './SyncKeeper.ts';

const KEY = 'hosted hub';
const setting = z.object({ port: z.number().int(), name: z.string() });
type Setting = z.output<typeof setting>;

interface Needs {
  db: WriteDb;
  writes: Turns;
  log: Log;
  host: HubHost;
  keeper: SyncKeeper;
  /** By whom the desk's own device is let in. */
  actor(): string;
}

/** The hub that this desk's computer hosts: kept running as long as the core is open, and joined by the desk itself. */
export class HostedHub {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get host(): HubHost {
    return this.#needs.host;
  }

  /** Whether it hosts one, whenever the program is open. */
  get isOn(): boolean {
    return stored(this.#needs.db) !== null;
  }

  /** Serves what was served when the program was last open. */
  follow(): void {
    const known = stored(this.#needs.db);
    if (known) this.#serve(known);
  }

  /** Errors: SYNC_JOINED (this desk is another hub's). */
  async start(asked: Setting): Promise<void> {
    const { db, writes, keeper } = this.#needs;
    const { place } = keeper.state;
    if (place !== null && !isOwnAddress(place.address)) throw new AppError('SYNC_JOINED');
    await writes.take(() => store(db, asked));
    this.#serve(asked);
  }

  /** The desk stays the hub's, and works on by itself until it is started again. */
  async stop(): Promise<void> {
    const { db, writes, host } = this.#needs;
    await writes.take(() => store(db, null));
    await host.stop();
  }

  async close(): Promise<void> {
    await this.#needs.host.stop();
  }

  #serve({ port, name }: Setting): void {
    const { host, log } = this.#needs;
    host.start(port, ({ port: at, fingerprint }) => {
      this.#join(`127.0.0.1:${at}`, name, fingerprint).catch((error: unknown) => {
        // Told by the state of sync; tried again when the hub next begins.
        log.error('own-desk-not-joined', error);
      });
    });
  }

  /** By what both sides know of each other within one computer: nobody types a code. */
  async #join(address: string, name: string, fingerprint: string): Promise<void> {
    const { host, keeper, actor } = this.#needs;
    const { place, phase } = keeper.state;
    if (place === null) {
      const seen = await keeper.look(address);
      // Whatever else listens there is not what was started.
      if (seen.fingerprint !== fingerprint)
        throw new AppError('HUB_UNREACHABLE', { case: 'other-hub', address });
      const { code } = await host.newCode(actor());
      await keeper.join({ address, pin: seen.pin, code, name });
    } else if (isOwnAddress(place.address)) {
      if (place.fingerprint === fingerprint) await keeper.moveTo(address);
      else await keeper.trust({ address, fingerprint });
    }
    const joined = keeper.state.place;
    if (joined?.own !== undefined && (place === null || phase === 'asking'))
      await host.letIn({ device: joined.device, seen: joined.own, grant: '*', by: actor() });
    await keeper.now();
  }
}

function stored(db: ReadDb): Setting | null {
  const row = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(KEY);
  return row ? setting.parse(JSON.parse(row.value)) : null;
}

function store(db: WriteDb, value: Setting | null): void {
  if (value === null) db.write('DELETE FROM local WHERE key = ?').run(KEY);
  else
    db.write(
      'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(KEY, JSON.stringify(value));
}
