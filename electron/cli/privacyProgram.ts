import type { Command } from 'commander';
import type { Making } from './chaseProgram.ts';
import type { EraseOptions } from './commands/erase.ts';
import type { HeldOptions } from './commands/held.ts';
import type { RetentionOptions } from './commands/retention.ts';
import type { CliWords } from './text/zh.ts';

/** `held`, `erase` and `retention`: what is held about a student, and letting go of it. */
export function addPrivacy(program: Command, words: CliWords, { choose, collect, whole }: Making): void {
  const said = words.privacy;
  program
    .command('held')
    .description(said.held)
    .argument('<STUDENT>', said.student)
    .requiredOption('--out <F.zip>', words.report.out)
    .option('--reason <TEXT>', said.heldReason, said.heldAsked)
    .action((student: string, options: HeldOptions) =>
      choose(async (context) => (await import('./commands/held.ts')).held(context, student, options)),
    );
  program
    .command('erase')
    .description(said.erase)
    .argument('[STUDENT...]', said.student)
    .option('--graduated-before <DAY>', said.graduatedBefore)
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--campaign <ID>', said.ofCampaign)
    .option('--from <F.txt>', said.from)
    .option('--due', said.due, false)
    .option('--reason <TEXT>', said.reason)
    .option('--for-good', said.forGood, false)
    .option('--out <F>', said.proof)
    .action((students: string[], options: EraseOptions) =>
      choose(async (context) => (await import('./commands/erase.ts')).erase(context, students, options)),
    );
  program
    .command('retention')
    .description(said.retention)
    .option('--years <N>', said.years, whole(1, 100))
    .option('--off', said.off, false)
    .action((options: RetentionOptions) =>
      choose(async (context) => (await import('./commands/retention.ts')).retention(context, options)),
    );
}
