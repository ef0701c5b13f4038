import type { Command, Option } from 'commander';
import { TAUGHT_FIELDS } from '../../shared/domain/wordMeanings.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { CliWords } from './text/zh.ts';

interface Making {
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void;
  choice: (flags: string, description: string, choices: readonly string[]) => Option;
}

/** `xueji words …` */
export function addWords(program: Command, words: CliWords, { choose, choice }: Making): void {
  const commands = () => import('./commands/words.ts');
  const said = words.words;
  const dictionary = program.command('words').description(said.about);
  dictionary
    .command('list')
    .description(said.list)
    .addOption(choice('--field <FIELD>', said.field, TAUGHT_FIELDS))
    .option('--search <TEXT>', said.search, '')
    .action((options: { field?: string; search: string }) =>
      choose(async (context) => (await commands()).listWords(context, options)),
    );
  dictionary
    .command('suggest')
    .description(said.suggest)
    .option('--take', said.take, false)
    .action((options: { take: boolean }) =>
      choose(async (context) => (await commands()).suggestWords(context, options)),
    );
  dictionary
    .command('set')
    .description(said.set)
    .argument('<FIELD>', said.field)
    .argument('<WRITTEN>', said.written)
    .argument('<MEANT>', said.meant)
    .action((field: string, written: string, meant: string) =>
      choose(async (context) => (await commands()).setWord(context, field, written, meant)),
    );
  dictionary
    .command('remove')
    .description(said.remove)
    .argument('<FIELD>', said.field)
    .argument('<WRITTEN>', said.written)
    .action((field: string, written: string) =>
      choose(async (context) => (await commands()).setWord(context, field, written, null)),
    );
  dictionary
    .command('export')
    .description(said.export)
    .requiredOption('--out <F>', said.out)
    .action((options: { out: string }) =>
      choose(async (context) => (await commands()).exportWords(context, options)),
    );
  dictionary
    .command('import')
    .description(said.import)
    .argument('<FILE>', said.file)
    .action((file: string) => choose(async (context) => (await commands()).importWords(context, file)));
}
