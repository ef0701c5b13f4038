import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { folderError } from '../../core/folderError.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { resultOf } from '../resultOf.ts';

export interface DemoOptions {
  students: number;
  seed: number;
  files?: string;
}

export async function demo(context: CommandContext, options: DemoOptions): Promise<CommandAnswer> {
  const { students, seed } = options;
  const files = options.files === undefined ? null : resolve(options.files);
  if (files) {
    await mkdir(files, { recursive: true }).catch((error: unknown) => {
      throw folderError(error, files);
    });
  }
  const made = await withStore(
    context,
    async (core) => {
      const { signal } = context;
      const done = await resultOf(context, core.client.admin.fillDemo({ students, seed }, { signal }));
      return { ...done, batches: await core.client.imports.batches() };
    },
    { make: true, ...(files ? { keepDemoFiles: files } : {}) },
  );
  return {
    exitCode: 0,
    json: { students: made.students, photos: made.photos, seed, files, batches: made.batches.reverse() },
    lines: [context.words.demoMade(made.students, made.photos)],
  };
}
