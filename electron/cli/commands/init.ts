import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';

export interface InitOptions {
  schoolCode: string;
  schoolName: string;
}

export async function init(context: CommandContext, options: InitOptions): Promise<CommandAnswer> {
  const school = await withStore(
    context,
    (core) => core.client.admin.initialise({ code: options.schoolCode, name: options.schoolName }),
    { make: true },
  );
  const { words, dataDir } = context;
  return {
    exitCode: 0,
    json: { school, dataDir },
    lines: [words.initialised(school.code, school.name), `${words.dataFolder}${words.colon}${dataDir}`],
  };
}
