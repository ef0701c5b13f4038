import { createText } from '../../shared/text/createText.ts';
import { createPrinter } from './createPrinter.ts';
import { globalFlags } from './globalFlags.ts';
import { errorAnswer, runCli } from './runCli.ts';

/** How a shell tells a program that was ended by Ctrl-C. */
const KILLED_BY_INTERRUPT = 130;

/** Runs the command line as a whole process: signals cancel it, nothing it meets ends in a stack trace. Does not return. */
export async function runProcess(process: NodeJS.Process): Promise<never> {
  const args = process.argv.slice(2);
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // The first one lets the work end cleanly; whoever asks again does not want to wait.
      if (cancel.signal.aborted) process.exit(KILLED_BY_INTERRUPT);
      cancel.abort();
    });
  }
  // A reader that goes away early ends the writing, not the program.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(name, (error: unknown) => void tellFault(process, args, error));
  }
  process.exit(await runCli(args, process, cancel.signal));
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
