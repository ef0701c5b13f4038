import { spawn } from 'node:child_process';

/** Runs a program of node_modules/.bin or of the system with our output; resolves with its exit code. */
export function runCommand(
  command: string,
  args: readonly string[],
  extraEnvironment: Record<string, string> = {},
): Promise<number> {
  // Plain text: the output is read in logs as often as on a screen.
  const { FORCE_COLOR: _, ...environment } = process.env;
  const withoutColour = { ...environment, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...withoutColour, ...extraEnvironment },
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
