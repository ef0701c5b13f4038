/** The files of the list and where they are, by the id of their item: none of it belongs into the wizard's state. */
export const heldFiles = {
  bytesOf: new Map<string, readonly File[]>(),
  /** Files that the core holds already under a name: those taken out of a zip. */
  heldAs: new Map<string, string>(),
  /** What the core calls files that it has and could not open yet: they need not be sent again with a password. */
  sentAs: new Map<string, string[]>(),
};
