import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mergeConfig, type ViteUserConfig } from 'vitest/config';
import { ROOT, sabotaged } from './sabotaged.ts';
import { plantedSabotage } from './sabotages.ts';

const sabotage = plantedSabotage();
const base = (await import(pathToFileURL(join(ROOT, 'vitest.config.ts')).href)) as {
  default: ViteUserConfig;
};

/** The project’s tests with what XUEJI_SABOTAGE names planted in what they run. */
export default mergeConfig(base.default, {
  root: ROOT,
  // What was transformed with another fault in it, or none, must not be taken for it.
  test: { fsModuleCache: false },
  plugins: [
    {
      name: 'sabotage',
      enforce: 'pre',
      transform: (code: string, id: string) =>
        sabotage && id === join(ROOT, sabotage.file) ? sabotaged(code, sabotage) : null,
    },
  ],
});
