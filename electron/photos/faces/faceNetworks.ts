import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { type Picture, shrinkPicture } from '../picture.ts';
import { DETECTOR_SIDE, decodeBoxes, type FoundBox, NUMBERS_A_PLACE, PLACES } from './decodeBoxes.ts';
import { type FaceMeasures, measureHairTop, placeFace } from './faceMeasures.ts';

const MESH_SIDE = 192;
const MESH_POINTS = 468;
const DESCRIBER_SIDE = 224;
const DESCRIPTION_LENGTH = 1024;
/** How much around a detector's box the other networks want to see. */
const MESH_MARGIN = 1.5;
const DESCRIBER_MARGIN = 1.4;

export interface FaceNetworks {
  find(picture: Picture): FaceMeasures;
  /** How alike the only faces of two pictures are, by the cosine of their descriptions; null without one face each. */
  compare(one: Picture, other: Picture): number | null;
}

/**
 * Loads what lies in packages on this machine, or in the folder `models`; nothing is fetched. Throws where a file is
 * missing or does not run.
 */
export async function loadFaceNetworks(models: string | null = null): Promise<FaceNetworks> {
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  // Several pictures at once are faster than several threads for one.
  setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend does not start');
  await tf.ready();
  const folder = models ?? modelFolder(require);
  const [detector, mesh] = await Promise.all([
    loadNetwork(folder, 'blazeface'),
    loadNetwork(folder, 'facemesh'),
  ]);
  const describer = await loadNetwork(folder, 'faceres');
  return {
    find: (picture) => find(detector, mesh, picture),
    compare(one, other) {
      const [first, second] = [
        descriptionOf(detector, describer, one),
        descriptionOf(detector, describer, other),
      ];
      return first && second ? cosine(first, second) : null;
    },
  };
}

/** The package names no files of its own to others, so they are looked for where packages lie. */
function modelFolder(require: NodeJS.Require): string {
  for (const modules of require.resolve.paths('@vladmandic/human') ?? []) {
    const folder = join(modules, '@vladmandic/human/models');
    if (existsSync(join(folder, 'blazeface.json'))) return folder;
  }
  throw new Error('the networks are not installed');
}

async function loadNetwork(folder: string, name: string): Promise<GraphModel> {
  const [text, weights] = await Promise.all([
    readFile(join(folder, `${name}.json`), 'utf8'),
    readFile(join(folder, `${name}.bin`)),
  ]);
  const { modelTopology, weightsManifest, format, signature } = JSON.parse(text) as {
    modelTopology: object;
    /** Names what goes in and comes out. */
    signature: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    format: string;
  };
  return loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((part) => part.weights),
      weightData: weights.buffer.slice(
        weights.byteOffset,
        weights.byteOffset + weights.length,
      ) as ArrayBuffer,
      format,
      signature,
    }),
  });
}

function find(detector: GraphModel, mesh: GraphModel, picture: Picture): FaceMeasures {
  const boxes = findBoxes(detector, picture);
  const [box] = boxes;
  if (!box || boxes.length > 1) return { faces: boxes.length, face: null, hairTop: null };
  const points = tf.tidy(() => {
    const { input, left, top, side } = cutFace(picture, box, MESH_MARGIN, MESH_SIDE, 1);
    const output = mesh.execute(tf.tensor4d(input, [1, MESH_SIDE, MESH_SIDE, 3])) as tf.Tensor[];
    const found = output.find(({ size }) => size === 3 * MESH_POINTS)!.dataSync();
    const scale = side / MESH_SIDE;
    return Float32Array.from(found, (value, at) => value * scale + [left, top, 0][at % 3]!);
  });
  const face = placeFace(points, box, picture);
  return { faces: 1, face, hairTop: measureHairTop(picture, face) };
}

/** In pixels of the picture. */
function findBoxes(detector: GraphModel, picture: Picture): FoundBox[] {
  const scale = DETECTOR_SIDE / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const small = shrinkPicture(picture, width, height);
  const [left, top] = [(DETECTOR_SIDE - width) >> 1, (DETECTOR_SIDE - height) >> 1];
  // Black all around: -1 to 1 is what the network was trained on.
  const square = new Float32Array(DETECTOR_SIDE * DETECTOR_SIDE * 3).fill(-1);
  for (let row = 0; row < height; row += 1) {
    for (let at = 0, to = 3 * ((top + row) * DETECTOR_SIDE + left); at < 3 * width; at += 1, to += 1) {
      square[to] = small.rgb[3 * row * width + at]! / 127.5 - 1;
    }
  }
  const { logits, numbers } = tf.tidy(() => {
    const input = tf.tensor4d(square, [1, DETECTOR_SIDE, DETECTOR_SIDE, 3]);
    const output = [...(detector.execute(input) as tf.Tensor[])].sort((a, b) => b.size - a.size);
    // Numbers and logits, of the fine grid and of the coarse one each.
    const [fineNumbers, coarseNumbers, fineLogits, coarseLogits] = output.map((tensor) => tensor.dataSync());
    const all = { logits: new Float32Array(PLACES), numbers: new Float32Array(PLACES * NUMBERS_A_PLACE) };
    all.logits.set(fineLogits!, 0);
    all.logits.set(coarseLogits!, fineLogits!.length);
    all.numbers.set(fineNumbers!, 0);
    all.numbers.set(coarseNumbers!, fineNumbers!.length);
    return all;
  });
  return decodeBoxes(logits, numbers).map((box) => ({
    left: (box.left - left) / scale,
    top: (box.top - top) / scale,
    width: box.width / scale,
    height: box.height / scale,
    score: box.score,
  }));
}

/**
 * A square around a face, made into `pixels` × `pixels` times three numbers of 0 to `full`, and where it lies in the
 * picture. Beyond the edge it is black, as the networks know it.
 */
function cutFace(picture: Picture, box: FoundBox, margin: number, pixels: number, full: number) {
  const side = Math.max(box.width, box.height) * margin;
  const left = box.left + box.width / 2 - side / 2;
  const top = box.top + box.height / 2 - side / 2;
  const input = new Float32Array(pixels * pixels * 3);
  const step = side / pixels;
  // Two by two places of each cell.
  const scale = full / 255 / 4;
  for (let row = 0; row < 2 * pixels; row += 1) {
    const y = Math.floor(top + ((row + 0.5) * step) / 2);
    if (y < 0 || y >= picture.height) continue;
    for (let column = 0; column < 2 * pixels; column += 1) {
      const x = Math.floor(left + ((column + 0.5) * step) / 2);
      if (x < 0 || x >= picture.width) continue;
      const from = 3 * (y * picture.width + x);
      const to = 3 * ((row >> 1) * pixels + (column >> 1));
      input[to]! += picture.rgb[from]! * scale;
      input[to + 1]! += picture.rgb[from + 1]! * scale;
      input[to + 2]! += picture.rgb[from + 2]! * scale;
    }
  }
  return { input, left, top, side };
}

function descriptionOf(detector: GraphModel, describer: GraphModel, picture: Picture): Float32Array | null {
  const boxes = findBoxes(detector, picture);
  const [box] = boxes;
  if (!box || boxes.length > 1) return null;
  return tf.tidy(() => {
    const { input } = cutFace(picture, box, DESCRIBER_MARGIN, DESCRIBER_SIDE, 255);
    const output = describer.execute(
      tf.tensor4d(input, [1, DESCRIBER_SIDE, DESCRIBER_SIDE, 3]),
    ) as tf.Tensor[];
    return Float32Array.from(output.find(({ size }) => size === DESCRIPTION_LENGTH)!.dataSync());
  });
}

function cosine(one: Float32Array, other: Float32Array): number {
  let both = 0;
  let first = 0;
  let second = 0;
  for (let at = 0; at < one.length; at += 1) {
    both += one[at]! * other[at]!;
    first += one[at]! ** 2;
    second += other[at]! ** 2;
  }
  return Math.round((1000 * both) / Math.sqrt(first * second)) / 1000;
}
