import { Worker } from 'node:worker_threads';

export interface Asked<Question> {
  id: number;
  question: Question;
}
/** What a thread of a team says: see answerQuestions. */
export type FromThread<Answer> =
  | { kind: 'ready' }
  /** It cannot do its work here at all. */
  | { kind: 'unavailable'; message: string }
  | { kind: 'answer'; id: number; answer: Answer }
  | { kind: 'failed'; id: number; message: string; stack: string };

interface Pending<Answer> {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}
interface Thread<Answer> {
  worker: Worker;
  pending: Map<number, Pending<Answer>>;
}

/** Threads of one kind that share out questions among themselves. `close` ends them, whatever they are at. */
export class ThreadTeam<Question, Answer> {
  readonly #threads: Thread<Answer>[] = [];
  /** Null once all of them work, else what is wrong with one. */
  readonly ready: Promise<string | null>;
  #lastId = 0;

  /** @param entry of a worker that calls answerQuestions */
  constructor(entry: URL, threads: number, setup: unknown = null) {
    this.ready = Promise.all(Array.from({ length: threads }, () => this.#start(entry, setup))).then(
      (started) => started.find((message) => message !== null) ?? null,
    );
  }

  /** Given to the thread that has least to do. Rejects with what went wrong there. */
  ask(question: Question): Promise<Answer> {
    const [first, ...rest] = this.#threads;
    if (!first) return Promise.reject(new Error('the threads are closed'));
    const idlest = rest.reduce(
      (best, thread) => (thread.pending.size < best.pending.size ? thread : best),
      first,
    );
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      idlest.pending.set(id, { resolve, reject });
      idlest.worker.postMessage({ id, question } satisfies Asked<Question>);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #start(entry: URL, setup: unknown): Promise<string | null> {
    const worker = new Worker(entry, { workerData: setup });
    const thread: Thread<Answer> = { worker, pending: new Map() };
    this.#threads.push(thread);
    const failAll = (error: unknown) => {
      for (const { reject } of thread.pending.values()) reject(error);
      thread.pending.clear();
    };
    return new Promise((resolve) => {
      worker.on('message', (message: FromThread<Answer>) => {
        if (message.kind === 'ready') return resolve(null);
        if (message.kind === 'unavailable') return resolve(message.message);
        const asked = thread.pending.get(message.id);
        thread.pending.delete(message.id);
        if (message.kind === 'answer') asked?.resolve(message.answer);
        else asked?.reject(Object.assign(new Error(message.message), { stack: message.stack }));
      });
      worker.on('error', (error) => {
        resolve(String(error));
        failAll(error);
      });
      worker.on('exit', () => {
        resolve('its thread ended');
        failAll(new Error('the thread ended'));
      });
    });
  }
}
