import i18next from 'i18next';
import { core } from '../rpc/core.ts';
import { isCancelled } from '../ui/errorParts.ts';
import { runTask } from './runTask.ts';
import { useUndo } from './undo.ts';

const say = (key: 'kept' | 'cancelled' | 'running', count = 0) =>
  i18next.t(`undo.${key}`, { ns: 'general', count });

/**
 * Takes a batch back, beside whatever else goes on: progress and cancel are in the undo bar and the status line.
 * Answers with a sentence when rows edited since were kept, else null. For `useUndo().show`. Throws AbortError when it
 * was cancelled, and nothing was taken back.
 */
export async function undoBatch(batch: string): Promise<string | null> {
  const run = (signal: AbortSignal) => core.imports.undo({ batch }, { signal });
  const end = await runTask(say('running'), new AbortController(), run, { undoes: true });
  if (end.kind === 'cancelled') throw new DOMException('', 'AbortError');
  if (end.kind === 'failed') throw end.error;
  const kept = end.result.kept.length;
  return kept === 0 ? null : say('kept', kept);
}

/**
 * Takes back what was offered, and says what came of it; cancelled: offers it (`again`) once more. Answers whether it
 * was taken back.
 */
export async function undoNow(
  undo: () => Promise<string | null>,
  done: string,
  again: () => Promise<string | null> = undo,
): Promise<boolean> {
  const { show } = useUndo.getState();
  try {
    show((await undo()) ?? done);
    return true;
  } catch (error) {
    if (!isCancelled(error)) throw error;
    show(say('cancelled'), again);
    return false;
  }
}
