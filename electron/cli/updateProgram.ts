import type { Command } from 'commander';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { UpdateOptions } from './commands/update.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji update …` */
export function addUpdate(
  program: Command,
  words: CliWords,
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void,
): void {
  const commands = () => import('./commands/update.ts');
  const update = program.command('update').description(words.update.about);
  update
    .command('check')
    .description(words.update.check)
    .option('--from <DIR>', words.update.from)
    .action((options: UpdateOptions) =>
      choose(async (context) => (await commands()).checkUpdate(context, options)),
    );
  update
    .command('install')
    .description(words.update.install)
    .option('--from <DIR>', words.update.from)
    .action((options: UpdateOptions) =>
      choose(async (context) => (await commands()).installUpdate(context, options)),
    );
  update
    .command('rollback')
    .description(words.update.rollback)
    .action(() => choose(async (context) => (await commands()).rollBack(context)));
}
