import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { blobFiles } from '../../electron/hub/blobFiles.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { readContentRange, readRange } from '../../electron/sync/net/answerFiles.ts';
import { signFor } from '../../electron/sync/net/deviceKey.ts';
import { askStranger } from '../../electron/sync/net/HubCaller.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { enrolled, linkTo, pinOf, wireHub, wirePorts } from '../harness/syncWire.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

onBothEngines((engine) => {
  it('takes a file in pieces that go on where they ended, and gives it to whoever may have it', async () => {
    const ports = wirePorts();
    const opened = await engine.hub(ports);
    const { db } = opened;
    const blobs = openBlobStore(temporaryFolder(), STORE_KEY);
    const files = blobFiles({ db, blobs, uploads: new BlobUploads(10_000_000), now: () => ports.at });
    const hub = await wireHub(opened, ports, { files });
    const pin = await pinOf(opened, ports);
    const agent = new Agent({ ca: [pin.root], checkServerIdentity: () => undefined, keepAlive: true });
    onTestFinished(() => agent.destroy());
    const sessionOf = async (who: Awaited<ReturnType<typeof enrolled>>) => {
      const link = linkTo(hub.port, pin, ports);
      const { challenge } = await askStranger(link, 'session.challenge', { device: who.device });
      const signature = signFor(who.key, 'session', { spki: pin.spki, about: challenge });
      const asked = { challenge, signature, app: 'x', schema: 1, skew: null };
      return (await askStranger(link, 'session.open', asked)).session;
    };
    const [own, other] = [
      await enrolled(opened, ports, ['文学院']),
      await enrolled(opened, ports, ['理学院']),
    ];
    const [mine, theirs] = [await sessionOf(own), await sessionOf(other)];
    const bytes = randomBytes(30_000);
    const name = createHash('sha256').update(bytes).digest('hex');
    const ask = async (
      method: string,
      session: string,
      {
        headers = {},
        body,
        path = `/blob/${name}`,
      }: { headers?: Record<string, string>; body?: Buffer; path?: string } = {},
    ) => {
      const nonce = ports.random();
      const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>();
      request({ agent, host: '127.0.0.1', port: hub.port, path, method }, resolve)
        .setHeaders(
          new Map(Object.entries({ authorization: `Xueji ${session}`, 'x-xueji-nonce': nonce, ...headers })),
        )
        .on('error', reject)
        .end(body);
      const answer = await promise;
      const said = await buffer(answer);
      if (answer.statusCode! < 300) expect(answer.headers['x-xueji-nonce']).toBe(nonce);
      return { status: answer.statusCode, received: answer.headers['x-xueji-received'], said };
    };
    const put = (from: number, to: number, session = mine, of: Buffer = bytes) =>
      ask('PUT', session, {
        headers: { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` },
        body: of.subarray(from, to),
      });
    expect(await ask('HEAD', mine)).toMatchObject({ status: 403, received: '0' });
    expect(await put(0, 10_000)).toMatchObject({ status: 200, received: '10000' });
    expect(await ask('HEAD', mine)).toMatchObject({ status: 403, received: '10000' });
    expect((await put(15_000, 30_000)).status).toBe(416);
    expect((await ask('PUT', mine, { body: bytes })).status).toBe(416);
    expect(await put(10_000, 30_000)).toMatchObject({ status: 200, received: '30000' });
    expect(await ask('HEAD', mine)).toMatchObject({ status: 200, received: '30000' });
    // Others learn nothing of it, and what is not what it is called is not kept.
    expect(await ask('HEAD', theirs)).toMatchObject({ status: 403, received: '0' });
    expect((await put(0, 30_000, theirs, randomBytes(30_000))).status).toBe(422);
    expect((await ask('GET', mine)).status).toBe(403);
    await db
      .insertInto('blob_ref')
      .values({ sha256: name, entity: 'photo', row_id: 's/admission', scope: '文学院' })
      .execute();
    expect((await ask('GET', mine)).said.equals(bytes)).toBe(true);
    const part = await ask('GET', mine, { headers: { range: 'bytes=29990-' } });
    expect([part.status, part.said.equals(bytes.subarray(29_990))]).toEqual([206, true]);
    expect((await ask('GET', mine, { headers: { range: 'bytes=30000-' } })).status).toBe(416);
    for (const [path, session] of [
      [`/blob/${name}`, theirs],
      [`/blob/${'0'.repeat(64)}`, mine],
      [`/snapshot/${'0'.repeat(32)}`, mine],
    ] as const)
      expect((await ask('GET', session, { path })).status, path).toBe(403);
    expect((await ask('GET', 'forged')).status).toBe(401);
    expect((await ask('DELETE', mine)).status).toBe(405);
    expect(hub.log.said).toEqual([]);
  });
});

it('reads ranges as they are written, and no others', () => {
  expect(readRange('bytes=0-9', 100)).toEqual({ from: 0, to: 9 });
  expect(readRange('bytes=90-200', 100)).toEqual({ from: 90, to: 99 });
  for (const wrong of ['bytes=-5', 'bytes=5-2', 'bytes=100-', 'bytes=0-1,3-4', 'items=0-1', ''])
    expect(readRange(wrong, 100), wrong).toBeNull();
  expect(readContentRange('bytes 0-9/100')).toEqual({ from: 0, to: 9, total: 100 });
  for (const wrong of [
    'bytes 9-0/100',
    'bytes 0-100/100',
    'bytes 0-9/*',
    `bytes 0-9/${2 ** 40}`,
    'bytes 0-8388608/9000000',
    undefined,
  ])
    expect(readContentRange(wrong), wrong).toBeNull();
});
