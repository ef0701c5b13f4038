import type { Writable } from 'node:stream';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import type { Text } from '../../shared/text/createText.ts';
import type { CommandAnswer } from './commandContext.ts';
import { jsonPieces } from './jsonPieces.ts';

export interface Printer {
  answer(answer: CommandAnswer): Promise<void>;
  /** A word to the person beside the answer. */
  note(line: string): Promise<void>;
  /** On a terminal one line that is drawn again and again; elsewhere a line for each stage that is entered. */
  progress(event: Omit<ProgressEvent, 'type'>): void;
}

export interface Streams {
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
}

/** Files that take less than this are not told stage by stage, ms. */
const LINE_EVERY_MS = 250;

/** Where the answer goes: for programs one JSON object on stdout and the words on stderr, for people the words on stdout. */
export function createPrinter({ stdout, stderr }: Streams, json: boolean, text: Text): Printer {
  let drawn = false;
  let told: { stage: ProgressEvent['stage']; at: number } | null = null;
  const clear = () => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    async answer({ json: result, lines, notes = [] }) {
      clear();
      await write(stderr, notes.map((line) => `${line}\n`).join(''));
      const words = lines.map((line) => `${line}\n`).join('');
      if (!json) return write(stdout, words);
      await write(stderr, words);
      for (const piece of jsonPieces(result)) await write(stdout, piece);
      await write(stdout, '\n');
    },
    async note(line) {
      clear();
      await write(stderr, `${line}\n`);
    },
    progress({ stage, done, total }) {
      if (stderr.isTTY !== true) {
        const now = performance.now();
        if (told !== null && (told.stage === stage || now - told.at < LINE_EVERY_MS)) return;
        told = { stage, at: now };
        stderr.write(`${text.stage(stage)}\n`);
        return;
      }
      const share = total === null || total === 0 ? '' : ` ${Math.floor((done / total) * 100)}%`;
      stderr.write(`\r\u001b[K${text.stage(stage)}${share}`);
      drawn = true;
    },
  };
}

/** Resolves when the text has left the process. A reader that has gone away (`| head`) wants no more: that is no error. */
function write(stream: Writable, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      const gone = error !== null && error !== undefined && Reflect.get(error, 'code') === 'EPIPE';
      if (error && !gone) reject(error);
      else resolve();
    });
  });
}
