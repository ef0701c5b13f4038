import type { Cell } from '../reader.ts';
import { FALSE, numberCell, TRUE } from '../typedCells.ts';
import { DATE_FORMAT, PLAIN_FORMAT } from '../xlsx/cellFormat.ts';
import { numberText } from '../xlsx/numberText.ts';

/** Numbers that are one without doubt: no leading zero, no more digits than a number keeps. */
const SURE_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const JULIAN_DAY_OF_SERIAL_0 = 2_415_019;
const DAY_MILLISECONDS = 86_400_000;
/** Money is kept in ten-thousandths. */
const MONEY_PARTS = BigInt(10_000);

/** A column of a type whose values are bytes, not text. Undefined for all others. */
export function binaryValue(type: string, record: Buffer, start: number, length: number): Cell | undefined {
  switch (type) {
    case 'I':
    case '+':
      return length === 4 ? numberCell(record.readInt32LE(start), PLAIN_FORMAT, false) : undefined;
    case 'B':
    case 'O':
      // dBASE keeps memos under B, ten bytes wide.
      return length === 8 ? numberCell(record.readDoubleLE(start), PLAIN_FORMAT, false) : undefined;
    case 'Y': {
      if (length !== 8) return undefined;
      const stored = record.readBigInt64LE(start);
      const text = `${stored / MONEY_PARTS}.${String(stored % MONEY_PARTS)
        .replace('-', '')
        .padStart(4, '0')}`;
      return numberCell(Number(text), PLAIN_FORMAT, false);
    }
    case 'T':
    case '@': {
      if (length !== 8) return undefined;
      const day = record.readInt32LE(start);
      if (day === 0) return null;
      const time = record.readInt32LE(start + 4) / DAY_MILLISECONDS;
      return numberCell(day - JULIAN_DAY_OF_SERIAL_0 + time, DATE_FORMAT, false);
    }
    default:
      return undefined;
  }
}

/**
 * What a column of text says, its padding taken off already: a number of more than 15 digits or with zeros in front
 * stands in the file digit by digit, so it is given as the text that it is.
 */
export function textValue(type: string, padded: string): Cell {
  switch (type) {
    case 'N':
    case 'F': {
      const text = padded.replaceAll('\0', '').trim();
      if (text === '') return null;
      if (/^\*+$/.test(text)) return { kind: 'error', text };
      const number = SURE_NUMBER.test(text) ? numberText(text) : null;
      return number ? { kind: 'number', ...number } : text;
    }
    case 'D': {
      const text = padded.replaceAll('\0', '').trim();
      if (text === '' || /^0+$/.test(text)) return null;
      const match = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(text);
      return match ? { kind: 'date', text: `${match[1]}-${match[2]}-${match[3]}` } : text;
    }
    case 'L': {
      const letter = padded.trim().toUpperCase();
      if (letter === 'T' || letter === 'Y') return TRUE;
      return letter === 'F' || letter === 'N' ? FALSE : null;
    }
    default: {
      return padded === '' ? null : padded;
    }
  }
}
