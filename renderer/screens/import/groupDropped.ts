import { isMemoName, isTableName, memoKey } from '../../../shared/domain/memoFiles.ts';
import type { DroppedFile } from './filesOfDrop.ts';
import { isImportable, isLitter, isPicture } from './guessChoice.ts';

/** What is imported as one: a list, or the pictures of a folder. */
export interface DroppedGroup {
  /** What the list of files calls it; empty for loose pictures. */
  name: string;
  files: [File, ...File[]];
  /** The pictures of one top folder, or loose ones (''); null for a list. */
  pictureFolder: string | null;
}

/**
 * Puts together what belongs together: loose pictures, those of one folder, a .dbf and its memo files, whichever comes
 * first. `leftOut`: what the program does not even try; `memos`: memo files whose table is not among the files.
 */
export function groupDropped(files: readonly DroppedFile[]): {
  groups: DroppedGroup[];
  leftOut: string[];
  memos: DroppedFile[];
} {
  const groups: DroppedGroup[] = [];
  const sets = new Map<string, DroppedGroup>();
  const tables = new Map<string, DroppedGroup>();
  const found: DroppedFile[] = [];
  const memos: DroppedFile[] = [];
  const leftOut: string[] = [];
  for (const dropped of files) {
    const { file, folder } = dropped;
    if (isLitter(file.name)) continue;
    if (isMemoName(file.name)) found.push(dropped);
    else if (!isImportable(file.name)) leftOut.push(nameOf(dropped));
    else if (!isPicture(file.name)) {
      const group: DroppedGroup = { name: nameOf(dropped), files: [file], pictureFolder: null };
      groups.push(group);
      if (isTableName(file.name)) tables.set(memoKey(nameOf(dropped)), group);
    } else {
      const set = sets.get(folder);
      if (set) set.files.push(file);
      else sets.set(folder, { name: folder, files: [file], pictureFolder: folder });
    }
  }
  for (const memo of found) {
    const table = tables.get(memoKey(nameOf(memo)));
    if (table) table.files.push(memo.file);
    else memos.push(memo);
  }
  for (const set of sets.values()) {
    if (set.pictureFolder === '' && set.files.length === 1) set.name = set.files[0].name;
  }
  return { groups: [...groups, ...sets.values()], leftOut, memos };
}

/** Between a folder, or an archive, and what is in it. */
export const INSIDE = ' › ';

/** What the list of files calls a dropped file. */
export function nameOf({ file, folder, path }: DroppedFile): string {
  return folder === '' ? file.name : `${folder}${INSIDE}${path}`;
}
