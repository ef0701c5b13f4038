import { workerData } from 'node:worker_threads';
import { answerQuestions } from '../answerQuestions.ts';
import type { Picture } from '../picture.ts';
import type { FaceMeasures } from './faceMeasures.ts';
import { type FaceNetworks, loadFaceNetworks } from './faceNetworks.ts';

export interface FacesSetup {
  /** Where the networks lie; null: in their package. */
  models: string | null;
}
export type FacesQuestion =
  | { kind: 'find'; picture: Picture }
  | { kind: 'compare'; one: Picture; other: Picture };
export type FacesAnswer =
  | { kind: 'found'; measures: FaceMeasures }
  | { kind: 'compared'; likeness: number | null }
  /** This picture only; why, as the networks say it. */
  | { kind: 'failed'; reason: string };

/** A thread of its own for the networks: each picture keeps a processor busy for some hundredths of a second. */
await answerQuestions<FacesQuestion, FacesAnswer>(async () => {
  const networks = await loadFaceNetworks((workerData as FacesSetup).models);
  return (question) => answer(networks, question);
});

function answer(networks: FaceNetworks, question: FacesQuestion): FacesAnswer {
  try {
    return question.kind === 'find'
      ? { kind: 'found', measures: networks.find(question.picture) }
      : { kind: 'compared', likeness: networks.compare(question.one, question.other) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
