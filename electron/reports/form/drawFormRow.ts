import { LINE_HEIGHT } from '../pdf/fitText.ts';
import { MM } from '../pdf/paper.ts';
import { type Box, INK, type SheetPen, type TextStyle } from '../pdf/sheetPen.ts';
import { drawPhoto } from '../photos/drawPhoto.ts';
import type { SheetText } from '../text/sheetText.ts';
import type { FormRow } from './formReport.ts';

const SIZE = 9;
const PADDING = 1.6 * MM;
const LEAST = 6.6 * MM;
const LABEL_WIDTH = 23 * MM;
const HEADING_HEIGHT = 7.4 * MM;
const PHOTO = { width: 31.5 * MM, height: 42 * MM, gap: 2.4 * MM };
const ANSWER_HEIGHT = 21 * MM;
const SIGN_HEIGHT = 6 * MM;
/** Texts of more lines go on in a row of their own, so that a page can end between. */
const MOST_LINES = 30;
const LABEL_FIT = { minSize: 7, maxLines: 3, minWrapSize: 5.5 };

/** A row with its texts broken into lines, and how high it is. */
export interface SetRow {
  row: FormRow;
  texts: readonly string[];
  height: number;
}

interface Place {
  x: number;
  width: number;
}

/** Where the texts of a row stand, within the width of the form. */
function places(row: FormRow, width: number): Place[] {
  const shares = row.kind === 'facts' ? row.facts.map(({ share = 1 }) => share) : [];
  if (row.kind === 'line') shares.push(...row.cells.map(({ share }) => share));
  if (row.kind === 'answer') return [{ x: LABEL_WIDTH, width: width - LABEL_WIDTH }];
  const all = shares.reduce((sum, share) => sum + share, 0);
  let x = 0;
  return shares.map((share) => {
    const whole = (width * share) / all;
    const label = row.kind === 'facts' ? LABEL_WIDTH : 0;
    const place = { x: x + label, width: whole - label };
    x += whole;
    return place;
  });
}

/** Breaks the texts of a row; a long one becomes several rows. */
export function setFormRow(pen: SheetPen, row: FormRow, width: number): SetRow[] {
  const above = row.heading === undefined ? 0 : HEADING_HEIGHT;
  if (row.kind === 'photos') {
    return [{ row, texts: [], height: above + PHOTO.height + 2 * PHOTO.gap }];
  }
  const given =
    row.kind === 'facts'
      ? row.facts.map(({ value }) => value)
      : row.kind === 'line'
        ? row.cells.map(({ text }) => text)
        : [[row.before, row.hint].filter((part) => part !== '').join('\n')];
  const at = places(row, width);
  const lines = given.map((text, index) =>
    pen.linesOf(text, (at[index]?.width ?? width) - 2 * PADDING, 'regular', SIZE),
  );
  const most = Math.max(1, ...lines.map(({ length }) => length));
  return Array.from({ length: Math.ceil(most / MOST_LINES) }, (_, piece) => {
    const ofPiece = lines.map((all) => all.slice(piece * MOST_LINES, (piece + 1) * MOST_LINES));
    const { heading: _heading, ...rest } = row;
    const high = Math.max(...ofPiece.map(({ length }) => length)) * SIZE * LINE_HEIGHT + 2 * MM;
    const body = row.kind === 'answer' ? Math.max(ANSWER_HEIGHT, high + SIGN_HEIGHT) : Math.max(LEAST, high);
    return {
      row: piece === 0 ? row : rest,
      texts: ofPiece.map((some) => some.join('\n')),
      height: body + (piece === 0 ? above : 0),
    };
  });
}

/** Draws a row into its box. */
export function drawFormRow(
  pen: SheetPen,
  { row, texts }: SetRow,
  box: Box,
  { text, pictures }: { text: SheetText; pictures: ReadonlyMap<string, Buffer | null> },
): void {
  const above = row.heading === undefined ? 0 : HEADING_HEIGHT;
  if (row.heading !== undefined) {
    const room = { x: box.x, y: box.y + 1.4 * MM, width: box.width, height: HEADING_HEIGHT - 1.6 * MM };
    pen.text(row.heading, room, { weight: 'bold', size: 10.5, align: 'left' });
  }
  const body = { x: box.x, y: box.y + above, width: box.width, height: box.height - above };
  const rules: number[] = [];
  const label = (said: string, x: number): void => {
    const room = { x, y: body.y, width: LABEL_WIDTH, height: body.height };
    pen.band(room, INK.faintBand);
    const within = { ...room, x: x + 0.8 * MM, width: LABEL_WIDTH - 1.6 * MM };
    pen.text(said, within, { weight: 'bold', size: SIZE, align: 'centre', fit: LABEL_FIT });
    rules.push(x + LABEL_WIDTH);
  };
  const written = (said: string, { x, width }: Place, height: number, style: Partial<TextStyle> = {}) =>
    pen.text(
      said,
      { x: body.x + x + PADDING, y: body.y, width: width - 2 * PADDING, height },
      // Nothing of what was decided or written is ever cut off.
      {
        weight: 'regular',
        size: SIZE,
        align: 'left',
        fit: { minSize: SIZE, maxLines: MOST_LINES, minWrapSize: 5.5 },
        ...style,
      },
    );
  const at = places(row, box.width);
  switch (row.kind) {
    case 'facts':
      for (const [index, place] of at.entries()) {
        if (index > 0) rules.push(body.x + place.x - LABEL_WIDTH);
        label(row.facts[index]!.label, body.x + place.x - LABEL_WIDTH);
        written(texts[index]!, place, body.height);
      }
      break;
    case 'line':
      if (row.cells.some(({ isTitle }) => isTitle)) pen.band(body, INK.band);
      for (const [index, place] of at.entries()) {
        if (index > 0) rules.push(body.x + place.x);
        written(texts[index]!, place, body.height, row.cells[index]!.isTitle ? { weight: 'bold' } : {});
      }
      break;
    case 'photos':
      drawPhotos(pen, row.photos, body, { text, pictures });
      break;
    case 'answer': {
      label(row.label, body.x);
      written(texts[0]!, at[0]!, body.height - SIGN_HEIGHT);
      drawSigns(pen, row.signs, { ...body, x: body.x + LABEL_WIDTH, width: body.width - LABEL_WIDTH }, text);
    }
  }
  for (const x of rules) pen.line(x, body.y, x, body.y + body.height, 0.35, INK.rule);
  pen.frame(body, 0.5, INK.frame);
}

function drawPhotos(
  pen: SheetPen,
  photos: Extract<FormRow, { kind: 'photos' }>['photos'],
  body: Box,
  { text, pictures }: { text: SheetText; pictures: ReadonlyMap<string, Buffer | null> },
): void {
  const part = body.width / photos.length;
  for (const [index, { role, hash }] of photos.entries()) {
    const left = body.x + index * part;
    const caption = { x: left, y: body.y, width: LABEL_WIDTH, height: body.height };
    pen.band(caption, INK.faintBand);
    pen.text(text.photoRole[role], caption, { weight: 'bold', size: SIZE, align: 'centre' });
    pen.line(left + LABEL_WIDTH, body.y, left + LABEL_WIDTH, body.y + body.height, 0.35, INK.rule);
    if (index > 0) pen.line(left, body.y, left, body.y + body.height, 0.35, INK.rule);
    const x = left + LABEL_WIDTH + (part - LABEL_WIDTH - PHOTO.width) / 2;
    const jpeg = hash === null ? null : (pictures.get(hash) ?? null);
    const box = { x, y: body.y + PHOTO.gap, width: PHOTO.width, height: PHOTO.height };
    drawPhoto(pen, box, { hash, jpeg, role }, { text, size: SIZE });
  }
}

/** Who signs, each with a line, and the day, along the lower edge of the box. */
function drawSigns(pen: SheetPen, signs: readonly string[], box: Box, text: SheetText): void {
  const parts = [...signs, text.date];
  const width = box.width / parts.length;
  const y = box.y + box.height - SIGN_HEIGHT;
  for (const [index, said] of parts.entries()) {
    const x = box.x + index * width + PADDING;
    const heading = `${said}${text.between}`;
    const wide = pen.widthOf(heading, 'regular', SIZE);
    const style = { weight: 'regular', size: SIZE, align: 'left' } as const;
    pen.text(heading, { x, y, width: wide + 0.01, height: SIGN_HEIGHT }, style);
    const room = { x: x + wide, y, width: width - wide - 2 * PADDING, height: SIGN_HEIGHT };
    if (index === parts.length - 1) pen.text(text.dateBlank, room, style);
    else
      pen.line(
        room.x,
        y + SIGN_HEIGHT - 1.2 * MM,
        room.x + room.width,
        y + SIGN_HEIGHT - 1.2 * MM,
        0.4,
        INK.rule,
      );
  }
}
