import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, runInThisContext } from 'node:vm';
import type { ElectronDouble } from './electronDouble.ts';
import { MEMBERS } from './members.ts';

const INSTANCE = 'electron-double-instance';
const instances = new Map<string, ElectronDouble['electron']>();

/** Where the built main finds the double of its instance. */
declare global {
  var electronDoubleInstances: typeof instances | undefined;
}
globalThis.electronDoubleInstances = instances;

const members: readonly (keyof ElectronDouble['electron'])[] = MEMBERS;

registerHooks({
  resolve(specifier, context, next) {
    const instance = context.parentURL ? new URL(context.parentURL).searchParams.get(INSTANCE) : null;
    if (instance === null) return next(specifier, context);
    if (specifier === 'electron') return { url: `electron-double:${instance}`, shortCircuit: true };
    const resolved = next(specifier, context);
    // Each start has modules of its own, as each process has.
    return specifier.startsWith('.')
      ? { ...resolved, url: `${resolved.url}?${INSTANCE}=${instance}` }
      : resolved;
  },
  load(url, context, next) {
    if (!url.startsWith('electron-double:')) return next(url, context);
    const instance = JSON.stringify(url.slice('electron-double:'.length));
    const source = `const electron = globalThis.electronDoubleInstances.get(${instance});\n${members
      .map((name) => `export const ${name} = electron.${name};`)
      .join('\n')}`;
    return { format: 'module', source, shortCircuit: true };
  },
});

let lastInstance = 0;
// The test runner would take the built files apart; node itself is to load them as they are.
const nativeImport: (url: string) => Promise<unknown> = runInThisContext('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});

/** Runs the built main with a double, as `electron .` would, and lets the app become ready. */
export async function launchShell(double: ElectronDouble, builtDir: string): Promise<void> {
  const instance = String(++lastInstance);
  instances.set(instance, double.electron);
  const main = pathToFileURL(join(builtDir, 'main.js'));
  main.searchParams.set(INSTANCE, instance);
  await nativeImport(main.href);
  double.app.becomeReady();
}
