import { answerQuestions } from './answerQuestions.ts';
import { type MeasuredPhoto, measurePhoto } from './measurePhoto.ts';

/**
 * A thread of its own for pixels: going through them takes longer than all else that is done for a photo, and each
 * decoded picture is a megabyte, which a heap full of plans would be gone through for again and again.
 */
await answerQuestions<Uint8Array, MeasuredPhoto>(async () => (bytes) => measurePhoto(bytes));
