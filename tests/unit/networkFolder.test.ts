import { describe, expect, it } from 'vitest';
import { networkOf } from '../../electron/db/networkFolder.ts';

const MOUNTS = [
  'rootfs / ext4 rw 0 0',
  'desk@server:/home /mnt/far\\040away fuse.sshfs rw 0 0',
  '/dev/sdb1 /mnt/stick fuseblk rw 0 0',
  'server:/data /mnt/nfs nfs4 rw 0 0',
].join('\n');
const FUSE = 0x65735546;
const linux = (realPath: string, type: number) =>
  networkOf({ platform: 'linux', realPath, type, mounts: MOUNTS });
const windows = (realPath: string) => networkOf({ platform: 'win32', realPath, type: 0, mounts: '' });

describe('a data folder on a network', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB'],
    [0xfe534d42, 'SMB'],
    [0xef53, null],
    [0x01021994, null],
  ])('is known by the type of its file system: %d', (type, kind) => {
    expect(linux('/srv/data', type)).toBe(kind);
  });

  it('made by a program is known by its mount, the innermost one', () => {
    expect(linux('/mnt/far away/xueji', FUSE)).toBe('sshfs');
    expect(linux('/mnt/far away', FUSE)).toBe('sshfs');
    expect(linux('/mnt/stick/xueji', FUSE)).toBeNull();
    expect(linux('/mnt/far awayish', FUSE)).toBeNull();
  });

  it.each([
    ['\\\\server\\share\\xueji', 'SMB'],
    ['\\\\?\\UNC\\server\\share\\xueji', 'SMB'],
    ['\\\\?\\C:\\xueji', null],
    ['C:\\xueji', null],
    ['D:\\', null],
  ])('is known on Windows by what its path resolves to: %s', (path, kind) => {
    expect(windows(path)).toBe(kind);
  });
});
