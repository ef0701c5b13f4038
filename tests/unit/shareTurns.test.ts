import { expect, it } from 'vitest';
import { ShareTurns } from '../../electron/hub/bundles/ShareTurns.ts';

/** Turns whose minutes end when a test says so. */
function scene() {
  const waits: { over: () => void; signal: AbortSignal }[] = [];
  const turns = new ShareTurns({
    delay: (_ms, signal) =>
      new Promise((resolve) => {
        waits.push({ over: resolve, signal });
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  });
  const ending = new AbortController();
  const failures: unknown[] = [];
  let begun = 0;
  let going: { done: () => void; fail: (error: Error) => void } | null = null;
  const turn = () => {
    begun += 1;
    return new Promise<void>((done, fail) => {
      going = { done, fail };
    });
  };
  const running = turns.run(turn, ending.signal, (error) => failures.push(error));
  /** Everything that can go on without being told has gone on. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { turns, waits, ending, failures, running, settled, begun: () => begun, going: () => going! };
}

it('takes one at once, one when a minute is over, and none beside another', async () => {
  const { waits, settled, begun, going, ending, running } = scene();
  expect(begun()).toBe(1);
  await settled();
  expect([begun(), waits.length]).toEqual([1, 0]);
  going().done();
  await settled();
  expect([begun(), waits.length]).toEqual([1, 1]);
  waits[0]!.over();
  await settled();
  expect(begun()).toBe(2);
  ending.abort();
  going().done();
  await running;
});

it('does not have whoever asks wait, and forgets nobody who asks during a turn', async () => {
  const { turns, waits, settled, begun, going, ending, running } = scene();
  turns.now();
  going().done();
  await settled();
  expect([begun(), waits.length]).toEqual([2, 0]);
  // Asked once, it is taken once.
  going().done();
  await settled();
  expect([begun(), waits.length]).toEqual([2, 1]);
  turns.now();
  await settled();
  expect(begun()).toBe(3);
  // The minute that nobody waited for any more does not go on behind.
  expect(waits[0]!.signal.aborted).toBe(true);
  ending.abort();
  going().done();
  await running;
});

it('tells what goes wrong and goes on, but not that it ended', async () => {
  const { waits, settled, begun, going, ending, failures, running } = scene();
  const full = new Error('ENOSPC');
  going().fail(full);
  await settled();
  expect([failures, waits.length]).toEqual([[full], 1]);
  waits[0]!.over();
  await settled();
  expect(begun()).toBe(2);
  ending.abort();
  going().fail(new Error('aborted'));
  await running;
  expect(failures).toEqual([full]);
});
