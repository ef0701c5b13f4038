import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { approveDevice } from '../../electron/hub/enrolment/deviceGrants.ts';
import { hubIdentity, type KeyedHub } from '../../electron/hub/enrolment/hubKeys.ts';
import { requestEnrolment, startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import { identityPin, type RunningHub, serveHub } from '../../electron/hub/serveHub.ts';
import { type DeviceKey, newDeviceKey, signFor } from '../../electron/sync/net/deviceKey.ts';
import { deviceFingerprint } from '../../electron/sync/net/fingerprint.ts';
import { HubCaller } from '../../electron/sync/net/HubCaller.ts';
import { HubLink, type LinkTimeouts } from '../../electron/sync/net/HubLink.ts';
import type { Timeouts } from '../../electron/sync/net/HubServer.ts';
import type { HubFiles } from '../../electron/sync/net/hubHandlers.ts';
import type { HubPin } from '../../electron/sync/net/judgeHub.ts';
import type { NetPorts } from '../../electron/sync/net/netPorts.ts';

/** Ports whose clock stands still unless it is set; what waits goes on when `pass` says so. */
export interface WirePorts extends NetPorts {
  at: number;
  /** So many ms go by. */
  pass(ms: number): void;
  /** Resolves as soon as so many wait. */
  waits(many?: number): Promise<void>;
}

export function wirePorts(): WirePorts {
  const waiting = new Set<{ until: number; done: () => void }>();
  let told = Promise.withResolvers<void>();
  return {
    at: Date.UTC(2026, 10, 30),
    now() {
      return this.at;
    },
    random: () => randomBytes(16).toString('hex'),
    delay(ms, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const one = { until: this.at + ms, done: resolve };
      waiting.add(one);
      told.resolve();
      told = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
      return promise.finally(() => waiting.delete(one));
    },
    async waits(many = 1) {
      while (waiting.size < many) await told.promise;
    },
    pass(ms) {
      this.at += ms;
      for (const one of waiting) if (one.until <= this.at) one.done();
    },
  };
}

/** Remembers what was told of faults; none is expected unless a test looks. */
export function heard(): {
  error(event: string, error: unknown, data?: Record<string, string>): void;
  said: unknown[];
} {
  const said: unknown[] = [];
  return { said, error: (event, error, data) => void said.push({ event, error, data }) };
}

export interface WireOptions {
  timeouts?: Timeouts;
  limits?: { packed: number; unpacked: number };
  files?: HubFiles;
  port?: number;
}

/** A hub on 127.0.0.1 that ends with the test. */
export async function wireHub(
  hub: KeyedHub,
  ports: WirePorts,
  { files, port = 0, ...options }: WireOptions = {},
): Promise<RunningHub & { log: ReturnType<typeof heard> }> {
  const log = heard();
  const running = await serveHub({
    ...{ hub, ports, log, port, host: '127.0.0.1', files: files ?? null },
    ...options,
  });
  let open = true;
  const close = async () => {
    if (open) await running.close();
    open = false;
  };
  onTestFinished(close);
  return { ...running, close, log };
}

export async function pinOf(hub: KeyedHub, ports: WirePorts): Promise<HubPin> {
  const identity = await hubIdentity(hub, ports);
  return { root: identity.chain.at(-1)!, spki: identityPin(identity) };
}

export function linkTo(
  port: number,
  pin: HubPin,
  ports: WirePorts,
  {
    host = '127.0.0.1',
    timeouts,
    onRolled = () => undefined,
  }: {
    host?: string;
    timeouts?: LinkTimeouts;
    onRolled?: (pin: HubPin) => void;
  } = {},
): HubLink {
  const link = new HubLink({
    address: { host, port },
    pin,
    ports,
    onRolled,
    ...(timeouts ? { timeouts } : {}),
  });
  onTestFinished(() => link.close());
  return link;
}

/** A device that was let in, without the wire. */
export async function enrolled(
  hub: KeyedHub,
  ports: WirePorts,
  grant: '*' | string[] = '*',
): Promise<{ device: string; key: DeviceKey }> {
  const { db } = hub;
  const key = newDeviceKey();
  const { code } = await startEnrolment(db, ports, '林老师');
  const { spki } = await pinOf(hub, ports);
  const signature = signFor(key, 'enrolment', { spki, about: code });
  const { publicKey } = key;
  const asked = { code, name: '3 号机', publicKey, signature, spki, address: '' };
  const { device } = await requestEnrolment(db, ports, asked);
  await approveDevice(db, ports, { device, grant, by: 'admin', seen: deviceFingerprint(publicKey) });
  return { device, key };
}

export function callerOf(link: HubLink, { device, key }: { device: string; key: DeviceKey }): HubCaller {
  return new HubCaller(link, { device, key, app: '0.1.0', schema: 1 });
}
