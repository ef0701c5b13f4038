import type { SealedFile } from './sealedFile.ts';

/** Where a file lies: a path of the person's own, read as it is, or a file that this program keeps sealed while it runs. */
export type FilePlace = string | SealedFile;
