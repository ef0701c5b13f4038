import type { z } from 'zod';
import type { answers } from '../protocol/messages.ts';
import { type DeviceKey, newDeviceKey, signFor } from './deviceKey.ts';
import { deviceFingerprint, fingerprint, sameFingerprint } from './fingerprint.ts';
import { askStranger, HubCaller } from './HubCaller.ts';
import { HubLink, type HubLinkOptions } from './HubLink.ts';
import type { HubAddress } from './hubAddress.ts';
import { hubUnreachable } from './hubTrouble.ts';
import type { HubPin } from './judgeHub.ts';
import { lookAtHub } from './lookAtHub.ts';
import type { NetPorts } from './netPorts.ts';

/** What a device knows of itself and its hub. Kept in the encrypted store: the private key is all that proves it. */
export interface KeptEnrolment {
  device: string;
  key: DeviceKey;
  pin: HubPin;
  address: HubAddress;
}

/** Where a device keeps its enrolment. */
export interface DeviceKeyStore {
  read(): KeptEnrolment | null;
  write(kept: KeptEnrolment): void;
}

/** Between two looks whether an administrator has approved, ms. */
const LOOK_MS = 5000;

/** What people compare before anything is sent: the 12 digits of whoever answers there. Errors: HUB_UNREACHABLE. */
export async function seeHub(address: HubAddress): Promise<{ pin: HubPin; fingerprint: string }> {
  const pin = await lookAtHub(address);
  return { pin, fingerprint: fingerprint(pin.spki) };
}

export interface EnrolOptions {
  address: HubAddress;
  code: string;
  /** What people call this computer. */
  name: string;
  /** The 12 digits that the hub's own screen shows, as a person typed them. */
  hubFingerprint: string;
  store: DeviceKeyStore;
  ports: Pick<NetPorts, 'now' | 'random'>;
}

/**
 * Asks to be enrolled, with a new key, once the hub that answers is the one whose digits were typed; the code is sent to
 * no other. Kept before it is waited for. Returns the 12 digits that the administrator must see of this computer. Errors:
 * HUB_UNREACHABLE (other-hub: the digits differ), SYNC_REFUSED.
 */
export async function enrolDevice(options: EnrolOptions): Promise<{ fingerprint: string }> {
  const { address, code, name, hubFingerprint, store, ports } = options;
  const seen = await seeHub(address);
  if (!sameFingerprint(hubFingerprint, seen.fingerprint)) throw hubUnreachable('other-hub', address);
  const key = newDeviceKey();
  const link = new HubLink({ address, pin: seen.pin, ports, onRolled: () => undefined });
  try {
    const { device } = await askStranger(link, 'enrol.request', {
      ...{ code, name, publicKey: key.publicKey },
      signature: signFor(key, 'enrolment', { spki: link.pin.spki, about: code }),
    });
    store.write({ device, key, pin: link.pin, address });
  } finally {
    link.close();
  }
  return { fingerprint: deviceFingerprint(key.publicKey) };
}

/** The link of a device that has asked, and the caller on it; a rolled key of the hub is kept. The link is to be closed. */
export function openEnrolled(
  store: DeviceKeyStore,
  ports: HubLinkOptions['ports'],
  { app, schema }: { app: string; schema: number },
): { link: HubLink; caller: HubCaller } | null {
  const kept = store.read();
  if (kept === null) return null;
  const { address, pin, device, key } = kept;
  const onRolled = (rolled: HubPin) => store.write({ ...(store.read() ?? kept), pin: rolled });
  const link = new HubLink({ address, pin, ports, onRolled });
  return { link, caller: new HubCaller(link, { device, key, app, schema }) };
}

/** Looks every 5 s until an administrator has approved, or `signal` aborts. Errors: SYNC_REFUSED (revoked), HUB_UNREACHABLE. */
export async function awaitApproval(
  caller: HubCaller,
  ports: Pick<NetPorts, 'delay'>,
  signal: AbortSignal,
): Promise<z.output<(typeof answers)['enrol.state']>> {
  for (;;) {
    const state = await caller.askFor('enrol.state', {}, signal);
    if (state.state === 'active') return state;
    await ports.delay(LOOK_MS, signal);
    signal.throwIfAborted();
  }
}
