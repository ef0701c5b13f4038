/** Characters that no file system of an office takes in a name. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;
/** Windows refuses paths of more than 260 characters; a folder has to fit before it. */
const LONGEST = 80;

/** A text as a file or folder may be called. */
export function fileNamePart(text: string): string {
  const name = text.replace(NOT_IN_NAMES, '_').slice(0, LONGEST);
  // Windows drops dots and spaces at the end.
  return name.replace(/[. ]+$/u, '') || '_';
}
