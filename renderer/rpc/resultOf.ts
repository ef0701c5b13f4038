import type { TaskEvents } from '../state/runTask.ts';

/** The result of work that is too short for its progress to be shown. Throws AbortError when it ended without one. */
export async function resultOf<Result>(events: TaskEvents<Result>): Promise<Result> {
  for await (const event of events) if (event.type === 'done') return event.result;
  throw new DOMException('', 'AbortError');
}
