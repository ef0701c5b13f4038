import { JsonList } from './JsonList.ts';

/** Characters of small pieces that are given out as one. */
const PIECE = 1 << 16;

/**
 * What `JSON.stringify` gives, piece by piece: an answer may be longer than the longest text that there can be
 * (some 500 million characters).
 */
export function* jsonPieces(value: unknown): Generator<string, void, undefined> {
  let gathered = '';
  for (const piece of parts(value)) {
    gathered += piece;
    if (gathered.length < PIECE) continue;
    yield gathered;
    gathered = '';
  }
  if (gathered !== '') yield gathered;
}

function* parts(value: unknown): Generator<string, void, undefined> {
  if (value instanceof JsonList) yield* value.pieces();
  else if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries()) {
      if (index > 0) yield ',';
      yield* parts(item ?? null);
    }
    yield ']';
  } else if (typeof value === 'object' && value !== null && !('toJSON' in value)) {
    yield '{';
    let separator = '';
    for (const [name, part] of Object.entries(value)) {
      if (part === undefined) continue;
      yield `${separator}${JSON.stringify(name)}:`;
      yield* parts(part);
      separator = ',';
    }
    yield '}';
  } else yield JSON.stringify(value);
}
