import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { MEMBERS } from './members.ts';

/**
 * In a child process: runs the built main as the installed program does, with `[program, …arguments]` for its
 * arguments and no more of Electron than whether it is installed, and that there is no key store. Anything else that a command touched of it
 * would be an error.
 */
const HELD = {
  app: '{ isPackaged: true, whenReady: async () => undefined }',
  safeStorage: '{ isEncryptionAvailable: () => false }',
};
const SOURCE = MEMBERS.map((name) =>
  name in HELD
    ? `export const ${name} = ${HELD[name as keyof typeof HELD]};`
    : `export const ${name} = undefined;`,
).join('\n');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'electron-double:command', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'electron-double:command'
      ? { format: 'module', source: SOURCE, shortCircuit: true }
      : next(url, context),
});

const main = process.argv[2];
if (!main) throw new TypeError('no program to run');
process.argv.splice(1, 2);
await import(pathToFileURL(main).href);
