/** The pad's own measure, whatever size it has on the screen. */
export const PAD = { width: 900, height: 300 } as const;

export interface Point {
  x: number;
  y: number;
}
export type Stroke = readonly Point[];

/** Draws strokes as a pen would: through the middles between points, so that no corner shows. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  for (const stroke of strokes) {
    const [first] = stroke;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x, first.y);
    // A dot is a stroke too.
    if (stroke.length === 1) context.lineTo(first.x + 0.1, first.y);
    stroke.slice(1).forEach((point, index) => {
      const before = stroke[index] as Point;
      context.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
    });
    const last = stroke[stroke.length - 1] as Point;
    context.lineTo(last.x, last.y);
    context.stroke();
  }
}

/** The signature as a PNG, black on white, in base64. */
export async function signaturePng(strokes: readonly Stroke[]): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = PAD.width;
  canvas.height = PAD.height;
  const context = canvas.getContext('2d');
  if (!context) throw new TypeError('no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, PAD.width, PAD.height);
  context.strokeStyle = 'black';
  drawStrokes(context, strokes);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new TypeError('no picture');
  let binary = '';
  for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
  return btoa(binary);
}
