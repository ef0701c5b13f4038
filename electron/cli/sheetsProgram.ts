import type { Command, Option } from 'commander';
import { SHEET_DECISIONS } from '../../shared/domain/sheetQuestion.ts';
import { SHEET_HOLDER_ROLES, SHEET_STATES } from '../../shared/domain/sheetStanding.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type {
  DecideOptions,
  HandOutOptions,
  MarkOptions,
  ReturnOptions,
  SheetListOptions,
} from './commands/sheets.ts';
import type { CliWords } from './text/zh.ts';

interface Making {
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void;
  choice: (flags: string, description: string, choices: readonly string[]) => Option;
  collect: (value: string, before: string[]) => string[];
  whole: (least: number, most: number) => (text: string) => number;
}

/** `sheets`: class sheets that go out and come back. */
export function addSheets(program: Command, words: CliWords, making: Making): void {
  const { choose, choice, collect, whole } = making;
  const commands = () => import('./commands/sheets.ts');
  const said = words.sheets;
  const sheets = program.command('sheets').description(said.about);
  sheets
    .command('list')
    .description(said.list)
    .option('--campaign <ID>', words.students.campaign)
    .addOption(choice('--state <STATE...>', said.state, SHEET_STATES).default([]))
    .option('--overdue', said.overdue, false)
    .option('--college <NAME>', said.college)
    .option('--search <TEXT>', words.students.search, '')
    .option('--limit <N>', words.students.limit, whole(1, 1_000_000), 100)
    .option('--offset <N>', words.chase.offset, whole(0, 10_000_000), 0)
    .option('--out <F>', said.out)
    .action((options: SheetListOptions) =>
      choose(async (context) => (await commands()).listSheets(context, options)),
    );
  sheets
    .command('show')
    .description(said.show)
    .argument('<NUMBER>', said.number)
    .option('--campaign <ID>', words.students.campaign)
    .action((number: string, options: { campaign?: string }) =>
      choose(async (context) => (await commands()).showSheet(context, number, options)),
    );
  sheets
    .command('hand-out')
    .description(said.handOut)
    .argument('[NUMBER...]', said.number)
    .option('--to <NAME>', said.to)
    .option('--to-counsellors', said.toCounsellors, false)
    .option('--campaign <ID>', words.students.campaign)
    .option('--college <NAME>', said.college)
    .addOption(choice('--role <ROLE>', said.role, SHEET_HOLDER_ROLES).default('monitor'))
    .option('--at <YYYY-MM-DD>', said.at)
    .option('--note <TEXT>', said.note, '')
    .action((numbers: string[], options: HandOutOptions) =>
      choose(async (context) => (await commands()).handOut(context, numbers, options)),
    );
  sheets
    .command('mark')
    .description(said.mark)
    .argument('<NUMBER...>', said.number)
    .option('--lost', said.lost, false)
    .option('--void', said.void, false)
    .option('--replaced-by <NUMBER>', said.replacedBy)
    .option('--note <TEXT>', said.note, '')
    .action((numbers: string[], options: MarkOptions) =>
      choose(async (context) => (await commands()).markSheets(context, numbers, options)),
    );
  sheets
    .command('return')
    .description(said.return)
    .argument('<NUMBER>', said.number)
    .option('--campaign <ID>', words.students.campaign)
    .option('--wrong <ROW=FIELD:VALUE>', said.wrong, collect, [])
    .option('--proxy <ROW=WHO>', said.proxy, collect, [])
    .option('--unsigned <ROW>', said.unsigned, collect, [])
    .option('--absent <ROW>', said.absent, collect, [])
    .option('--struck <ROW>', said.struck, collect, [])
    .option('--none <ROW>', said.none, collect, [])
    .option('--added <NAME>', said.added, collect, [])
    .option('--even-void', said.evenVoid, false)
    .action((number: string, options: ReturnOptions) =>
      choose(async (context) => (await commands()).returnSheet(context, number, options)),
    );
  sheets
    .command('questions')
    .description(said.questions)
    .option('--campaign <ID>', words.students.campaign)
    .option('--all', said.all, false)
    .action((options: { campaign?: string; all: boolean }) =>
      choose(async (context) => (await commands()).listQuestions(context, options)),
    );
  sheets
    .command('decide')
    .description(said.decide)
    .argument('<ID>', said.id)
    .addOption(choice('--as <DECISION>', said.as, [...SHEET_DECISIONS, 'open']).makeOptionMandatory())
    .option('--note <TEXT>', said.note, '')
    .action((id: string, options: DecideOptions) =>
      choose(async (context) => (await commands()).decideQuestion(context, id, options)),
    );
}
