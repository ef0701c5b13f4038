import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Picture } from '../picture.ts';
import type { FaceMeasures } from './faceMeasures.ts';
import type { FacesSetup, FromFaces, ToFaces } from './facesWorker.ts';

/** More would take the memory of an office PC (each some 150 MB) and help little. */
const MOST_THREADS = 4;

type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;
interface Pending {
  resolve(answer: FromFaces): void;
  reject(error: unknown): void;
}
interface Thread {
  worker: Worker;
  pending: Map<number, Pending>;
}

/** The face networks in threads of their own. `close` ends them, whatever they are at. */
export class FaceFinder {
  readonly #threads: Thread[] = [];
  #lastId = 0;

  private constructor() {}

  /** Null where the networks cannot be loaded; `onTrouble` is told why, for the program's log. */
  static async open(
    onTrouble: (message: string) => void,
    { threads = facesThreads(), models = null }: { threads?: number | undefined } & Partial<FacesSetup> = {},
  ): Promise<FaceFinder | null> {
    const finder = new FaceFinder();
    const started = await Promise.all(Array.from({ length: threads }, () => finder.#start({ models })));
    const trouble = started.find((message) => message !== null);
    if (trouble === undefined) return finder;
    await finder.close();
    onTrouble(trouble);
    return null;
  }

  /** Null where the networks fail on this picture. Throws CANCELLED once `signal` says so. */
  async find(picture: Picture, signal?: AbortSignal): Promise<FaceMeasures | null> {
    const asked = this.#ask({ kind: 'find', picture });
    const answer = await (signal ? abortable(asked, signal) : asked);
    return answer.kind === 'found' ? answer.measures : null;
  }

  /** How alike the only faces of two pictures are, -1 to 1; null where either has none or several. */
  async compare(one: Picture, other: Picture): Promise<number | null> {
    const answer = await this.#ask({ kind: 'compare', one, other });
    return answer.kind === 'compared' ? answer.likeness : null;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #ask(question: WithoutId<ToFaces>): Promise<FromFaces> {
    const [first, ...rest] = this.#threads;
    if (!first) return Promise.reject(new Error('the face finder is closed'));
    const idlest = rest.reduce(
      (best, thread) => (thread.pending.size < best.pending.size ? thread : best),
      first,
    );
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      idlest.pending.set(id, { resolve, reject });
      idlest.worker.postMessage({ ...question, id } as ToFaces);
    });
  }

  /** Resolves to null once it works, else to what is wrong. */
  #start(setup: FacesSetup): Promise<string | null> {
    const entry = import.meta.url.endsWith('.ts') ? './facesWorker.ts' : './facesWorker.js';
    const worker = new Worker(new URL(entry, import.meta.url), { workerData: setup });
    const thread: Thread = { worker, pending: new Map() };
    this.#threads.push(thread);
    const failAll = (error: unknown) => {
      for (const { reject } of thread.pending.values()) reject(error);
      thread.pending.clear();
    };
    return new Promise((resolve) => {
      worker.on('message', (message: FromFaces) => {
        if (message.kind === 'ready') return resolve(null);
        if (message.kind === 'unavailable') return resolve(message.message);
        thread.pending.get(message.id)?.resolve(message);
        thread.pending.delete(message.id);
      });
      worker.on('error', (error) => {
        resolve(String(error));
        failAll(error);
      });
      worker.on('exit', () => {
        resolve('its thread ended');
        failAll(new Error('the thread of the face finder ended'));
      });
    });
  }
}

/** What a thread is at cannot be called back; whoever waits for it can go. */
function abortable<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AppError('CANCELLED'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** One for each processor. */
export function facesThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
}
