import type { Command } from 'commander';
import { MAIL_STATES } from '../../shared/domain/mailStates.ts';
import { MAIL_AUDIENCES } from '../../shared/domain/messageTemplate.ts';
import { addChaseFilter, type Making } from './chaseProgram.ts';
import type { MailListOptions, MailServerOptions, MailWriteOptions } from './commands/mail.ts';
import type { CliWords } from './text/zh.ts';

/** `mail`: the office's server, what is queued, and what became of it. */
export function addMail(program: Command, words: CliWords, { choose, choice, collect, whole }: Making): void {
  const commands = () => import('./commands/mail.ts');
  const said = words.mail;
  const mail = program.command('mail').description(said.about);
  mail
    .command('server')
    .description(said.server)
    .option('--host <HOST>', said.host)
    .option('--port <N>', said.port, whole(1, 65_535))
    .addOption(choice('--security <HOW>', said.security, ['tls', 'starttls', 'none']))
    .option('--user <NAME>', said.user)
    .option('--from <ADDRESS>', said.from)
    .option('--from-name <NAME>', said.fromName)
    .option('--per-minute <N>', said.perMinute, whole(1, 600))
    .option('--certificate <F.pem>', said.certificate)
    .option('--password-file <F>', said.passwordFile)
    .option('--forget-password', said.forgetPassword, false)
    .action((options: MailServerOptions) =>
      choose(async (context) => (await commands()).setMailServer(context, options)),
    );
  mail
    .command('test')
    .description(said.test)
    .option('--to <ADDRESS>', said.to)
    .option('--password-file <F>', said.passwordFile)
    .action((options: { to?: string; passwordFile?: string }) =>
      choose(async (context) => (await commands()).testMail(context, options)),
    );
  addChaseFilter(mail.command('write').description(said.write), words, { choice, collect })
    .option('--template <NAME>', said.template, 'mail')
    .option('--subject <TEXT>', said.subject)
    .option('--body-file <F>', said.bodyFile)
    .addOption(choice('--audience <WHO>', said.audience, MAIL_AUDIENCES))
    .option('--round <N>', said.round, whole(1, 999))
    .option('--dry-run', said.dryRun, false)
    .option('--unmasked', said.unmasked, false)
    .action((options: MailWriteOptions) =>
      choose(async (context) => (await commands()).writeMails(context, options)),
    );
  mail
    .command('send')
    .description(said.send)
    .action(() => choose(async (context) => (await commands()).sendMails(context)));
  mail
    .command('list')
    .description(said.list)
    .argument('[MAILING]', said.mailing)
    .addOption(choice('--state <STATE>', said.state, MAIL_STATES))
    .option('--limit <N>', words.students.limit, whole(1, 1_000_000), 100)
    .action((mailing: string | undefined, options: MailListOptions) =>
      choose(async (context) => (await commands()).listMails(context, mailing ?? null, options)),
    );
  mail
    .command('returns')
    .description(said.returns)
    .argument('<FILE...>', said.returnFiles)
    .option('--dry-run', said.returnsDryRun, false)
    .action((files: string[], { dryRun }: { dryRun: boolean }) =>
      choose(async (context) =>
        (await import('./commands/mailReturns.ts')).readReturns(context, files, dryRun),
      ),
    );
  mail
    .command('control')
    .description(said.control)
    .argument('<MAILING>', said.mailing)
    .argument('<ACT>', said.act)
    .action((mailing: string, act: string) =>
      choose(async (context) => (await commands()).controlMails(context, mailing, act)),
    );
  mail
    .command('settle')
    .description(said.settle)
    .argument('<MAIL>', said.mail, whole(1, Number.MAX_SAFE_INTEGER))
    .argument('<AS>', said.as)
    .action((n: number, as: string) =>
      choose(async (context) => (await commands()).settleMail(context, n, as)),
    );
}
