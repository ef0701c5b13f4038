import { expect, test } from 'vitest';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { openMeasurer } from '../../electron/photos/openMeasurer.ts';
import { averagePicture } from '../../electron/photos/picture.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';

test('what is measured in threads is what is measured here, whatever is wrong with the bytes', async () => {
  const photo = await drawJpeg({ seed: 3, quality: 82 });
  const given = [
    photo,
    photo.subarray(0, photo.length >> 1),
    Buffer.from('no picture'),
    Buffer.alloc(0),
    await drawJpeg({ seed: 4, width: 300, height: 400 }),
  ];
  const measurer = openMeasurer(1000);
  try {
    const inThreads = await Promise.all(given.map((bytes) => measurer.measure(bytes)));
    expect(inThreads.map(({ kind }) => kind)).toEqual([
      'photo',
      'damaged',
      'not-an-image',
      'damaged',
      'photo',
    ]);
    expect(inThreads).toEqual(await Promise.all(given.map((bytes) => measurePhoto(bytes))));
  } finally {
    await measurer.close();
  }
  await expect(measurer.measure(photo)).rejects.toThrow('closed');
});

test('a cell is the mean of its pixels', () => {
  const [width, height] = [24, 16];
  const rgb = Uint8Array.from({ length: 3 * width * height }, (_, at) => (at * 89) % 256);
  for (const side of [4, 8, 2]) {
    const [across, down] = [width / side, height / side];
    const mean = (cell: number) => {
      const [column, row, channel] = [Math.floor(cell / 3) % across, Math.floor(cell / 3 / across), cell % 3];
      let sum = 0;
      for (let y = row * side; y < (row + 1) * side; y += 1)
        for (let x = column * side; x < (column + 1) * side; x += 1)
          sum += rgb[3 * (y * width + x) + channel]!;
      return Math.floor(sum / side ** 2 + 0.5);
    };
    const wanted = Array.from({ length: 3 * across * down }, (_, cell) => mean(cell));
    expect([...averagePicture({ rgb, width, height }, across, down).rgb]).toEqual(wanted);
  }
});
