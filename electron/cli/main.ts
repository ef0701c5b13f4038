import { createText } from '../../shared/text/createText.ts';
import { createPrinter } from './createPrinter.ts';
import { globalFlags } from './globalFlags.ts';
import { errorAnswer, runCli } from './runCli.ts';

/** How a shell tells a program that was ended by Ctrl-C. */
const KILLED_BY_INTERRUPT = 130;

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
  process.on(name, (error: unknown) => {
    const { json, language } = globalFlags(args);
    const text = createText(language);
    const answer = errorAnswer(error, text, null);
    const printer = createPrinter(process, json, text);
    const told = json
      ? printer.answer(answer)
      : answer.lines.reduce((before, line) => before.then(() => printer.note(line)), Promise.resolve());
    told.finally(() => process.exit(answer.exitCode));
  });
}

process.exit(await runCli(args, process, cancel.signal));
