import type { updateZh } from './updateZh.ts';

export const updateEn: typeof updateZh = {
  about: 'take newer versions of the program from a folder of the office',
  check: 'see whether the folder has a newer version; exit code 1 if so',
  install: 'take the newer version, check its signature, install it',
  rollback: 'go back to the version before, with the installer kept on this computer',
  from: 'the folder of updates; if left out, the one in the settings',
  standing: {
    newer: (latest, running) => `There is a newer version ${latest} (in use: ${running})`,
    same: (latest) => `Version ${latest} in use is the newest`,
    older: (latest, running) => `The folder has the older ${latest} (in use: ${running})`,
  },
  started: (version) => `The installer of version ${version} was started.`,
  byHand: (version, file) => `Version ${version} was checked; have it installed by whoever may: ${file}`,
  noPrevious: 'The installer of the version in use was not found: there is no way back once it is installed.',
};
