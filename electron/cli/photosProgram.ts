import type { Command, Option } from 'commander';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { PhotoExportOptions, PhotoSelectionOptions, RetakesOptions } from './commands/photos.ts';
import type { CliWords } from './text/zh.ts';

interface Making {
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void;
  choice: (flags: string, description: string, choices: readonly string[]) => Option;
  collect: (value: string, before: string[]) => string[];
}

/** `xueji photos …` */
export function addPhotos(program: Command, words: CliWords, { choose, choice, collect }: Making): void {
  const commands = () => import('./commands/photos.ts');
  const photos = program.command('photos').description(words.photos.about);
  photos
    .command('profiles')
    .description(words.photos.profiles)
    .option('--choose <ID>', words.photos.choose)
    .action((options: { choose?: string }) =>
      choose(async (context) => (await commands()).photoProfiles(context, options)),
    );
  photos
    .command('check')
    .description(words.photos.check)
    .option('--faces', words.photos.faces, false)
    .option('--likeness', words.photos.likeness, false)
    .action((options: { faces: boolean; likeness: boolean }) =>
      choose(async (context) => (await commands()).checkPhotos(context, options)),
    );
  photos
    .command('look-alikes')
    .description(words.photos.lookAlikes)
    .option('--limit <N>', words.photos.lookAlikesLimit, '100')
    .action((options: { limit: string }) =>
      choose(async (context) => (await commands()).listLookAlikes(context, options)),
    );
  photos
    .command('export')
    .description(words.photos.export)
    .requiredOption('--naming <RULE>', words.photos.naming)
    .addOption(choice('--role <ROLE>', words.import.role, ['admission', 'graduation']).default('graduation'))
    .option('--search <TEXT>', words.students.search, '')
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--dry-run', words.photos.dryRun, false)
    .option('--out <F.zip>', words.photos.out)
    .action((options: PhotoExportOptions) =>
      choose(async (context) => (await commands()).exportPhotos(context, options)),
    );
  photos
    .command('retakes')
    .description(words.photos.retakes)
    .option('--campaign <ID>', words.students.campaign)
    .option('--search <TEXT>', words.students.search, '')
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--unmasked', words.students.unmasked, false)
    .option('--out <F.xlsx>', words.photos.retakesOut)
    .action((options: PhotoSelectionOptions & RetakesOptions) =>
      choose(async (context) => (await commands()).photoRetakes(context, options)),
    );
  photos
    .command('shooting-plan')
    .description(words.photos.shootingPlan)
    .option('--search <TEXT>', words.students.search, '')
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .requiredOption('--out <F.xlsx>', words.photos.planOut)
    .action((options: PhotoSelectionOptions & { out: string }) =>
      choose(async (context) => (await commands()).shootingPlan(context, options)),
    );
}
