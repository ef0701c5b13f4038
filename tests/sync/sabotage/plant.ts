import { loadavg } from 'node:os';
import { livePlanted, testPlanted } from './runPlanted.ts';
import type { Sabotage } from './sabotaged.ts';
import { misplaced, SABOTAGES } from './sabotages.ts';

/** Worlds that a fault may be alive in at most. XUEJI_WORLDS=20 for a first look. */
const SEEDS = Number(process.env.XUEJI_WORLDS ?? 500);
const AT_ONCE = 2;

interface Row {
  name: string;
  /** `unclear`: it could not be planted, or what should find it does not run. */
  end: 'caught' | 'survived' | 'equivalent' | 'unclear';
  where: string;
  what: string;
  seconds: number;
}

/** Whether a world, or a file of tests, holds while nothing is planted: otherwise it finds nothing. */
class Sound {
  readonly #seeds = new Map<number, Promise<boolean>>();
  readonly #tests = new Map<string, Promise<boolean>>();

  seed(seed: number): Promise<boolean> {
    const known = this.#seeds.get(seed) ?? livePlanted('', seed, seed).then(({ broken }) => broken === null);
    this.#seeds.set(seed, known);
    return known;
  }

  tests(files: readonly string[]): Promise<boolean> {
    const key = files.join();
    const known = this.#tests.get(key) ?? testPlanted('', files).then((found) => found === null);
    this.#tests.set(key, known);
    return known;
  }
}

/** Plants one and looks for it. */
async function plant(sabotage: Sabotage, sound: Sound): Promise<Row> {
  const { name, by, equivalent } = sabotage;
  const began = performance.now();
  const row = (end: Row['end'], where = '', what = ''): Row => ({
    ...{ name, end, where, what: what.slice(0, 90) },
    seconds: (performance.now() - began) / 1000,
  });
  if (equivalent !== undefined) return row('equivalent', '', equivalent);
  if (by !== 'worlds') {
    if (!(await sound.tests(by))) return row('unclear', by.join(), 'does not hold with nothing planted');
    const found = await testPlanted(name, by);
    return found ? row('caught', found.where, found.what) : row('survived');
  }
  for (let first = 1; first <= SEEDS; ) {
    const { seed, broken } = await livePlanted(name, first, SEEDS);
    if (broken === null) break;
    if (await sound.seed(seed)) return row('caught', `seed ${seed}`, broken);
    first = seed + 1;
  }
  return row('survived');
}

/**
 * node tests/sync/sabotage/plant.ts [NAME…]: plants them one by one (all, or what is named) and says by what each was
 * caught. Ends with 1 if one survived.
 */
async function main(names: readonly string[]): Promise<void> {
  const wrong = misplaced();
  if (wrong.length > 0) throw new RangeError(`not where it was:\n${wrong.join('\n')}`);
  const unknown = names.filter((name) => !SABOTAGES.some((one) => one.name === name));
  if (unknown.length > 0) throw new RangeError(`not planted here: ${unknown.join(', ')}`);
  const waiting = SABOTAGES.filter(({ name }) => names.length === 0 || names.includes(name));
  const planted = waiting.length;
  const sound = new Sound();
  const rows: Row[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const planting = next;
      const row = await plant(planting, sound).catch((error: unknown): Row => {
        process.stderr.write(`${planting.name}: ${String(error)}\n`);
        return { name: planting.name, end: 'unclear', where: '', what: '', seconds: 0 };
      });
      rows.push(row);
      const { name, end, where, what, seconds } = row;
      process.stdout.write(`${name} · ${end} · ${where} · ${seconds.toFixed(1)} s · ${what}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const count = (end: Row['end']) => rows.filter((row) => row.end === end).length;
  process.stdout.write(
    `${planted} planted, ${count('caught')} caught, ${count('survived')} survived, ${count('equivalent')} equivalent` +
      `${count('unclear') > 0 ? `, ${count('unclear')} unclear` : ''} (load ${loadavg()[0]!.toFixed(1)})\n`,
  );
  process.exitCode = count('survived') + count('unclear') > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
