/**
 * The whole program on an encrypted store against the same on a plain one, in one run: the import of N students (opened,
 * planned, committed), opening the store until the first list is there, the questions that the window asks (p50 and p95, after warm-up, and the first
 * one after opening), and the size on the disk; with ratios and the load of the machine. Only this bench makes a plain
 * store: the program makes none.
 *
 *   node tests/bench/encryption.ts [students] [--keep DIR]
 *
 * `--keep`: the stores stay in that folder, and are used again by the next run of as many students, which imports nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Core } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { resultOf, strictLog } from '../harness/openCore.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { writeBenchRoster } from './writeBenchRoster.ts';

const KINDS = ['plain', 'encrypted'] as const;
type Kind = (typeof KINDS)[number];
const REPEATS = 200;

interface Asked {
  first: number;
  p50: number;
  p95: number;
}
interface Measured {
  importSeconds: number | null;
  openMs: number;
  megabytes: number;
  asked: Record<string, Asked>;
}

const openStore = (dataDir: string, kind: Kind): Promise<Core> =>
  createCore({
    ...{ dataDir, key: kind === 'plain' ? null : STORE_KEY, clock: systemClock, ids: uuidIds },
    ...{ log: strictLog, actor: 'bench' },
  });

async function measure(kind: Kind, dataDir: string, roster: string): Promise<Measured> {
  let importSeconds: number | null = null;
  if (!existsSync(join(dataDir, 'store.sqlite'))) {
    const core = await openStore(dataDir, kind);
    const started = performance.now();
    const { file } = await core.offerPath(roster);
    const { session } = await core.client.imports.open({ files: [file], kind: 'roster', source: 'chsi' });
    await resultOf(await core.client.imports.plan({ session }));
    await resultOf(await core.client.imports.commit({ session }));
    importSeconds = (performance.now() - started) / 1000;
    await core.close();
  }
  const opening = performance.now();
  const core = await openStore(dataDir, kind);
  // Until the list is there: what it is answered from is read when it is first asked for.
  await core.client.students.page({ query: {}, offset: 0, limit: 100 });
  const openMs = performance.now() - opening;
  const asked = await askAll(core);
  await core.close();
  const files = globSync('store.sqlite*', { cwd: dataDir });
  const bytes = files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);
  return { importSeconds, openMs, megabytes: bytes / 1024 ** 2, asked };
}

async function askAll(core: Core): Promise<Record<string, Asked>> {
  const { students } = core.client;
  const { items, total } = await students.page({ query: {}, offset: 0, limit: 100 });
  const page = (query: object, offset = 0) => students.page({ query, offset, limit: 100 });
  const one = (turn: number) => items[turn % items.length]!;
  const questions: Record<string, (turn: number) => Promise<unknown>> = {
    'first page': () => page({}),
    'a page deep in': (turn) => page({}, Math.floor(total * 0.8) - turn * 10),
    'search by name': (turn) => page({ search: one(turn).values.name!.slice(0, 2) }),
    'search by number': (turn) => page({ search: one(turn).values.studentNo! }),
    'a college': (turn) => page({ fields: { collegeName: [one(turn).values.collegeName!] } }),
    counts: () => students.facets({ query: {}, fields: ['collegeName', 'grade'] }),
    'open a student': (turn) => students.get({ id: one(turn).id }),
  };
  const asked: Record<string, Asked> = {};
  for (const [name, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let turn = 0; turn < REPEATS; turn++) {
      const started = performance.now();
      await ask(turn);
      times.push(performance.now() - started);
    }
    const warm = times.slice(3).sort((a, b) => a - b);
    const at = (share: number) => warm[Math.min(warm.length - 1, Math.floor(warm.length * share))]!;
    asked[name] = { first: times[0]!, p50: at(0.5), p95: at(0.95) };
  }
  return asked;
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--one') {
  const [kind, dataDir, roster] = rest as [Kind, string, string];
  process.stdout.write(JSON.stringify(await measure(kind, dataDir, roster)));
} else {
  const count = Number(first ?? 50_000);
  const kept = rest[0] === '--keep' ? rest[1]! : null;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'xueji-bench-'));
  mkdirSync(folder, { recursive: true });
  const { csvGb18030 } = await writeBenchRoster(count);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const load = () =>
    loadavg()
      .map((value) => value.toFixed(1))
      .join(' ');
  say(`${count} students, load ${load()}`);
  // A process each, so that neither finds the memory of the other.
  const [plain, encrypted] = KINDS.map((kind) => {
    const dataDir = join(folder, `${kind}-${count}`);
    const args = [fileURLToPath(import.meta.url), '--one', kind, dataDir, csvGb18030];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
  }) as [Measured, Measured];
  const line = (what: string, one: number, other: number, unit: string) =>
    say(
      `${what.padEnd(30)} plain ${one.toFixed(1)} ${unit}, encrypted ${other.toFixed(1)} ${unit}, ratio ${(other / one).toFixed(2)}`,
    );
  if (plain.importSeconds !== null && encrypted.importSeconds !== null)
    line('import', plain.importSeconds, encrypted.importSeconds, 's');
  line('opening, to the first list', plain.openMs, encrypted.openMs, 'ms');
  line('size', plain.megabytes, encrypted.megabytes, 'MB');
  for (const [name, one] of Object.entries(plain.asked))
    for (const which of ['first', 'p50', 'p95'] as const)
      line(`${name}, ${which}`, one[which], encrypted.asked[name]![which], 'ms');
  say(`load ${load()}`);
  if (kept === null) rmSync(folder, { recursive: true });
}
