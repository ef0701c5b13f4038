import { useEffect, useRef } from 'react';

/** Pictures and files that are pasted while this is shown, wherever the cursor is; what is only text is not meant. */
export function usePastedFiles(isFixed: boolean, onFiles: (files: File[]) => void): void {
  const latest = useRef({ isFixed, onFiles });
  latest.current = { isFixed, onFiles };
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || latest.current.isFixed) return;
      event.preventDefault();
      latest.current.onFiles(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}
