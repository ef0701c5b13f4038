/** How often it is looked whether something else is answered, ms. */
const BEAT_MS = 5;

/** How long each thing took, by what it was; ms. */
export const times = new Map<string, number>();

export function megabytes(): string {
  return `${Math.round(process.memoryUsage().rss / 1024 ** 2)} MB`;
}

/** Runs it and prints how long it took, the longest time in which nothing else was answered, and the memory. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  let longest = 0;
  let seen = performance.now();
  const look = () => {
    longest = Math.max(longest, performance.now() - seen);
    seen = performance.now();
  };
  const beat = setInterval(look, BEAT_MS);
  const started = performance.now();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    // Also what was waited since the last beat.
    look();
    const took = performance.now() - started;
    times.set(what, took);
    process.stdout.write(
      `${what}: ${took.toFixed(0)} ms, ${longest.toFixed(0)} ms at most without an answer, ${megabytes()}\n`,
    );
  }
}
