import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { runImport } from '../harness/runImport.ts';
import { expectWhole } from './expectWhole.ts';
import type { Acknowledged, Job, JobKind } from './faultJobs.ts';
import { openFaultCore } from './openFaultCore.ts';
import { writeRoster } from './writeRoster.ts';

/** `XUEJI_KILLS=500` for a long run. */
const KILLS = Number(process.env.XUEJI_KILLS ?? 50);
const SEED = Number(process.env.XUEJI_SEED ?? 1);
/** A store that was killed so often is put away, and another life begins. */
const KILLS_OF_A_LIFE = 8;
const KINDS: JobKind[] = ['import', 'photos', 'undo', 'cases', 'backup', 'zip', 'restore', 'migrate'];
const ROWS = 400;
const PHOTOS = 25;

interface Worker {
  process: ChildProcess;
  ready: Promise<void>;
}

function startWorker(): Worker {
  const child = fork(join(import.meta.dirname, 'workerMain.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error('the worker ended before it began')));
  });
  // Whoever needs it awaits it; the last one is ended before it is needed.
  ready.catch(() => undefined);
  return { process: child, ready };
}

/** Lets a worker do its job for at most `ms`, then kills it. Says what it acknowledged and whether it came to its end. */
async function killDuring({ process: child, ready }: Worker, job: Job, ms: number) {
  await ready;
  const kept: Acknowledged[] = [];
  let said = '';
  let isDone = false;
  child.stderr!.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  child.on('message', (message: { kind: string; what: Acknowledged }) => {
    if (message.kind === 'kept') kept.push(message.what);
    if (message.kind === 'done') {
      isDone = true;
      child.kill('SIGKILL');
    }
  });
  const began = performance.now();
  // No condition is waited for: the moment of the kill is what is drawn.
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.send(job);
  const code = await ended;
  clearTimeout(timer);
  expect(code === 1 ? said : '', `the ${job.kind} failed by itself`).toBe('');
  return { kept, isDone, took: performance.now() - began };
}

describe(`a program that is killed ${KILLS} times (seed ${SEED})`, () => {
  const folder = folderForAll();
  const origin = join(folder, 'origin');
  const photos = join(folder, 'photos');
  const zip = join(folder, 'origin.xueji');
  const random = seededRandom(SEED);
  /** How long a job takes that is let be, by its kind, ms. */
  const lasting = new Map<JobKind, number>();
  let worker: Worker;

  const next = () => {
    const now = worker;
    worker = startWorker();
    return now;
  };
  let files = 0;
  const rosterFile = (first: number, count: number) =>
    writeRoster(join(folder, `名单${++files}.csv`), first, count);
  const jobOf = (kind: JobKind, dataDir: string): Job => {
    switch (kind) {
      case 'import':
        return { kind, dataDir, file: rosterFile(random.between(1, 2000), ROWS) };
      case 'photos':
        return { kind, dataDir, folder: photos };
      case 'zip':
        return { kind, dataDir, file: join(dataDir, `${++files}.xueji`) };
      case 'restore':
        return { kind, dataDir, file: zip };
      default:
        return { kind, dataDir };
    }
  };

  beforeAll(async () => {
    worker = startWorker();
    mkdirSync(photos);
    for (let serial = 1; serial <= PHOTOS; serial++) {
      const bytes = await drawJpeg({ seed: serial });
      writeFileSync(join(photos, `2023${String(serial).padStart(6, '0')}.jpg`), bytes);
    }
    const core = await openFaultCore(origin);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    await runImport(core, rosterFile(1, ROWS), { kind: 'roster', source: 'sis' });
    await core.close();
    const first = await killDuring(next(), { kind: 'zip', dataDir: origin, file: zip }, 60_000);
    expect(first.isDone).toBe(true);
    // What each takes when it is let be: a kill is to find it at work.
    for (const kind of KINDS) {
      const dataDir = join(folder, `whole-${kind}`);
      cpSync(origin, dataDir, { recursive: true });
      const { isDone, took, kept } = await killDuring(next(), jobOf(kind, dataDir), 60_000);
      expect(isDone).toBe(true);
      await expectWhole(dataDir, kept);
      lasting.set(kind, took);
      rmSync(dataDir, { recursive: true });
    }
  }, 120_000);

  it(
    'has everything that it acknowledged, and nothing half done, after every kill',
    async () => {
      let broken = 0;
      for (let done = 0; done < KILLS; ) {
        const dataDir = join(folder, `life-${done}`);
        cpSync(origin, dataDir, { recursive: true });
        let acknowledged: Acknowledged[] = [];
        const steps: string[] = [];
        for (let kill = 0; kill < KILLS_OF_A_LIFE && done < KILLS; kill++, done++) {
          const kind = random.pick(KINDS);
          const ms = random.next() * lasting.get(kind)!;
          steps.push(`${kind} ${Math.round(ms)} ms`);
          const { kept, isDone } = await killDuring(next(), jobOf(kind, dataDir), ms);
          if (!isDone) broken++;
          // A store that may have been replaced by an older one holds what that one holds.
          if (kind === 'restore') acknowledged = [];
          else acknowledged.push(...kept);
          try {
            await expectWhole(dataDir, acknowledged);
          } catch (error) {
            throw new Error(`XUEJI_SEED=${SEED}, ${steps.join(', ')}: ${String(error)}`, { cause: error });
          }
          // No later program is there to open it.
          if (kind === 'migrate') break;
        }
        rmSync(dataDir, { recursive: true });
      }
      worker.process.kill('SIGKILL');
      // A long run whose kills all came too late would show nothing.
      if (KILLS >= 20) expect(broken).toBeGreaterThan(KILLS / 4);
    },
    KILLS * 20_000,
  );
});
