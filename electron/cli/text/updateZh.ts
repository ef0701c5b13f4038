/** `xueji update …` */
export const updateZh = {
  about: '从单位的共享文件夹更新程序',
  check: '看更新文件夹里有没有新版本；有时退出码为 1',
  install: '取来新版本，核对签名后安装',
  rollback: '退回上一版本（用保留在本机的安装程序）',
  from: '更新文件夹；不写则用“设置”里填的',
  standing: {
    newer: (latest: string, running: string) => `有新版本 ${latest}（正在使用 ${running}）`,
    same: (latest: string) => `正在使用的 ${latest} 已是最新版本`,
    older: (latest: string, running: string) => `更新文件夹里是较旧的 ${latest}（正在使用 ${running}）`,
  },
  started: (version: string) => `版本 ${version} 的安装程序已启动。`,
  byHand: (version: string, file: string) => `版本 ${version} 已核对无误，请有权限的人安装：${file}`,
  noPrevious: '没有找到当前版本的安装程序，装好后不能直接退回。',
};
