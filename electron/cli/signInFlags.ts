import { type Command, Option } from 'commander';
import type { CliWords } from './text/zh.ts';

/** Who a command is for, as it was said; a password itself is never an argument, which every other program can read. */
export interface SignInGiven {
  user?: string;
  passwordFile?: string;
}

const USER = '--user <NAME>';
const PASSWORD_FILE = '--password-file <F>';

/**
 * `--user` and `--password-file` may stand before the command, and behind it where the command has none of its own
 * (`mail server` and files with a password do).
 */
export function acceptSignIn(program: Command, words: CliWords, given: SignInGiven): void {
  program.addHelpText('afterAll', `\n${words.signIn.help}`);
  for (const command of leaves(program)) {
    const own = new Set(command.options.map(({ long }) => long));
    if (own.has('--user') || own.has('--password-file')) continue;
    // What is heard here is none of the command's own options.
    const hear = (flags: string, take: (value: string) => void) =>
      new Option(flags).hideHelp().argParser((value) => {
        take(value);
        return undefined;
      });
    command.addOption(hear(USER, (user) => Object.assign(given, { user })));
    command.addOption(hear(PASSWORD_FILE, (passwordFile) => Object.assign(given, { passwordFile })));
  }
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((one) => (one.commands.length > 0 ? leaves(one) : [one]));
}

/** Takes what stands before the command out of the arguments, and the rest is what the program understands. */
export function takeSignIn(args: readonly string[], program: Command, given: SignInGiven): string[] {
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith('-') || arg === '--') return [...rest, ...args.slice(at)];
    const [, flag = '', inline] = /^(--[^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const value = inline ?? args[at + 1];
    if (flag === '--user' || flag === '--password-file') {
      // Without a value the program says what is missing.
      if (value === undefined) return [...rest, ...args.slice(at)];
      if (flag === '--user') given.user = value;
      else given.passwordFile = value;
      if (inline === undefined) at += 1;
      continue;
    }
    rest.push(arg);
    const takesValue = program.options.some((option) => option.long === flag && option.required);
    if (takesValue && inline === undefined && value !== undefined) {
      rest.push(value);
      at += 1;
    }
  }
  return rest;
}
