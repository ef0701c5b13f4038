import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { AppError, exitCodeOf } from '../../shared/domain/errors.ts';
import { createText, type Text } from '../../shared/text/createText.ts';
import type { Log } from '../core/core.ts';
import { hostMeans } from '../core/encryption/hostMeans.ts';
import { defaultDataDir } from '../core/ports/defaultDataDir.ts';
import { fileLog } from '../core/ports/fileLog.ts';
import { systemClock } from '../core/ports/systemClock.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { SystemKeyStore } from '../security/keySlots.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import { createPrinter, type Streams } from './createPrinter.ts';
import { globalFlags } from './globalFlags.ts';
import { type Action, buildProgram, type GlobalOptions } from './program.ts';
import { acceptSignIn, type SignInGiven, takeSignIn } from './signInFlags.ts';
import { cliWords } from './text/cliWords.ts';
import type { CliWords } from './text/zh.ts';
import { toAppError } from './toAppError.ts';
import { usageError } from './usageError.ts';

/** What a host has that the bare command line has not. */
export interface CliHost {
  system?: SystemKeyStore;
}

/**
 * Understands the arguments, does what they ask, prints the answer. Resolves with the exit code and never throws: an
 * error of the closed set is told in a sentence, any other by the number of its incident in the log.
 */
export async function runCli(
  args: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  host: CliHost = {},
): Promise<number> {
  const { json, language } = globalFlags(args);
  const words = cliWords(language);
  const text = createText(language);
  const printer = createPrinter(streams, json, text);
  let log: Log | null = null;
  try {
    const asked = await understand(args, streams, words);
    if (asked === null) return 0;
    const dataDir = asked.options.data === undefined ? defaultDataDir() : resolve(asked.options.data);
    log = fileLog({ dataDir, name: 'cli', clock: systemClock });
    const passphrase = await readPassphrase(asked.options.passphraseFile);
    const context = {
      dataDir,
      clock: systemClock,
      ids: uuidIds,
      log,
      text,
      words,
      signIn: { ...signInFromEnvironment(process.env), ...asked.signIn },
      means: hostMeans(passphrase, host.system ?? null),
      signal,
      progress: printer.progress,
    };
    const answer = await asked.action(context, (early) => printer.answer(early));
    if (answer === null) return 0;
    await printer.answer(answer);
    return answer.exitCode;
  } catch (error) {
    const answer = errorAnswer(error, text, log);
    if (json) await printer.answer(answer);
    else for (const line of answer.lines) await printer.note(line);
    return answer.exitCode;
  }
}

/** Null: help was asked for, and given. */
async function understand(
  args: readonly string[],
  { stdout, stderr }: Streams,
  words: CliWords,
): Promise<{ action: Action; options: GlobalOptions; signIn: SignInGiven } | null> {
  let action: Action | null = null;
  const signIn: SignInGiven = {};
  const program = buildProgram(words, (chosen) => {
    action = chosen;
  });
  const output = {
    writeOut: (line: string) => stdout.write(line),
    writeErr: (line: string) => stderr.write(line),
    // Said by us, in the person's language.
    outputError: () => undefined,
  };
  for (const command of withCommands(program)) command.configureOutput(output);
  acceptSignIn(program, words, signIn);
  try {
    await program.parseAsync(takeSignIn(args, program, signIn), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return null;
    throw usageError(words, error);
  }
  if (action === null) throw new AppError('USAGE', { detail: words.wrong.noCommand });
  return { action, options: program.opts<GlobalOptions>(), signIn };
}

function withCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withCommands)];
}

function signInFromEnvironment(environment: NodeJS.ProcessEnv): CommandContext['signIn'] {
  const { XUEJI_USER: user, XUEJI_PASSWORD: password, XUEJI_TASK_KEY: taskKey } = environment;
  return {
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(taskKey ? { taskKey } : {}),
  };
}

/** The first line of the file, or the environment's; null: none was given. */
async function readPassphrase(path: string | undefined): Promise<string | null> {
  if (path === undefined) return process.env.XUEJI_PASSPHRASE || null;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const missing = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
    const code = missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    throw new AppError(code, { file: basename(path) }, { cause: error });
  });
  return text.replace(/^\uFEFF/, '').split(/\r?\n/)[0]!;
}

/** The answer that an error is. Only a fault of the program goes to the log. */
export function errorAnswer(error: unknown, text: Text, log: Log | null): CommandAnswer {
  const known = toAppError(error) ?? noteFault(error, log);
  const { message, hint } = text.sayError(known);
  const { incident } = known.params;
  return {
    exitCode: exitCodeOf(known),
    json: { error: { code: known.code, message, hint, ...(incident === undefined ? {} : { incident }) } },
    lines: [message, hint],
  };
}

function noteFault(error: unknown, log: Log | null): AppError {
  const incident = uuidIds.next().slice(-8);
  const where = log ?? fileLog({ dataDir: defaultDataDir(), name: 'cli', clock: systemClock });
  where.error('fault', error, { incident });
  return new AppError('INTERNAL', { incident }, { cause: error });
}
