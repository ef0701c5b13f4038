import { useEffect, useState } from 'react';
import { pictureOf } from './importStore.ts';

/** A picked picture as it will be stored, before it is; nothing where the bytes are inside a zip. */
export function FileThumbnail({ item, fileName }: { item: string; fileName: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const file = pictureOf(item, fileName);
    if (!file) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [item, fileName]);
  if (url === null) return <span className="file-thumbnail none" aria-hidden />;
  return <img className="file-thumbnail" src={url} alt="" loading="lazy" />;
}
