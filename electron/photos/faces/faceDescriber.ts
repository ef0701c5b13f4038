import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type Aligned, CHIP_SIDE } from './alignFace.ts';

/** How many numbers describe a face. */
export const DESCRIPTION_LENGTH = 128;
const NAME = 'face_recognition_model';
/** What the network was trained to have taken off, in 0 to 255. */
const MEAN = [122.782, 117.001, 104.298] as const;
/** Behind the first one: blocks of two convolutions each; `down` halves the sides and may add channels. */
const BLOCKS = [
  ...['32_1', '32_2', '32_3'],
  ...['64_down', '64_1', '64_2', '64_3'],
  ...['128_down', '128_1', '128_2'],
  ...['256_down', '256_1', '256_2', '256_down_out'],
].map((name) => `conv${name}`);

interface Layer {
  filters: tf.Tensor4D;
  bias: tf.Tensor1D;
}

export type FaceDescriber = (face: Aligned) => Float32Array;

/**
 * dlib's `dlib_face_recognition_resnet_model_v1`, as it lies converted in a package (docs/decisions/0018): descriptions
 * of one person are less than 0.6 apart, of two persons more, mostly. Throws where the file is missing or not whole.
 */
export async function loadFaceDescriber(folder: string): Promise<FaceDescriber> {
  const [text, bytes] = await Promise.all([
    readFile(join(folder, `${NAME}-weights_manifest.json`), 'utf8'),
    readFile(join(folder, `${NAME}.bin`)),
  ]);
  const parts = JSON.parse(text) as { weights: tf.io.WeightsManifestEntry[] }[];
  const weights = tf.io.decodeWeights(
    new Uint8Array(bytes).buffer,
    parts.flatMap((part) => part.weights),
  );
  const named = (name: string): tf.Tensor => {
    const found = weights[name];
    if (!found) throw new Error(`${NAME} has no ${name}`);
    return found;
  };
  const first = foldedLayer(named, 'conv32_down');
  const blocks = BLOCKS.map((name) => ({
    halves: name.includes('down'),
    one: foldedLayer(named, `${name}/conv1`),
    two: foldedLayer(named, `${name}/conv2`),
  }));
  const last = named('fc').clone() as tf.Tensor2D;
  tf.dispose(weights);
  return ({ rgb }) =>
    tf.tidy(() => {
      const input = tf.tensor4d(normalised(rgb), [1, CHIP_SIDE, CHIP_SIDE, 3]);
      let out = tf.maxPool(convolved(input, first, 2, 'valid', 'relu'), 3, 2, 'valid');
      for (const { halves, one, two } of blocks) out = block(out, one, two, halves);
      const description = tf.matMul(tf.mean(out, [1, 2]) as tf.Tensor2D, last);
      return Float32Array.from(description.dataSync());
    });
}

/** A convolution with what scales and shifts its channels afterwards made part of its own numbers. */
function foldedLayer(named: (name: string) => tf.Tensor, name: string): Layer {
  return tf.tidy(() => {
    const scale = named(`${name}/scale/weights`) as tf.Tensor1D;
    const filters = tf.mul(named(`${name}/conv/filters`) as tf.Tensor4D, scale) as tf.Tensor4D;
    const bias = tf.add(tf.mul(named(`${name}/conv/bias`), scale), named(`${name}/scale/biases`));
    return { filters, bias: bias as tf.Tensor1D };
  });
}

function convolved(
  input: tf.Tensor4D,
  { filters, bias }: Layer,
  strides: 1 | 2,
  pad: 'same' | 'valid',
  activation: 'relu' | 'linear',
): tf.Tensor4D {
  return tf.fused.conv2d({ x: input, filter: filters, strides, pad, bias, activation });
}

/** What comes in is added to what comes out, halved and filled up with zeros to the same shape. */
function block(input: tf.Tensor4D, one: Layer, two: Layer, halves: boolean): tf.Tensor4D {
  const inner = convolved(input, one, halves ? 2 : 1, halves ? 'valid' : 'same', 'relu');
  const out = convolved(inner, two, 1, 'same', 'linear');
  if (!halves) return tf.relu(tf.add(out, input));
  const pooled = tf.avgPool(input, 2, 2, 'valid');
  const [, height, width, channels] = pooled.shape;
  const grown = (tensor: tf.Tensor4D) =>
    tf.pad(tensor, [
      [0, 0],
      [0, Math.max(0, height - tensor.shape[1])],
      [0, Math.max(0, width - tensor.shape[2])],
      [0, Math.max(0, out.shape[3] - tensor.shape[3], channels - tensor.shape[3])],
    ]);
  return tf.relu(tf.add(grown(out), grown(pooled)));
}

function normalised(rgb: Float32Array): Float32Array {
  return rgb.map((value, at) => (value - MEAN[(at % 3) as 0 | 1 | 2]) / 256);
}
