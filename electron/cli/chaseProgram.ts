import type { Command, Option } from 'commander';
import { CHASE_REASONS, CONTACT_OUTCOMES } from '../../shared/domain/chaseReason.ts';
import { CHASE_STATES, CONTACT_WAYS, CONTACT_WHOM } from '../../shared/domain/chaseStanding.ts';
import { GROUP_BY } from '../../shared/domain/groupFields.ts';
import { MESSAGE_AUDIENCES } from '../../shared/domain/messageTemplate.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type {
  ChaseListOptions,
  ChaseLogOptions,
  ChaseMessageOptions,
  PhotographerOptions,
} from './commands/chase.ts';
import type { CliWords } from './text/zh.ts';

export interface Making {
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void;
  choice: (flags: string, description: string, choices: readonly string[]) => Option;
  collect: (value: string, before: string[]) => string[];
  whole: (least: number, most: number) => (text: string) => number;
}

/** The options that say whom of the list is meant. */
export function addChaseFilter(
  command: Command,
  words: CliWords,
  { choice, collect }: Pick<Making, 'choice' | 'collect'>,
): Command {
  const several = (option: Option) => option.argParser(among(option)).default([]);
  return command
    .option('--campaign <ID>', words.students.campaign)
    .option('--search <TEXT>', words.students.search, '')
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .addOption(several(choice('--state <STATE>', words.chase.state, CHASE_STATES)))
    .addOption(several(choice('--reason <REASON>', words.chase.reason, CHASE_REASONS)))
    .option('--unreachable', words.chase.unreachable, false);
}

/** `chase`: who is not done, why, what comes next, and who was contacted. */
export function addChase(
  program: Command,
  words: CliWords,
  { choose, choice, collect, whole }: Making,
): void {
  const commands = () => import('./commands/chase.ts');
  const said = words.chase;
  const chase = program.command('chase').description(said.about);
  const filtered = (command: Command) => addChaseFilter(command, words, { choice, collect });
  filtered(chase.command('list').description(said.list))
    .addOption(choice('--by <BY>', words.progress.by, GROUP_BY))
    .option('--limit <N>', words.students.limit, whole(1, 1_000_000), 50)
    .option('--offset <N>', said.offset, whole(0, 10_000_000), 0)
    .action((options: ChaseListOptions) =>
      choose(async (context) => (await commands()).listChase(context, options)),
    );
  filtered(chase.command('log').description(said.log))
    .argument('[STUDENT...]', said.students)
    .addOption(choice('--whom <WHOM>', said.whom, CONTACT_WHOM).default('student'))
    .addOption(choice('--way <WAY>', said.way, CONTACT_WAYS).makeOptionMandatory())
    .addOption(choice('--outcome <OUTCOME>', said.outcome, CONTACT_OUTCOMES).makeOptionMandatory())
    .option('--promise <YYYY-MM-DD>', said.promise)
    .option('--at <YYYY-MM-DD>', said.at)
    .option('--note <TEXT>', said.note, '')
    .action((students: string[], options: ChaseLogOptions) =>
      choose(async (context) => (await commands()).logChase(context, students, options)),
    );
  filtered(chase.command('message').description(said.message))
    .option('--template <NAME>', said.template, 'personal')
    .option('--body-file <F>', said.bodyFile)
    .addOption(choice('--audience <WHO>', said.audience, MESSAGE_AUDIENCES).default('student'))
    .option('--unmasked', said.unmasked, false)
    .option('--limit <N>', words.students.limit, whole(1, 10_000), 10_000)
    .addOption(choice('--log <WAY>', said.logMessages, CONTACT_WAYS))
    .action((options: ChaseMessageOptions) =>
      choose(async (context) => (await commands()).chaseMessages(context, options)),
    );
  chase
    .command('photographer')
    .description(said.photographer)
    .argument('<NAME>', said.photographerName)
    .option('--days <N>', said.photographerDays, whole(1, 120))
    .option('--college <NAME>', said.photographerCollege, collect, [])
    .option('--remove', said.photographerRemove, false)
    .action((name: string, options: PhotographerOptions) =>
      choose(async (context) => (await commands()).setPhotographer(context, name, options)),
    );
  chase
    .command('rules')
    .description(said.rules)
    .option('--photo-days <N>', said.photoDays, whole(1, 120))
    .option('--escalate-after <N>', said.escalateAfter, whole(1, 20))
    .action(({ photoDays, escalateAfter }: { photoDays?: number; escalateAfter?: number }) =>
      choose(async (context) =>
        (await commands()).chaseRules(context, {
          ...(photoDays === undefined ? {} : { photoWorkingDays: photoDays }),
          ...(escalateAfter === undefined ? {} : { escalateAfter }),
        }),
      ),
    );
}

/** Several values of one closed set: the option may be given again. */
function among(option: Option): (value: string, before: string[]) => string[] {
  const check = option.parseArg;
  return (value, before) => {
    check?.(value, undefined as never);
    return [...before, value];
  };
}
