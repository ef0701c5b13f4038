import { parentPort, workerData } from 'node:worker_threads';
import type { Picture } from '../picture.ts';
import type { FaceMeasures } from './faceMeasures.ts';
import { type FaceNetworks, loadFaceNetworks } from './faceNetworks.ts';

export interface FacesSetup {
  /** Where the networks lie; null: in their package. */
  models: string | null;
}
export type ToFaces =
  | { id: number; kind: 'find'; picture: Picture }
  | { id: number; kind: 'compare'; one: Picture; other: Picture };
export type FromFaces =
  | { kind: 'found'; id: number; measures: FaceMeasures }
  | { kind: 'compared'; id: number; likeness: number | null }
  /** This picture only. */
  | { kind: 'failed'; id: number; message: string }
  | { kind: 'ready' }
  | { kind: 'unavailable'; message: string };

/** A thread of its own for the networks: each picture keeps a processor busy for some hundredths of a second. */
const port = parentPort!;
const send = (message: FromFaces) => port.postMessage(message);

function answer(networks: FaceNetworks, message: ToFaces): void {
  try {
    if (message.kind === 'find')
      send({ kind: 'found', id: message.id, measures: networks.find(message.picture) });
    else
      send({
        kind: 'compared',
        id: message.id,
        likeness: networks.compare(message.one, message.other),
      });
  } catch (error) {
    send({ kind: 'failed', id: message.id, message: String(error) });
  }
}

try {
  const networks = await loadFaceNetworks((workerData as FacesSetup).models);
  port.on('message', (message: ToFaces) => answer(networks, message));
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'unavailable', message: String(error) });
  port.close();
}
