import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { rollHubKey } from '../../electron/hub/enrolment/hubKeys.ts';
import type { HubDb } from '../../electron/hub/hubPorts.ts';
import { newDeviceKey, signFor } from '../../electron/sync/net/deviceKey.ts';
import { askStranger } from '../../electron/sync/net/HubCaller.ts';
import type { Timeouts } from '../../electron/sync/net/HubServer.ts';
import { CHAIN_BEGIN } from '../../electron/sync/protocol/logChain.ts';
import { signedText } from '../../electron/sync/protocol/signedText.ts';
import { tokenText } from '../../electron/sync/protocol/syncToken.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import {
  callerOf,
  enrolled,
  linkTo,
  pinOf,
  type WireOptions,
  wireHub,
  wirePorts,
} from '../harness/syncWire.ts';

interface Said {
  status: number;
  body: { nonce: string | null; refused?: { code: string }; answer?: unknown };
}

const nonce = () => randomBytes(16).toString('hex');
const SMALL = { packed: 100_000, unpacked: 400_000 };
const QUICK: Timeouts = { handshake: 300, head: 300, whole: 300, idle: 60_000 };

onBothEngines((engine) => {
  async function served(options: WireOptions = {}) {
    const ports = wirePorts();
    const opened = await engine.hub(ports);
    const { db } = opened;
    const hub = await wireHub(opened, ports, options);
    const pin = await pinOf(opened, ports);
    /** Bytes as they are, to the hub; what comes back until it hangs up. */
    const open = async (): Promise<TLSSocket> => {
      const socket = connect({
        host: '127.0.0.1',
        port: hub.port,
        ca: [pin.root],
        checkServerIdentity: () => undefined,
      });
      onTestFinished(() => void socket.destroy());
      await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
      return socket;
    };
    const raw = async (bytes: string | Buffer): Promise<string> => {
      const socket = await open();
      socket.write(bytes);
      return text(socket).catch((error: NodeJS.ErrnoException) => `cut: ${error.code}`);
    };
    const post = async (
      path: string,
      body: string | Buffer,
      headers: Record<string, string> = {},
    ): Promise<Said> => {
      const lines = Object.entries({
        host: 'x',
        connection: 'close',
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
      return readSaid(await raw(Buffer.concat([head, Buffer.from(body)])));
    };
    const session = async (who: { device: string; key: { privateKey: string } }) => {
      const link = linkTo(hub.port, pin, ports);
      const { challenge } = await askStranger(link, 'session.challenge', { device: who.device });
      const signature = signFor(who.key, 'session', { spki: link.pin.spki, about: challenge });
      const asked = { challenge, signature, app: 'x', schema: 1, skew: null };
      return (await askStranger(link, 'session.open', asked)).session;
    };
    /** Asks by hand. */
    const ask = async (
      name: string,
      body: unknown,
      by: { session?: string; device?: string | null; nonce?: string; proto?: number } = {},
    ) => {
      const envelope = { proto: by.proto ?? 1, device: by.device ?? null, nonce: by.nonce ?? nonce(), body };
      const headers = by.session === undefined ? {} : { authorization: `Xueji ${by.session}` };
      return post(`/sync/${name}`, JSON.stringify(envelope), headers as Record<string, string>);
    };
    return { ports, opened, db, hub, pin, open, raw, post, session, ask };
  }
  const code = async (said: Promise<Said>) => {
    const { status, body } = await said;
    return `${status} ${body.refused?.code ?? 'answered'}`;
  };

  it('refuses sessions that are forged, of another device, of another hub, or over', async () => {
    const { ports, opened, db, hub, pin, session, ask } = await served();
    const [own, other] = [await enrolled(opened, ports), await enrolled(opened, ports, ['文学院'])];
    const good = await session(own);
    const wait = (by: Parameters<typeof ask>[2]) => code(ask('wait', { head: 0 }, by));
    expect(await wait({ session: good, device: own.device })).toBe('200 answered');
    expect(await wait({ session: good, device: other.device })).toBe('401 session-wrong');
    expect(await wait({ session: good, device: null })).toBe('401 session-wrong');
    expect(await wait({ device: own.device })).toBe('401 session-missing');
    const ends = ports.at + 900_000;
    const made = signedText('xueji-sync-session/1', [own.device, ends, 1], randomBytes(32));
    const [body, signature] = good.split('.') as [string, string];
    const others = Buffer.from(JSON.stringify([other.device, ends])).toString('base64url');
    for (const forged of [
      made,
      body,
      `${body}.`,
      `.${signature}`,
      `${others}.${signature}`,
      `${good}x`,
      `${good}.`,
      'null',
    ])
      expect(await wait({ session: forged, device: own.device }), forged).toBe('401 session-wrong');
    const { secret } = await db.selectFrom('partition').select('secret').executeTakeFirstOrThrow();
    const key = Buffer.from(secret, 'hex');
    // What the hub itself signed as another thing.
    for (const label of ['xueji-sync-token/1', 'xueji-sync-challenge/1'])
      expect(await wait({ session: signedText(label, [own.device, ends], key), device: own.device })).toBe(
        '401 session-wrong',
      );
    const gone = nonce();
    expect(
      await wait({ session: signedText('xueji-sync-session/1', [gone, ends, 1], key), device: gone }),
    ).toBe('403 device-unknown');
    ports.pass(15 * 60_000);
    expect(await wait({ session: good, device: own.device })).toBe('401 session-ended');
    // The right device with a stranger's key; a challenge that was answered before, and one that is late.
    await expect(
      callerOf(linkTo(hub.port, pin, ports), { ...own, key: newDeviceKey() }).ask('wait', { head: 0 }),
    ).rejects.toMatchObject({ code: 'SYNC_REFUSED', params: { case: 'challenge-wrong' } });
    const link = linkTo(hub.port, pin, ports);
    const signed = async (pass: number) => {
      const { challenge } = await askStranger(link, 'session.challenge', { device: own.device });
      const signature = signFor(own.key, 'session', { spki: pin.spki, about: challenge });
      ports.pass(pass);
      return { challenge, signature, app: 'x', schema: 1, skew: null };
    };
    const once = await signed(0);
    await askStranger(link, 'session.open', once);
    for (const again of [once, await signed(60_000)])
      await expect(askStranger(link, 'session.open', again)).rejects.toMatchObject({
        params: { case: 'challenge-wrong' },
      });
    // What was signed for this key is no word for the next one.
    const before = await signed(0);
    await rollHubKey(opened, ports, '林老师');
    await hub.refreshKey();
    await expect(askStranger(link, 'session.open', before)).rejects.toMatchObject({
      params: { case: 'challenge-wrong' },
    });
    expect(hub.log.said).toEqual([]);
  });

  it('answers a question once: the same nonce again is refused', async () => {
    const { ports, opened, session, ask } = await served();
    const own = await enrolled(opened, ports);
    const by = { session: await session(own), device: own.device, nonce: nonce() };
    expect(await code(ask('wait', { head: 0 }, by))).toBe('200 answered');
    expect(await code(ask('wait', { head: 0 }, by))).toBe('409 nonce-used');
    expect(await code(ask('push', { token: '', mutations: [] }, by))).toBe('409 nonce-used');
    expect(await code(ask('wait', { head: 0 }, { ...by, nonce: nonce() }))).toBe('200 answered');
  });

  it('refuses each wrong thing by one word, and goes on', async () => {
    const { ports, opened, hub, raw, post, session, ask } = await served({ limits: SMALL });
    const own = await enrolled(opened, ports);
    const known = { session: await session(own), device: own.device };
    const headers = { authorization: `Xueji ${known.session}` };
    expect(await code(ask('hello', {}))).toBe('400 malformed');
    expect(await code(ask('nothing', {}))).toBe('404 no-such-message');
    for (const path of [
      '/',
      '/sync/',
      '/sync/__proto__',
      '/sync/constructor',
      '/sync/push/../hello',
      '/sync/hello?x=1',
      "/sync/push';--",
    ])
      expect(await code(post(path, '{}')), path).toBe('404 no-such-message');
    expect(await code(ask('hello', {}, { proto: 2 }))).toBe('426 proto');
    expect(await raw('GET /sync/hello HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 405 /,
    );
    for (const body of ['', 'null', '[]', '{', '{"proto":1}', 'NaN', '\u0000', '[['.repeat(5000)])
      expect(await code(post('/sync/hello', body)), body.slice(0, 20)).toBe('400 malformed');
    expect(await code(post('/sync/hello', Buffer.from([0x22, 0xff, 0xfe, 0x22])))).toBe('400 malformed');
    expect(await code(post('/sync/hello', '{}', { 'content-encoding': 'br' }))).toBe('415 encoding');
    expect(await code(post('/sync/push', 'x'.repeat(100_001), headers))).toBe('413 too-large');
    // Of a stranger much less is read, and of a claim nothing.
    expect(await code(post('/sync/hello', 'x'.repeat(70_000)))).toBe('413 too-large');
    expect(await raw('POST /sync/hello HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n{')).toMatch(
      /^HTTP\/1\.1 413 /,
    );
    const endless = Array.from({ length: 40 }, () => `ffff\r\n${'x'.repeat(0xffff)}\r\n`).join('');
    expect(
      await raw(`POST /sync/hello HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${endless}`),
    ).toMatch(/^(HTTP\/1\.1 413 |cut: )/);
    expect(await code(ask('wait', { head: 0 }, known))).toBe('200 answered');
    expect(hub.log.said).toEqual([]);
  });

  it('unpacks no bomb, and no half of a gzip', async () => {
    const { ports, opened, post, session, ask } = await served({ limits: SMALL });
    const own = await enrolled(opened, ports);
    const known = { session: await session(own), device: own.device };
    const packed = { authorization: `Xueji ${known.session}`, 'content-encoding': 'gzip' };
    const bomb = gzipSync(Buffer.alloc(40_000_000, '['));
    expect(bomb.length).toBeLessThan(SMALL.packed);
    const before = process.memoryUsage().arrayBuffers;
    expect(await code(post('/sync/push', bomb, packed))).toBe('413 unpacks-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    // Of a stranger 64 KiB, packed or not.
    expect(await code(post('/sync/hello', bomb.subarray(0, 60_000), { 'content-encoding': 'gzip' }))).toBe(
      '413 unpacks-too-large',
    );
    const envelope = { proto: 1, device: own.device, nonce: nonce(), body: { head: 0 } };
    const whole = gzipSync(JSON.stringify(envelope));
    for (let length = 0; length < whole.length; length += 7)
      expect(await code(post('/sync/wait', whole.subarray(0, length), packed)), `${length}`).toBe(
        '400 malformed',
      );
    expect(await code(post('/sync/wait', whole, packed))).toBe('200 answered');
    expect(await code(ask('wait', { head: 0 }, known))).toBe('200 answered');
  });

  it('is moved by nothing that is sent in place of fields and names', async () => {
    const { ports, opened, db, hub, session, ask } = await served();
    const own = await enrolled(opened, ports);
    const known = { session: await session(own), device: own.device };
    const token = await firstToken(db);
    const evil = fc.oneof(
      fc.constantFrom(
        "'; DROP TABLE device; --",
        '"; DELETE FROM log; --',
        '__proto__',
        'constructor',
        '$1',
        '?',
        '*',
        '',
        '../../etc',
        '\u0000',
        '😀'.repeat(20),
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    let mid = 0;
    await fc.assert(
      fc.asyncProperty(evil, evil, evil, async (entity, id, field) => {
        const change = { entity, id, set: Object.fromEntries([[field, field]]), base: null };
        const mutation = { ...EMPTY, mid: mid + 1, name: entity, actor: id, args: field, changes: [change] };
        const { status, body } = await ask('push', { token, mutations: [mutation] }, known);
        const answer = body.answer as { kind?: string; lastMid?: number } | undefined;
        if (status === 200 && answer?.kind === 'processed') mid = answer.lastMid!;
        else expect([status, body.refused?.code]).toEqual([400, 'malformed']);
      }),
      { numRuns: 60 },
    );
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toEqual(expect.arrayContaining(['device', 'log', 'row']));
    expect(await db.selectFrom('device').select('state').execute()).toEqual([{ state: 'active' }]);
    expect(await db.selectFrom('row').selectAll().execute()).toEqual([]);
    expect(hub.log.said).toEqual([]);
  });

  it('lets go of whoever holds a connection half open, at every place', async () => {
    const { hub, open } = await served({ timeouts: QUICK });
    const ended = (socket: { once(event: 'close', heard: () => void): unknown; resume(): unknown }) =>
      new Promise<string>((resolve) => {
        socket.once('close', () => resolve('let go'));
        socket.resume();
      });
    const silent = ended(connectTcp({ host: '127.0.0.1', port: hub.port }).on('error', () => undefined));
    const parts = [
      '',
      'POST /sync/hel',
      'POST /sync/hello HTTP/1.1\r\nhost: x\r\ncontent-le',
      'POST /sync/hello HTTP/1.1\r\nhost: x\r\ncontent-length: 20\r\n\r\n{"proto"',
    ];
    const held = await Promise.all(
      parts.slice(1).map(async (part) => {
        const socket = (await open()).on('error', () => undefined);
        socket.write(part);
        return ended(socket);
      }),
    );
    expect([await silent, ...held]).toEqual(parts.map(() => 'let go'));
    expect(hub.log.said).toEqual([]);
  });

  it('lets one device ask no more than six things at once', async () => {
    const { ports, opened, session, ask } = await served();
    const own = await enrolled(opened, ports);
    const known = { session: await session(own), device: own.device };
    const waiting = Array.from({ length: 6 }, () => code(ask('wait', { head: 1 }, known)));
    await ports.waits(6);
    expect(await code(ask('wait', { head: 1 }, known))).toBe('429 busy');
    const other = await enrolled(opened, ports);
    expect(
      await code(ask('wait', { head: 0 }, { session: await session(other), device: other.device })),
    ).toBe('200 answered');
    ports.pass(30_000);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['200 answered']));
    expect(await code(ask('wait', { head: 0 }, known))).toBe('200 answered');
  });

  it('says nothing of a fault but its number, and the log nothing of what was sent', async () => {
    const { ports, opened, db, hub, session, ask } = await served();
    const own = await enrolled(opened, ports);
    const known = { session: await session(own), device: own.device };
    const token = await firstToken(db);
    await db.schema.dropTable('mutation').execute();
    const change = { entity: 'word', id: '王小明', set: { meant: '110105200001010018' }, base: null };
    const mutation = { ...EMPTY, mid: 1, name: 'x', actor: '王小明', changes: [change] };
    const { status, body } = await ask('push', { token, mutations: [mutation] }, known);
    expect([status, body.refused]).toEqual([
      500,
      { code: 'internal', incident: expect.stringMatching(/^[0-9a-f]{8}$/) },
    ]);
    expect(hub.log.said).toMatchObject([
      { event: 'hub-question-failed', data: { incident: expect.any(String) } },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/mutation|王小明|110105/);
  });
});

const EMPTY = { args: '{}', at: 0, batch: null, schema: 1, part: null };

async function firstToken(db: HubDb): Promise<string> {
  const { epoch, secret } = await db.selectFrom('partition').selectAll().executeTakeFirstOrThrow();
  return tokenText({ epoch, seq: 0, chain: CHAIN_BEGIN }, Buffer.from(secret, 'hex'));
}

function readSaid(answer: string): Said {
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  if (!status) throw new Error(`no answer: ${answer.slice(0, 200)}`);
  return { status, body: JSON.parse(body) as Said['body'] };
}
