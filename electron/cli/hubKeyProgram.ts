import type { Command } from 'commander';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { HubOptions } from './hubPlaceOf.ts';
import type { CliWords } from './text/zh.ts';

/** `xueji hub key …`: by what a hub opens. */
export function addHubKeys(
  hub: Command,
  words: CliWords,
  {
    choose,
    placed,
  }: {
    choose: (action: (context: CommandContext) => Promise<CommandAnswer>) => void;
    placed: (options: HubOptions) => HubOptions;
  },
): void {
  const commands = () => import('./commands/hubKey.ts');
  const { hubKey, key: said, hub: ofHub } = words;
  const key = hub.command('key').description(hubKey.about);
  const command = (name: string, about: string) =>
    key.command(name).description(about).option('--pg <URL>', ofHub.pg);
  command('status', said.status).action((options: HubOptions) =>
    choose(async (context) => (await commands()).hubKeyStatus(context, placed(options))),
  );
  command('set-passphrase', hubKey.setPassphrase)
    .option('--new-passphrase-file <F>', said.newPassphraseFile)
    .action((options: HubOptions & { newPassphraseFile?: string }) =>
      choose(async (context) =>
        (await commands()).setHubPassphrase(context, { ...options, ...placed(options) }),
      ),
    );
  command('remove-passphrase', said.removePassphrase).action((options: HubOptions) =>
    choose(async (context) => (await commands()).removeHubPassphrase(context, placed(options))),
  );
  command('recovery', said.recovery)
    .option('--out <F.pdf>', said.out)
    .action((options: HubOptions & { out?: string }) =>
      choose(async (context) =>
        (await commands()).hubRecoveryKey(context, { ...options, ...placed(options) }),
      ),
    );
  command('recover', hubKey.recover)
    .option('--key-file <F>', said.keyFile)
    .option('--new-passphrase-file <F>', said.newPassphraseFile)
    .action((options: HubOptions & { keyFile?: string; newPassphraseFile?: string }) =>
      choose(async (context) =>
        (await commands()).recoverHubKey(context, { ...options, ...placed(options) }),
      ),
    );
}
