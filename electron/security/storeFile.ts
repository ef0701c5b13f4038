/** The name of the database in a data folder. */
export const STORE_FILE = 'store.sqlite';
