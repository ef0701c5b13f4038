import { parentPort } from 'node:worker_threads';
import type { Asked, FromThread } from './ThreadTeam.ts';

/** The other side of a ThreadTeam, to be called once by the entry of its threads. `open` gives what answers. */
export async function answerQuestions<Question, Answer>(
  open: () => Promise<(question: Question) => Answer | Promise<Answer>>,
): Promise<void> {
  const port = parentPort!;
  const send = (message: FromThread<Answer>) => port.postMessage(message);
  let answer: Awaited<ReturnType<typeof open>>;
  try {
    answer = await open();
  } catch (error) {
    send({ kind: 'unavailable', message: String(error) });
    port.close();
    return;
  }
  port.on('message', async ({ id, question }: Asked<Question>) => {
    try {
      send({ kind: 'answer', id, answer: await answer(question) });
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      send({ kind: 'failed', id, message, stack });
    }
  });
  send({ kind: 'ready' });
}
