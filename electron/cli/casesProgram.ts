import type { Command } from 'commander';
import { CASE_AGES, CASE_QUEUES } from '../../shared/contract/cases.ts';
import { CASE_ORIGINS } from '../../shared/domain/cases/caseType.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { Making } from './chaseProgram.ts';
import type { CaseDayOptions } from './commands/caseDay.ts';
import type { CaseUploadOptions, LetterOptions } from './commands/caseOutputs.ts';
import type { CaseRuleOptions } from './commands/caseRules.ts';
import type {
  CaseFormOptions,
  CaseListOptions,
  CaseMoveOptions,
  CaseProblemOptions,
} from './commands/cases.ts';
import type { CliWords } from './text/zh.ts';

/** `cases`: problems of students, from their opening to their end. */
export function addCases(
  program: Command,
  words: CliWords,
  { choose, choice, collect, whole }: Making,
): void {
  const files = () => import('./commands/caseEvidence.ts');
  const many = () => import('./commands/caseWork.ts');
  const outputs = () => import('./commands/caseOutputs.ts');
  const commands = () => import('./commands/cases.ts');
  const said = words.cases;
  const cases = program.command('cases').description(said.about);
  const form = (command: Command) =>
    command
      .option('--set <ITEM=ANSWER>', said.set, collect, [])
      .option('--correct <FIELD=VALUE>', said.correct, collect, []);
  cases
    .command('types')
    .description(said.types)
    .action(() => choose(async (context) => (await commands()).listCaseTypes(context)));
  cases
    .command('list')
    .description(said.list)
    .addOption(choice('--queue <QUEUE>', said.queue, CASE_QUEUES))
    .option('--type <TYPE>', said.type)
    .addOption(choice('--age <AGE>', said.age, CASE_AGES))
    .option('--college <NAME>', said.college, collect, [])
    .option('--assignee <PERSON>', said.assignee)
    .option('--search <TEXT>', said.search, '')
    .option('--limit <N>', words.students.limit, whole(1, 1_000_000), 100)
    .action((options: CaseListOptions) =>
      choose(async (context) => (await commands()).listCases(context, options)),
    );
  cases
    .command('today')
    .description(said.today)
    .option('--college <NAME>', said.college, collect, [])
    .option('--assignee <PERSON>', said.assignee)
    .option('--remind', said.remind, false)
    .action((options: CaseDayOptions) =>
      choose(async (context) => (await import('./commands/caseDay.ts')).caseDay(context, options)),
    );
  cases
    .command('show')
    .description(said.show)
    .argument('<CASE>', said.case)
    .option('--unmasked', said.unmasked, false)
    .action((id: string, options: { unmasked: boolean }) =>
      choose(async (context) => (await commands()).showCase(context, id, options)),
    );
  form(cases.command('open').description(said.open))
    .argument('<TYPE>', said.type)
    .argument('[STUDENT...]', said.students)
    .option('--from <FILE>', said.from)
    .option('--note <TEXT>', said.note, '')
    .option('--assign <PERSON>', said.person)
    .action(
      (
        type: string,
        students: string[],
        options: CaseFormOptions & { note: string; assign?: string; from?: string },
      ) =>
        choose(async (context) => {
          const { from } = options;
          const isOne = (from === undefined) !== (students.length === 0);
          if (!isOne) throw new AppError('USAGE', { detail: said.studentsOrFile });
          if (from !== undefined) return (await many()).openListedCases(context, type, from, options);
          return (await commands()).openCase(context, type, students, options);
        }),
    );
  cases
    .command('problems')
    .description(said.problems)
    .option('--campaign <ID>', words.students.campaign)
    .addOption(choice('--open <ORIGIN>', said.openOrigin, CASE_ORIGINS))
    .option('--type <TYPE>', said.type)
    .option('--assign <PERSON>', said.person)
    .action((options: CaseProblemOptions) =>
      choose(async (context) => (await commands()).caseProblems(context, options)),
    );
  form(cases.command('fill').description(said.fill))
    .argument('<CASE>', said.case)
    .action((id: string, options: CaseFormOptions) =>
      choose(async (context) => (await commands()).fillCase(context, id, options)),
    );
  cases
    .command('move')
    .description(said.move)
    .argument('<CASE>', said.case)
    .argument('<STEP>', said.step)
    .option('--person <NAME>', said.person)
    .option('--note <TEXT>', said.note, '')
    .option('--reference <TEXT>', said.reference, '')
    .option('--exception <TEXT>', said.exception, '')
    .action((id: string, step: string, options: CaseMoveOptions) =>
      choose(async (context) => (await commands()).moveCase(context, id, step, options)),
    );
  cases
    .command('move-all')
    .description(said.moveAll)
    .argument('<STEP>', said.step)
    .addOption(choice('--queue <QUEUE>', said.queue, CASE_QUEUES))
    .option('--type <TYPE>', said.type)
    .addOption(choice('--age <AGE>', said.age, CASE_AGES))
    .option('--search <TEXT>', said.search, '')
    .option('--person <NAME>', said.person)
    .option('--note <TEXT>', said.note, '')
    .option('--reference <TEXT>', said.reference, '')
    .option('--exception <TEXT>', said.exception, '')
    .option('--dry-run', said.moveAllDry, false)
    .action((step: string, options: Omit<CaseListOptions, 'limit'> & CaseMoveOptions & { dryRun: boolean }) =>
      choose(async (context) => (await many()).moveAllCases(context, step, options)),
    );
  cases
    .command('attach')
    .description(said.attach)
    .argument('<CASE>', said.case)
    .argument('<FILE>', said.file)
    .option('--material <ID>', said.material)
    .action((id: string, file: string, options: { material?: string }) =>
      choose(async (context) => (await commands()).attachToCase(context, id, file, options)),
    );
  cases
    .command('waive')
    .description(said.waive)
    .argument('<CASE>', said.case)
    .argument('<MATERIAL>', said.material)
    .requiredOption('--reason <TEXT>', said.reason)
    .action((id: string, material: string, { reason }: { reason: string }) =>
      choose(async (context) => (await commands()).actOnCase(context, id, { do: 'waive', material, reason })),
    );
  cases
    .command('comment')
    .description(said.comment)
    .argument('<CASE>', said.case)
    .argument('<TEXT>', said.note)
    .action((id: string, text: string) =>
      choose(async (context) => (await commands()).actOnCase(context, id, { do: 'comment', text })),
    );
  cases
    .command('assign')
    .description(said.assign)
    .argument('<CASE>', said.case)
    .argument('[PERSON]', said.person)
    .action((id: string, person: string | undefined) =>
      choose(async (context) =>
        (await commands()).actOnCase(context, id, { do: 'assign', person: person ?? null }),
      ),
    );
  cases
    .command('extend')
    .description(said.extend)
    .argument('<CASE>', said.case)
    .argument('<YYYY-MM-DD>', said.due)
    .requiredOption('--reason <TEXT>', said.reason)
    .action((id: string, due: string, { reason }: { reason: string }) =>
      choose(async (context) => (await commands()).actOnCase(context, id, { do: 'extend', due, reason })),
    );
  cases
    .command('evidence')
    .description(said.evidence)
    .argument('[CASE...]', said.case)
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--most-kb <N>', said.mostKb, whole(10, 51_200))
    .requiredOption('--out <FOLDER|F.zip>', said.evidenceFolder)
    .action((named: string[], options: { where: string[]; mostKb?: number; out: string }) =>
      choose(async (context) => (await files()).exportCaseEvidence(context, named, options)),
    );
  cases
    .command('redact')
    .description(said.redact)
    .argument('<CASE>', said.case)
    .argument('<EVIDENCE>', said.evidenceId)
    .option('--box <LEFT,TOP,WIDTH,HEIGHT>', said.box, collect, [])
    .option('--replace', said.replaceOriginal, false)
    .action((id: string, evidence: string, options: { box: string[]; replace: boolean }) =>
      choose(async (context) => (await files()).redactCase(context, id, evidence, options)),
    );
  cases
    .command('purge')
    .description(said.purge)
    .option('--for-good', said.forGood, false)
    .action((options: { forGood: boolean }) =>
      choose(async (context) => (await files()).purgeCases(context, options)),
    );
  cases
    .command('letters')
    .description(said.letters)
    .argument('[LETTER]', said.letter)
    .option('--body-file <F>', said.letterFile)
    .option('--shipped', said.letterShipped, false)
    .action((letter: string | undefined, options: LetterOptions) =>
      choose(async (context) => (await outputs()).caseLetters(context, letter, options)),
    );
  cases
    .command('upload')
    .description(said.upload)
    .argument('[CASE...]', said.case)
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--layout <LAYOUT>', said.layout, 'current')
    .option('--unmasked', said.uploadUnmasked, false)
    .option('--again', said.again, false)
    .requiredOption('--out <F.xlsx>', words.report.out)
    .action((named: string[], options: CaseUploadOptions) =>
      choose(async (context) => (await outputs()).uploadCases(context, named, options)),
    );
  cases
    .command('profile')
    .description(said.profile)
    .argument('[PROFILE]', said.profileId)
    .action((profile: string | undefined) =>
      choose(async (context) => (await commands()).chooseProfile(context, profile ?? null)),
    );
  cases
    .command('rules')
    .description(said.rules)
    .argument('[ID]', said.ruleId)
    .option('--profile', said.isProfile, false)
    .option('--out <FILE.json>', said.ruleOut)
    .option('--take <FILE.json>', said.ruleTake)
    .option('--restore <VERSION>', said.ruleRestore)
    .option('--note <TEXT>', said.ruleNote, '')
    .action((id: string | undefined, options: CaseRuleOptions) =>
      choose(async (context) => {
        const { caseRule, listCaseRules } = await import('./commands/caseRules.ts');
        return id === undefined ? listCaseRules(context) : caseRule(context, id, options);
      }),
    );
  cases
    .command('reviewers')
    .description(said.reviewers)
    .argument('[FILE.json]', said.reviewersFile)
    .action((file: string | undefined) =>
      choose(async (context) => (await commands()).setReviewers(context, file ?? null)),
    );
}
