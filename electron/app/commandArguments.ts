/** Global options of the command line that take a value. */
const WITH_VALUE = new Set(['--data', '--lang', '--passphrase-file']);

/**
 * The arguments of the command line, when that is what the program was started for (`XuejiDesk.exe import …`);
 * null for the window. A bare word asks for a command, known or not: a mistyped one must end with a sentence and
 * an exit code, not with a window on an unattended machine. Anything else is a file, or a switch of Chromium's.
 */
export function commandArguments(argv: readonly string[], isPackaged: boolean): string[] | null {
  // `electron .` has the folder of the program in between.
  const args = argv.slice(isPackaged ? 1 : 2);
  if (args.some((arg) => arg === '--help' || arg === '-h')) return args;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (WITH_VALUE.has(arg)) at++;
    else if (!arg.startsWith('-')) return /^[a-z]+(-[a-z]+)*$/.test(arg) ? args : null;
  }
  return null;
}
