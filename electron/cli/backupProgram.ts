import type { Command } from 'commander';
import type { Making } from './chaseProgram.ts';
import type { ScheduleOptions } from './commands/backups.ts';
import type { CliWords } from './text/zh.ts';
import { usageOf } from './usageError.ts';

/** `backup`: everything in one file, and the rolling backups of this computer. */
export function addBackup(program: Command, words: CliWords, { choose, whole }: Making): void {
  const commands = () => import('./commands/backups.ts');
  const said = words.backup;
  const backup = program
    .command('backup')
    .description(said.about)
    .option('--to <F>', said.to)
    .action((options: { to?: string }) => {
      const { to } = options;
      if (to === undefined) throw usageOf(words.wrong.backup);
      choose(async (context) => (await import('./commands/backup.ts')).backup(context, { to }));
    });
  backup
    .command('now')
    .description(said.now)
    .action(() => choose(async (context) => (await commands()).backUpNow(context)));
  backup
    .command('list')
    .description(said.list)
    .action(() => choose(async (context) => (await commands()).listBackups(context)));
  backup
    .command('schedule')
    .description(said.schedule)
    .option('--folder <DIR>', said.folder)
    .option('--beside-data', said.besideData, false)
    .option('--every <HOURS>', said.every, whole(1, 168))
    .option('--daily <N>', said.daily, whole(1, 60))
    .option('--weekly <N>', said.weekly, whole(0, 52))
    .option('--before <N>', said.before, whole(1, 60))
    .option('--on', said.on, false)
    .option('--off', said.off, false)
    .action((options: ScheduleOptions) =>
      choose(async (context) => (await commands()).scheduleBackups(context, options)),
    );
}
