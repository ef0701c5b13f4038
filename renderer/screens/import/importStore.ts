import i18next from 'i18next';
import { create } from 'zustand';
import type { PlanSummary } from '../../../shared/contract/imports.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import { core, orpc } from '../../rpc/core.ts';
import { queryClient } from '../../rpc/queryClient.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { runTask } from '../../state/runTask.ts';
import { isCancelled } from '../../ui/errorParts.ts';
import { discardSession } from './discardSession.ts';
import type { DroppedFile } from './filesOfDrop.ts';
import { INSIDE } from './groupDropped.ts';
import { guessChoice, isArchive } from './guessChoice.ts';
import { heldFiles } from './heldFiles.ts';
import { importState } from './importState.ts';
import {
  currentItem,
  emptyImport,
  type ImportEvent,
  type ImportState,
  type NeedsPerson,
  nextWaiting,
  type QueueItem,
  sessionOf,
} from './importSteps.ts';

/** How many photos of a folder go over at the same time. */
const PARALLEL_UPLOADS = 4;

export type PassedOver = Pick<
  Awaited<ReturnType<typeof core.imports.expand>>,
  'findings' | 'failed' | 'leftOut'
>;
const NOTHING_PASSED_OVER: PassedOver = { findings: [], failed: [], leftOut: [] };
type Amendment = Omit<Parameters<typeof core.imports.choose>[0], 'session'>;

interface ImportStore {
  state: ImportState;
  /** A change of sheet, header, encoding or mapping is on its way to the core. */
  amending: boolean;
  /** Why the last such change was not taken, or null. */
  amendError: unknown;
  /** Names of dropped files that are of no kind that can be imported. */
  leftOut: readonly string[];
  /** Dropped memo files that wait for their table to be dropped too. */
  memosWaiting: readonly DroppedFile[];
  /** What was passed over in the zip that was opened last: unsafe, locked or broken entries, and what is no spreadsheet. */
  passedOver: PassedOver;
  send(event: ImportEvent): void;
}

/**
 * The wizard as it stands, kept while other pages are looked at. The state is pure (importState.ts); this file
 * talks to the core and keeps the files' bytes, which never enter the state.
 */
export const useImport = create<ImportStore>()((set) => ({
  state: emptyImport,
  amending: false,
  amendError: null,
  leftOut: [],
  memosWaiting: [],
  passedOver: NOTHING_PASSED_OVER,
  send: (event) => set((store) => ({ state: importState(store.state, event) })),
}));

const { bytesOf, heldAs, sentAs } = heldFiles;
let running: AbortController | null = null;

function state(): ImportState {
  return useImport.getState().state;
}

function send(event: ImportEvent): void {
  useImport.getState().send(event);
}

export function removeItem(id: string): void {
  const { parked } = state();
  if (parked?.item === id) discardSession(parked.session.session);
  bytesOf.delete(id);
  heldAs.delete(id);
  sentAs.delete(id);
  send({ type: 'removed', id });
}

/** Whether a file that was skipped can still be read. */
export function canPutBack(id: string): boolean {
  return bytesOf.has(id) || heldAs.has(id);
}

/** Goes on with the file that was open, or opens the next one that waits. */
export async function openNext(): Promise<void> {
  const { parked } = state();
  const parkedItem = parked ? state().queue.find((item) => item.id === parked.item) : undefined;
  if (parked && parkedItem && parkedItem.choice.kind === parked.session.kind) {
    await resume(parkedItem);
    return;
  }
  if (parked) discardSession(parked.session.session);
  const item = nextWaiting(state());
  if (item) await open(item);
}

async function resume(item: QueueItem): Promise<void> {
  const { parked } = state();
  if (!parked) return;
  const { session } = parked;
  const { kind: _, ...choice } = { faces: false, ...item.choice };
  const opened = { faces: false, ...session };
  if ((Object.keys(choice) as (keyof typeof choice)[]).every((name) => opened[name] === choice[name])) {
    send({ type: 'resumed', session });
  } else {
    useImport.setState({ amending: true, amendError: null });
    try {
      send({
        type: 'resumed',
        session: await core.imports.choose({ session: session.session, ...choice }),
      });
    } catch (error) {
      useImport.setState({ amendError: error });
    } finally {
      useImport.setState({ amending: false });
    }
  }
  if (state().step.name === 'planning') await plan();
}

/** Sends the bytes to the core and has it look into them. A password goes with the call and is kept nowhere. */
export async function open(item: QueueItem, password?: string): Promise<void> {
  const files = bytesOf.get(item.id);
  const held = heldAs.get(item.id);
  if (!files && held === undefined) return;
  const locked = password === undefined ? {} : { password };
  running?.abort();
  const controller = new AbortController();
  running = controller;
  useImport.setState({ passedOver: NOTHING_PASSED_OVER });
  send({ type: 'opening', id: item.id });
  try {
    const sent = held === undefined ? await uploadAll(item, files ?? [], controller, locked) : [held];
    const names = held === undefined ? await takeOutOfZip(item, sent, controller.signal, locked) : sent;
    const session = await core.imports.open(
      // What came out of a zip may have a password of its own, which is asked for by itself.
      { files: names, ...(currentItem(state()) ?? item).choice, ...(names === sent ? locked : {}) },
      { signal: controller.signal },
    );
    sentAs.delete(item.id);
    if (controller.signal.aborted) {
      discardSession(session.session);
      send({ type: 'cancelled' });
      return;
    }
    useImport.setState({ amendError: null });
    send({ type: 'opened', session });
  } catch (error) {
    // The other files of the set need not go on.
    controller.abort();
    send(isCancelled(error) ? { type: 'cancelled' } : { type: 'failed', error });
    return;
  }
  if (state().step.name === 'planning') await plan();
}

async function uploadAll(
  item: QueueItem,
  files: readonly File[],
  controller: AbortController,
  { password }: { password?: string },
): Promise<string[]> {
  const before = sentAs.get(item.id);
  if (before && password !== undefined) return before;
  const set = files.length > 1 ? item.id : null;
  const names: string[] = new Array(files.length);
  const sent: number[] = new Array(files.length).fill(0);
  let next = 0;
  let total = 0;
  const worker = async () => {
    while (next < files.length) {
      const at = next;
      next += 1;
      const file = files[at];
      if (!file) return;
      names[at] = await uploadFile(file, {
        set,
        signal: controller.signal,
        onProgress: (share) => {
          total += file.size * share - (sent[at] ?? 0);
          sent[at] = file.size * share;
          send({ type: 'sent', sent: total });
        },
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_UPLOADS, files.length) }, worker));
  sentAs.set(item.id, names);
  return names;
}

/** A zip of spreadsheets is not imported as such: each of them is. Answers with the one to open now. */
async function takeOutOfZip(
  item: QueueItem,
  names: string[],
  signal: AbortSignal,
  locked: { password?: string },
): Promise<string[]> {
  const [name] = names;
  const forPhotos = item.choice.kind === 'photos';
  if (name === undefined || !isArchive(item.name) || (forPhotos && !item.guessed)) return names;
  const { files, findings, failed, leftOut } = await core.imports.expand(
    { file: name, ...locked },
    { signal },
  );
  // Taken for photos by its name alone: what is in it knows better.
  if (forPhotos && (files.length === 0 || leftOut.some(({ what }) => what === 'image'))) return names;
  useImport.setState({ passedOver: { findings, failed, leftOut } });
  const [first] = files;
  const [broken] = failed;
  // With nothing else to go on with, the broken entry is what there is to say.
  if (!first && broken) {
    throw new AppError(broken.error.code as ErrorCode, { ...broken.error.params, file: broken.name });
  }
  const [unsafe] = findings;
  if (!first && unsafe) {
    throw unsafe.code === 'ENTRY_ENCRYPTED'
      ? new AppError('FILE_ENCRYPTED', { what: 'zip', file: item.name })
      : new AppError('FILE_UNSAFE', { file: item.name });
  }
  if (!first) throw new AppError('FILE_NO_ROWS', { what: 'folder', file: item.name });
  if (files.length === 1 && first.file === name) return names;
  const items = files.map(({ file, name: path }): QueueItem => {
    const id = crypto.randomUUID();
    heldAs.set(id, file);
    const guess = guessChoice(path, item.choice.campaign);
    const told = guess.guessed || forPhotos ? guess.choice : item.choice;
    // What a person said of the zip holds for what is in it; whose list each one is, its own name tells better.
    const choice = item.guessed ? told : { ...item.choice, source: told.source };
    return {
      id,
      name: `${item.name}${INSIDE}${path}`,
      files: 1,
      bytes: 0,
      choice,
      guessed: guess.guessed,
      fate: 'waiting',
    };
  });
  bytesOf.delete(item.id);
  send({ type: 'expanded', items });
  return [first.file];
}

let amendments = 0;

/** Changes how the open file is understood. The newest change is the one that shows. */
export async function amend(change: Amendment): Promise<void> {
  const session = sessionOf(state().step);
  if (!session) return;
  amendments += 1;
  const mine = amendments;
  useImport.setState({ amending: true, amendError: null });
  try {
    const changed = await core.imports.choose({ ...change, session: session.session });
    if (mine === amendments) send({ type: 'sessionChanged', session: changed });
  } catch (error) {
    if (mine === amendments) useImport.setState({ amendError: error });
  } finally {
    if (mine === amendments) useImport.setState({ amending: false });
  }
}

/** Takes suggestions, or gives them back, and has the file checked again with that. */
export async function takeSuggestions(choice: Pick<Amendment, 'take' | 'exceptions'>): Promise<void> {
  await amend(choice);
  if (state().step.name === 'planning') await plan();
}

/** Says what words of the file mean, and has the file checked again with that where it changes what becomes of rows. */
export async function teachWords(
  take: NonNullable<Parameters<typeof core.imports.words>[0]['take']>,
): Promise<void> {
  const session = sessionOf(state().step);
  if (!session) return;
  const words = await core.imports.words({ session: session.session, take });
  if (take.some(({ field }) => field === 'verdict')) await plan();
  else queryClient.setQueryData(orpc.imports.words.queryKey({ input: { session: session.session } }), words);
}

/** Reads and checks the whole file and works out what a commit would do. */
export async function plan(): Promise<void> {
  const session = sessionOf(state().step);
  if (!session) return;
  send({ type: 'planning' });
  const controller = new AbortController();
  running = controller;
  const end = await runTask(
    i18next.t('import:planning.title', { file: session.file }),
    controller,
    (signal) => core.imports.plan({ session: session.session }, { signal }),
    { onProgress: (progress) => send({ type: 'progressed', progress }) },
  );
  if (end.kind === 'done') {
    queryClient.removeQueries({ queryKey: orpc.imports.plannedRows.key() });
    queryClient.removeQueries({ queryKey: orpc.imports.suggestions.key() });
    queryClient.removeQueries({ queryKey: orpc.imports.words.key() });
    send({ type: 'planned', plan: end.result });
  } else send(end.kind === 'failed' ? { type: 'failed', error: end.error } : { type: 'cancelled' });
}

/** Commits the plan that was shown. */
export async function commit(): Promise<void> {
  const session = sessionOf(state().step);
  if (!session) return;
  send({ type: 'committing' });
  const controller = new AbortController();
  running = controller;
  const end = await runTask(
    i18next.t('import:committing.title', { file: session.file }),
    controller,
    (signal) => core.imports.commit({ session: session.session }, { signal }),
    { onProgress: (progress) => send({ type: 'progressed', progress }) },
  );
  if (end.kind === 'done') {
    const { step } = state();
    if (step.name === 'committing') bytesOf.delete(step.item);
    send({ type: 'committed', batch: end.result });
  } else send(end.kind === 'failed' ? { type: 'failed', error: end.error } : { type: 'cancelled' });
}

export function cancelRunning(): void {
  running?.abort();
}

/** Lays the current file aside and goes back to the list. */
export function skipCurrent(): void {
  const { step } = state();
  if (step.name === 'choose') return;
  const session = sessionOf(step);
  if (session && step.name !== 'done') discardSession(session.session, heldAs.has(step.item));
  if (step.name === 'done') bytesOf.delete(step.item);
  send({ type: 'left', fate: step.name === 'done' ? 'imported' : 'skipped' });
}

/** Back to the list, to be taken up again later (the core keeps the file), or as done when counts tell so. */
export function layAside(needs: NeedsPerson | null, counts?: PlanSummary['counts']): void {
  const { step } = state();
  if (step.name === 'choose') return;
  const session = sessionOf(step);
  if (counts) bytesOf.delete(step.item);
  if (session && step.name !== 'done')
    discardSession(session.session, counts === undefined && heldAs.has(step.item));
  send({ type: 'laidAside', needs, ...(counts ? { counts } : {}) });
}

/** Empties the list: everything in it was dealt with. */
export function finish(): void {
  bytesOf.clear();
  heldAs.clear();
  sentAs.clear();
  useImport.setState({ memosWaiting: [] });
  send({ type: 'finished' });
}
