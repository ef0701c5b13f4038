import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { AppError, type ErrorCode } from '../../shared/domain/errors.ts';
import { damagedOr } from '../db/damagedOr.ts';

/** What long work is given: when to stop, and whom to tell how far it is. */
export interface Running {
  signal: AbortSignal;
  onProgress(event: Omit<ProgressEvent, 'type'>): void;
}

/** What a thread is started with. */
interface ThreadData {
  request: unknown;
  /** One number: 1 once the work is to stop. Memory that both see, so that it is seen in the middle of a long loop. */
  cancel: SharedArrayBuffer;
}

type Message<Result> =
  | ({ kind: 'progress' } & Omit<ProgressEvent, 'type'>)
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; code: ErrorCode; params: AppError['params'] };

/** The entry of a thread beside its caller: a source, or what was bundled of it. `from`: the caller's import.meta.url. */
export function threadEntry(name: string, from: string): URL {
  return new URL(`./${name}.${from.endsWith('.ts') ? 'ts' : 'js'}`, from);
}

/** Does work in a thread of its own, whose entry answers by `answerThread`. Errors: those of the work, CANCELLED. */
export function workThread<Result>(
  entry: URL,
  request: unknown,
  { signal, onProgress }: Running,
): Promise<Result> {
  if (signal.aborted) return Promise.reject(new AppError('CANCELLED'));
  const flag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const worker = new Worker(entry, { workerData: { request, cancel: flag } satisfies ThreadData });
  const cancel = () => {
    Atomics.store(new Int32Array(flag), 0, 1);
    worker.postMessage('cancel');
  };
  signal.addEventListener('abort', cancel, { once: true });
  return new Promise<Result>((resolve, reject) => {
    worker.on('message', (message: Message<Result>) => {
      if (message.kind === 'progress') onProgress(message);
      else if (message.kind === 'done') resolve(message.result);
      else reject(new AppError(message.code, message.params));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  }).finally(() => signal.removeEventListener('abort', cancel));
}

/** In the thread: does what was asked for, tells how far it is, and answers. */
export async function answerThread<Request, Result>(
  work: (request: Request, running: Running) => Promise<Result>,
): Promise<void> {
  const port = parentPort!;
  const { request, cancel: memory } = workerData as ThreadData;
  const flag = new Int32Array(memory);
  const cancel = new AbortController();
  // Long loops look at it without ever letting a message in.
  Object.defineProperty(cancel.signal, 'aborted', { get: () => Atomics.load(flag, 0) === 1 });
  const send = (message: Message<Result>) => port.postMessage(message);
  port.on('message', () => cancel.abort());
  try {
    const result = await work(request as Request, {
      signal: cancel.signal,
      onProgress: (event) => send({ kind: 'progress', ...event }),
    });
    send({ kind: 'done', result });
  } catch (thrown) {
    const error = damagedOr(thrown);
    if (error instanceof AppError) send({ kind: 'failed', code: error.code, params: error.params });
    else throw error;
  }
  port.close();
}
