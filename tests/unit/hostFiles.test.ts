import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentDisposition } from '../../electron/core/host/contentDisposition.ts';
import { resolveInside } from '../../electron/core/host/resolveInside.ts';
import { anyText } from '../harness/anyText.ts';

const ROOT = resolve('/srv/page');

test('a path names a file inside the root, or nothing', () => {
  expect(resolveInside(ROOT, '/assets/index-1.js')).toBe(resolve(ROOT, 'assets/index-1.js'));
  expect(resolveInside(ROOT, '/%E4%B8%AD.js')).toBe(resolve(ROOT, '中.js'));
  expect(resolveInside(ROOT, '//assets/a.js')).toBe(resolve(ROOT, 'assets/a.js'));
  for (const path of [
    '/',
    '',
    '/..',
    '/../page2/a.js',
    '/../page/a.js',
    '/%2e%2e/a.js',
    '/..%2fa.js',
    '/..%5ca.js',
    '/a\\..\\b.js',
    '/%252e%252e/a.js',
    '/a.js%00',
    '/C:/a.js',
    '/a.js::$DATA',
    '/./a.js',
    '/%c0%ae',
    '/%',
  ]) {
    expect(resolveInside(ROOT, path), path).toBeNull();
  }
});

test('whatever the path, the file is inside', () => {
  const part = fc.oneof(
    anyText,
    fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '\\', '/', '%00', 'C:', '~'),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const file = resolveInside(ROOT, parts.join('/'));
      if (file !== null) expect(file.startsWith(ROOT + sep)).toBe(true);
    }),
  );
});

test('a header carries any file name, and cannot be ended by it', () => {
  expect(contentDisposition('attachment', '核对表.pdf')).toBe(
    'attachment; filename="___.pdf"; filename*=UTF-8\'\'%E6%A0%B8%E5%AF%B9%E8%A1%A8.pdf',
  );
  expect(contentDisposition('inline', "a'(1)*.pdf")).toBe(
    'inline; filename="a_(1)_.pdf"; filename*=UTF-8\'\'a%27%281%29_.pdf',
  );
  fc.assert(
    fc.property(anyText, (name) => {
      const header = contentDisposition('attachment', name);
      expect(header).toMatch(/^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[\w%.~-]+$/);
      expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
      expect(() => decodeURIComponent(header.split("''")[1] ?? '')).not.toThrow();
    }),
  );
});
