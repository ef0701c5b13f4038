import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../electron/cli/toAppError.ts';
import { folderError } from '../../electron/core/folderError.ts';
import { damagedOr } from '../../electron/db/damagedOr.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { runImport } from '../harness/runImport.ts';
import { doJob } from './doJob.ts';
import { expectWhole } from './expectWhole.ts';
import type { Acknowledged, Job, JobKind } from './faultJobs.ts';
import { openFaultCore } from './openFaultCore.ts';
import { smallDisk } from './smallDisk.ts';
import { writeRoster } from './writeRoster.ts';

/** `XUEJI_FULL=400` for a long run: the disk is full at so many places of each job, evenly spread. */
const PLACES = Number(process.env.XUEJI_FULL ?? 6);
const MEGABYTES = 64;
const ROWS = 300;
const PHOTOS = 8;
const KINDS: JobKind[] = ['import', 'photos', 'undo', 'cases', 'backup', 'zip', 'restore', 'migrate'];

describe(`a disk that is full at any of ${PLACES} places of a job`, () => {
  const folder = folderForAll();
  const origin = join(folder, 'origin');
  const photos = join(folder, 'photos');
  const zip = join(folder, 'origin.xueji');
  const small = join(folder, 'small');
  const disk = smallDisk(small, MEGABYTES);
  const dataDir = join(small, 'data');
  const ballast = join(small, 'ballast');

  const jobOf = (kind: JobKind): Job => {
    switch (kind) {
      case 'import':
        return { kind, dataDir, file: join(folder, 'more.csv') };
      case 'photos':
        return { kind, dataDir, folder: photos };
      case 'zip':
        return { kind, dataDir, file: join(small, 'made.xueji') };
      case 'restore':
        return { kind, dataDir, file: zip };
      default:
        return { kind, dataDir };
    }
  };

  beforeAll(async () => {
    mkdirSync(photos);
    for (let serial = 1; serial <= PHOTOS; serial++) {
      const bytes = await drawJpeg({ seed: serial });
      writeFileSync(join(photos, `2023${String(serial).padStart(6, '0')}.jpg`), bytes);
    }
    const core = await openFaultCore(origin);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    const first = writeRoster(join(folder, 'first.csv'), 1, ROWS);
    await runImport(core, first, { kind: 'roster', source: 'sis' });
    await core.close();
    await doJob({ kind: 'zip', dataDir: origin, file: zip }, () => undefined);
    writeRoster(join(folder, 'more.csv'), 1000, ROWS);
  }, 120_000);
  afterAll(() => disk?.unmount());

  /** Does a job with so much room, in KiB. `done`, or the code of what was told. */
  async function doWithin(kind: JobKind, room: number): Promise<string> {
    rmSync(join(small, 'made.xueji'), { force: true });
    rmSync(dataDir, { recursive: true, force: true });
    cpSync(origin, dataDir, { recursive: true });
    writeFileSync(ballast, Buffer.alloc(Math.max(0, disk!.free() - room) * 1024));
    const acknowledged: Acknowledged[] = [];
    const said = await doJob(jobOf(kind), (what) => acknowledged.push(what)).then(
      () => 'done',
      (error: unknown) => {
        const known = toAppError(folderError(damagedOr(error), dataDir));
        if (!known) throw error;
        return known.code;
      },
    );
    // It can always be read, and made room for again.
    rmSync(ballast);
    await expectWhole(dataDir, acknowledged).catch((error: unknown) => {
      throw new Error(`${kind} with ${room} KiB, ${said}: ${String(error)}`, { cause: error });
    });
    return said;
  }

  /** The room that a job needs, in KiB: no less was enough when it was halved. */
  async function needOf(kind: JobKind): Promise<number> {
    let enough = MEGABYTES * 512;
    expect(await doWithin(kind, enough), `${kind} with all room`).toBe('done');
    while (enough > 8 && (await doWithin(kind, enough >> 1)) === 'done') enough >>= 1;
    return enough;
  }

  it.skipIf(disk === null).each(KINDS)(
    'is told in a sentence and costs nothing: %s (skipped where no tmpfs can be mounted)',
    async (kind) => {
      const need = await needOf(kind);
      const refusals = new Set<string>();
      for (let place = 0; place < PLACES; place++) {
        refusals.add(await doWithin(kind, Math.floor((need * place) / PLACES)));
      }
      expect([...refusals].filter((code) => !/^(done|STORE_FULL|FILE_NOT_WRITABLE)$/.test(code))).toEqual([]);
      // With no room at all nothing can be done.
      expect(refusals.size > 1 || !refusals.has('done')).toBe(true);
    },
    120_000 + PLACES * 5_000,
  );
});
