import type { Command } from 'commander';
import { MOST_LEASE_DAYS } from '../../shared/contract/hub.ts';
import { HUB_PORT, type HubAddress } from '../sync/net/hubAddress.ts';
import type { Making } from './chaseProgram.ts';
import type { CommandAnswer, CommandContext } from './commandContext.ts';
import type { ScopeOptions } from './commands/hubDevices.ts';
import { addHubKeys } from './hubKeyProgram.ts';
import type { HubOptions } from './hubPlaceOf.ts';
import { readListen } from './readListen.ts';
import type { CliWords } from './text/zh.ts';
import { usageOf } from './usageError.ts';

/** A command that goes on after its answer prints that itself. */
type ChooseServing = (
  action: (
    context: CommandContext,
    print: (answer: CommandAnswer) => Promise<void>,
  ) => Promise<CommandAnswer | null>,
) => void;

/** `hub`: the one that all PCs of a school sync with. */
export function addHub(
  program: Command,
  words: CliWords,
  { choose, collect, whole }: Pick<Making, 'collect' | 'whole'> & { choose: ChooseServing },
): void {
  const said = words.hub;
  const commands = () => import('./commands/hub.ts');
  const hub = program.command('hub').description(said.about);
  const command = (name: string, about: string) =>
    hub.command(name).description(about).option('--pg <URL>', said.pg);
  /** Whether `--data` was said, and not taken as it usually is. */
  const placed = ({ pg }: HubOptions): HubOptions => ({
    pg,
    isDataGiven: program.opts<{ data?: string }>().data !== undefined,
  });

  command('status', said.status).action((options: HubOptions) =>
    choose(async (context) => (await commands()).hubStanding(context, placed(options))),
  );
  command('backup', said.backup)
    .argument('[F]', said.backupFile)
    .option('--archived', said.archived, false)
    .action((file: string | undefined, options: HubOptions & { archived: boolean }) => {
      if ((file === undefined) !== options.archived) throw usageOf(said.backupWhat);
      choose(async (context) =>
        file === undefined
          ? (await commands()).noteArchived(context, placed(options))
          : (await commands()).hubBackup(context, placed(options), file),
      );
    });
  command('restore', said.restore)
    .argument('<F>', said.backupFile)
    .option('--key-file <F>', words.hubKey.restoreKey)
    .option('--new-passphrase-file <F>', words.key.newPassphraseFile)
    .action((file: string, options: HubOptions & { keyFile?: string; newPassphraseFile?: string }) =>
      choose(async (context) =>
        (await commands()).hubRestore(context, { ...options, ...placed(options) }, file),
      ),
    );
  addHubKeys(hub, words, { choose, placed });

  const devices = () => import('./commands/hubDevices.ts');
  const scoped = (one: Command) =>
    one
      .option('--college <NAME>', said.college, collect, [])
      .option('--whole-school', said.wholeSchool, false);
  scoped(command('enrol', said.enrol))
    .option('--list', said.enrolList, false)
    .option('--approve <DEVICE>', said.approve)
    .option('--fingerprint <DIGITS>', said.seen)
    .action(
      ({
        list,
        approve,
        fingerprint: seen,
        ...options
      }: HubOptions & ScopeOptions & { list: boolean; approve?: string; fingerprint?: string }) =>
        choose(async (context) => {
          const place = placed(options);
          if (approve !== undefined)
            return (await devices()).approveHubDevice(context, place, { ...options, device: approve, seen });
          return list
            ? (await devices()).listHubDevices(context, place)
            : (await devices()).startHubEnrolment(context, place);
        }),
    );
  scoped(command('grant', said.grant))
    .argument('<DEVICE>', said.device)
    .action((device: string, options: HubOptions & ScopeOptions) =>
      choose(async (context) =>
        (await devices()).grantHubDevice(context, placed(options), { ...options, device }),
      ),
    );
  command('revoke', said.revoke)
    .argument('<DEVICE>', said.device)
    .action((device: string, options: HubOptions) =>
      choose(async (context) => (await devices()).revokeHubDevice(context, placed(options), device)),
    );
  command('new-key', said.newKey).action((options: HubOptions) =>
    choose(async (context) => (await devices()).renewKeyOfHub(context, placed(options))),
  );
  command('roll-key', said.rollKey).action((options: HubOptions) =>
    choose(async (context) => (await devices()).rollKeyOfHub(context, placed(options))),
  );
  command('trace', said.trace)
    .argument('[TRACE]', said.traceWhich)
    .action((trace: string | undefined, options: HubOptions) =>
      choose(async (context) => {
        const { listKeptWork, traceHubWork } = await import('./commands/hubTrace.ts');
        const place = placed(options);
        return trace === undefined ? listKeptWork(context, place) : traceHubWork(context, place, trace);
      }),
    );
  const bundles = () => import('./commands/hubBundles.ts');
  command('export', said.export)
    .argument('<DEVICE>', said.device)
    .argument('<F.xjs>', said.exportFile)
    .option('--whole', said.exportWhole, false)
    .action((device: string, file: string, { whole: isWhole, ...options }: HubOptions & { whole: boolean }) =>
      choose(async (context) =>
        (await bundles()).exportHubBundle(context, placed(options), { device, file, isWhole }),
      ),
    );
  command('share', said.share)
    .argument('<DIR>', said.shareFolder)
    .action((folder: string, options: HubOptions) =>
      choose(async (context) => (await bundles()).shareHubBundles(context, placed(options), folder)),
    );
  command('import', said.import)
    .argument('<FILE...>', said.importFiles)
    .action((files: string[], options: HubOptions) =>
      choose(async (context) => (await bundles()).importHubBundles(context, placed(options), files)),
    );
  command('lease', said.lease)
    .option('--days <N>', said.leaseDays, whole(0, MOST_LEASE_DAYS))
    .action(({ days, ...options }: HubOptions & { days?: number }) =>
      choose(async (context) => (await devices()).leaseOfHub(context, placed(options), days ?? null)),
    );
  command('keep-only', said.keepOnly).action((options: HubOptions) =>
    choose(async (context) => (await devices()).keepOnlyThisHub(context, placed(options))),
  );
  command('serve', said.serve)
    .option('--listen <WHERE>', said.listen, readListen, readListen(String(HUB_PORT)))
    .option('--share <DIR>', said.serveShare)
    .action(({ listen, share, ...options }: HubOptions & { listen: HubAddress; share?: string }) =>
      choose(async (context, print) => {
        const { serveHubUntilEnd } = await import('./commands/hubServe.ts');
        await serveHubUntilEnd(context, { ...placed(options), ...listen, share }, print);
        return null;
      }),
    );
}
