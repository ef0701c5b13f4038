import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { HubPlace } from './hubEngine.ts';
import type { HubDb } from './hubPorts.ts';

/**
 * Where a hub's database is, as one text that is another one after a move. A folder: the computer and the folder's real
 * path. A database of PostgreSQL: the cluster's own number, the database's, and the address that it is reached by; hub
 * processes of one database are therefore given the same address. Not the file's inode: a restore in place is no move.
 */
export async function hubHome(db: HubDb, place: HubPlace): Promise<string> {
  if (place.engine === 'sqlite') {
    return digest(['folder', machineName(), realpathSync.native(place.dataDir)]);
  }
  const found = await sql<{ cluster: string; base: string }>`
    SELECT s.system_identifier::text AS cluster, d.oid::text AS base
    FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()`.execute(db);
  const { cluster, base } = found.rows[0]!;
  const { hostname: host, port, searchParams } = new URL(place.url);
  return digest(['postgres', cluster, base, host || (searchParams.get('host') ?? ''), port || '5432']);
}

/** What the operating system calls this installation of itself, and the computer's own name beside it: copied disks share the first. */
function machineName(): string {
  return `${systemId() ?? ''} ${hostname()}`;
}

function systemId(): string | null {
  if (process.platform === 'win32') {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    return answerOf('reg', ['query', key, '/v', 'MachineGuid'], /MachineGuid\s+REG_SZ\s+(\S+)/);
  }
  if (process.platform === 'darwin') {
    return answerOf('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], /"IOPlatformUUID" = "([^"]+)"/);
  }
  // machine-id(5)
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      // A small system without it: its name and the folder tell it apart.
    }
  }
  return null;
}

function answerOf(command: string, args: string[], pattern: RegExp): string | null {
  try {
    return pattern.exec(execFileSync(command, args, { encoding: 'utf8', windowsHide: true }))?.[1] ?? null;
  } catch {
    return null;
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
