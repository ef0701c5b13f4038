import { Fragment } from 'react';
import type { Mark } from '../../../shared/domain/differenceMarks.ts';

const SPACE = /^[\p{Zs}\t]$/u;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** As it can be seen: an open box for a space, the code point of what has no shape of its own. */
export function seen(character: string): string {
  if (SPACE.test(character)) return '␣';
  return UNSEEN.test(character) ? codePoint(character) : character;
}

/** A value in which the characters that differ are marked. Marks count characters, so a masked value takes them too. */
export function MarkedText({
  value,
  marks,
}: {
  value: string;
  marks: readonly (readonly [number, number])[];
}) {
  const characters = Array.from(value);
  const isMarked = (at: number) =>
    marks.some(([from, to]: readonly [number, number] | Mark) => at >= from && at < to);
  const parts: { text: string; marked: boolean; at: number }[] = [];
  for (const [at, character] of characters.entries()) {
    const marked = isMarked(at);
    const text = marked ? seen(character) : character;
    const last = parts.at(-1);
    if (last && last.marked === marked) last.text += text;
    else parts.push({ text, marked, at });
  }
  return (
    <span className="marked-text">
      {parts.map(({ text, marked, at }) =>
        marked ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>,
      )}
    </span>
  );
}
