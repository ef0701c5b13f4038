import type { Words } from '../words.ts';
import type { hubErrors as zh } from '../zh/hubErrors.ts';

export const hubErrors: Words<typeof zh> = {
  HUB_REFUSED: {
    message: 'The sync hub can’t be run like this.',
    hint: 'Check the data folder or the database’s address in the command.',
    message_none: 'There are no data of a sync hub here.',
    hint_none: 'Check the data folder or the database’s address; the first time, run xueji hub serve.',
    message_older: 'The hub’s data are still in an older version’s form.',
    hint_older: 'Run xueji hub serve of this version once: it keeps a copy and brings them up to date.',
    message_address: 'The database’s address is not written rightly.',
    hint_address:
      'Write postgresql://user@host:5432/database; the password goes into PGPASSWORD or ~/.pgpass.',
    message_unreachable: 'The PostgreSQL database can’t be reached ({{reason}}).',
    hint_unreachable:
      'Check the address, that the service runs, the firewall and the user’s rights; nothing was changed.',
    message_desk: 'This folder holds a desk’s own data and can’t be the hub’s as well.',
    hint_desk: 'Give the hub an empty folder of its own, such as hub in the data folder.',
    message_other: 'Another hub’s data lie here; the backup is of a different one.',
    hint_other:
      'Restore into an empty folder; to put the backup in its place, rename this folder and keep it.',
    message_busy: 'Somebody else holds the hub’s data; this was not done.',
    hint_busy: 'Nothing was changed; try again later.',
    message_sharing: 'Another program already passes this hub’s bundles through a shared folder.',
    hint_sharing:
      'Nothing was done. The Hub page, or hub serve --share, does it every minute by itself; to do it from here, turn it off there first.',
    message_port: 'Port {{port}} can’t be used: another program may have it, or this account may not use it.',
    hint_port:
      'Stop the program that has it, or stop the hub on the Hub page and start it with another port.',
    message_off: 'The hub of this computer is not running.',
    hint_off: 'Start it on the Hub page and try again.',
    message_ended: 'The hub ended unexpectedly.',
    hint_ended:
      'It is started again by itself. If this happens often, hand the logs in hub/logs of the data folder to whoever maintains it.',
    message_place: 'Where the hub’s data are was not said, or said twice.',
    hint_place: 'Write either --data FOLDER or --pg ADDRESS.',
    message_backup: 'This is no backup of a hub, or it is damaged.',
    hint_backup: 'Take another backup; what was there is unchanged.',
    message_archive: 'This database archives no WAL, so it can’t be said how far it is archived.',
    hint_archive: 'Have archive_mode and archive_command switched on, or use xueji hub backup FILE.',
  },
};
