import { join } from 'node:path';
import { connect } from '../../electron/db/openDatabase.ts';
import { HUB_FILE } from '../../electron/hub/connectSqlite.ts';
import { unlockHub } from '../../electron/hub/unlockHub.ts';
import { hubMeans } from '../harness/hubEngines.ts';

/** One statement on the database of a hub; it has to change one row. */
const [folder, statement] = process.argv.slice(2) as [string, string];
const { key } = await unlockHub(folder, hubMeans());
const told = connect(join(folder, HUB_FILE), key);
told.raw.pragma('busy_timeout = 10000');
const { changes } = told.raw.prepare(statement).run();
told.raw.close();
if (changes !== 1) throw new Error(`${changes} rows were changed`);
