import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../shared/domain/errors.ts';
import { newDeviceKey, signFor } from '../../sync/net/deviceKey.ts';
import { deviceFingerprint, fingerprint } from '../../sync/net/fingerprint.ts';
import { askStranger, HubCaller } from '../../sync/net/HubCaller.ts';
import { HubLink } from '../../sync/net/HubLink.ts';
import { hubAddressText, parseHubAddress } from '../../sync/net/hubAddress.ts';
import { findHubs } from '../../sync/net/hubDiscovery.ts';
import { hubFileCalls, imagePieces } from '../../sync/net/hubFileCalls.ts';
import { refusalOf, unreachableOf } from '../../sync/net/hubTrouble.ts';
import { lookAtHub } from '../../sync/net/lookAtHub.ts';
import { PROTO } from '../../sync/protocol/messages.ts';
import { ROW_SCHEMA } from '../../sync/rules/rowSchema.ts';
import { systemClock } from '../ports/systemClock.ts';
import { systemNetPorts } from '../ports/systemNetPorts.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import type { DoorCalls, HubDoor, HubPlace } from './HubDoor.ts';

const hubPin = z.object({ root: z.string(), spki: z.string() });
const BYTES = 16;
const ports = { ...systemClock, random: () => randomBytes(BYTES).toString('hex') };

/** The way over TLS with the pinned key. */
export const netDoor: HubDoor = {
  async look(address) {
    const pin = await lookAtHub(parseHubAddress(address));
    return { fingerprint: fingerprint(pin.spki), pin: JSON.stringify(pin) };
  },
  async request({ address, pin, code, name }) {
    const link = linkTo(address, pin);
    try {
      const key = newDeviceKey();
      const { spki } = hubPin.parse(JSON.parse(pin));
      const { device } = await askStranger(link, 'enrol.request', {
        ...{ code, name, publicKey: key.publicKey },
        signature: signFor(key, 'enrolment', { spki, about: code }),
      });
      const own = deviceFingerprint(key.publicKey);
      return { device, key: key.privateKey, fingerprint: fingerprint(spki), own };
    } finally {
      link.close();
    }
  },
  async isActive(place) {
    const link = linkTo(place.address, place.pin);
    try {
      const { state } = await callerOf(link, place).askFor('enrol.state', {});
      return state === 'active';
    } finally {
      link.close();
    }
  },
  async find(place) {
    const found = await findHubs(systemNetPorts);
    for (const address of new Set(found.map(hubAddressText))) {
      if (address !== hubAddressText(parseHubAddress(place.address)) && (await answersAs(place, address)))
        return address;
    }
    return null;
  },
  calls(place) {
    const link = linkTo(place.address, place.pin);
    const caller = callerOf(link, place);
    // A question that waits would hold up the others.
    const waitLink = linkTo(place.address, place.pin);
    const waiting = callerOf(waitLink, place);
    // What is asked is checked at the hub; what it answers is the hub’s own word, from the pinned key alone.
    const calls: DoorCalls = {
      pull: async ({ device: _, ...asked }) => (await caller.ask('pull', asked)) as never,
      push: async ({ device: _, ...asked }) => (await caller.ask('push', asked)) as never,
      image: async ({ device: _, ...asked }) => (await caller.ask('image', asked)) as never,
      purged: ({ device: _, ...asked }) => caller.askFor('purged', asked),
      erasures: ({ device: _, ...asked }) => caller.askFor('erasures', asked),
      secrets: (asked) => caller.askFor('secrets', asked),
      imagePieces: imagePieces(caller),
      keys: () => orNull(caller.askFor('keys', {})),
      files: hubFileCalls(caller),
      async hello() {
        const said = await greet(link);
        if (said.kind !== 'welcome') throw new AppError('SYNC_REFUSED', { case: said.kind });
        return { instance: said.instance };
      },
      audit: async ({ device: _, ...asked }) => (await orNull(caller.ask('audit', asked))) as never,
      async report(said) {
        await orNull(caller.askFor('report', said));
      },
      standing: (asked) => orNull(caller.askFor('standing', asked)),
      wait: (head, signal) => waiting.askFor('wait', { head }, signal),
      skew: () => (link.skew.isWorthSaying() ? link.skew.estimate()!.ms : null),
      close() {
        link.close();
        waitLink.close();
      },
    };
    return calls;
  },
};

/** Null: a hub of an earlier version, which does not know the question. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (refusalOf(error) === 'no-such-message') return null;
    throw error;
  }
}

function greet(link: HubLink) {
  const { least, most } = PROTO;
  const schema: [number, number] = [ROW_SCHEMA, ROW_SCHEMA];
  return askStranger(link, 'hello', { proto: [least, most], schema, app: PROGRAM_VERSION });
}

/** Whether the pinned hub answers at an address. */
async function answersAs({ pin }: HubPlace, address: string): Promise<boolean> {
  const link = linkTo(address, pin);
  try {
    await greet(link);
    return true;
  } catch (error) {
    // Another hub, or nobody: an announcement is worth nothing by itself.
    if (unreachableOf(error) !== null) return false;
    throw error;
  } finally {
    link.close();
  }
}

function linkTo(address: string, pin: string): HubLink {
  return new HubLink({
    address: parseHubAddress(address),
    pin: hubPin.parse(JSON.parse(pin)),
    ports,
    // The chain leads from the pinned key to the new one, so that the pin stays good.
    onRolled: () => undefined,
  });
}

function callerOf(link: HubLink, { device, key }: HubPlace): HubCaller {
  return new HubCaller(link, { device, key: { privateKey: key }, app: PROGRAM_VERSION, schema: ROW_SCHEMA });
}
