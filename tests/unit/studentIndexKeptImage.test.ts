import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WriteDb } from '../../electron/db/database.ts';
import { loadImage, saveImage, WORTH_KEEPING } from '../../electron/students/image/imageSnapshot.ts';
import { StudentImage } from '../../electron/students/image/StudentImage.ts';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { anyStudent } from '../harness/anyStudent.ts';
import { expectIndexTrue } from '../harness/expectIndexTrue.ts';
import { keepImage, newestChange } from '../harness/keepImage.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { StudentOracle } from '../harness/studentOracle.ts';

const seed = Number(process.env.SEED ?? 20_261_124);

/** Few, but one for each order that is kept. */
const QUERIES = [
  { search: '张', sort: { key: 'name', descending: true } },
  { search: 'zh', sort: { key: 'studentNo', descending: false } },
  { search: '01', sort: { key: 'examNo', descending: false } },
  { filter: { fields: { collegeName: ['法学院', ''] } } },
].map((query) => studentQuery.parse(query));

async function expectAnswersTrue(scene: StoreScene, index = newIndex(scene)): Promise<void> {
  const oracle = new StudentOracle(scene.db, scene.now);
  for (const query of QUERIES) await expectIndexTrue(index, oracle, query);
}

const newIndex = (scene: StoreScene) => new StudentIndex(scene.db, () => scene.now);

/** A school of `count` students, few of them quite alike. */
function fill(scene: StoreScene, count: number): void {
  const models = fc.sample(anyStudent, { seed, numRuns: Math.min(count, 500) });
  for (let start = 0; start < count; start += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - start) }, (_, offset) => ({
      student: scene.nextId(),
      isNew: true,
      values: {
        ...models[(start + offset) % models.length]!,
        phone: String(13_000_000_000 + start + offset),
      },
    }));
    scene.write('import.chunk', { source: 'chsi', chunk: start / 1_000, rows });
  }
}

async function loadedImage(db: WriteDb): Promise<StudentImage> {
  const image = new StudentImage();
  await image.load(db);
  return image;
}

interface Part {
  name: string;
  part: number;
  data: Buffer;
}

describe('a kept image that is not as it was written', () => {
  const scene = new StoreScene();
  let parts: Part[];

  beforeAll(async () => {
    fill(scene, 60);
    await keepImage(scene.db, await loadedImage(scene.db));
    parts = scene.db.read<Part>('SELECT name, part, data FROM image_part ORDER BY name, part').all();
    return () => scene.db.raw.close();
  });

  function putBack(kept: readonly Part[]): void {
    scene.db.write('DELETE FROM image_part').run();
    const insert = scene.db.write('INSERT INTO image_part (name, part, data) VALUES (?, ?, ?)');
    for (const { name, part, data } of kept) insert.run(name, part, data);
  }

  const headWith = (change: Record<string, unknown>): Part[] => {
    const head = parts.find(({ name }) => name === 'head')!;
    const data = Buffer.from(JSON.stringify({ ...JSON.parse(head.data.toString()), ...change }));
    return [...parts.filter((part) => part !== head), { name: 'head', part: crc32(data), data }];
  };

  it('is taken as long as nothing was touched', async () => {
    putBack(parts);
    expect(parts.length).toBeGreaterThan(40);
    expect(loadImage(scene.db)?.seq).toBe(newestChange(scene.db));
    await expectAnswersTrue(scene);
    putBack(headWith({}));
    expect(loadImage(scene.db), 'a head that was put together in this test').not.toBeNull();
  });

  it('is refused with any part damaged in any way, and the answers stay true', async () => {
    const damage = fc.oneof(
      fc.record({ do: fc.constant('flip' as const), at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ do: fc.constant('cut' as const), at: fc.nat() }),
      fc.record({ do: fc.constant('lengthen' as const), bytes: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constant('lose' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), damage, async (which, isHead, how) => {
        const filled = parts.filter(({ data }) => data.length > 0);
        const victim = isHead ? filled.find(({ name }) => name === 'head')! : filled[which % filled.length]!;
        const data = Buffer.from(victim.data);
        const at = 'at' in how ? how.at % data.length : 0;
        if (how.do === 'flip') data[at]! ^= how.bits;
        const damaged = {
          flip: [data],
          cut: [data.subarray(0, at)],
          lengthen: [Buffer.concat([data, Buffer.alloc('bytes' in how ? how.bytes : 0)])],
          lose: [],
        }[how.do];
        putBack([
          ...parts.filter((part) => part !== victim),
          ...damaged.map((bytes) => ({ ...victim, data: bytes })),
        ]);
        expect(loadImage(scene.db), `${victim.name} ${how.do}`).toBeNull();
        await expectAnswersTrue(scene);
      }),
      { seed, numRuns: 120 },
    );
  });

  it('is refused when two parts have changed places', async () => {
    const two = ['numbers.singles', 'facets.grade'].map(
      (wanted) => parts.find(({ name }) => name === wanted)!,
    ) as [Part, Part];
    expect(two[0].data.length).toBe(two[1].data.length);
    putBack([
      ...parts.filter((part) => !two.includes(part)),
      { ...two[0], data: two[1].data },
      { ...two[1], data: two[0].data },
    ]);
    expect(loadImage(scene.db)).toBeNull();
  });

  it('is refused when another program wrote it, or it has seen more changes than there are', async () => {
    const { format } = JSON.parse(parts.find(({ name }) => name === 'head')!.data.toString()) as {
      format: number;
    };
    for (const change of [
      { format: format - 1 },
      { format: format + 1 },
      { seq: newestChange(scene.db) + 1 },
    ]) {
      putBack(headWith(change));
      expect(loadImage(scene.db), JSON.stringify(change)).toBeNull();
      await expectAnswersTrue(scene);
    }
  });
});

describe('keeping', () => {
  it('leaves no image of which one half is from before a change and the other from after', async () => {
    const scene = new StoreScene();
    try {
      fill(scene, 10);
      const image = await loadedImage(scene.db);
      const seq = newestChange(scene.db);
      const saving = saveImage(scene.db, image, new Map(), seq, () => true);
      scene.edit(scene.db.read<{ id: string }>('SELECT id FROM student WHERE n = 1').get()!.id, {
        name: '张国',
      });
      image.refresh(scene.db, [1]);
      expect(await saving).toBe(false);
      expect(loadImage(scene.db)).toBeNull();
      await expectAnswersTrue(scene);
    } finally {
      scene.db.raw.close();
    }
  });

  it('gives back columns of several parts, and with more values than two bytes can number', async () => {
    const scene = new StoreScene();
    try {
      const count = 70_000;
      const image = new StudentImage();
      image.size = count + 1;
      const { className } = image.facets;
      className.reserve(image.size);
      image.names.reserve(image.size);
      const nameOf = (n: number) => `${n}${'张'.repeat(80)}`;
      for (let n = 1; n <= count; n++) {
        className.set(n, `${n}班`);
        image.names.set(n, nameOf(n));
      }
      expect(await saveImage(scene.db, image, new Map(), 0, () => true)).toBe(true);
      const loaded = loadImage(scene.db)!.image;
      for (let n = 1; n <= count; n += 97) {
        expect(loaded.facets.className.valueOf(n)).toBe(`${n}班`);
        expect(loaded.names.texts.get(n)).toBe(nameOf(n));
      }
    } finally {
      scene.db.raw.close();
    }
  });

  it('starts a large school from what was kept, and follows what changed since', async () => {
    const scene = new StoreScene();
    try {
      fill(scene, WORTH_KEEPING);
      const first = newIndex(scene);
      for (const query of QUERIES) await first.find(query);
      await first.keep(scene.db);
      const kept = newestChange(scene.db);
      expect(loadImage(scene.db)?.seq).toBe(kept);
      expect([...loadImage(scene.db)!.orders.keys()].sort()).toEqual([
        'class',
        'examNo',
        'name',
        'studentNo',
      ]);

      const { id } = scene.db.read<{ id: string }>('SELECT id FROM student WHERE n = 7').get()!;
      scene.edit(id, { name: '张伟', studentNo: '0000', collegeName: '法学院' });
      const { batch } = scene.importRoster('sis', [
        { studentNo: '00000000001', name: '张解', className: '10班' },
      ]);
      await expectAnswersTrue(scene);
      await scene.undo(batch);
      await first.catchUp();
      await first.keep(scene.db);
      expect(loadImage(scene.db)?.seq, 'a few changes are not worth keeping it again').toBe(kept);

      // When it is a large part of the school all is read anew; some thousands are followed, in several slices.
      for (const count of [7_000, 3_000]) {
        const rows = scene.db
          .read<{ id: string }>('SELECT id FROM student ORDER BY n LIMIT ?')
          .all(count)
          .map((student, index) => ({
            student: student.id,
            isNew: false,
            values: { name: '王伟', studentNo: `9${index + count}` },
          }));
        scene.write('import.chunk', { source: 'chsi', chunk: 0, rows });
        await expectAnswersTrue(scene, first);
      }
    } finally {
      scene.db.raw.close();
    }
  });
});
