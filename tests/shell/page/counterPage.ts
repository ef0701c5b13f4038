import { counterCore } from '../../../renderer/rpc/counterCore.ts';

/** Whatever contract there is behind the port: the first of a stream, a value, or that it was refused. */
async function ask(path: readonly string[], input: unknown): Promise<unknown> {
  try {
    let procedure: unknown = counterCore;
    for (const step of path) procedure = Reflect.get(procedure as object, step);
    const answer: unknown = await (procedure as (input: unknown) => Promise<unknown>)(input);
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
    for await (const one of answer as AsyncIterable<unknown>) return one;
    return null;
  } catch {
    return 'refused';
  }
}

declare global {
  var askCounter: typeof ask;
}
globalThis.askCounter = ask;
