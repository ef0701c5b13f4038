/** White space, controls, byte order marks and zero-width spaces, which frame a value without being part of it. */
function isFrame(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    code === 0x3000 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  );
}

/** U+0027 before a value is how Excel is told "this is text"; U+FF07 is how it comes out of a Chinese keyboard. */
function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0xff07;
}

/** `="0012345"` in a CSV is the other way to tell Excel "this is text": what stands between the quotes. */
function textFormula(text: string): string | null {
  const inner = /^="([^"]*)"$/.exec(text);
  return inner === null ? null : (inner[1] as string);
}

/**
 * A text without the white space around it and without what marks text in Excel (an apostrophe, `="…"`). What stands
 * inside stays exactly as it is. Most values need nothing and come back as the same string.
 */
export function trimText(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isFrame(text.charCodeAt(start))) start += 1;
  if (start < end && isApostrophe(text.charCodeAt(start))) {
    start += 1;
    while (start < end && isFrame(text.charCodeAt(start))) start += 1;
  }
  while (end > start && isFrame(text.charCodeAt(end - 1))) end -= 1;
  if (end - start >= 3 && text.charCodeAt(start) === 0x3d && text.charCodeAt(start + 1) === 0x22) {
    const inner = textFormula(text.slice(start, end));
    if (inner !== null) return trimText(inner);
  }
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** White space only: a zero-width character beside a name is something to tell, not to hide (NAME_INVISIBLE). */
export function trimName(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  if (isApostrophe(first)) return trimmed.slice(1).trim();
  return first === 0x3d ? (textFormula(trimmed)?.trim() ?? trimmed) : trimmed;
}
