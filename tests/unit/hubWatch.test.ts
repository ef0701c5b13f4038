import { expect, it } from 'vitest';
import { HubWatch } from '../../electron/core/sync/HubWatch.ts';
import { AppError } from '../../shared/domain/errors.ts';

/** A hub whose answers a test gives one by one. */
function hub() {
  const asked: { head: number; answer: PromiseWithResolvers<{ head: number }> }[] = [];
  const state = { woken: 0, hellos: 0, at: 0, news: 0, twoHubs: false, asked };
  const watch = new HubWatch({
    calls: {
      async hello() {
        state.hellos += 1;
        return { instance: 'i' };
      },
      standing: async () => ({ backupAt: 7, twoHubs: state.twoHubs }),
      wait(head, signal) {
        const answer = Promise.withResolvers<{ head: number }>();
        signal.addEventListener('abort', () => answer.reject(signal.reason));
        asked.push({ head, answer });
        return answer.promise;
      },
      skew: () => null,
    },
    now: () => state.at,
    wake() {
      state.woken += 1;
    },
    news() {
      state.news += 1;
    },
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const say = async (head: number) => {
    asked.at(-1)!.answer.resolve({ head });
    await settle();
  };
  return { state, watch, say, settle };
}

it('wakes for what is new, and asks again where nothing was', async () => {
  const { state, watch, say } = hub();
  await watch.greet(null, false);
  expect(watch.standing).toEqual({ backupAt: 7, twoHubs: false });
  expect(watch.follow(5)).toBe(true);
  await say(5);
  expect(state.asked.map(({ head }) => head)).toEqual([5, 5]);
  expect(state.woken).toBe(0);
  await say(6);
  expect(state.woken).toBe(1);
  await watch.greet(null, false);
  // The round found it.
  expect(watch.follow(6)).toBe(true);
  expect(state.asked.at(-1)!.head).toBe(6);
  await watch.close();
});

it('tells the windows what the hub says of itself, once each time that it is otherwise', async () => {
  const { state, watch } = hub();
  await watch.greet(null, true);
  await watch.greet(null, true);
  expect(state.news).toBe(1);
  state.twoHubs = true;
  await watch.greet(null, false);
  expect([state.news, watch.standing]).toEqual([1, { backupAt: 7, twoHubs: false }]);
  await watch.greet(null, true);
  expect([state.news, watch.standing]).toEqual([2, { backupAt: 7, twoHubs: true }]);
  await watch.close();
});

it('is not woken by what the desk sent itself', async () => {
  const { state, watch, say } = hub();
  watch.follow(5);
  await watch.greet(null, false);
  // While the round is under way, its own push moves the head.
  await say(6);
  expect(state.woken).toBe(0);
  expect(watch.follow(6)).toBe(true);
  expect(state.asked.map(({ head }) => head)).toEqual([5, 6]);
  // And where the answer comes only when the round is over.
  await watch.greet(null, false);
  watch.follow(7);
  await say(7);
  expect(state.woken).toBe(0);
  expect(state.asked.at(-1)!.head).toBe(7);
  await watch.close();
});

it('lets the desk look by itself where waiting fails, or wakes for what it can’t have', async () => {
  const { state, watch, say, settle } = hub();
  watch.follow(5);
  state.asked.at(-1)!.answer.reject(new AppError('HUB_UNREACHABLE', { case: 'broken' }));
  await settle();
  expect(state.woken).toBe(1);
  expect(watch.follow(5)).toBe(false);
  // And tries again after that.
  expect(watch.follow(5)).toBe(true);
  await say(9);
  expect(state.woken).toBe(2);
  expect(watch.follow(5)).toBe(false);
  await watch.close();
});

it('greets once, again when a person asks, after a failure, and after a while', async () => {
  const { state, watch } = hub();
  await watch.greet(null, false);
  await watch.greet(null, false);
  expect(state.hellos).toBe(1);
  await watch.greet(null, true);
  watch.lost();
  await watch.greet(null, false);
  state.at += 11 * 60_000;
  await watch.greet(null, false);
  expect(state.hellos).toBe(4);
});
