import type { Command } from 'commander';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { CliWords } from './text/zh.ts';

type Choose = (action: (context: CommandContext) => Promise<CommandAnswer>) => void;

/** `sync`: this desk and its hub. */
export function addSync(program: Command, words: CliWords, choose: Choose): void {
  const said = words.sync;
  const commands = () => import('./commands/sync.ts');
  const bundles = () => import('./commands/syncBundles.ts');
  const sync = program.command('sync').description(said.about);
  sync
    .command('join')
    .description(said.join)
    .argument('<ADDRESS>', said.address)
    .requiredOption('--fingerprint <DIGITS>', said.fingerprint)
    .requiredOption('--code <CODE>', said.code)
    .option('--name <NAME>', said.name)
    .action((address: string, options: { fingerprint: string; code: string; name?: string }) =>
      choose(async (context) => (await commands()).joinHub(context, { address, ...options })),
    );
  sync
    .command('trust')
    .description(said.trust)
    .argument('[ADDRESS]', said.trustAddress)
    .requiredOption('--fingerprint <DIGITS>', said.fingerprint)
    .action((address: string | undefined, options: { fingerprint: string }) =>
      choose(async (context) =>
        (await commands()).trustHub(context, { ...options, ...(address === undefined ? {} : { address }) }),
      ),
    );
  sync
    .command('rejoin')
    .description(said.rejoin)
    .requiredOption('--code <CODE>', said.code)
    .option('--name <NAME>', said.name)
    .action((options: { code: string; name?: string }) =>
      choose(async (context) => (await commands()).rejoinHub(context, options)),
    );
  sync
    .command('now')
    .description(said.now)
    .option('--share <DIR>', said.share)
    .action(({ share }: { share?: string }) =>
      choose(async (context) =>
        share === undefined
          ? (await commands()).syncNow(context)
          : (await bundles()).shareBundles(context, share),
      ),
    );
  sync
    .command('status')
    .description(said.status)
    .action(() => choose(async (context) => (await commands()).syncStanding(context)));
  sync
    .command('list')
    .description(said.list)
    .action(() => choose(async (context) => (await import('./commands/syncWork.ts')).listSyncWork(context)));
  sync
    .command('unlock')
    .description(said.unlock)
    .option('--key-file <FILE>', said.keyFile)
    .action(({ keyFile }: { keyFile?: string }) =>
      choose(async (context) => (await commands()).unlockDesk(context, keyFile)),
    );
  sync
    .command('diagnose')
    .description(said.diagnose)
    .argument('<F.zip>', said.diagnoseFile)
    .action((file: string) => choose(async (context) => (await commands()).diagnose(context, file)));
  sync
    .command('export')
    .description(said.export)
    .argument('<F.xjs>', said.exportFile)
    .action((file: string) => choose(async (context) => (await bundles()).exportBundle(context, file)));
  sync
    .command('import')
    .description(said.import)
    .argument('<FILE...>', said.importFiles)
    .action((files: string[]) => choose(async (context) => (await bundles()).importBundles(context, files)));
}
