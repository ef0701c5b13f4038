import { parentPort } from 'node:worker_threads';
import { answerCharacters, type CharacterQuestion } from './answerCharacters.ts';
import type { CharactersReply } from './askCharacters.ts';

/** A thread of its own: what is looked up in is large, and loading it must not keep the core from answering. */
const port = parentPort!;
port.on('message', async ({ id, question }: { id: number; question: CharacterQuestion }) => {
  try {
    port.postMessage({ id, answer: await answerCharacters(question) } satisfies CharactersReply);
  } catch (error) {
    port.postMessage({ id, fault: error } satisfies CharactersReply);
  }
});
