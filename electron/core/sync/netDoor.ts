import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ROW_SCHEMA } from '../../sync/client/nextPush.ts';
import { newDeviceKey, signFor } from '../../sync/net/deviceKey.ts';
import { fingerprint } from '../../sync/net/fingerprint.ts';
import { askStranger, HubCaller } from '../../sync/net/HubCaller.ts';
import { HubLink } from '../../sync/net/HubLink.ts';
import { parseHubAddress } from '../../sync/net/hubAddress.ts';
import { hubFileCalls } from '../../sync/net/hubFileCalls.ts';
import { lookAtHub } from '../../sync/net/lookAtHub.ts';
import { systemClock } from '../ports/systemClock.ts';
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
      return { device, key: key.privateKey, fingerprint: fingerprint(spki) };
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
  calls(place) {
    const caller = callerOf(linkTo(place.address, place.pin), place);
    // What is asked is checked at the hub; what it answers is the hub’s own word, from the pinned key alone.
    const calls: DoorCalls = {
      pull: async ({ device: _, ...asked }) => (await caller.ask('pull', asked)) as never,
      push: async ({ device: _, ...asked }) => (await caller.ask('push', asked)) as never,
      image: async ({ device: _, ...asked }) => (await caller.ask('image', asked)) as never,
      purged: ({ device: _, ...asked }) => caller.askFor('purged', asked),
      secrets: (asked) => caller.askFor('secrets', asked),
      files: hubFileCalls(caller),
    };
    return calls;
  },
};

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
