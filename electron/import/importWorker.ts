import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { uuidv7 } from 'uuidv7';
import { AppError } from '../../shared/domain/errors.ts';
import { sealingStream } from '../archive/sealedFile.ts';
import { damagedOr } from '../db/damagedOr.ts';
import { connect, STORE_FILE } from '../db/openDatabase.ts';
import { eraseInOne } from './eraseInOne.ts';
import { saveWords } from './saveWords.ts';
import type { ImportSession, OpenRequest, Running } from './session/importSession.ts';
import { SpreadsheetSession } from './session/SpreadsheetSession.ts';
import { undoBatch } from './undoBatch.ts';
import type { FromWorker, ToWorker, WorkerCalls, WorkerSetup } from './workerCalls.ts';
import { writePlanned } from './writePlanned.ts';

/**
 * A thread of its own for one import: reading, planning and committing hundreds of thousands of rows must not
 * keep the core from answering. It has its own connection to the store that the core has open.
 */
const port = parentPort!;
const { dataDir, key } = workerData as WorkerSetup;
const db = connect(join(dataDir, STORE_FILE), key);
// See tidyLog.
db.raw.pragma('wal_autocheckpoint = 0');
const running = new Map<number, AbortController>();
let session: ImportSession | null = null;

const send = (message: FromWorker) => port.postMessage(message);

async function openSession(request: OpenRequest): Promise<ImportSession> {
  const { kind } = request;
  if (kind !== 'photos') return new SpreadsheetSession(db, { ...request, kind }, uuidv7);
  // Image libraries take long to load and are not needed for spreadsheets.
  const [{ PhotoSession }, { openBlobStore }] = await Promise.all([
    import('./session/PhotoSession.ts'),
    import('../photos/blobStore.ts'),
  ]);
  return new PhotoSession(db, openBlobStore(dataDir, key), request);
}

type Handlers = {
  [Name in keyof WorkerCalls]: (
    args: WorkerCalls[Name]['args'],
    run: Running,
  ) => Promise<WorkerCalls[Name]['result']> | WorkerCalls[Name]['result'];
};

const current = () => {
  if (!session) throw new AppError('NOT_FOUND', { what: 'session' });
  return session;
};

const handlers: Handlers = {
  open: async (request, run) => {
    session = await openSession(request);
    return session.open(run);
  },
  choose: (choices, run) => current().choose(choices, run),
  plan: (_, run) => current().plan(run),
  rows: (request) => current().rows(request),
  findings: (request) => current().findings(request),
  suggestions: (request) => current().suggestions(request),
  words: (request) => current().words(request),
  outcomes: (request) => current().outcomes(request),
  exportFindings: async ({ place, lang }, run) => {
    await current().exportFindings(sealingStream(place), lang, run);
    return null;
  },
  commit: (context, run) => current().commit(context, run),
  undo: ({ undoes, ...context }, run) => undoBatch(db, undoes, context, run),
  saveWords: (request, run) => saveWords(db, request, run),
  write: async ({ changes, ...context }, run) => {
    await writePlanned(db, changes, context, run);
    return null;
  },
  erase: (request, run) => eraseInOne(db, request, run),
  close: async () => {
    await session?.close();
    db.raw.close();
    return null;
  },
};

async function answer(id: number, name: keyof WorkerCalls, args: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const run: Running = {
      signal: controller.signal,
      progress: (stage, done, total) => send({ kind: 'progress', id, stage, done, total }),
    };
    const handler = handlers[name] as (args: unknown, run: Running) => unknown;
    send({ kind: 'done', id, result: await handler(args, run) });
    if (name === 'commit' || name === 'undo' || name === 'saveWords' || name === 'write') tidyLog();
  } catch (error) {
    send(told(id, error));
  } finally {
    running.delete(id);
  }
  if (name === 'close') port.close();
}

/**
 * Moves what was committed from the write-ahead log into the store. The commit is safe without it; done here,
 * after the answer, it keeps neither the person nor the core's next small write waiting.
 */
function tidyLog(): void {
  db.raw.pragma('wal_checkpoint(PASSIVE)');
}

function told(id: number, thrown: unknown): FromWorker {
  const error = damagedOr(thrown);
  if (error instanceof AppError) return { kind: 'failed', id, code: error.code, params: error.params };
  const fault = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', id, message: fault.message, stack: fault.stack ?? '' };
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void answer(message.id, message.name, message.args);
});
