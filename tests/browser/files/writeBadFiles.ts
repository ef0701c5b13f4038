import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compoundFile } from '../../fixtures/spreadsheets/compoundFile.ts';

export interface BadFile {
  path: string;
  /** What the window must say of it. */
  said: RegExp;
}

/** Files that cannot be read, each under a name that promises otherwise. `sound` is a workbook to be cut in half. */
export function writeBadFiles(folder: string, sound: string): BadFile[] {
  const bad = (name: string, bytes: Uint8Array, said: RegExp): BadFile => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, said };
  };
  const encrypted = compoundFile([
    { name: 'EncryptionInfo', data: Buffer.alloc(5000, 1) },
    { name: 'EncryptedPackage', data: Buffer.alloc(9000, 2) },
  ]);
  const whole = readFileSync(sound);
  return [
    bad('空文件.xlsx', Buffer.alloc(0), /是空的。/),
    bad('有密码.xlsx', encrypted, /加密方式本程序打不开/),
    bad(
      '其实是PDF.xlsx',
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
      /是 PDF，里面的表格不能直接导入。/,
    ),
    bad('没下完.xlsx', whole.subarray(0, whole.length >> 1), /已损坏|没有下载完整|打不开/),
    bad('没下完的照片.zip', Buffer.from('504b0304140000000800', 'hex'), /已损坏|打不开/),
  ];
}
