import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { saveDownload } from '../../ui/saveDownload.ts';

export interface FirstSetUp {
  code: string;
  name: string;
  /** Empty: none is set. */
  passphrase: string;
}

/**
 * Sets the school up; a passphrase and its recovery sheet first, so that whoever sees the desk has both. What was done
 * already is not done again when a later step failed.
 */
export function useFirstSetUp(onDone: () => void) {
  const queryClient = useQueryClient();
  const { language } = useWords();
  const isProtected = useRef(false);
  const setPassphrase = useMutation(orpc.keys.setPassphrase.mutationOptions());
  const makeSheet = useMutation(orpc.keys.makeRecoverySheet.mutationOptions());
  const initialise = useMutation(orpc.admin.initialise.mutationOptions());
  return useMutation({
    networkMode: 'always',
    async mutationFn({ code, name, passphrase }: FirstSetUp) {
      if (passphrase !== '' && !isProtected.current) {
        await setPassphrase.mutateAsync({ current: null, next: passphrase });
        isProtected.current = true;
        saveDownload((await makeSheet.mutateAsync({ language })).download);
      }
      await initialise.mutateAsync({ code, name });
    },
    async onSuccess() {
      await queryClient.invalidateQueries();
      onDone();
    },
  });
}
