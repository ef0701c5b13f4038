import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, sabotaged } from './sabotaged.ts';
import { plantedSabotage } from './sabotages.ts';

/**
 * node --import tests/sync/sabotage/plantHook.ts: what XUEJI_SABOTAGE names is in the one file as if it was written there;
 * the file itself stays as it is.
 */
const sabotage = plantedSabotage();
if (sabotage) {
  const target = pathToFileURL(join(ROOT, sabotage.file)).href;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== target) return loaded;
      const text = loaded.source as string | Uint8Array;
      const source = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      return { ...loaded, source: sabotaged(source, sabotage) };
    },
  });
}
