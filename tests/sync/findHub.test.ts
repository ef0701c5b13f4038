import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { approveDevice, listDevices } from '../../electron/hub/enrolment/deviceGrants.ts';
import { startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import {
  awaitApproval,
  enrolDevice,
  type KeptEnrolment,
  openEnrolled,
  seeHub,
} from '../../electron/sync/net/enrolDevice.ts';
import { explainSilence } from '../../electron/sync/net/explainSilence.ts';
import { announceHub, findHubs, readAnnouncement } from '../../electron/sync/net/hubDiscovery.ts';
import { hubUnreachable } from '../../electron/sync/net/hubTrouble.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { wireHub, wirePorts } from '../harness/syncWire.ts';

function memoryStore() {
  let kept: KeptEnrolment | null = null;
  return {
    read: () => kept,
    write(next: KeptEnrolment) {
      kept = next;
    },
  };
}

onBothEngines((engine) => {
  it('joins when both sides saw the same digits, and sends its code to nobody else', async () => {
    const ports = wirePorts();
    const opened = await engine.hub(ports);
    const { port, fingerprint } = await wireHub(opened, ports);
    const address = { host: '127.0.0.1', port };
    const { code } = await startEnrolment(opened.db, ports, '林老师');
    const store = memoryStore();
    const asked = { address, code, name: '二号窗口', store, ports };
    expect((await seeHub(address)).fingerprint).toBe(fingerprint());
    const other = fingerprint().replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    await expect(enrolDevice({ ...asked, hubFingerprint: other })).rejects.toMatchObject({
      code: 'HUB_UNREACHABLE',
      params: { case: 'other-hub' },
    });
    expect([store.read(), await listDevices(opened.db)]).toEqual([null, []]);
    const { fingerprint: seen } = await enrolDevice({
      ...asked,
      hubFingerprint: fingerprint().replaceAll(' ', ''),
    });
    const { link, caller } = openEnrolled(store, ports, { app: '0.1.0', schema: 1 })!;
    onTestFinished(() => link.close());
    const { signal } = new AbortController();
    const approval = awaitApproval(caller, ports, signal);
    await ports.waits();
    const { device } = store.read()!;
    await approveDevice(opened.db, ports, { device, grant: ['文学院'], by: '林老师', seen });
    ports.pass(5000);
    expect(await approval).toEqual({ state: 'active', grantVersion: 1, grant: ['文学院'] });
  });
});

describe('where a hub is', () => {
  it('is announced on the local network to who asks', async () => {
    const ports = wirePorts();
    const options = {
      port: 25_353 + (process.pid % 1000),
      interface: '127.0.0.1',
      bind: '0.0.0.0',
      loopback: true,
    };
    const hub = 'ab'.repeat(16);
    const heard = announceHub({ hub, port: 17_443 }, () => undefined, options);
    onTestFinished(() => heard.close());
    const signal = AbortSignal.timeout(20_000);
    const found = await findHubs(ports, { signal, options, enough: (all) => all.length > 0 });
    expect(found).toEqual([{ hub, port: 17_443, host: expect.stringMatching(/^\d+\./) }]);
  });

  it('is read from no other text', () => {
    const name = 'x._xueji-hub._tcp.local';
    const txt = { name, type: 'TXT', data: [Buffer.from(`hub=${'ab'.repeat(16)}`)] };
    const srv = (data: unknown) => [{ name, type: 'SRV', data }, txt];
    expect(readAnnouncement(srv({ port: 1 }), '10.0.0.1')).toEqual([
      { hub: 'ab'.repeat(16), host: '10.0.0.1', port: 1 },
    ]);
    for (const data of [{ port: 0 }, { port: 65_536 }, { port: '80' }, null, {}, 'x'])
      expect(readAnnouncement(srv(data), '10.0.0.1')).toEqual([]);
    expect(readAnnouncement(srv({ port: 1 }), 'evil.example')).toEqual([]);
    expect(readAnnouncement(srv({ port: 1 }).slice(0, 1), '10.0.0.1')).toEqual([]);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name: fc.constantFrom(name, 'y'),
            type: fc.constantFrom('SRV', 'TXT', 'A'),
            data: fc.anything(),
          }),
        ),
        (answers) => {
          for (const { hub, port } of readAnnouncement(answers, '::1')) {
            expect(hub).toMatch(/^[0-9a-f]{32}$/);
            expect(port).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('is told from a firewall where the computer answers elsewhere, and only then', async () => {
    const address = { host: '127.0.0.1', port: 9 };
    const silent = hubUnreachable('silent', address);
    const firewall = { code: 'HUB_UNREACHABLE', params: { case: 'firewall', address: '127.0.0.1:9' } };
    const open = createServer().listen(0, '127.0.0.1') as Server;
    await new Promise((resolve) => open.once('listening', resolve));
    const { port } = open.address() as AddressInfo;
    expect(await explainSilence(silent, address, { ports: [port] })).toMatchObject(firewall);
    await new Promise((resolve) => open.close(resolve));
    // A refusal comes from somebody, too.
    expect(await explainSilence(silent, address, { ports: [port] })).toMatchObject(firewall);
    expect(await explainSilence(silent, address, { ports: [], isSeen: true })).toMatchObject(firewall);
    expect(await explainSilence(silent, address, { ports: [] })).toBe(silent);
    for (const error of [
      new Error('x'),
      hubUnreachable('closed', address),
      hubUnreachable('other-hub', address),
    ])
      expect(await explainSilence(error, address, { ports: [port], isSeen: true })).toBe(error);
  });
});
