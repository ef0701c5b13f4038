import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Log } from '../../electron/core/core.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { serveWeb } from '../../electron/web/serveWeb.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { sha256, transportCore } from '../harness/transportCore.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** One request exactly as written: node's own fetch would tidy the path and refuse to set the Host. */
function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array | string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

async function host(options: { maxUploadBytes?: number } = {}) {
  const dataDir = temporaryFolder();
  const rendererDir = join(dataDir, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  mkdirSync(join(dataDir, 'photos'));
  mkdirSync(join(dataDir, 'downloads'));
  writeFileSync(join(rendererDir, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">desk');
  writeFileSync(join(rendererDir, 'assets', 'index-1234.js'), 'export {};');
  writeFileSync(join(dataDir, 'secret.js'), 'secret');
  const events: { event: string; data: Record<string, unknown> }[] = [];
  const log: Log = {
    info: (event, data = {}) => void events.push({ event, data }),
    error: (event, _error, data = {}) => void events.push({ event, data }),
  };
  const core = await transportCore({
    dataDir,
    key: null,
    clock: systemClock,
    ids: uuidIds,
    log,
    actor: 'test',
  });
  const web = await serveWeb({ face: core, port: 0, rendererDir, log, ...options });
  onTestFinished(() => web.close());
  const token = new URL(web.url).searchParams.get('token') ?? '';
  const origin = `http://127.0.0.1:${web.port}`;

  const signIn = async () => {
    const answer = await ask(web.port, `/?token=${token}`);
    const cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    const headers = { cookie, origin };
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ url: `${origin}/rpc`, headers }),
    );
    return { answer, cookie, headers, client };
  };
  return { dataDir, events, web, port: web.port, token, origin, signIn };
}

test('the printed address opens once, and leaves no token behind', async () => {
  const { port, token, signIn } = await host();
  expect((await ask(port, '/')).status).toBe(401);
  expect((await ask(port, '/?token=wrong')).status).toBe(401);

  const { answer, cookie } = await signIn();
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/');
  expect(answer.headers['set-cookie']?.[0]).toMatch(
    /^xueji_session_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  );

  expect((await ask(port, `/?token=${token}`)).status).toBe(401);
  const page = await ask(port, '/', { headers: { cookie } });
  expect(page.status).toBe(200);
  expect(page.text).toContain('desk');
});

test('another start has another token and knows no earlier session', async () => {
  const first = await host();
  const { cookie } = await first.signIn();
  const second = await host();
  expect(second.token).not.toBe(first.token);
  expect((await ask(second.port, '/', { headers: { cookie } })).status).toBe(401);
});

test('every answer is bound to the page and its own origin', async () => {
  const { port, signIn } = await host();
  const { cookie } = await signIn();
  const page = await ask(port, '/', { headers: { cookie } });
  const nonce = /content="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect(nonce).toMatch(/^[\w+/]{22}==$/);
  expect(page.headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; worker-src 'self'; " +
      `style-src 'self' 'nonce-${nonce}'; img-src 'self'; connect-src 'self'; font-src 'self'; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  const again = await ask(port, '/', { headers: { cookie } });
  expect(again.headers['content-security-policy']).not.toContain(nonce);

  const asset = await ask(port, '/assets/index-1234.js', { headers: { cookie } });
  expect(asset.headers['cache-control']).toBe('private, max-age=31536000, immutable');
  for (const answer of [
    page,
    asset,
    await ask(port, '/'),
    await ask(port, '/none.js', { headers: { cookie } }),
  ]) {
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-powered-by']).toBeUndefined();
  }
});

test('a name that somebody else owns does not reach it, though it points to loopback', async () => {
  const { port, signIn } = await host();
  const { cookie } = await signIn();
  for (const name of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.nip.io:${port}`,
  ]) {
    expect((await ask(port, '/', { headers: { cookie, host: name } })).status, name).toBe(421);
  }
  expect((await ask(port, '/', { headers: { cookie, host: `localhost:${port}` } })).status).toBe(200);
});

test('no page of another origin gets an answer, not even one on another port', async () => {
  const { port, origin, signIn } = await host();
  const { cookie } = await signIn();
  const post = (headers: Record<string, string>) =>
    ask(port, '/rpc/admin/status', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  expect((await post({ origin })).status).toBe(200);
  expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await post({})).status).toBe(403);
  expect((await post({ origin: 'null' })).status).toBe(403);
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ origin: 'http://127.0.0.1:1' })).status).toBe(403);
  expect((await post({ origin: `http://localhost:${port}` })).status).toBe(403);
  expect((await post({ origin, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await post({ origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403);

  const get = (headers: Record<string, string>) => ask(port, '/', { headers: { cookie, ...headers } });
  const from = (site: string, mode: string, dest: string) =>
    get({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest });
  expect((await from('cross-site', 'no-cors', 'image')).status).toBe(403);
  expect((await from('same-site', 'navigate', 'iframe')).status).toBe(403);
  expect((await from('cross-site', 'navigate', 'document')).status).toBe(200);
  expect((await from('none', 'navigate', 'document')).status).toBe(200);
});

test('nothing outside the built page can be named', async () => {
  const { port, signIn } = await host();
  const { cookie } = await signIn();
  const paths = [
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/%2e%2e%2fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/%252e%252e%252fsecret.js',
    '/assets/index-1234.js%00.png',
    '/C:/secret.js',
    '/assets/index-1234.js::$DATA',
    '/%c0%ae%c0%ae/secret.js',
    '/.%2e/secret.js',
    '//secret.js',
    '//evil.example/secret.js',
    'http://evil.example/secret.js',
  ];
  for (const path of paths) {
    const answer = await ask(port, path, { headers: { cookie } });
    expect([400, 404], path).toContain(answer.status);
    expect(answer.text, path).not.toContain('secret');
  }
});

test('calls and streams pass, and a stream ends with whoever listened', async () => {
  const { events, signIn } = await host();
  const { client } = await signIn();
  expect(await client.admin.status()).toMatchObject({ school: null, dataVersion: 1 });

  const watching = await client.admin.watch();
  expect((await watching.next()).value).toEqual({ dataVersion: 1 });
  await client.admin.initialise({ code: '10000', name: '示例大学' });
  expect((await watching.next()).value).toEqual({ dataVersion: 2 });
  await watching.return?.();

  const leaving = new AbortController();
  const demo = await client.admin.fillDemo({ students: 1_000_000 }, { signal: leaving.signal });
  await demo.next();
  leaving.abort();
  await vi.waitFor(() => expect(events.map(({ event }) => event)).toContain('demo-ended'));
  expect(events.find(({ event }) => event === 'demo-ended')?.data.done).toBeLessThan(1_000_000);
});

test('a call must be a POST', async () => {
  const { port, signIn } = await host();
  const { cookie } = await signIn();
  expect((await ask(port, '/rpc/admin/status', { headers: { cookie } })).status).toBe(405);
});

test('files come in whole or in parts, and what the core refuses is said by its code', async () => {
  const { dataDir, port, signIn } = await host();
  const { headers } = await signIn();
  const upload = (query: string, body: Uint8Array) =>
    ask(port, `/upload?${query}`, { method: 'POST', headers, body });
  const bytes = new Uint8Array(300_000).map((_, index) => index * 7);

  const whole = await upload(`name=${encodeURIComponent('名单.xlsx')}`, bytes);
  expect(whole.status).toBe(200);
  expect(readFileSync(join(dataDir, 'incoming', JSON.parse(whole.text).file))).toEqual(Buffer.from(bytes));

  const id = crypto.randomUUID();
  const part = (from: number, to: number, last: 0 | 1) =>
    upload(`name=a.zip&set=photos&upload=${id}&offset=${from}&last=${last}`, bytes.subarray(from, to));
  expect(await part(0, 100_000, 0)).toMatchObject({ status: 200, text: '{}' });
  // Out of turn: refused, without harm to the file.
  expect((await part(200_000, 300_000, 1)).status).toBe(422);
  expect((await part(100_000, 200_000, 0)).status).toBe(200);
  const last = await part(200_000, 300_000, 1);
  expect(readFileSync(join(dataDir, 'incoming', JSON.parse(last.text).file))).toEqual(Buffer.from(bytes));

  const refused = await upload('name=refused.bin', bytes);
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.text)).toEqual({ code: 'FILE_UNKNOWN', params: { name: 'refused.bin' } });
  expect((await upload('', bytes)).status).toBe(400);
  expect((await upload('name=a%00b', bytes)).status).toBe(400);
  expect((await ask(port, '/upload?name=a', { headers })).status).toBe(405);
});

test('a file that is too large is refused while it comes, and nothing of it stays', async () => {
  const { dataDir, port, signIn } = await host({ maxUploadBytes: 100_000 });
  const { headers } = await signIn();
  const answer = await ask(port, '/upload?name=large.xlsx', {
    method: 'POST',
    headers: { ...headers, 'transfer-encoding': 'chunked' },
    body: new Uint8Array(8_000_000),
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text).code).toBe('FILE_TOO_LARGE');
  expect(readdirSync(join(dataDir, 'incoming'))).toEqual([]);

  const id = crypto.randomUUID();
  const part = (offset: number) =>
    ask(port, `/upload?name=large.zip&upload=${id}&offset=${offset}&last=0`, {
      method: 'POST',
      headers,
      body: new Uint8Array(60_000),
    });
  expect((await part(0)).status).toBe(200);
  expect((await part(60_000)).status).toBe(413);
  await vi.waitFor(() => expect(readdirSync(join(dataDir, 'incoming'))).toEqual([]));
});

test('photos are named by their content only', async () => {
  const { dataDir, port, signIn } = await host();
  const { cookie } = await signIn();
  const bytes = Buffer.from('not really a picture');
  writeFileSync(join(dataDir, 'photos', sha256(bytes)), bytes);
  const photo = await ask(port, `/photo/${sha256(bytes)}?size=thumbnail`, { headers: { cookie } });
  expect(photo).toMatchObject({ status: 200, text: 'not really a picture' });
  expect(photo.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  for (const name of [
    '..%2f..%2fsecret.js',
    `${'a'.repeat(63)}.`,
    sha256(bytes).toUpperCase(),
    'f'.repeat(64),
  ]) {
    expect((await ask(port, `/photo/${name}`, { headers: { cookie } })).status, name).toBe(404);
  }
  expect((await ask(port, `/photo/${sha256(bytes)}`)).status).toBe(401);
});

test('downloads carry their true name, and only a PDF is shown in place', async () => {
  const { dataDir, port, signIn } = await host();
  const { cookie } = await signIn();
  const bytes = 'x'.repeat(1_000_000);
  writeFileSync(join(dataDir, 'downloads', 'pdf-1'), bytes);
  writeFileSync(join(dataDir, 'downloads', 'xlsx-1'), bytes);
  const get = (path: string) => ask(port, path, { headers: { cookie } });

  const pdf = await get('/download/pdf-1?inline=1');
  expect(pdf.text).toBe(bytes);
  expect(pdf.headers['content-length']).toBe('1000000');
  expect(pdf.headers['content-disposition']).toBe(
    `inline; filename="___ _1__.pdf"; filename*=UTF-8''${encodeURIComponent('核对表')}%20_1${encodeURIComponent('班')}_.pdf`,
  );
  expect((await get('/download/pdf-1')).headers['content-disposition']).toMatch(/^attachment; /);
  expect((await get('/download/xlsx-1?inline=1')).headers['content-disposition']).toMatch(/^attachment; /);
  expect((await get('/download/..%2fsecret.js')).status).toBe(404);
  expect((await get('/download/none')).status).toBe(404);
});
