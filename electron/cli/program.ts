import { Command, InvalidArgumentError, Option } from 'commander';
import { CASE_QUEUES } from '../../shared/contract/cases.ts';
import { ROUND_DAYS } from '../../shared/domain/chaseRounds.ts';
import { GUIDE_PARTS } from '../../shared/domain/guideText.ts';
import { IMPORT_KINDS } from '../../shared/domain/importKinds.ts';
import { PICTURE_KINDS } from '../../shared/domain/pictureKinds.ts';
import { FILE_SOURCES } from '../../shared/domain/studentFields.ts';
import { CAMPAIGN_TYPES, LOCK_RULES } from '../../shared/domain/verificationStatus.ts';
import { addAudit } from './auditProgram.ts';
import { addBackup } from './backupProgram.ts';
import { addCases } from './casesProgram.ts';
import { addChase } from './chaseProgram.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { BatchesDiffOptions } from './commands/batches.ts';
import type { ArchiveOptions, CloseOptions, CreateCampaignOptions } from './commands/campaign.ts';
import type { DeadlineOptions } from './commands/campaignDeadline.ts';
import type { PictureOptions } from './commands/campaignPicture.ts';
import type { TimetableOptions } from './commands/campaignTimetable.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { EditCampaignOptions } from './commands/editCampaign.ts';
import type { ImportOptions } from './commands/import.ts';
import type { ProgressOptions } from './commands/progress.ts';
import type { ReconcileOptions } from './commands/reconcile.ts';
import type { RecoverOptions } from './commands/recover.ts';
import type { ReportOptions } from './commands/report.ts';
import type { StudentsOptions } from './commands/students.ts';
import type { VerifyKeysOptions } from './commands/verifyKeys.ts';
import { addCounter } from './counterProgram.ts';
import { addHub } from './hubProgram.ts';
import { addKeyRing } from './keyRingProgram.ts';
import { addMail } from './mailProgram.ts';
import { addPhotos } from './photosProgram.ts';
import { displayWidth } from './print/alignTable.ts';
import { addPrivacy } from './privacyProgram.ts';
import { addSheets } from './sheetsProgram.ts';
import { addSync } from './syncProgram.ts';
import type { CliWords } from './text/zh.ts';
import { addUpdate } from './updateProgram.ts';
import { addUsers } from './usersProgram.ts';
import { addWords } from './wordsProgram.ts';

/** What the arguments ask for. `print` is for commands that go on after their answer. */
export type Action = (
  context: CommandContext,
  print: (answer: CommandAnswer) => Promise<void>,
) => Promise<CommandAnswer | null>;

export interface GlobalOptions {
  data?: string;
  json?: boolean;
  lang?: 'zh' | 'en';
  passphraseFile?: string;
}

const BY = ['college', 'major', 'class', 'counsellor'] as const satisfies ProgressOptions['by'][];

/**
 * The commands and their options (docs/spec/command-line.md). Understanding them does nothing yet: `choose` is told
 * what to do, and the code of a command is only loaded when it runs.
 */
export function buildProgram(words: CliWords, choose: (action: Action) => void): Command {
  const program = new Command('xueji');
  program
    .description(words.program)
    .configureHelp({
      showGlobalOptions: true,
      displayWidth,
      optionDescription: (option) => option.description,
      styleTitle: (title) => words.titles[title] ?? title,
    })
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.helpCommand)
    .exitOverride()
    .option('--data <DIR>', words.global.data)
    .option('--json', words.global.json)
    .addOption(new Option('--lang <zh|en>', words.global.lang).choices(['zh', 'en']))
    .option('--passphrase-file <F>', words.global.passphrase);

  program
    .command('init')
    .description(words.init.about)
    .requiredOption('--school-code <CODE>', words.init.code, schoolCode)
    .requiredOption('--school-name <NAME>', words.init.name, notEmpty)
    .action((options: { schoolCode: string; schoolName: string }) =>
      choose(async (context) => (await import('./commands/init.ts')).init(context, options)),
    );

  program
    .command('demo')
    .description(words.demo.about)
    .option('--students <N>', words.demo.students, whole(1, 1_000_000), 5000)
    .option('--seed <N>', words.demo.seed, whole(0, 2 ** 31 - 1), 1)
    .option('--files <DIR>', words.demo.files)
    .action((options: DemoOptions) =>
      choose(async (context) => (await import('./commands/demo.ts')).demo(context, options)),
    );

  program
    .command('import')
    .description(words.import.about)
    .argument('<FILE...>', words.import.files)
    .addOption(choice('--as <KIND>', words.import.as, IMPORT_KINDS).makeOptionMandatory())
    .addOption(choice('--source <SOURCE>', words.import.source, FILE_SOURCES).default('chsi'))
    .addOption(choice('--role <ROLE>', words.import.role, ['admission', 'graduation']).default('graduation'))
    .option('--faces', words.import.faces, false)
    .option('--campaign <ID>', words.import.campaign)
    .option('--sheet <NAME>', words.import.sheet, collect, [])
    .option('--header-row <N>', words.import.headerRow, whole(0, 1_048_576))
    .option('--encoding <E>', words.import.encoding)
    .option('--map <MAP.json>', words.import.map)
    .option('--password-file <PATH>', words.import.passwordFile)
    .option('--repair-lost-digits', words.import.repairLostDigits, false)
    .option('--restore-leading-zeros', words.import.restoreLeadingZeros, false)
    .option('--correct-names', words.import.correctNames, false)
    .option('--take-words', words.import.takeWords, false)
    .option('--clear-blank-flags', words.import.clearBlankFlags, false)
    .option('--rows', words.import.rows, false)
    .option('--dry-run', words.import.dryRun, false)
    .action((files: string[], options: ImportOptions) =>
      choose(async (context) => (await import('./commands/import.ts')).importFiles(context, files, options)),
    );

  addCounter(program, words, { choose, whole });

  const batches = program.command('batches').description(words.batches.about);
  batches.action(() => choose(async (context) => (await import('./commands/batches.ts')).batches(context)));
  batches
    .command('diff')
    .description(words.batches.diff)
    .argument('[BATCH]', words.batches.batch)
    .option('--with <BATCH>', words.batches.with)
    .option('--unmasked', words.students.unmasked, false)
    .option('--out <F>', words.batches.out)
    .action((batch: string | undefined, options: BatchesDiffOptions) =>
      choose(async (context) =>
        (await import('./commands/batches.ts')).batchesDiff(context, batch ?? null, options),
      ),
    );

  program
    .command('undo')
    .description(words.undo.about)
    .argument('<BATCH>', words.undo.batch)
    .action((batch: string) =>
      choose(async (context) => (await import('./commands/undo.ts')).undo(context, batch)),
    );

  program
    .command('students')
    .description(words.students.about)
    .option('--search <TEXT>', words.students.search, '')
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .option('--status <STATUS>', words.students.status, collect, [])
    .option('--overdue', words.students.overdue, false)
    .option('--campaign <ID>', words.students.campaign)
    .option('--limit <N>', words.students.limit, whole(1, 1_000_000), 50)
    .option('--after <KEY>', words.students.after)
    .option('--unmasked', words.students.unmasked, false)
    .option('--out <F>', words.students.out)
    .action((options: StudentsOptions) =>
      choose(async (context) => (await import('./commands/students.ts')).students(context, options)),
    );

  addCampaign(program, words, choose);
  addWords(program, words, { choose, choice });
  addUpdate(program, words, choose);
  addPhotos(program, words, { choose, choice, collect });
  addCases(program, words, { choose, choice, collect, whole });
  addChase(program, words, { choose, choice, collect, whole });
  addKeyRing(program, words, choose);
  addMail(program, words, { choose, choice, collect, whole });
  addSheets(program, words, { choose, choice, collect, whole });
  addUsers(program, words, { choose, choice, collect, whole });
  addPrivacy(program, words, { choose, choice, collect, whole });
  addAudit(program, words, { choose, choice, collect, whole });

  program
    .command('progress')
    .description(words.progress.about)
    .option('--campaign <ID>', words.students.campaign)
    .addOption(choice('--by <BY>', words.progress.by, BY).default('college'))
    .action((options: ProgressOptions) =>
      choose(async (context) => (await import('./commands/progress.ts')).progress(context, options)),
    );

  program
    .command('reconcile')
    .description(words.reconcile.about)
    .addOption(choice('--a <SOURCE>', words.reconcile.source, FILE_SOURCES).makeOptionMandatory())
    .addOption(choice('--b <SOURCE>', words.reconcile.source, FILE_SOURCES).makeOptionMandatory())
    .addOption(choice('--c <SOURCE>', words.reconcile.source, FILE_SOURCES))
    .option('--where <FIELD=VALUE>', words.reconcile.where, collect, [])
    .option('--unmasked', words.reconcile.unmasked, false)
    .option('--out <F>', words.reconcile.out)
    .action((options: ReconcileOptions) =>
      choose(async (context) => (await import('./commands/reconcile.ts')).reconcile(context, options)),
    );

  program
    .command('report')
    .description(words.report.about)
    .argument('<KIND>', words.report.kind)
    .option('--campaign <ID>', words.students.campaign)
    .option('--where <FIELD=VALUE>', words.students.where, collect, [])
    .addOption(choice('--by <BY>', words.report.by, BY).default('college'))
    .option('--unmasked', words.students.unmasked, false)
    .option('--case <CASE>', words.report.case, collect, [])
    .option('--letter <LETTER>', words.report.letter)
    .option('--visit <EVENT>', words.report.visit, collect, [])
    .addOption(choice('--split <FORMAT>', words.report.split, ['pdf', 'xlsx']))
    .addOption(choice('--queue <QUEUE>', words.cases.queue, CASE_QUEUES))
    .option('--type <TYPE>', words.cases.type)
    .addOption(choice('--guide <GUIDE...>', words.report.guide, GUIDE_PARTS).default([]))
    .addOption(choice('--guide-lang <LANG>', words.report.guideLang, ['zh', 'en']).default('zh'))
    .option('--log', words.report.log, false)
    .requiredOption('--out <F>', words.report.out)
    .action((kind: string, options: ReportOptions) =>
      choose(async (context) => (await import('./commands/report.ts')).report(context, kind, options)),
    );

  program
    .command('verify-report')
    .description(words.verify.about)
    .argument('<CODE|F.pdf|F.xlsx>', words.verify.what)
    .action((given: string) =>
      choose(async (context) => (await import('./commands/verifyReport.ts')).verifyReport(context, given)),
    );

  program
    .command('verify-keys')
    .description(words.verify.keys)
    .option('--add <F>', words.verify.keysAdd)
    .option('--remove <KEY>', words.verify.keysRemove)
    .option('--out <F>', words.verify.keysOut)
    .action((options: VerifyKeysOptions) =>
      choose(async (context) => (await import('./commands/verifyKeys.ts')).verifyKeys(context, options)),
    );

  program
    .command('check')
    .description(words.check.about)
    .action(() => choose(async (context) => (await import('./commands/check.ts')).check(context)));

  program
    .command('serve')
    .description(words.serve.about)
    .option('--port <N>', words.serve.port, whole(0, 65_535), 0)
    .action((options: { port: number }) =>
      choose(async (context, print) => {
        await (await import('./commands/serve.ts')).serve(context, options, print);
        return null;
      }),
    );

  addHub(program, words, { choose, collect, whole });
  addSync(program, words, choose);
  addBackup(program, words, { choose, choice, collect, whole });

  program
    .command('restore')
    .description(words.restore.about)
    .argument('<F>', words.restore.file)
    .action((file: string) =>
      choose(async (context) => (await import('./commands/backup.ts')).restore(context, file)),
    );

  program
    .command('recover')
    .description(words.recover.about)
    .option('--rebuild', words.recover.rebuild, false)
    .option('--from-backup', words.recover.fromBackup, false)
    .option('--explain', words.recover.explain, false)
    .action((options: RecoverOptions) =>
      choose(async (context) => (await import('./commands/recover.ts')).recover(context, options)),
    );
  return program;
}

function addCampaign(program: Command, words: CliWords, choose: (action: Action) => void): void {
  const commands = () => import('./commands/campaign.ts');
  const campaign = program.command('campaign').description(words.campaign.about);
  campaign
    .command('create')
    .description(words.campaign.create)
    .addOption(choice('--type <TYPE>', words.campaign.type, CAMPAIGN_TYPES).makeOptionMandatory())
    .requiredOption('--name <NAME>', words.campaign.name, notEmpty)
    .requiredOption('--deadline <YYYY-MM-DD>', words.campaign.deadline)
    .addOption(choice('--lock <RULE>', words.campaign.lock, LOCK_RULES).default('24h'))
    .option('--where <FIELD=VALUE>', words.campaign.where, collect, [])
    .option('--check <FIELD,…>', words.campaign.check)
    .option('--photo', words.campaign.photo)
    .option('--no-photo', words.campaign.noPhoto)
    .option('--draft', words.campaign.draftToo, false)
    .action((options: CreateCampaignOptions) =>
      choose(async (context) => (await commands()).createCampaign(context, options)),
    );
  campaign
    .command('edit')
    .description(words.campaign.edit)
    .argument('<ID>', words.campaign.id)
    .option('--name <NAME>', words.campaign.name, notEmpty)
    .option('--deadline <YYYY-MM-DD>', words.campaign.deadline)
    .addOption(choice('--type <TYPE>', words.campaign.type, CAMPAIGN_TYPES))
    .addOption(choice('--lock <RULE>', words.campaign.lock, LOCK_RULES))
    .option('--where <FIELD=VALUE>', words.campaign.whereNow, collect, [])
    .option('--whole-school', words.campaign.wholeSchool, false)
    .option('--check <FIELD,…>', words.campaign.check)
    .option('--photo', words.campaign.photo)
    .option('--no-photo', words.campaign.noPhoto)
    .action((id: string, options: EditCampaignOptions) =>
      choose(async (context) =>
        (await import('./commands/editCampaign.ts')).editCampaign(context, id, options),
      ),
    );
  campaign
    .command('list')
    .description(words.campaign.list)
    .action(() => choose(async (context) => (await commands()).listCampaigns(context)));
  campaign
    .command('show')
    .description(words.campaign.show)
    .argument('<ID>', words.campaign.id)
    .action((id: string) => choose(async (context) => (await commands()).showCampaign(context, id)));
  campaign
    .command('deadline')
    .description(words.campaign.deadlines)
    .argument('<ID>', words.campaign.id)
    .option('--college <NAME>', words.campaign.college)
    .option('--class <NAME>', words.campaign.class)
    .option('--on <YYYY-MM-DD>', words.campaign.on)
    .option('--clear', words.campaign.clear, false)
    .action((id: string, options: DeadlineOptions) =>
      choose(async (context) =>
        (await import('./commands/campaignDeadline.ts')).campaignDeadline(context, id, options),
      ),
    );
  campaign
    .command('timetable')
    .description(words.campaign.timetable)
    .argument('<ID>', words.campaign.id)
    .option('--draft', words.campaign.draft, false)
    .option('--item <NAME>', words.campaign.item)
    .option('--from <YYYY-MM-DD>', words.campaign.from)
    .option('--to <YYYY-MM-DD>', words.campaign.to)
    .option('--remove', words.campaign.remove, false)
    .action((id: string, options: TimetableOptions) =>
      choose(async (context) =>
        (await import('./commands/campaignTimetable.ts')).campaignTimetable(context, id, options),
      ),
    );
  campaign
    .command('picture')
    .description(words.campaign.picture)
    .argument('<ID>', words.campaign.id)
    .addOption(choice('--kind <KIND>', words.campaign.pictureKind, PICTURE_KINDS).makeOptionMandatory())
    .option('--college <NAME>', words.campaign.pictureCollege)
    .addOption(
      new Option('--days <N>', words.campaign.pictureDays).argParser(whole(1, 60)).default(ROUND_DAYS),
    )
    .requiredOption('--out <F>', words.campaign.pictureOut)
    .action((id: string, options: PictureOptions) =>
      choose(async (context) =>
        (await import('./commands/campaignPicture.ts')).campaignPicture(context, id, options),
      ),
    );
  campaign
    .command('archive')
    .description(words.campaign.archive)
    .argument('<ID>', words.campaign.id)
    .option('--unmasked', words.students.unmasked, false)
    .requiredOption('--out <F.zip>', words.campaign.archiveOut)
    .action((id: string, options: ArchiveOptions) =>
      choose(async (context) => (await commands()).archiveCampaign(context, id, options)),
    );
  campaign
    .command('close')
    .description(words.campaign.close)
    .argument('<ID>', words.campaign.id)
    .option('--reopen', words.campaign.reopen, false)
    .option('--reason <TEXT>', words.campaign.reason)
    .action((id: string, options: CloseOptions) =>
      choose(async (context) => (await commands()).closeCampaign(context, id, options)),
    );
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) throw new InvalidArgumentError('');
    return number;
  };
}

function schoolCode(text: string): string {
  if (!/^\d{5}$/.test(text)) throw new InvalidArgumentError('');
  return text;
}

function notEmpty(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 60) throw new InvalidArgumentError('');
  return name;
}
