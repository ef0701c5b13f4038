export interface DroppedFile {
  file: File;
  /** The top folder of what was dropped or picked; empty when loose. */
  folder: string;
  /** Where the file lies in that folder, with its name; its name alone when loose. */
  path: string;
}

/** What was dropped, folders walked to the bottom. */
export async function filesOfDrop(data: DataTransfer): Promise<DroppedFile[]> {
  // The list of items is emptied as soon as the drop event is over: read it before waiting for anything.
  const entries = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFile[] = [];
  for (const { entry, file } of entries) {
    if (entry) await walk(entry, [], found);
    else if (file) found.push({ file, folder: '', path: file.name });
  }
  return found;
}

async function walk(entry: FileSystemEntry, parents: readonly string[], found: DroppedFile[]): Promise<void> {
  if (isFile(entry)) {
    const [folder = '', ...inner] = parents;
    found.push({ file: await fileOf(entry), folder, path: [...inner, entry.name].join('/') });
    return;
  }
  if (!isDirectory(entry)) return;
  const reader = entry.createReader();
  // A reader gives at most a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const entries = await entriesOf(reader);
    if (entries.length === 0) return;
    for (const child of entries) await walk(child, [...parents, entry.name], found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** What was picked in a dialog; with a folder dialog each file tells its path. */
export function filesOfInput(files: FileList): DroppedFile[] {
  return [...files].map((file) => {
    const [top, ...rest] = file.webkitRelativePath.split('/');
    return rest.length > 0 && top !== undefined
      ? { file, folder: top, path: rest.join('/') }
      : { file, folder: '', path: file.name };
  });
}
