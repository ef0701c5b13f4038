import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Lived } from './runWorlds.ts';

export interface LivedTogether {
  worlds: number;
  /** By kind. */
  faults: Record<string, number>;
  /** What people did at their desks, by kind. */
  work: Record<string, number>;
  /** What became of it at the hub. */
  outcomes: Record<string, number>;
  /** Those that did not hold; the first of them ends the run. */
  broken: Lived[];
  seconds: number;
}

/** As many as this computer is meant to give. */
const WORKERS = 2;

/**
 * Lives through worlds, from the seed `first` on, in two processes that take one seed after the other, until so many
 * faults have happened, or `until` is aborted. The same worlds each time, but for the last few.
 *
 * @param said is called after each world with what there is so far, the same object each time.
 */
export async function liveUntil(
  faults: number,
  first: number,
  { until, said }: { until?: AbortSignal; said?: (sum: LivedTogether) => void } = {},
): Promise<LivedTogether> {
  const started = performance.now();
  const sum: LivedTogether = { worlds: 0, faults: {}, work: {}, outcomes: {}, broken: [], seconds: 0 };
  let next = first;
  const goesOn = () => total(sum.faults) < faults && sum.broken.length === 0 && !until?.aborted;
  const take = (lived: Lived) => {
    add(sum, lived);
    sum.seconds = (performance.now() - started) / 1000;
    said?.(sum);
  };
  await Promise.all(
    Array.from({ length: WORKERS }, () => worker(() => (goesOn() ? String(next++) : null), take)),
  );
  return sum;
}

function worker(seed: () => string | null, take: (lived: Lived) => void): Promise<void> {
  // A group of its own: Ctrl-C is for the one that asks, which lets a world that has begun end.
  const child = fork(join(import.meta.dirname, 'worldWorker.ts'), { execArgv: [], detached: true });
  return new Promise((resolve, reject) => {
    let asked: string | null = null;
    const ask = () => {
      asked = seed();
      if (asked === null) child.disconnect();
      else child.send(asked);
    };
    child.on('message', (lived: Lived) => {
      take(lived);
      ask();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (asked === null && code === 0) resolve();
      else reject(new Error(`The process that lived world ${asked} ended with ${code}`));
    });
    ask();
  });
}

function add(sum: LivedTogether, lived: Lived): void {
  sum.worlds += 1;
  for (const what of ['faults', 'work', 'outcomes'] as const)
    for (const [kind, count] of Object.entries(lived[what])) sum[what][kind] = (sum[what][kind] ?? 0) + count;
  if (lived.broken) sum.broken.push(lived);
}

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/** One line: what happened, how often, and how quickly. */
export function asLine({ worlds, faults, seconds, broken, outcomes }: LivedTogether): string {
  const all = total(faults);
  const kinds = [...Object.entries(faults)].sort(([, one], [, other]) => other - one);
  return [
    `${worlds} worlds, ${all} faults in ${seconds.toFixed(0)} s (${(all / seconds).toFixed(0)}/s): `,
    kinds.map(([kind, count]) => `${kind} ${count}`).join(', '),
    `; outcomes: ${Object.entries(outcomes)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}`,
    broken.map(({ seed, broken: what }) => `\nbroken, seed ${seed}: ${what}`).join(''),
  ].join('');
}

/** Between two lines of a long run that say how far it is. */
const WORLDS_BETWEEN = 500;

/** node tests/sync/rig/liveUntil.ts FAULTS FIRST. Says on stderr how far it is; Ctrl-C ends it with what there is so far. */
if (import.meta.main) {
  const [faults = 100_000, first = 1] = process.argv.slice(2).map(Number);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const lived = await liveUntil(faults, first, {
    until: stop.signal,
    said: (sum) => {
      if (sum.worlds % WORLDS_BETWEEN === 0)
        process.stderr.write(
          `${sum.worlds} worlds, ${total(sum.faults)} faults, ${sum.seconds.toFixed(0)} s; ${sum.broken.length} broken\n`,
        );
    },
  });
  process.stdout.write(`${asLine(lived)}\n${JSON.stringify(lived.work)}\n`);
  process.exitCode = lived.broken.length > 0 ? 1 : 0;
}
