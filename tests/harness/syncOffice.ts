import { join } from 'node:path';
import { expect } from 'vitest';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { writeCsv } from './runImport.ts';
import { placeArguments, servedHub } from './servedHub.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { THREE_STUDENTS } from './threeStudents.ts';
import { xuejiInside } from './xuejiInside.ts';

/** An answer of a refused command. */
export interface Refused {
  error: { code: string; message: string; hint: string };
}
interface Joined {
  phase: string;
  hub: { own: string; name: string };
}
export interface Now {
  phase: string;
  waiting: number;
  moved: { sent: number; came: number; rows: number };
}

/** Desks of a school and their hub, by commands alone. */
export class SyncOffice {
  readonly folder = temporaryFolder();
  readonly place: HubPlace;
  #served: Awaited<ReturnType<typeof servedHub>> | null = null;

  constructor(place: HubPlace) {
    this.place = place;
  }

  async serve(): Promise<void> {
    this.#served = await servedHub(this.place);
  }

  /** As it does once a minute. */
  refreshKey(): Promise<boolean> {
    return this.#served!.refreshKey();
  }

  /** The network is gone; commands of the hub go on beside. */
  async cut(): Promise<void> {
    await this.#served!.end();
  }

  /** Where the hub answers now. */
  get address(): string {
    return this.#served!.address;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  desk<Json>(name: string, ...args: string[]) {
    return xuejiInside<Json>('--json', ...args, '--data', this.path(name));
  }

  hub<Json>(...args: string[]) {
    return xuejiInside<Json>('--json', 'hub', ...args, ...placeArguments(this.place));
  }

  async join(name: string, ...more: string[]) {
    await this.desk(name, 'init', '--school-code', '10000', '--school-name', '示例大学');
    const { json: begun } = await this.hub<{ code: string; fingerprint: string }>('enrol');
    const { address } = this.#served!;
    const given = ['--fingerprint', begun.fingerprint, '--code', begun.code, '--name', name, ...more];
    return this.desk<Joined & Refused>(name, 'sync', 'join', address, ...given);
  }

  approve(name: string, own: string) {
    return this.hub('enrol', '--approve', name, '--fingerprint', own, '--whole-school');
  }

  /** A desk that is in sync. */
  async joined(name: string): Promise<void> {
    const { json } = await this.join(name);
    await this.approve(name, json.hub.own);
    expect((await this.desk<Now>(name, 'sync', 'now')).json).toMatchObject({ phase: 'synced', waiting: 0 });
  }

  /** What somebody does at a desk, of the first of the three students unless another is said. */
  async work(name: string, phone: string, student = 1): Promise<void> {
    const header = THREE_STUDENTS[0] as string[];
    const one = THREE_STUDENTS[student] as string[];
    const at = header.indexOf('手机号码');
    const row = at < 0 ? [...one, phone] : one.map((cell, column) => (column === at ? phone : cell));
    const file = writeCsv(this.folder, `${phone}.csv`, [at < 0 ? [...header, '手机号码'] : header, row]);
    const done = await this.desk(name, 'import', file, '--as', 'roster', '--source', 'sis');
    expect(done.code).toBe(0);
  }

  async phone(name: string, student = 1): Promise<string | null> {
    const { json } = await this.desk<{ items: { phone: string | null }[] }>(
      ...([name, 'students', '--unmasked', '--search', String(THREE_STUDENTS[student]![0])] as const),
    );
    return json.items[0]?.phone ?? null;
  }
}
