import type { Command } from 'commander';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji key …` */
export function addKeyRing(
  program: Command,
  words: CliWords,
  choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void,
): void {
  const commands = () => import('./commands/keyRing.ts');
  const said = words.key;
  const key = program.command('key').description(said.about);
  key
    .command('status')
    .description(said.status)
    .action(() => choose(async (context) => (await commands()).keyRingStatus(context)));
  key
    .command('set-passphrase')
    .description(said.setPassphrase)
    .option('--new-passphrase-file <F>', said.newPassphraseFile)
    .action((options: { newPassphraseFile?: string }) =>
      choose(async (context) => (await commands()).setPassphrase(context, options)),
    );
  key
    .command('remove-passphrase')
    .description(said.removePassphrase)
    .action(() => choose(async (context) => (await commands()).removePassphrase(context)));
  key
    .command('recovery')
    .description(said.recovery)
    .option('--out <F.pdf>', said.out)
    .action((options: { out?: string }) =>
      choose(async (context) => (await commands()).recoveryKey(context, options)),
    );
  key
    .command('recover')
    .description(said.recover)
    .option('--key-file <F>', said.keyFile)
    .option('--new-passphrase-file <F>', said.newPassphraseFile)
    .action((options: { keyFile?: string; newPassphraseFile?: string }) =>
      choose(async (context) => (await commands()).recover(context, options)),
    );
}
