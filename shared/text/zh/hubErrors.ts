import type { Advice } from '../words.ts';

/** Of the hub (同步主机) and its database. */
export const hubErrors = {
  HUB_REFUSED: {
    message: '同步主机不能这样运行。',
    hint: '请检查命令里的数据文件夹或数据库地址。',
    message_none: '这里还没有同步主机的数据。',
    hint_none: '请检查数据文件夹或数据库地址；第一次请先运行 xueji hub serve。',
    message_older: '同步主机的数据还是旧版本的格式。',
    hint_older: '请先用本版本运行一次 xueji hub serve：它会先留一份副本，再升级。',
    message_address: '数据库地址的写法不对。',
    hint_address: '请写成 postgresql://用户@主机:5432/数据库；口令放在环境变量 PGPASSWORD 或 ~/.pgpass 里。',
    message_unreachable: '连不上 PostgreSQL 数据库（{{reason}}）。',
    hint_unreachable: '请检查地址、数据库服务是否已启动、防火墙和用户权限；没有改动任何数据。',
    message_desk: '这个文件夹里是核对台自己的数据，不能兼作同步主机的数据文件夹。',
    hint_desk: '请另给同步主机一个空文件夹，例如数据文件夹里的 hub。',
    message_other: '这里是另一台同步主机的数据，和备份不是同一台主机的。',
    hint_other: '请换一个空文件夹来恢复；确实要用备份代替它，请先把这个文件夹改名留存。',
    message_busy: '别人正占用着同步主机的数据，这一步没有完成。',
    hint_busy: '没有改动任何数据；请稍后再试。',
    message_sharing: '这台同步主机正由另一个程序通过共享文件夹交换同步包。',
    hint_sharing:
      '这一次什么都没有做。打开着的“主机”页或 hub serve --share 会自己每分钟交换一次，不用再手工运行；要改由这里来做，请先在那边关掉。',
    message_port: '端口 {{port}} 用不了：可能被别的程序占用，或这个账户不能用它。',
    hint_port: '请停掉占用它的程序，或在“主机”页先停止主机，再换一个端口启动。',
    message_off: '这台电脑上的同步主机没有在运行。',
    hint_off: '请在“主机”页启动主机后再试。',
    message_ended: '同步主机意外停止了。',
    hint_ended: '会自动再启动；经常出现时请把数据文件夹里 hub/logs 的日志交给维护人员。',
    message_place: '没有说明同步主机的数据在哪里，或者两处都写了。',
    hint_place: '请写 --data 文件夹 或 --pg 地址，只写一个。',
    message_backup: '这个文件不是同步主机的备份，或已损坏。',
    hint_backup: '请换一份备份；原来的数据没有改动。',
    message_archive: '这个数据库没有打开 WAL 归档，不能说它已经归档到哪里。',
    hint_archive: '请让数据库管理员打开 archive_mode 和 archive_command，或改用 xueji hub backup 文件。',
  },
} as const satisfies Partial<Advice<'HUB_REFUSED'>>;
