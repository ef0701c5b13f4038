import { isTableName, memoKey } from '../../../shared/domain/memoFiles.ts';
import { discardSession } from './discardSession.ts';
import type { DroppedFile } from './filesOfDrop.ts';
import { groupDropped, nameOf } from './groupDropped.ts';
import { guessChoice } from './guessChoice.ts';
import { heldFiles } from './heldFiles.ts';
import type { QueueItem } from './importSteps.ts';
import { useImport } from './importStore.ts';

/**
 * Puts files into the list: each spreadsheet and zip by itself, pictures of one folder as one, a .dbf with its memo
 * files, whichever of them is dropped first.
 */
export function addFiles(files: readonly DroppedFile[], campaign: string | null): void {
  const { memosWaiting, send } = useImport.getState();
  const names = new Set(files.map(nameOf));
  const waiting = memosWaiting.filter((memo) => !names.has(nameOf(memo)));
  const { groups, leftOut, memos } = groupDropped([...waiting, ...files]);
  const items = groups.map(({ name, files: [first, ...others], pictureFolder }) => {
    const together = [first, ...others];
    if (pictureFolder === null) return itemOf(name, together, campaign);
    const item = itemOf(first.name, together, campaign);
    const ofFolder = guessChoice(`${pictureFolder}.zip`, campaign).choice.role;
    const role = pictureFolder === '' ? item.choice.role : ofFolder;
    return { ...item, name, choice: { ...item.choice, role } };
  });
  useImport.setState({ leftOut, memosWaiting: memos.filter((memo) => !joinTable(memo)) });
  if (items.length > 0) send({ type: 'added', items: items.sort(byName) });
}

/** Gives a memo file to its table where that is in the list already and was not imported. False: it is not. */
function joinTable(memo: DroppedFile): boolean {
  const key = memoKey(nameOf(memo));
  const { state, send } = useImport.getState();
  const table = state.queue.find(
    ({ id, name, fate }) =>
      (fate === 'waiting' || fate === 'skipped') &&
      heldFiles.bytesOf.has(id) &&
      isTableName(name) &&
      memoKey(name) === key,
  );
  if (!table) return false;
  const before = heldFiles.bytesOf.get(table.id) ?? [];
  const files = [...before.filter(({ name }) => name !== memo.file.name), memo.file];
  heldFiles.bytesOf.set(table.id, files);
  // What was opened of it was opened without these texts.
  if (state.parked?.item === table.id) discardSession(state.parked.session.session);
  heldFiles.sentAs.delete(table.id);
  send({ type: 'joined', id: table.id, files: files.length, bytes: bytesTogether(files) });
  return true;
}

const NAMES = new Intl.Collator('zh', { numeric: true });

/** As a person lists them: 2 班 before 10 班. */
function byName(one: QueueItem, other: QueueItem): number {
  return NAMES.compare(one.name, other.name);
}

function itemOf(name: string, files: readonly File[], campaign: string | null): QueueItem {
  const id = crypto.randomUUID();
  heldFiles.bytesOf.set(id, files);
  return {
    id,
    name,
    files: files.length,
    bytes: bytesTogether(files),
    ...guessChoice(name, campaign),
    fate: 'waiting',
  };
}

function bytesTogether(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
