import { join } from 'node:path';
import { mergeConfig } from 'vitest/config';
import base from '../../../vitest.config.ts';
import { ROOT, sabotaged } from './sabotaged.ts';
import { plantedSabotage } from './sabotages.ts';

const sabotage = plantedSabotage();

/** The project’s tests with what XUEJI_SABOTAGE names planted in what they run. */
export default mergeConfig(base, {
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
