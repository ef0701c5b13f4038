/**
 * The core could not be reached, or went away during the call. Whether the call took effect is not known: a read
 * may be repeated, a write must first be looked at.
 */
export class ConnectionLost extends Error {
  constructor(options?: ErrorOptions) {
    super('CONNECTION_LOST', options);
    this.name = 'ConnectionLost';
  }
}
