import { ownCopy } from '../readers/csv/csvParser.ts';
import { BytePieces } from './bytePieces.ts';
import {
  bytesBehind,
  headAt,
  IN_DICTIONARY,
  LONGEST_TEXT,
  readText,
  WORD_NUMBER,
  writeHead,
  writeText,
} from './writtenText.ts';

const MOST_SHAPES = 0xffff;
/** Beyond this many different words a place in a shape is none of a few words that come again and again. */
const MOST_WORDS = 1_000;
/** Before the number of a value that is kept as it is. */
const AS_IT_IS = 0x8000_0000;
const MOST_WHOLE = 0xffff_ffff;

/** How a value is built, all but its texts and numbers, which are read one after the other. */
type Build = (next: Reader) => unknown;

interface Reader {
  text(): string;
  whole(): number;
  number(): number;
}

interface Shape {
  number: number;
  build: Build;
  /** Of each text in it, the words that it is most of the time. */
  words: { list: string[]; numbers: Map<string, number> }[];
}

/**
 * Plain values — objects, arrays, texts, numbers, true and false, null — as bytes outside the heap. Values that are
 * built alike share how they are built, and words that come again and again are written as their number, so that a
 * finding takes some thirty bytes. What is `undefined` is left out. Values are added and read, never changed.
 */
export class ValueBytes {
  readonly #pieces = new BytePieces();
  readonly #shapes = new Map<string, Shape>();
  readonly #byNumber: Shape[] = [];
  /** What can't be written: a text is very long, or there are too many shapes. */
  readonly #asTheyAre: unknown[] = [];
  /** Of the value that is being added. */
  readonly #texts: string[] = [];
  readonly #leaves: (string | number)[] = [];

  /** Where the value lies, for `get`: a whole number below 2³². */
  add(value: unknown): number {
    this.#texts.length = 0;
    this.#leaves.length = 0;
    const key = this.#shapeOf(value);
    const shape = this.#shapes.get(key) ?? this.#learn(key, value);
    let most = 2;
    let longest = 0;
    for (const leaf of this.#leaves) {
      if (typeof leaf === 'number') most += 8;
      else {
        most += 2 + 2 * leaf.length;
        if (leaf.length > longest) longest = leaf.length;
      }
    }
    const isFull = this.#pieces.size >= AS_IT_IS;
    if (shape === null || longest > LONGEST_TEXT || most > BytePieces.most || isFull) {
      return AS_IT_IS + this.#asTheyAre.push(value) - 1;
    }
    const { piece, start } = this.#pieces.room(most);
    return this.#pieces.take(start, this.#write(piece, start, shape));
  }

  /** The value as it was added, new at each call. */
  get(place: number): unknown {
    if (place >= AS_IT_IS) return structuredClone(this.#asTheyAre[place - AS_IT_IS]);
    const { piece, start } = this.#pieces.at(place);
    let at = start;
    const { build, words } = this.#byNumber[headAt(piece, at)]!;
    at += 2;
    let text = 0;
    return build({
      text() {
        const head = headAt(piece, at);
        const { list } = words[text++]!;
        const found = head & IN_DICTIONARY ? list[head & WORD_NUMBER]! : readText(piece, at);
        at += 2 + bytesBehind(head);
        return found;
      },
      whole() {
        at += 4;
        return piece.readUInt32LE(at - 4);
      },
      number() {
        at += 8;
        return piece.readDoubleLE(at - 8);
      },
    });
  }

  #write(piece: Buffer, start: number, { number, words }: Shape): number {
    writeHead(piece, start, number);
    let at = start + 2;
    let text = 0;
    for (const leaf of this.#leaves) {
      if (typeof leaf === 'string') {
        const word = wordNumber(words[text++]!, leaf);
        if (word === null) at = writeText(piece, at, leaf);
        else {
          writeHead(piece, at, IN_DICTIONARY | word);
          at += 2;
        }
      } else if (isWhole(leaf)) at = piece.writeUInt32LE(leaf, at);
      else at = piece.writeDoubleLE(leaf, at);
    }
    return at;
  }

  /** Names the shape of a value, and gathers its leaves. */
  #shapeOf(value: unknown): string {
    if (typeof value === 'string') {
      this.#leaves.push(value);
      this.#texts.push(value);
      return 's';
    }
    if (typeof value === 'number') {
      this.#leaves.push(value);
      return isWhole(value) ? 'w' : 'd';
    }
    if (value === null) return 'n';
    if (value === true) return 't';
    if (value === false) return 'f';
    let key = '';
    if (Array.isArray(value)) {
      for (const item of value) key += this.#shapeOf(item);
      return `[${key}]`;
    }
    if (typeof value !== 'object') throw new TypeError(`no plain value: ${typeof value}`);
    for (const name in value) {
      const part = (value as Record<string, unknown>)[name];
      if (part !== undefined) key += `${nameKey(name)}${this.#shapeOf(part)}`;
    }
    return `{${key}}`;
  }

  #learn(key: string, value: unknown): Shape | null {
    const number = this.#byNumber.length;
    if (number > MOST_SHAPES) return null;
    const words = this.#texts.map(() => ({ list: [], numbers: new Map() }));
    const shape = { number, build: builderOf(value), words };
    this.#byNumber.push(shape);
    this.#shapes.set(key, shape);
    return shape;
  }
}

const nameKeys = new Map<string, string>();

/** Told from everything else in a shape's key, whatever the name. */
function nameKey(name: string): string {
  let key = nameKeys.get(name);
  if (key === undefined) {
    key = JSON.stringify(name);
    if (nameKeys.size < MOST_WORDS) nameKeys.set(name, key);
  }
  return key;
}

function isWhole(number: number): boolean {
  return number >= 0 && number <= MOST_WHOLE && Number.isInteger(number) && !Object.is(number, -0);
}

function builderOf(value: unknown): Build {
  if (typeof value === 'string') return (next) => next.text();
  if (typeof value === 'number') return isWhole(value) ? (next) => next.whole() : (next) => next.number();
  if (typeof value !== 'object' || value === null) return () => value;
  if (Array.isArray(value)) {
    const items = value.map(builderOf);
    return (next) => items.map((item) => item(next));
  }
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => [name, builderOf(part)] as const);
  return (next) => {
    const built: Record<string, unknown> = {};
    for (const [name, build] of parts) built[name] = build(next);
    return built;
  };
}

function wordNumber({ list, numbers }: Shape['words'][number], text: string): number | null {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  if (list.length >= MOST_WORDS) return null;
  const word = ownCopy(text);
  const number = list.push(word) - 1;
  numbers.set(word, number);
  return number;
}
