/**
 * Applies `work` to every item, at most `limit` at a time, and gives the results in the order of the items. The
 * source is drawn from only as results are taken, so memory stays bounded by `limit` items. When one fails, or
 * the consumer stops, work that has begun is waited for and the source is closed before the error is thrown.
 */
export async function* mapConcurrently<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of source) {
      const result = work(item);
      // The rejection is met when its turn comes; until then it must not count as unhandled.
      result.catch(() => {});
      running.push(result);
      if (running.length >= limit) yield await (running.shift() as Promise<Result>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<Result>);
  } finally {
    await Promise.allSettled(running);
  }
}
