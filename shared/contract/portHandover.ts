/** How the desktop window gets its end of the message port to the core. Both ends of each message use these names. */

/** The only origin that may ever hold a port. */
export const APP_ORIGIN = 'app://xueji';

/** Page to preload (own window only): the page listens now, ask for the port. */
export const PAGE_READY = 'xueji:page-ready';
/** Preload to main, over ipcRenderer: this frame wants a port. */
export const REQUEST_PORT = 'xueji:request-port';
/** Main to preload, and preload to its page: here is a port; an older one is dead. */
export const PORT_HANDOVER = 'xueji:port';
