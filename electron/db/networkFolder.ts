import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { AppError } from '../../shared/domain/errors.ts';

/**
 * File systems of other computers, by the type that statfs gives (Linux: include/uapi/linux/magic.h and the file
 * systems' own sources).
 */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x01021997, '9P'],
]);
/** Made by programs: which, only the table of mounts knows. */
const FUSE_TYPE = 0x65735546;
const NETWORK_FUSE =
  /^fuse\.(sshfs|glusterfs|rclone|s3fs|davfs|curlftpfs|smbnetfs|gvfsd-fuse|ceph|cephfs|lizardfs|mfs|juicefs)$/;

export interface Place {
  platform: NodeJS.Platform;
  /** With links and mapped drives resolved, as the system says it: on Windows a mapped drive becomes its share. */
  realPath: string;
  /** Of statfs. */
  type: number;
  /** `/proc/self/mounts`; empty elsewhere. */
  mounts: string;
}

/** What kind of network a folder lies on; null: on none, as far as the system tells. */
export function networkOf({ platform, realPath, type, mounts }: Place): string | null {
  if (platform === 'win32') return /^\\\\(\?\\UNC\\|(?![?.]\\))[^\\]+\\/i.test(realPath) ? 'SMB' : null;
  if (platform !== 'linux') return null;
  if (type !== FUSE_TYPE) return NETWORK_TYPES.get(type) ?? null;
  const mounted = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point = '']) => isBelow(realPath, point.replaceAll('\\040', ' ')))
    // The innermost mount that holds it; of two at one point, the later.
    .reduce<string[] | null>((best, one) => (best && best[1]!.length > one[1]!.length ? best : one), null);
  const kind = mounted?.[2] ?? '';
  return NETWORK_FUSE.test(kind) ? kind.replace('fuse.', '') : null;
}

function isBelow(path: string, point: string): boolean {
  return path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
}

/** SQLite's locks and its shared memory do not work over a network. Errors: STORE_ON_NETWORK. */
export function refuseNetworkFolder(dataDir: string): void {
  const { platform } = process;
  const kind = networkOf({
    platform,
    realPath: realpathSync.native(dataDir),
    type: statfsSync(dataDir).type,
    mounts: platform === 'linux' ? readFileSync('/proc/self/mounts', 'utf8') : '',
  });
  if (kind !== null) throw new AppError('STORE_ON_NETWORK', { kind });
}
