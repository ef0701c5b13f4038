import { Worker } from 'node:worker_threads';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';
import type { CallName, FromWorker, ToWorker, WorkerCalls, WorkerSetup } from './workerCalls.ts';

/**
 * Heap of one import thread, MiB. A plan lies outside of it as bytes; what is in it does not grow with the rows, but for
 * texts that a workbook shares. The more there is, the later is it tidied: an import is to stay below 1 GiB in all.
 */
const WORKER_HEAP_MB = 640;
/** A larger nursery saves little time and shows in the peak memory of every import. */
const WORKER_NURSERY_MB = 48;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  onProgress?: (event: Omit<ProgressEvent, 'type'>) => void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: unknown): void;
  onProgress: CallOptions['onProgress'];
}

/** One import thread, as something that can be called. */
export class ImportThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  /** Why the thread is no more; what is asked of it then would never be answered. */
  #ended: unknown = null;

  constructor(setup: WorkerSetup, heapMb = WORKER_HEAP_MB) {
    const entry = import.meta.url.endsWith('.ts') ? './importWorker.ts' : './importWorker.js';
    this.#worker = new Worker(new URL(entry, import.meta.url), {
      workerData: setup,
      resourceLimits: {
        maxOldGenerationSizeMb: heapMb,
        maxYoungGenerationSizeMb: WORKER_NURSERY_MB,
      },
    });
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error) => this.#failAll(error));
    this.#worker.on('exit', () => this.#failAll(new AppError('CANCELLED')));
  }

  call<Name extends CallName>(
    name: Name,
    args: WorkerCalls[Name]['args'],
    { signal, onProgress }: CallOptions = {},
  ): Promise<WorkerCalls[Name]['result']> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (signal?.aborted || this.#ended !== null) {
        reject(this.#ended ?? new AppError('CANCELLED'));
        return;
      }
      const cancel = () => this.#send({ kind: 'cancel', id });
      const settle = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        resolve: (result) => {
          settle();
          resolve(result as WorkerCalls[Name]['result']);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
        onProgress,
      });
      this.#send({ kind: 'call', id, name, args });
    });
  }

  /** Cancels what runs, closes the thread's files and its connection. */
  async close(): Promise<void> {
    for (const id of this.#pending.keys()) this.#send({ kind: 'cancel', id });
    if (this.#ended === null)
      await this.call('close', null).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'CANCELLED')) throw error;
      });
    await this.#worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'progress') {
      const { stage, done, total } = message;
      pending.onProgress?.({ stage, done, total });
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'done') pending.resolve(message.result);
    else if (message.kind === 'failed')
      pending.reject(new AppError(message.code as ErrorCode, message.params));
    else pending.reject(faultOf(message));
  }

  #failAll(error: unknown): void {
    const outOfMemory =
      error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const reason = outOfMemory ? new AppError('FILE_TOO_LARGE', {}, { cause: error }) : error;
    this.#ended ??= reason;
    for (const pending of this.#pending.values()) pending.reject(reason);
    this.#pending.clear();
  }
}

function faultOf({ message, stack }: { message: string; stack: string }): Error {
  const error = new Error(message);
  error.stack = stack;
  return error;
}

/** The imports that are open, each with its thread. */
export class ImportManager {
  readonly #setup: WorkerSetup;
  readonly #open = new Map<string, { thread: ImportThread; files: readonly string[] }>();
  /** Threads that are still tidying up after their session. */
  readonly #ending = new Set<Promise<void>>();

  constructor(setup: WorkerSetup) {
    this.#setup = setup;
  }

  /** `files`: the names under which the core holds the uploaded files that end with this session. */
  begin(session: string, files: readonly string[]): ImportThread {
    const thread = new ImportThread(this.#setup);
    this.#open.set(session, { thread, files });
    return thread;
  }

  thread(session: string): ImportThread {
    const open = this.#open.get(session);
    if (!open) throw new AppError('NOT_FOUND', { what: 'session' });
    return open.thread;
  }

  /**
   * Ends a session; resolves with the files that are no longer needed, once its thread has let go of them.
   * Nobody has to wait for that but `close`.
   */
  async end(session: string): Promise<readonly string[]> {
    const open = this.#open.get(session);
    if (!open) return [];
    this.#open.delete(session);
    const ending = open.thread.close();
    this.#ending.add(ending);
    try {
      await ending;
    } finally {
      this.#ending.delete(ending);
    }
    return open.files;
  }

  /** A thread for one piece of work that has no session. */
  async withThread<T>(work: (thread: ImportThread) => Promise<T>): Promise<T> {
    const thread = new ImportThread(this.#setup);
    try {
      return await work(thread);
    } finally {
      await thread.close();
    }
  }

  async close(): Promise<void> {
    for (const session of [...this.#open.keys()]) await this.end(session);
    await Promise.all(this.#ending);
  }
}
