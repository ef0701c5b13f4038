import { join } from 'node:path';
import type { HubGrant, HubState, KeptWork } from '../../../shared/contract/hub.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { hostMeans } from '../../core/encryption/hostMeans.ts';
import { printRecoverySheet } from '../../core/encryption/printRecoverySheet.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type {
  ChangedGrant,
  FromHubProcess,
  HubHost,
  HubHostNeeds,
  HubProcess,
  MakeHubHost,
  StartHubProcess,
} from '../../core/sync/HubHost.ts';
import type { Running } from '../../core/workThread.ts';
import type { StoreKeys } from '../../security/StoreKeys.ts';
import { Backoff } from '../../sync/net/Backoff.ts';
import { approveDevice, type ChangedDevice, revokeDevice, setGrant } from '../enrolment/deviceGrants.ts';
import { startEnrolment } from '../enrolment/requestEnrolment.ts';
import { changeHubKeys, keysOfHub } from '../hubRing.ts';
import { keepOnly } from '../instances.ts';
import { setLeaseDays } from '../lease.ts';
import { hubErrorOf, type OpenHub, openBesideHub } from '../openHub.ts';
import { HostedBundles } from './HostedBundles.ts';
import { hubAddresses } from './hubAddresses.ts';
import { hubContent } from './hubContent.ts';
import { keptAtHub } from './keptAtHub.ts';
import type { MadeHubBackup } from './makeHubBackup.ts';
import { backUpAndNote } from './plannedBackup.ts';

/** How long a hub gets to finish what it began, ms. */
const STOP_LIMIT = 10_000;

interface Served {
  port: number;
  fingerprint: string;
  since: number;
}

/** The hub of a desk's computer, in a process of its own: started again when it ended by itself, asked beside it through its database. */
export class HubHosting implements HubHost {
  readonly #needs: HubHostNeeds;
  readonly #startProcess: StartHubProcess;
  readonly #hosting: (isOn: boolean) => void;
  readonly #dataDir: string;
  readonly bundles: HostedBundles;
  readonly #backoff = new Backoff(systemNetPorts);
  #wanted: { port: number; ready: (at: { port: number; fingerprint: string }) => void } | null = null;
  #process: { handle: HubProcess; ended: Promise<void> } | null = null;
  #served: Served | null = null;
  #trouble: AppError | null = null;
  #store: HubState['store'] = null;
  #beside: Promise<OpenHub> | null = null;
  #waiting: AbortController | null = null;

  constructor(needs: HubHostNeeds, startProcess: StartHubProcess, hosting: (isOn: boolean) => void) {
    this.#hosting = hosting;
    this.#needs = needs;
    this.#startProcess = startProcess;
    this.#dataDir = join(needs.dataDir, 'hub');
    this.bundles = new HostedBundles({
      ask: (work) => this.#ask(work),
      shareNow: () => this.#process?.handle.send({ kind: 'share' }),
      changed: () => needs.changed(),
    });
  }

  start(port: number, ready: (at: { port: number; fingerprint: string }) => void): void {
    if (this.#wanted === null) this.#hosting(true);
    this.#wanted = { port, ready };
    if (this.#process === null) this.#begin();
  }

  async stop(): Promise<void> {
    if (this.#wanted !== null) this.#hosting(false);
    this.#wanted = null;
    this.#waiting?.abort();
    const beside = this.#beside;
    this.#beside = null;
    await (await beside?.catch(() => null))?.close();
    const running = this.#process;
    if (running === null) return;
    running.handle.send({ kind: 'stop' });
    const patience = new AbortController();
    const tooLong = this.#needs.times.wait(STOP_LIMIT, patience.signal).then(() => {
      if (!patience.signal.aborted) running.handle.kill();
    });
    await running.ended;
    patience.abort();
    await tooLong;
  }

  async state(here: string | null): Promise<HubState> {
    const served = this.#served;
    const isOff = this.#wanted === null;
    const state = {
      phase: isOff ? 'off' : served ? 'serving' : this.#process ? 'starting' : 'ended',
      canHost: true,
      since: served?.since ?? null,
      port: served?.port ?? this.#wanted?.port ?? null,
      addresses: served ? hubAddresses(served.port) : [],
      fingerprint: served?.fingerprint ?? null,
    } as const;
    const trouble = this.#trouble && { code: this.#trouble.code, params: this.#trouble.params };
    if (!served) return { ...state, trouble, store: null, content: null };
    return {
      ...{ ...state, trouble, store: this.#store },
      content: await this.#ask(async (hub) => ({
        ...(await hubContent(hub.db, this.#needs.dataDir, here)),
        opensBy: opensBy(await keysOfHub(hub, hostMeans(null).accountDir).status()),
      })),
    };
  }

  kept(page: { offset: number; limit: number }): Promise<{ items: KeptWork[]; total: number }> {
    return this.#ask(({ db }) => keptAtHub(db, page));
  }

  newCode(by: string): Promise<{ code: string; endsAt: number }> {
    return this.#ask(({ db }) => startEnrolment(db, systemNetPorts, by));
  }

  letIn(change: { device: string; seen: string; grant: HubGrant; by: string }): Promise<ChangedGrant> {
    return this.#granted(({ db }) => approveDevice(db, systemNetPorts, change));
  }

  setGrant(change: { device: string; grant: HubGrant; by: string }): Promise<ChangedGrant> {
    return this.#granted(({ db }) => setGrant(db, systemNetPorts, change));
  }

  setLease(days: number, by: string): Promise<number> {
    return this.#change(({ db }) => setLeaseDays(db, days, this.#act(by)));
  }

  revoke(change: { device: string; by: string }): Promise<ChangedGrant> {
    return this.#granted(({ db }) => revokeDevice(db, systemNetPorts, change));
  }

  backup({ signal, onProgress }: Running): Promise<MadeHubBackup> {
    const { clock, dataDir } = this.#needs;
    return this.#ask(({ db }) =>
      backUpAndNote(db, 'manual', {
        ...{ dataDir: this.#dataDir, planDir: dataDir, passphrase: passphrase() },
        ...{ now: () => clock.now(), signal, onProgress },
      }),
    ).finally(() => this.#needs.changed());
  }

  keepOnly(by: string): Promise<void> {
    return this.#change(({ db }) => keepOnly(db, this.#act(by)));
  }

  printRecovery(...[sink, lang, by]: Parameters<HubHost['printRecovery']>): Promise<void> {
    const { accountDir } = hostMeans(null);
    const act = this.#act(by);
    return this.#change((hub) =>
      changeHubKeys(hub, { ...act, accountDir, change: 'recovery-made' }, (keys) =>
        printRecoverySheet(sink, keys, { of: 'hub', at: act.at, lang }),
      ),
    );
  }

  async #granted(work: (hub: OpenHub) => Promise<ChangedDevice>): Promise<ChangedGrant> {
    const { device, before } = await this.#change(work);
    return { name: device.name, before, after: device.grant };
  }

  async #change<Result>(work: (hub: OpenHub) => Promise<Result>): Promise<Result> {
    const result = await this.#ask(work);
    this.#needs.changed();
    return result;
  }

  #act(by: string): { by: string; at: number } {
    return { by, at: this.#needs.clock.now() };
  }

  /** In the hub's database, beside the process that serves it. Errors: HUB_REFUSED (off). */
  async #ask<Result>(work: (hub: OpenHub) => Promise<Result>): Promise<Result> {
    if (this.#served === null) throw new AppError('HUB_REFUSED', { case: 'off' });
    this.#beside ??= this.#open();
    try {
      return await work(await this.#beside);
    } catch (error) {
      throw hubErrorOf(error);
    }
  }

  #open(): Promise<OpenHub> {
    const place = { engine: 'sqlite' as const, dataDir: this.#dataDir, means: hostMeans(passphrase()) };
    const opening = openBesideHub(place, (event, error) => this.#needs.log.error(event, error));
    // Tried anew by whoever asks next.
    opening.catch(() => {
      this.#beside = null;
    });
    return opening;
  }

  #begin(): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const handle = this.#startProcess({
      message: (said) => this.#heard(said),
      ended: (code) => {
        resolve();
        this.#ended(code);
      },
    });
    this.#process = { handle, ended };
    const { dataDir } = this.#needs;
    const { port } = wanted;
    handle.send({ kind: 'serve', dataDir: this.#dataDir, planDir: dataDir, host: '::', port });
    this.#needs.changed();
  }

  #heard(said: FromHubProcess): void {
    if (said.kind === 'failed') this.#trouble = new AppError(said.code, said.params);
    if (said.kind === 'store')
      this.#store = said.fault && { fault: said.fault, at: this.#store?.at ?? this.#needs.clock.now() };
    if (said.kind === 'serving') {
      const { port, fingerprint } = said;
      // Again, where its key was renewed meanwhile.
      this.#served = { port, fingerprint, since: this.#served?.since ?? this.#needs.clock.now() };
      this.#trouble = null;
      this.#needs.log.info('hub-serving', { port });
      this.#backoff.reset();
      this.#wanted?.ready({ port, fingerprint });
    }
    this.#needs.changed();
  }

  #ended(code: number | null): void {
    this.#process = null;
    this.#served = null;
    this.#store = null;
    this.#needs.log.info('hub-ended', { code, again: this.#wanted !== null });
    this.#needs.changed();
    if (this.#wanted === null) return;
    this.#trouble ??= new AppError('HUB_REFUSED', { case: 'ended' });
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.#needs.times.wait(this.#backoff.next(), waiting.signal).then(() => {
      if (!waiting.signal.aborted && this.#process === null) this.#begin();
    });
  }
}

/** `startProcess`: see StartHubProcess. `hosting` is told when this computer begins to host a hub, and when it ends that. */
export function hubHosting(
  startProcess: StartHubProcess,
  hosting: (isOn: boolean) => void = () => undefined,
): MakeHubHost {
  return (needs) => new HubHosting(needs, startProcess, hosting);
}

function opensBy({ passphrase, recovery }: Awaited<ReturnType<StoreKeys['status']>>) {
  return { passphrase, recovery };
}

function passphrase(): string | null {
  return process.env.XUEJI_PASSPHRASE || null;
}
