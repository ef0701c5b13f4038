import type { Command } from 'commander';
import type { Making } from './chaseProgram.ts';
import type { EraseOptions } from './commands/erase.ts';
import type { CliWords } from './text/zh.ts';

/** `held` and `erase`: what is held about a student, and letting go of it. */
export function addPrivacy(program: Command, words: CliWords, { choose }: Making): void {
  const said = words.privacy;
  program
    .command('held')
    .description(said.held)
    .argument('<STUDENT>', said.student)
    .requiredOption('--out <F.zip>', words.report.out)
    .action((student: string, { out }: { out: string }) =>
      choose(async (context) => (await import('./commands/held.ts')).held(context, student, out)),
    );
  program
    .command('erase')
    .description(said.erase)
    .argument('[STUDENT...]', said.student)
    .option('--graduated-before <DAY>', said.graduatedBefore)
    .option('--reason <TEXT>', said.reason)
    .option('--for-good', said.forGood, false)
    .option('--out <F.json>', said.proof)
    .action((students: string[], options: EraseOptions) =>
      choose(async (context) => (await import('./commands/erase.ts')).erase(context, students, options)),
    );
}
