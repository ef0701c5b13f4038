import current from '../../resources/rules/upload-current.json' with { type: 'json' };
import sfzh from '../../resources/rules/upload-sfzh.json' with { type: 'json' };
import { type UploadLayout, uploadLayoutShape } from '../../shared/domain/cases/uploadLayout.ts';
import { AppError } from '../../shared/domain/errors.ts';

/** As the program brings them, the one that is offered first. */
export const UPLOAD_LAYOUTS: readonly UploadLayout[] = [current, sfzh].map((one) =>
  uploadLayoutShape.parse(one),
);

/** Errors: NOT_FOUND. */
export function uploadLayout(id: string): UploadLayout {
  const found = UPLOAD_LAYOUTS.find((layout) => layout.id === id);
  if (!found) throw new AppError('NOT_FOUND', { what: 'upload-layout', name: id });
  return found;
}
