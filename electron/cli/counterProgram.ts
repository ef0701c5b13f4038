import type { Command } from 'commander';
import type { Making } from './chaseProgram.ts';
import type { CounterListOptions } from './commands/counter.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji counter …` */
export function addCounter(
  program: Command,
  words: CliWords,
  { choose, whole }: Pick<Making, 'choose' | 'whole'>,
): void {
  program
    .command('counter')
    .description(words.counter.about)
    .command('list')
    .description(words.counter.list)
    .option('--since <DAY>', words.counter.since)
    .option('--limit <N>', words.students.limit, whole(1, 500), 100)
    .action((options: CounterListOptions) =>
      choose(async (context) => (await import('./commands/counter.ts')).listCounter(context, options)),
    );
}
