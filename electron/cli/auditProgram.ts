import { type Command, InvalidArgumentError } from 'commander';
import { AUDIT_ACTIONS } from '../../shared/domain/auditActions.ts';
import type { Making } from './chaseProgram.ts';
import type { AuditListOptions, AuditWhere } from './commands/audit.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji audit …` */
export function addAudit(
  program: Command,
  words: CliWords,
  { choose, choice, collect, whole }: Making,
): void {
  const commands = () => import('./commands/audit.ts');
  const said = words.audit;
  const audit = program.command('audit').description(said.about);
  const where = (command: Command) =>
    command
      .option('--person <NAME>', said.person)
      .addOption(
        choice('--action <ACTION>', said.action, AUDIT_ACTIONS)
          .argParser((value, before: string[]) => {
            if (!(AUDIT_ACTIONS as string[]).includes(value)) throw new InvalidArgumentError('');
            return collect(value, before);
          })
          .default([]),
      )
      .option('--since <DAY>', said.since)
      .option('--until <DAY>', said.until)
      .option('--student <KEY>', said.student);
  where(audit.command('list').description(said.list))
    .option('--before <SEQ>', said.before, whole(1, Number.MAX_SAFE_INTEGER))
    .option('--limit <N>', words.students.limit, whole(1, 500), 50)
    .action((options: AuditListOptions) =>
      choose(async (context) => (await commands()).listAudit(context, options)),
    );
  audit
    .command('head')
    .description(said.headAbout)
    .action(() => choose(async (context) => (await commands()).auditHead(context)));
  audit
    .command('verify')
    .description(said.verify)
    .option('--anchor <SEQ:HASH>', said.anchor, collect, [])
    .action(({ anchor }: { anchor: string[] }) =>
      choose(async (context) => (await commands()).verifyAudit(context, anchor)),
    );
  where(audit.command('export').description(said.export))
    .requiredOption('--out <F.csv>', said.out)
    .action((options: AuditWhere & { out: string }) =>
      choose(async (context) => (await commands()).exportAudit(context, options)),
    );
}
