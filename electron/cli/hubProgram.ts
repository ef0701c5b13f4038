import type { Command } from 'commander';
import type { Making } from './chaseProgram.ts';
import type { HubOptions } from './hubPlaceOf.ts';
import type { CliWords } from './text/zh.ts';
import { usageOf } from './usageError.ts';

/** `hub`: the one that all PCs of a school sync with. */
export function addHub(program: Command, words: CliWords, { choose }: Pick<Making, 'choose'>): void {
  const said = words.hub;
  const commands = () => import('./commands/hub.ts');
  const hub = program.command('hub').description(said.about);
  const command = (name: string, about: string) =>
    hub.command(name).description(about).option('--pg <URL>', said.pg);
  /** Whether `--data` was said, and not taken as it usually is. */
  const placed = ({ pg }: HubOptions): HubOptions => ({
    pg,
    isDataGiven: program.opts<{ data?: string }>().data !== undefined,
  });

  command('status', said.status).action((options: HubOptions) =>
    choose(async (context) => (await commands()).hubStanding(context, placed(options))),
  );
  command('backup', said.backup)
    .argument('[F]', said.backupFile)
    .option('--archived', said.archived, false)
    .action((file: string | undefined, options: HubOptions & { archived: boolean }) => {
      if ((file === undefined) !== options.archived) throw usageOf(said.backupWhat);
      choose(async (context) =>
        file === undefined
          ? (await commands()).noteArchived(context, placed(options))
          : (await commands()).hubBackup(context, placed(options), file),
      );
    });
  command('restore', said.restore)
    .argument('<F>', said.backupFile)
    .action((file: string, options: HubOptions) =>
      choose(async (context) => (await commands()).hubRestore(context, placed(options), file)),
    );
}
