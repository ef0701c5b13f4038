import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { type Picture, shrinkPicture } from '../picture.ts';
import { alignFace } from './alignFace.ts';
import { DETECTOR_STEP, decodeBoxes, type FoundBox } from './decodeBoxes.ts';
import { type FaceDescriber, loadFaceDescriber } from './faceDescriber.ts';
import { type FaceMeasures, measureHairTop, placeFace } from './faceMeasures.ts';

/** The longer side of what the detector is given: a fourth of the pixels first, which most portraits do with. */
const QUICK_SIDE = 128;
const FULL_SIDE = 256;
/** The quick look counts where it sees one face, this surely, and no other place is above the second figure. */
const QUICK_SURE = 0.65;
const QUICK_DOUBT = 0.15;
const MESH_SIDE = 192;
const MESH_POINTS = 468;
/** How much around a detector's box FaceMesh wants to see. */
const MESH_MARGIN = 1.5;

export interface FaceNetworks {
  find(picture: Picture): FaceMeasures;
  /** How alike the only faces of two pictures are: 1 less the distance of their descriptions, see `faceDescriber`; null without one face each. */
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
  const [networks, description] = [
    models ?? packageFolder(require, '@vladmandic/human/models', 'blazeface.json'),
    models ?? packageFolder(require, '@vladmandic/face-api/model', 'face_recognition_model.bin'),
  ];
  const [detector, mesh] = await Promise.all([
    loadNetwork(networks, 'blazeface'),
    loadNetwork(networks, 'facemesh'),
  ]);
  const describer = await loadFaceDescriber(description);
  return {
    find: (picture) => find(detector, mesh, picture),
    compare(one, other) {
      const first = descriptionOf(detector, mesh, describer, one);
      const second = first && descriptionOf(detector, mesh, describer, other);
      return first && second ? likenessOf(first, second) : null;
    },
  };
}

/** The packages name no files of their own to others, so they are looked for where packages lie. */
function packageFolder(require: NodeJS.Require, path: string, file: string): string {
  for (const modules of require.resolve.paths(path) ?? []) {
    const folder = join(modules, path);
    if (existsSync(join(folder, file))) return folder;
  }
  throw new Error(`${path} is not installed`);
}

async function loadNetwork(folder: string, name: string): Promise<GraphModel> {
  const [text, weights] = await Promise.all([
    readFile(join(folder, `${name}.json`), 'utf8'),
    readFile(join(folder, `${name}.bin`)),
  ]);
  const network = JSON.parse(text) as NetworkFile;
  const weightSpecs = network.weightsManifest.flatMap((part) => part.weights);
  const weightData = new Uint8Array(weights).buffer;
  if (name === 'blazeface') freeSize(network, weightSpecs, weightData);
  const { modelTopology, format, signature } = network;
  return loadGraphModel({
    load: async () => ({ modelTopology, weightSpecs, weightData, format, signature }),
  });
}

interface NetworkFile {
  modelTopology: { node: { op: string; attr: { shape?: { shape: { dim: { size: string }[] } } } }[] };
  /** Names what goes in and comes out. */
  signature: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  format: string;
}

/**
 * Lets BlazeFace take pictures of any size. It only ever looks at neighbours, so nothing but two declarations ties
 * it to 256 × 256: the shape of what goes in, and into how many rows its answers are laid.
 */
function freeSize(
  { modelTopology }: NetworkFile,
  specs: readonly tf.io.WeightsManifestEntry[],
  data: ArrayBuffer,
): void {
  for (const { op, attr } of modelTopology.node) {
    if (op === 'Placeholder' && attr.shape) {
      attr.shape.shape.dim = ['1', '-1', '-1', '3'].map((size) => ({ size }));
    }
  }
  const view = new DataView(data);
  let from = 0;
  for (const { name, shape, dtype, quantization } of specs) {
    if (dtype === 'int32' && name.endsWith('/shape')) view.setInt32(from + ROWS, -1, true);
    const bytes = quantization && quantization.dtype !== 'uint8' ? 2 : quantization ? 1 : 4;
    from += bytes * shape.reduce((product, length) => product * length, 1);
  }
}
/** Behind the number of pictures, in bytes. */
const ROWS = 4;

function find(detector: GraphModel, mesh: GraphModel, picture: Picture): FaceMeasures {
  const boxes = findBoxes(detector, picture);
  const [box] = boxes;
  if (!box || boxes.length > 1) return { faces: boxes.length, face: null, hairTop: null };
  const face = placeFace(meshOf(mesh, picture, box), box, picture);
  return { faces: 1, face, hairTop: measureHairTop(picture, face) };
}

/** x, y, z of each point, in pixels of the picture. */
function meshOf(mesh: GraphModel, picture: Picture, box: FoundBox): Float32Array {
  return tf.tidy(() => {
    const { input, left, top, side } = cutFace(picture, box);
    const output = mesh.execute(tf.tensor4d(input, [1, MESH_SIDE, MESH_SIDE, 3])) as tf.Tensor[];
    const found = output.find(({ size }) => size === 3 * MESH_POINTS)!.dataSync();
    const scale = side / MESH_SIDE;
    return Float32Array.from(found, (value, at) => value * scale + [left, top, 0][at % 3]!);
  });
}

/** In pixels of the picture. */
function findBoxes(detector: GraphModel, picture: Picture): FoundBox[] {
  const quick = lookForBoxes(detector, picture, QUICK_SIDE, QUICK_DOUBT);
  if (quick.length === 1 && quick[0]!.score >= QUICK_SURE) return quick;
  return lookForBoxes(detector, picture, FULL_SIDE);
}

function lookForBoxes(detector: GraphModel, picture: Picture, side: number, least?: number): FoundBox[] {
  const scale = side / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const small = shrinkPicture(picture, width, height);
  const whole = { width: multiple(width, side), height: multiple(height, side) };
  const [left, top] = [(whole.width - width) >> 1, (whole.height - height) >> 1];
  // Black all around: -1 to 1 is what the network was trained on.
  const pixels = new Float32Array(whole.width * whole.height * 3).fill(-1);
  for (let row = 0; row < height; row += 1) {
    for (let at = 0, to = 3 * ((top + row) * whole.width + left); at < 3 * width; at += 1, to += 1) {
      pixels[to] = small.rgb[3 * row * width + at]! / 127.5 - 1;
    }
  }
  const { logits, numbers } = tf.tidy(() => {
    const input = tf.tensor4d(pixels, [1, whole.height, whole.width, 3]);
    const output = [...(detector.execute(input) as tf.Tensor[])].sort((a, b) => b.size - a.size);
    // Numbers and logits, of the fine grid and of the coarse one each.
    const [fineNumbers, coarseNumbers, fineLogits, coarseLogits] = output.map(
      (tensor) => tensor.dataSync() as Float32Array,
    );
    return {
      logits: joined(fineLogits!, coarseLogits!),
      numbers: joined(fineNumbers!, coarseNumbers!),
    };
  });
  return decodeBoxes(logits, numbers, whole, least).map((box) => ({
    left: (box.left - left) / scale,
    top: (box.top - top) / scale,
    width: box.width / scale,
    height: box.height / scale,
    score: box.score,
  }));
}

/** The whole square for the full look, as the network was trained; else no more than has to be. */
function multiple(length: number, side: number): number {
  return side === FULL_SIDE ? side : Math.ceil(length / DETECTOR_STEP) * DETECTOR_STEP;
}

function joined(one: Float32Array, other: Float32Array): Float32Array {
  const both = new Float32Array(one.length + other.length);
  both.set(one, 0);
  both.set(other, one.length);
  return both;
}

/**
 * A square around a face as FaceMesh wants it, three numbers of 0 to 1 for each pixel, and where it lies in the
 * picture. Beyond the edge it is black, as the network knows it.
 */
function cutFace(picture: Picture, box: FoundBox) {
  const pixels = MESH_SIDE;
  const side = Math.max(box.width, box.height) * MESH_MARGIN;
  const left = box.left + box.width / 2 - side / 2;
  const top = box.top + box.height / 2 - side / 2;
  const input = new Float32Array(pixels * pixels * 3);
  const step = side / pixels / 2;
  // Two by two places of each cell; where each column lies is the same in all rows.
  const scale = 1 / 255 / 4;
  const columns = new Int32Array(2 * pixels);
  for (let column = 0; column < columns.length; column += 1) {
    const x = Math.floor(left + (column + 0.5) * step);
    columns[column] = x < 0 || x >= picture.width ? -1 : 3 * x;
  }
  const { rgb } = picture;
  for (let row = 0; row < 2 * pixels; row += 1) {
    const y = Math.floor(top + (row + 0.5) * step);
    if (y < 0 || y >= picture.height) continue;
    const line = 3 * y * picture.width;
    for (let column = 0; column < columns.length; column += 1) {
      const place = columns[column]!;
      if (place < 0) continue;
      const from = line + place;
      const to = 3 * ((row >> 1) * pixels + (column >> 1));
      input[to] = input[to]! + rgb[from]! * scale;
      input[to + 1] = input[to + 1]! + rgb[from + 1]! * scale;
      input[to + 2] = input[to + 2]! + rgb[from + 2]! * scale;
    }
  }
  return { input, left, top, side };
}

function descriptionOf(
  detector: GraphModel,
  mesh: GraphModel,
  describer: FaceDescriber,
  picture: Picture,
): Float32Array | null {
  const boxes = findBoxes(detector, picture);
  const [box] = boxes;
  if (!box || boxes.length > 1) return null;
  return describer(alignFace(picture, meshOf(mesh, picture, box)));
}

/** Descriptions are at most some 1.4 apart. */
function likenessOf(one: Float32Array, other: Float32Array): number {
  const distance = Math.hypot(...one.map((value, at) => value - other[at]!));
  return Math.max(-1, Math.round(1000 * (1 - distance)) / 1000);
}
