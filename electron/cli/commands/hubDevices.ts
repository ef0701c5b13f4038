import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { ChangedDevice, EnrolledDevice } from '../../hub/enrolment/deviceGrants.ts';
import type { Grant } from '../../hub/hubPorts.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import type { HubOptions } from '../hubPlaceOf.ts';
import { actorName } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import type { CliWords } from '../text/zh.ts';
import { withHub } from './hub.ts';

export interface ScopeOptions {
  college: string[];
  wholeSchool: boolean;
}

/** A code for one device, told this once, and what its screen must show of the hub. */
export async function startHubEnrolment(
  context: CommandContext,
  options: HubOptions,
): Promise<CommandAnswer> {
  const { startEnrolment } = await import('../../hub/enrolment/requestEnrolment.ts');
  const { words } = context;
  return withHub(context, options, async (hub) => {
    const { code, endsAt } = await startEnrolment(hub.db, systemNetPorts, actorName());
    const shown = await fingerprintOf(hub);
    return {
      exitCode: 0,
      json: { code, endsAt: new Date(endsAt).toISOString(), fingerprint: shown },
      lines: [words.hub.code(code, formatTime(endsAt)), words.hub.fingerprint(shown), words.hub.thenApprove],
    };
  });
}

/** Exit code 1 where somebody waits for being let in. */
export async function listHubDevices(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { listDevices } = await import('../../hub/enrolment/deviceGrants.ts');
  const { hub: said } = context.words;
  return withHub(context, options, async ({ db }) => {
    const devices = await listDevices(db);
    return {
      exitCode: devices.some(({ state }) => state === 'enrolling') ? 1 : 0,
      json: { devices: devices.map(deviceJson) },
      lines:
        devices.length === 0
          ? [said.noDevices]
          : alignTable(
              said.deviceColumns,
              // Not the digits: whoever approves is to read them from the other screen, and not from here.
              devices.map((device) => [
                ...cellsOf(device, context.words),
                device.state === 'enrolling' ? said.askDigits : '',
              ]),
            ),
    };
  });
}

export async function approveHubDevice(
  context: CommandContext,
  options: HubOptions,
  { device: said, seen, ...scope }: ScopeOptions & { device: string; seen: string | undefined },
): Promise<CommandAnswer> {
  const { approveDevice, findDevice } = await import('../../hub/enrolment/deviceGrants.ts');
  const grant = grantSaid(context, scope);
  if (seen === undefined) throw new AppError('USAGE', { detail: context.words.hub.needsFingerprint });
  return withHub(context, options, async ({ db }) => {
    const { id } = await findDevice(db, said);
    const change = { device: id, grant, by: actorName(), seen };
    return changed(context, await approveDevice(db, systemNetPorts, change));
  });
}

export async function grantHubDevice(
  context: CommandContext,
  options: HubOptions,
  { device: said, ...scope }: ScopeOptions & { device: string },
): Promise<CommandAnswer> {
  const { findDevice, setGrant } = await import('../../hub/enrolment/deviceGrants.ts');
  const grant = grantSaid(context, scope);
  return withHub(context, options, async ({ db }) => {
    const { id } = await findDevice(db, said);
    return changed(context, await setGrant(db, systemNetPorts, { device: id, grant, by: actorName() }));
  });
}

export async function revokeHubDevice(
  context: CommandContext,
  options: HubOptions,
  said: string,
): Promise<CommandAnswer> {
  const { findDevice, revokeDevice } = await import('../../hub/enrolment/deviceGrants.ts');
  return withHub(context, options, async ({ db }) => {
    const { id } = await findDevice(db, said);
    return changed(context, await revokeDevice(db, systemNetPorts, { device: id, by: actorName() }));
  });
}

/** Of two hubs of one copy this one stays: the other was stopped for good. */
export async function keepOnlyThisHub(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { keepOnly } = await import('../../hub/instances.ts');
  const { readNote } = await import('../../hub/hubNotes.ts');
  return withHub(context, options, async ({ db }) => {
    const devices = (await readNote(db, 'twin'))?.devices.length ?? 0;
    await keepOnly(db, { by: actorName(), at: context.clock.now() });
    return { exitCode: 0, json: { kept: true, devices }, lines: [context.words.hub.kept(devices)] };
  });
}

/** A served hub shows it within a minute. */
export async function rollKeyOfHub(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { rollHubKey } = await import('../../hub/enrolment/hubKeys.ts');
  return withHub(context, options, async (hub) => {
    await rollHubKey(hub, systemNetPorts, actorName());
    const shown = await fingerprintOf(hub);
    return { exitCode: 0, json: { fingerprint: shown }, lines: [context.words.hub.rolled(shown)] };
  });
}

/** A key that devices have to be told by people: the old one may be in other hands. A served hub shows it within a minute. */
export async function renewKeyOfHub(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { renewHubKey } = await import('../../hub/enrolment/hubKeys.ts');
  return withHub(context, options, async (hub) => {
    await renewHubKey(hub, systemNetPorts, actorName());
    const shown = await fingerprintOf(hub);
    return { exitCode: 0, json: { fingerprint: shown }, lines: context.words.hub.renewed(shown) };
  });
}

/** Tells for how many days desks may be away, or sets it; 0: for ever. */
export async function leaseOfHub(
  context: CommandContext,
  options: HubOptions,
  days: number | null,
): Promise<CommandAnswer> {
  const { leaseDaysOf, setLeaseDays } = await import('../../hub/lease.ts');
  return withHub(context, options, async ({ db }) => {
    if (days !== null) await setLeaseDays(db, days, { by: actorName(), at: context.clock.now() });
    const leaseDays = await leaseDaysOf(db);
    return { exitCode: 0, json: { leaseDays }, lines: [context.words.hub.leaseIs(leaseDays)] };
  });
}

async function fingerprintOf(hub: Parameters<Parameters<typeof withHub>[2]>[0]): Promise<string> {
  const { hubIdentity } = await import('../../hub/enrolment/hubKeys.ts');
  const { identityPin } = await import('../../hub/serveHub.ts');
  const { fingerprint } = await import('../../sync/net/fingerprint.ts');
  return fingerprint(identityPin(await hubIdentity(hub, systemNetPorts)));
}

function grantSaid({ words }: CommandContext, { college, wholeSchool }: ScopeOptions): Grant {
  if (wholeSchool && college.length > 0) throw new AppError('USAGE', { detail: words.users.eitherScope });
  if (!wholeSchool && college.length === 0) throw new AppError('HUB_DEVICE', { case: 'scope' });
  return wholeSchool ? '*' : college;
}

function changed({ words }: CommandContext, { device }: ChangedDevice): CommandAnswer {
  return {
    exitCode: 0,
    json: { device: deviceJson(device) },
    lines: alignTable(words.hub.deviceColumns.slice(0, -1), [cellsOf(device, words)]),
  };
}

function cellsOf({ id, name, state, grant, askedAt }: EnrolledDevice, { hub }: CliWords): string[] {
  const scope = grant === '*' ? hub.everyone : grant.join('、');
  return [id.slice(0, 8), name, hub.states[state], scope, askedAt === null ? '' : formatTime(askedAt)];
}

function deviceJson({ publicKey: _, askedAt, seenAt, ...device }: EnrolledDevice): object {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { ...device, askedAt: iso(askedAt), seenAt: iso(seenAt) };
}
