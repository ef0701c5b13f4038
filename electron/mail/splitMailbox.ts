/** A message with its attachments; none that tells of a returned mail is nearly as long. */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
const NEW_MESSAGE = Buffer.from('\nFrom ');

/**
 * The messages of a file, one after the other: of an mbox, where a line "From …" begins each one, or the one that an
 * .eml is. Null: one that is too long to be read. `done`: bytes read so far.
 */
export async function* splitMailbox(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Buffer | null; done: number }> {
  let rest = Buffer.alloc(0);
  let isTooLong = false;
  let isMbox: boolean | null = null;
  let done = 0;
  const message = (bytes: Buffer) => ({ bytes: isTooLong ? null : isMbox ? unquoted(bytes) : bytes, done });
  for await (const piece of pieces) {
    done += piece.length;
    let from = Math.max(0, rest.length - NEW_MESSAGE.length);
    rest = Buffer.concat([rest, piece]);
    isMbox ??= rest.subarray(0, 5).toString('latin1') === 'From ';
    while (isMbox) {
      const at = rest.indexOf(NEW_MESSAGE, from);
      if (at < 0) break;
      yield message(rest.subarray(0, at + 1));
      isTooLong = false;
      rest = rest.subarray(at + 1);
      from = 0;
    }
    if (rest.length > MAX_MESSAGE_BYTES) {
      isTooLong = true;
      // Where the next one begins is all that is still looked for.
      rest = rest.subarray(rest.length - NEW_MESSAGE.length);
    }
  }
  if (rest.length > 0) yield message(rest);
}

/** Without the line that begins it, and without the sign that keeps lines of the text from beginning another. */
function unquoted(bytes: Buffer): Buffer {
  const text = bytes.subarray(bytes.indexOf('\n') + 1).toString('latin1');
  return Buffer.from(text.replaceAll(/^>(>*From )/gm, '$1'), 'latin1');
}
