import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketOf,
  changeBucket,
  differingBuckets,
  differingRows,
  EMPTY_BUCKET,
  joinBuckets,
  rowHash,
} from '../../electron/sync/protocol/rowDigest.ts';

const anyHash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((one) => one.toString(16).padStart(16, '0'));

describe('the digest of rows', () => {
  test('is the same on every side, for ever', () => {
    // Worked out once by other code (Python: hashlib.sha256 of the JCS text).
    const row = { entity: 'record', id: 's1/chsi', ver: 3, fields: { name: '张三', grade: '2022', n: 5 } };
    expect(rowHash(row)).toBe('e4bc90b5739a9e94');
    expect(rowHash({ ...row, fields: { n: 5, grade: '2022', name: '张三' } })).toBe(rowHash(row));
    expect(bucketOf('s1/chsi')).toBe(215);
    const others = [
      { ...row, ver: 4 },
      { ...row, id: 's2/chsi' },
      { ...row, entity: 'photo' },
      { ...row, fields: { ...row.fields, name: '张四' } },
      { ...row, fields: { ...row.fields, n: '5' } },
    ];
    expect(new Set([row, ...others].map(rowHash)).size).toBe(6);
  });

  test('counts rows in whatever order they come and go', () => {
    fc.assert(
      fc.property(
        fc.array(anyHash, { maxLength: 30 }),
        fc.array(anyHash, { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (kept, gone, chance) => {
          const steps = [
            ...kept.map((one) => ({ one, isGone: false })),
            ...gone.map((one) => ({ one, isGone: true })),
          ].map((step) => ({ ...step, at: chance.next().value }));
          let bucket = EMPTY_BUCKET;
          for (const { one } of steps.toSorted((a, b) => a.at - b.at))
            bucket = changeBucket(bucket, [one], []);
          for (const { one, isGone } of steps) if (isGone) bucket = changeBucket(bucket, [], [one]);
          expect(bucket).toEqual(changeBucket(EMPTY_BUCKET, kept, []));
          expect(joinBuckets(bucket, changeBucket(EMPTY_BUCKET, gone, []))).toEqual(
            changeBucket(EMPTY_BUCKET, [...kept, ...gone], []),
          );
        },
      ),
    );
  });

  test('goes on beyond 64 bits from the beginning', () => {
    const most = 'f'.repeat(16);
    expect(changeBucket(EMPTY_BUCKET, [most, most], [])).toEqual({ count: 2, sum: 'fffffffffffffffe' });
    expect(changeBucket(EMPTY_BUCKET, [], [`${'0'.repeat(15)}1`])).toEqual({ count: -1, sum: most });
  });

  test('tells which buckets differ, and which rows in them', () => {
    const part = (entity: string, bucket: number, count: number, sum: string) => ({
      entity,
      bucket,
      count,
      sum,
    });
    const mine = [part('record', 1, 2, 'aa'), part('record', 2, 1, 'bb'), part('photo', 0, 1, 'cc')];
    const theirs = [part('record', 1, 2, 'aa'), part('record', 2, 1, 'b0'), part('record', 30, 1, 'dd')];
    expect(differingBuckets(mine, theirs)).toEqual([
      { entity: 'photo', bucket: 0 },
      { entity: 'record', bucket: 2 },
      { entity: 'record', bucket: 30 },
    ]);
    expect(differingBuckets(mine, mine)).toEqual([]);
    expect(differingBuckets([part('case', 9, 0, '0'.repeat(16))], [])).toEqual([]);
    const row = (id: string, ver: number, hash: string) => ({ id, ver, hash });
    expect(
      differingRows(
        [row('a', 1, 'x'), row('b', 1, 'y'), row('c', 2, 'z'), row('e', 1, 'x')],
        [row('a', 1, 'x'), row('b', 2, 'y'), row('c', 2, 'q'), row('d', 1, 'x')],
      ),
    ).toEqual(['b', 'c', 'd', 'e']);
  });
});
