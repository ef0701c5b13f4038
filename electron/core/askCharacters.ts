import { Worker } from 'node:worker_threads';
import type { CharacterAnswer, CharacterQuestion } from './answerCharacters.ts';

export type CharactersReply = { id: number; answer: CharacterAnswer } | { id: number; fault: unknown };

interface Waiting {
  resolve(answer: CharacterAnswer): void;
  reject(error: unknown): void;
}

let thread: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Asks the thread that knows characters, and starts it when it is first asked. It stays for the next question, and
 * keeps no process from ending.
 */
export function askCharacters(question: CharacterQuestion): Promise<CharacterAnswer> {
  const worker = thread ?? start();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, question });
  });
}

function start(): Worker {
  const entry = import.meta.url.endsWith('.ts') ? './charactersWorker.ts' : './charactersWorker.js';
  const worker = new Worker(new URL(entry, import.meta.url));
  worker.on('message', (reply: CharactersReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if ('answer' in reply) asked?.resolve(reply.answer);
    else asked?.reject(reply.fault);
  });
  const end = (error: unknown) => {
    if (thread === worker) thread = null;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`the thread that knows characters ended with ${code}`)));
  thread = worker;
  return worker;
}
