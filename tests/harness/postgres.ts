import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** The newest server that Debian's packages brought; null: none. */
function binFolder(): string | null {
  const found = globSync('/usr/lib/postgresql/*/bin/postgres');
  const newest = found.sort((a, b) => version(b) - version(a))[0];
  return newest === undefined ? null : join(newest, '..');
}
const version = (path: string) => Number(path.split('/')[4]);

/** Why tests of PostgreSQL can't run here, and what to install; null: they can. */
export const POSTGRES_MISSING: string | null =
  binFolder() === null
    ? 'no PostgreSQL server: sudo apt-get install -y postgresql'
    : process.getuid?.() === 0 && !accountOf('postgres')
      ? 'no account "postgres" to run a server as: sudo apt-get install -y postgresql'
      : null;

export interface Postgres {
  /** Of a new, empty database, signed in to as an ordinary role that owns it. */
  newDatabase(): Promise<string>;
  /** Unix socket and user of the cluster, for programs beside it. */
  folder: string;
  /** As the superuser, in the database of the URL. */
  ask<Row extends pg.QueryResultRow>(url: string, text: string, values?: unknown[]): Promise<Row[]>;
  /** Ends the server at once, as a power cut does to it, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL cluster of its own in a temporary folder, reached by a Unix socket there, run by an account that is not
 * root. `settings` are lines of postgresql.conf. Gone after `stop`, and when the process ends without it.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<Postgres> {
  const bin = binFolder();
  if (bin === null || POSTGRES_MISSING !== null) throw new Error(POSTGRES_MISSING ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'xueji-pg-'));
  const account = process.getuid?.() === 0 ? accountOf('postgres') : null;
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const as = { ...(account ?? {}), cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      SUPERUSER,
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ],
    { ...as, stdio: 'pipe' },
  );
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    [
      `listen_addresses = ''`,
      `unix_socket_directories = '${folder}'`,
      'max_connections = 100',
      ...settings,
      '',
    ].join('\n'),
  );
  let server = await run(join(bin, 'postgres'), data, as);
  const end = () => server.kill('SIGQUIT');
  process.once('exit', end);
  const ask: Postgres['ask'] = async (url, text, values) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const urlOf = (database: string, user: string) =>
    `postgresql:///${database}?user=${user}&host=${encodeURIComponent(folder)}`;
  const askAll: Postgres['ask'] = (url, text, values) =>
    ask(url.replace(`user=${ORDINARY}`, `user=${SUPERUSER}`), text, values);
  await ask(urlOf('postgres', SUPERUSER), `CREATE ROLE ${ORDINARY} LOGIN`);
  let made = 0;
  return {
    folder,
    ask: askAll,
    async newDatabase() {
      made += 1;
      await ask(urlOf('postgres', SUPERUSER), `CREATE DATABASE hub_${made} OWNER ${ORDINARY}`);
      return urlOf(`hub_${made}`, ORDINARY);
    },
    async crash() {
      await ended(server, 'SIGQUIT');
      server = await run(join(bin, 'postgres'), data, as);
    },
    async stop() {
      process.off('exit', end);
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The hub signs in as a role that the server's rules hold, as the handbook asks; a superuser is above them. */
const ORDINARY = 'hub';
const SUPERUSER = 'xueji';

/** Resolves when it takes connections. */
function run(program: string, data: string, options: object): Promise<ChildProcess> {
  const server = spawn(program, ['-D', data], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr!.on('data', (piece: Buffer) => {
      // What it says later is of no interest, and must not pile up.
      if (said.length < 100_000) said += piece.toString('utf8');
      if (said.includes('ready to accept connections')) resolve(server);
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await gone;
}

function accountOf(name: string): { uid: number; gid: number } | null {
  if (!existsSync('/etc/passwd')) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
