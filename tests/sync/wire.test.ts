import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { revokeDevice } from '../../electron/hub/enrolment/deviceGrants.ts';
import { hubIdentity, rollHubKey } from '../../electron/hub/enrolment/hubKeys.ts';
import { Backoff } from '../../electron/sync/net/Backoff.ts';
import { ClockSkew } from '../../electron/sync/net/ClockSkew.ts';
import { askStranger } from '../../electron/sync/net/HubCaller.ts';
import { hubAddressText, parseHubAddress } from '../../electron/sync/net/hubAddress.ts';
import { type HubIdentity, newHubIdentity } from '../../electron/sync/net/hubCertificate.ts';
import { lookAtHub } from '../../electron/sync/net/lookAtHub.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { callerOf, enrolled, linkTo, pinOf, wireHub, wirePorts } from '../harness/syncWire.ts';

const HELLO = { proto: [1, 1] as [number, number], schema: [1, 1] as [number, number], app: '0.1.0' };
const refused = (code: string) => ({ code: 'SYNC_REFUSED', params: { case: code } });
const unreached = (why: string) => ({ code: 'HUB_UNREACHABLE', params: { case: why } });

onBothEngines((engine) => {
  async function served() {
    const ports = wirePorts();
    const opened = await engine.hub(ports);
    const { db } = opened;
    const hub = await wireHub(opened, ports);
    return { ports, opened, db, hub, pin: await pinOf(opened, ports) };
  }

  it('greets whoever speaks its language, and tells who is to be upgraded', async () => {
    const { ports, db, hub, pin } = await served();
    const link = linkTo(hub.port, pin, ports);
    const { hub: name, epoch } = await db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
    expect(await askStranger(link, 'hello', HELLO)).toMatchObject({
      ...{ kind: 'welcome', proto: 1, schema: 1, hub: name, epoch },
    });
    const hello = (more: Partial<typeof HELLO>) => askStranger(link, 'hello', { ...HELLO, ...more });
    expect(await hello({ proto: [1, 9] })).toMatchObject({ kind: 'welcome', proto: 1 });
    expect(await hello({ proto: [0, 0] })).toEqual({ kind: 'upgradeClient' });
    expect(await hello({ proto: [2, 3] })).toEqual({ kind: 'upgradeHub' });
    expect(await hello({ schema: [0, 0] })).toEqual({ kind: 'upgradeClient' });
    expect(await hello({ schema: [2, 5] })).toEqual({ kind: 'upgradeHub' });
  });

  it('knows a device by its key, for a quarter of an hour, and renews by itself', async () => {
    const { ports, opened, db, hub, pin } = await served();
    const device = await enrolled(opened, ports, ['计算机学院']);
    const caller = callerOf(linkTo(hub.port, pin, ports), device);
    const state = () => caller.askFor('enrol.state', {});
    expect(await state()).toEqual({ state: 'active', grantVersion: 1, grant: ['计算机学院'] });
    ports.at += 16 * 60_000;
    expect(await state()).toMatchObject({ state: 'active' });
    const row = await db.selectFrom('device').selectAll().where('id', '=', device.device).executeTakeFirst();
    expect(row).toMatchObject({
      seen_at: ports.at,
      app_version: '0.1.0',
      schema_version: 1,
      clock_skew_ms: 0,
    });
  });

  it('ends a device in the middle of its session as soon as it is revoked', async () => {
    const { ports, opened, db, hub, pin } = await served();
    const device = await enrolled(opened, ports);
    const caller = callerOf(linkTo(hub.port, pin, ports), device);
    await caller.ask('wait', { head: 0 });
    await revokeDevice(db, ports, { device: device.device, by: 'admin' });
    await expect(caller.ask('wait', { head: 0 })).rejects.toMatchObject(refused('device-revoked'));
    await expect(
      callerOf(linkTo(hub.port, pin, ports), device).ask('wait', { head: 0 }),
    ).rejects.toMatchObject(refused('device-revoked'));
  });

  it('wakes who waits when something was committed, after 25 s in any case, and when it stops', async () => {
    const { ports, opened, db, hub, pin } = await served();
    const waiting = callerOf(linkTo(hub.port, pin, ports), await enrolled(opened, ports));
    const head = async () =>
      Number((await db.selectFrom('partition').select('head_seq').executeTakeFirst())!.head_seq);
    const before = await head();
    expect(await waiting.askFor('wait', { head: before - 1 })).toEqual({ head: before });
    const woken = waiting.askFor('wait', { head: before });
    await ports.waits();
    await enrolled(opened, ports);
    hub.heads.moved();
    expect(await woken).toEqual({ head: await head() });
    const inVain = waiting.askFor('wait', { head: await head() });
    for (let looks = 0; looks < 5; looks++) {
      await ports.waits();
      ports.pass(5000);
    }
    expect(await inVain).toEqual({ head: await head() });
    const last = waiting.askFor('wait', { head: await head() });
    await ports.waits();
    await hub.close();
    expect(await last).toEqual({ head: 2 });
    await expect(linkTo(hub.port, pin, ports).ask('hello', HELLO, STRANGER)).rejects.toMatchObject(
      unreached('closed'),
    );
  });

  it('takes a rolled key for the hub’s, keeps it, and then takes the old one no more', async () => {
    const { ports, opened, db, hub, pin } = await served();
    const device = await enrolled(opened, ports);
    const kept: string[] = [];
    const known = () => linkTo(hub.port, pin, ports, { onRolled: ({ spki }) => kept.push(spki) });
    const before = await hubIdentity(opened, ports);
    await rollHubKey(opened, ports, '林老师');
    await rollHubKey(opened, ports, '林老师');
    await hub.refreshKey();
    const now = await pinOf(opened, ports);
    expect(now.root).toBe(pin.root);
    const caller = callerOf(known(), device);
    expect(await caller.askFor('enrol.state', {})).toMatchObject({ state: 'active' });
    expect(kept).toEqual([now.spki]);
    const keys = await db.selectFrom('hub_key').select('private_key').orderBy('n').execute();
    expect(keys.map(({ private_key: key }) => key === '')).toEqual([true, true, false]);
    // Sealed: not even on PostgreSQL is a private key there to be read.
    expect(Buffer.from(keys[2]!.private_key, 'base64').toString('latin1')).toMatch(/^XJS1(?!.*PRIVATE KEY)/s);
    // Somebody who has kept the old key.
    const old = await impostor(before);
    await expect(linkTo(old, now, ports).ask('hello', HELLO, STRANGER)).rejects.toMatchObject(
      unreached('other-hub'),
    );
  });
});

const STRANGER = { device: null, session: null };

/** Something that answers with a certificate of its own; its port. */
async function impostor(
  { chain, privateKey }: HubIdentity,
  answer: (body: { nonce: string }) => unknown = ({ nonce }) => ({ nonce, serverTime: 1, answer: {} }),
  asked: unknown[] = [],
): Promise<number> {
  const server = createTlsServer({ cert: chain.join('\n'), key: privateKey }, async (incoming, outgoing) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as { nonce: string };
    asked.push(body);
    outgoing.end(JSON.stringify(answer(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('the way to a hub', () => {
  const own = newHubIdentity(wirePorts().random);
  const pin = { root: own.chain[0]!, spki: '' };

  it('is cut before anything is sent to whoever has another key', async () => {
    const ports = wirePorts();
    const asked: unknown[] = [];
    const right = await lookAtHub({ host: '127.0.0.1', port: await impostor(own) });
    const other = await impostor(newHubIdentity(ports.random), undefined, asked);
    await expect(linkTo(other, right, ports).ask('hello', HELLO, STRANGER)).rejects.toMatchObject(
      unreached('other-hub'),
    );
    // The trusted root with another key pinned: what a stolen old key would show.
    await expect(
      linkTo(await impostor(own, undefined, asked), { ...pin, spki: 'ab'.repeat(32) }, ports).ask(
        'hello',
        HELLO,
        STRANGER,
      ),
    ).rejects.toMatchObject(unreached('other-hub'));
    expect(asked).toEqual([]);
  });

  it('leads to the same key under any address', async () => {
    const ports = wirePorts();
    const port = await impostor(own);
    const seen = await lookAtHub({ host: '127.0.0.1', port });
    for (const [host, at] of [
      ['127.0.0.1', port],
      ['localhost', port],
      ['127.0.0.1', await impostor(own)],
    ] as const)
      expect(await linkTo(at, seen, ports, { host }).ask('hello', HELLO, STRANGER)).toEqual({});
  });

  it('takes no answer of another question: late, doubled or made up', async () => {
    const ports = wirePorts();
    const seen = await lookAtHub({ host: '127.0.0.1', port: await impostor(own) });
    const nonces: string[] = [];
    const late = await impostor(own, ({ nonce }) => {
      nonces.push(nonce);
      return { nonce: nonces.at(-2) ?? nonce, serverTime: 1, answer: { of: nonces.length } };
    });
    const link = linkTo(late, seen, ports);
    expect(await link.ask('hello', HELLO, STRANGER)).toEqual({ of: 1 });
    await expect(link.ask('hello', HELLO, STRANGER)).rejects.toMatchObject(unreached('broken'));
    await expect(link.ask('hello', HELLO, STRANGER)).rejects.toMatchObject(unreached('broken'));
    expect(new Set(nonces).size).toBe(3);
  });

  it('asks one thing at a time', async () => {
    const ports = wirePorts();
    const asked: { nonce: string; body: { n: number } }[] = [];
    const port = await impostor(own, ({ nonce }) => ({ nonce, serverTime: 1, answer: asked.length }), asked);
    const link = linkTo(port, await lookAtHub({ host: '127.0.0.1', port }), ports);
    const all = Array.from({ length: 20 }, (_, n) => link.ask('hello', { n }, STRANGER));
    // Whoever is answered first was asked first, and nobody was asked meanwhile.
    expect(await Promise.all(all)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(asked.map(({ body }) => body.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('gives up a question whose asker does, and goes on with the next', async () => {
    const ports = wirePorts();
    const port = await impostor(own);
    const link = linkTo(port, await lookAtHub({ host: '127.0.0.1', port }), ports);
    const gone = AbortSignal.abort(new Error('left'));
    await expect(link.ask('hello', HELLO, { ...STRANGER, signal: gone })).rejects.toThrow('left');
    expect(await link.ask('hello', HELLO, STRANGER)).toEqual({});
  });
});

describe('what is estimated and waited for', () => {
  it('finds how far a clock is off within half of the way there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3e11, max: 3e11 }),
        fc.array(fc.tuple(fc.nat({ max: 9000 }), fc.nat({ max: 9000 })), { minLength: 1, maxLength: 30 }),
        (ahead, ways) => {
          const skew = new ClockSkew();
          let at = 1_700_000_000_000;
          for (const [there, back] of ways) {
            skew.note({ sent: at, received: at + there + back, serverTime: at + there + ahead });
            at += 60_000;
          }
          const found = skew.estimate()!;
          expect(Math.abs(found.ms - ahead)).toBeLessThanOrEqual(found.within + 0.5);
          if (Math.abs(ahead) > 120_000 + 18_000) expect(skew.isWorthSaying()).toBe(true);
          if (Math.abs(ahead) < 120_000 - 18_000) expect(skew.isWorthSaying()).toBe(false);
        },
      ),
    );
    const skew = new ClockSkew();
    skew.note({ sent: 10, received: 5, serverTime: 0 });
    expect(skew.estimate()).toBeNull();
  });

  it('waits longer and longer, never together, never over a minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 20 }),
        (draws) => {
          let n = 0;
          const backoff = new Backoff({
            random: () => draws[n++]!.toString(16).padStart(8, '0').padEnd(32, '0'),
          });
          for (const [failures] of draws.entries()) {
            const whole = Math.min(60_000, 1000 * 2 ** failures);
            const wait = backoff.next();
            expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
            expect(wait).toBeLessThan(whole);
          }
          backoff.reset();
          n = 0;
          expect(backoff.next()).toBeLessThan(1000);
        },
      ),
    );
  });

  it('reads addresses as people write them, and no others', () => {
    for (const [typed, meant] of [
      ['192.168.1.20', '192.168.1.20:17443'],
      [' https://hub.school.example:8443/ ', 'hub.school.example:8443'],
      ['１９２.168.1.20：9000', '192.168.1.20:9000'],
      ['[fe80::1]:9000', '[fe80::1]:9000'],
      ['教务处-1', '教务处-1:17443'],
    ] as const)
      expect(hubAddressText(parseHubAddress(typed))).toBe(meant);
    for (const wrong of [
      '',
      ':80',
      'a:0',
      'a:70000',
      'a b',
      'http://a',
      'user@a',
      'a/b',
      'a?b',
      '::1',
      "a';--",
    ])
      expect(() => parseHubAddress(wrong), wrong).toThrow('HUB_UNREACHABLE');
  });
});
