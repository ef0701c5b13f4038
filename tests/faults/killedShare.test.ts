import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type SeededRandom, seededRandom } from '../../electron/demo/seededRandom.ts';
import { unlockStore } from '../../electron/security/unlockStore.ts';
import { hubMeans, onBothEngines } from '../harness/hubEngines.ts';
import { writeCsv } from '../harness/runImport.ts';
import { placeArguments } from '../harness/servedHub.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';
import { startXueji, xueji } from '../harness/xueji.ts';
import { expectSynced } from './expectSynced.ts';

/** `XUEJI_KILLS=200` for a long run, on each engine. */
const KILLS = Number(process.env.XUEJI_KILLS ?? 8);
const SEED = Number(process.env.XUEJI_SEED ?? 1);
const NAMES = ['one', 'other'];
/** More than come in an answer: a desk that begins fetches an image in a file. */
const STUDENTS = 2_500;

/** What is killed, as somebody would type it. */
type Step = (office: SyncOffice, at: number) => { args: string[]; what: string };

const desk =
  (what: string, name: string, args: (office: SyncOffice, at: number) => string[]): Step =>
  (office, at) => ({ what, args: ['--json', ...args(office, at), '--data', office.path(name)] });
const hub =
  (what: string, args: (office: SyncOffice, at: number) => string[]): Step =>
  (office, at) => ({ what, args: ['--json', 'hub', ...args(office, at), ...placeArguments(office.place)] });

const share = (office: SyncOffice) => office.path('share');
const stick = (office: SyncOffice, name: string) => {
  const folder = office.path(`stick-${name}`);
  mkdirSync(folder, { recursive: true });
  return folder;
};

const STEPS: readonly Step[] = [
  hub('turn of the hub', (office) => ['share', share(office)]),
  hub('import at the hub', (office) => ['import', stick(office, 'up')]),
  ...NAMES.flatMap((name) => [
    desk('turn of a desk', name, (office) => ['sync', 'now', '--share', share(office)]),
    desk('export of a desk', name, (office, at) => [
      'sync',
      'export',
      join(stick(office, 'up'), `${name}-${at}.xjs`),
    ]),
    desk('import at a desk', name, (office) => ['sync', 'import', stick(office, `down-${name}`)]),
    hub('export of the hub', (office, at) => [
      ...['export', name, join(stick(office, `down-${name}`), `down-${at}.xjs`), '--whole'],
    ]),
  ]),
];

/** Killed some time after it began: while it starts, in the middle of its work, or behind it. How far it was. */
async function killed(
  args: readonly string[],
  random: SeededRandom,
  office: SyncOffice,
  half: boolean,
): Promise<string> {
  const before = new Set(unfinished(office));
  const isHalf = () => unfinished(office).some((name) => !before.has(name));
  const child = startXueji(args);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  // Once something is half there, or at any moment: the moment of the kill is what is drawn.
  const until = performance.now() + (half ? 10_000 : random.between(150, 900));
  while (!isOver() && performance.now() < until && !(half && isHalf()))
    await new Promise((resolve) => setTimeout(resolve, 2));
  const found = isHalf() ? 'half there' : isOver() ? 'over' : 'running';
  child.kill('SIGKILL');
  await ended;
  return found;
}

/** Bundles that are being written, images that are being fetched. */
const unfinished = ({ folder }: SyncOffice): string[] =>
  ['share', 'stick-up', ...NAMES.flatMap((name) => [`stick-down-${name}`, join(name, 'sync-image')])]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)),
    )
    .filter((name) => name.endsWith('.tmp') || name.endsWith('.img'));

/** A desk and the key by which its store is read. */
async function opened(office: SyncOffice, name: string) {
  const dataDir = office.path(name);
  const { key } = await unlockStore(dataDir, hubMeans());
  return { name, dataDir, kept: [], key };
}

async function begun(office: SyncOffice): Promise<void> {
  await office.serve();
  await office.joined('one');
  const header = ['学号', '考生号', '姓名', '分院', '班级'];
  const rows = Array.from({ length: STUDENTS }, (_, at) => {
    const number = String(at + 1).padStart(6, '0');
    return [`2023${number}`, `23110100${number}`, `测${number}`, '计算机学院', '班'];
  });
  const file = writeCsv(office.folder, '名册.csv', [header, ...rows]);
  expect((await office.desk('one', 'import', file, '--as', 'roster', '--source', 'sis')).code).toBe(0);
  expect((await office.desk<Now>('one', 'sync', 'now')).json).toMatchObject({ waiting: 0 });
}

onBothEngines((engine) => {
  it(
    `nothing is lost, twice or half after ${KILLS} kills over a share and sticks (seed ${SEED})`,
    async () => {
      const random = seededRandom(SEED, `share ${engine.name}`);
      const office = new SyncOffice(await engine.place());
      await begun(office);
      await office.joined('other');
      await office.cut();
      mkdirSync(share(office));
      const moments: Record<string, number> = {};
      for (let kill = 0; kill < KILLS; kill++) {
        await office.work(random.pick(NAMES), `136${String(10_000_000 + kill)}`);
        const { args, what } = random.pick(STEPS)(office, kill);
        const found = await killed(args, random, office, random.chance(0.6));
        moments[`${what}: ${found}`] = (moments[`${what}: ${found}`] ?? 0) + 1;
        // The same again, by whoever sees that it was cut short: it is done, or says in a sentence why it is not.
        if (random.chance(0.5)) {
          const { json } = await xueji<Partial<Refused>>(...args);
          expect([undefined, 'BUNDLE_REFUSED', 'FILE_NOT_WRITABLE'], what).toContain(json.error?.code);
        }
      }
      for (let round = 0; round < 4; round++) {
        for (const name of NAMES) await office.desk(name, 'sync', 'now', '--share', share(office));
        await office.hub('share', share(office));
      }
      for (const name of NAMES) expect((await office.desk<Now>(name, 'sync', 'status')).json.waiting).toBe(0);
      // Nothing half is left where a program alone writes.
      const left = readdirSync(share(office), { recursive: true }) as string[];
      expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const entries = await expectSynced(
        office.place,
        await Promise.all(NAMES.map((name) => opened(office, name))),
      );
      process.stdout.write(`${JSON.stringify({ engine: engine.name, kills: KILLS, entries, moments })}\n`);
    },
    300_000 + KILLS * 60_000,
  );

  it(
    `a desk that is killed ${KILLS} times while it fetches and takes everything has all of it in the end (seed ${SEED})`,
    async () => {
      const random = seededRandom(SEED, `image ${engine.name}`);
      const office = new SyncOffice(await engine.place());
      await begun(office);
      const { json } = await office.join('other');
      await office.approve('other', json.hub.own);
      const args = ['--json', 'sync', 'now', '--data', office.path('other')];
      const moments: Record<string, number> = {};
      for (let kill = 0; kill < KILLS; kill++) {
        const found = await killed(args, random, office, false);
        moments[found] = (moments[found] ?? 0) + 1;
      }
      process.stdout.write(`${JSON.stringify({ engine: engine.name, kills: KILLS, image: moments })}\n`);
      expect((await office.desk<Now>('other', 'sync', 'now')).json).toMatchObject({
        ...{ phase: 'synced', waiting: 0 },
      });
      expect((await office.desk<Now>('one', 'sync', 'now')).json).toMatchObject({ phase: 'synced' });
      expect((await office.desk<Now>('other', 'sync', 'now')).json).toMatchObject({ phase: 'synced' });
      expect(readdirSync(office.path('other')).includes('sync-image')).toBe(false);
      await office.cut();
      await expectSynced(office.place, await Promise.all(NAMES.map((name) => opened(office, name))));
    },
    300_000 + KILLS * 20_000,
  );
});
