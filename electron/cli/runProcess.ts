import { writeSync } from 'node:fs';
import { ERROR_CODES } from '../../shared/domain/errors.ts';
import { createText } from '../../shared/text/createText.ts';
import { createPrinter } from './createPrinter.ts';
import { globalFlags } from './globalFlags.ts';
import { type CliHost, errorAnswer, runCli } from './runCli.ts';
import { cliWords } from './text/cliWords.ts';

/** Runs the command line as a whole process: signals cancel it, nothing it meets ends in a stack trace. Does not return. */
export async function runProcess(
  process: NodeJS.Process,
  args: readonly string[],
  host: CliHost = {},
): Promise<never> {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // The first one lets the work end cleanly; whoever asks again does not want to wait.
      if (cancel.signal.aborted) endNow(process, args);
      cancel.abort();
      process.stderr.write(`${cliWords(globalFlags(args).language).ending}\n`);
    });
  }
  // A reader that goes away early ends the writing, not the program.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => void tellFault(process, args, error));
  }
  process.exit(await runCli(args, process, cancel.signal, host));
}

/**
 * Ends without waiting for what runs: a transaction that is under way is dropped by the store. Written at once,
 * because the work must not come to its own end, and say so, in between.
 */
function endNow(process: NodeJS.Process, args: readonly string[]): never {
  const { json, language } = globalFlags(args);
  const { interrupted: message, afterInterrupt: hint } = cliWords(language);
  writeNow(2, `${message}\n${hint}\n`);
  if (json) writeNow(1, `${JSON.stringify({ error: { code: 'CANCELLED', message, hint } })}\n`);
  process.exit(ERROR_CODES.CANCELLED);
}

function writeNow(stream: 1 | 2, text: string): void {
  try {
    writeSync(stream, text);
  } catch (error) {
    // A reader that has gone away, or one that does not read: nobody is there to be told.
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code !== 'EPIPE' && code !== 'EAGAIN') throw error;
  }
}

async function tellFault(process: NodeJS.Process, args: readonly string[], error: unknown): Promise<never> {
  const { json, language } = globalFlags(args);
  const text = createText(language);
  const answer = errorAnswer(error, text, null);
  const printer = createPrinter(process, json, text);
  if (json) await printer.answer(answer);
  else for (const line of answer.lines) await printer.note(line);
  process.exit(answer.exitCode);
}
